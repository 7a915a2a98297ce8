//! How fast a tree is written as text again: twice the text should take twice the time.
#![allow(clippy::unwrap_used, reason = "a bench that panics has failed, which is what it is for")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::format::write;
use solon::language::syntax::read;

fn main() {
    divan::main();
}

const EXAMPLE: &str = include_str!("../tests/language/examples/ru-landing.law");

/// The example law with its declarations repeated until the text has `size` bytes.
fn law(size: usize) -> String {
    let (head, body) = EXAMPLE.split_once("use platforms\n").unwrap();
    let mut text = format!("{head}use platforms\n");
    while text.len() < size {
        text.push_str(body);
    }
    text
}

#[divan::bench(args = [1 << 18, 1 << 20, 1 << 22], sample_count = 10)]
fn tree_to_text(bencher: Bencher, size: usize) {
    let text = law(size);
    let mut sources = Sources::new();
    let source = sources.add("law", text.as_str());
    let file = read(source, &text, &Limits::default(), &mut Found::new());
    bencher.counter(BytesCount::of_str(&text)).bench(|| write(black_box(&file), black_box(&text)));
}
