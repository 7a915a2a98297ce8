//! How fast a law becomes a tree, beside a scan and a hand-written tokenizer of the same text.
#![allow(clippy::unwrap_used, reason = "a bench that panics has failed, which is what it is for")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use solon::ground::diagnostic::Found;
use solon::ground::scan::guard;
use solon::ground::text::{Limits, Sources};
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

/// 1 MB and 2 MB: twice the text should take twice the time.
const SIZES: [usize; 2] = [1 << 20, 2 << 20];

#[divan::bench(args = SIZES)]
fn text_to_tree(bencher: Bencher, size: usize) {
    let text = law(size);
    let mut sources = Sources::new();
    let source = sources.add("law", text.as_str());
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let mut found = Found::new();
        let file = read(source, black_box(&text), &Limits::default(), &mut found);
        assert!(found.diagnostics.is_empty());
        file
    });
}

#[divan::bench(args = SIZES)]
fn guard_scan(bencher: Bencher, size: usize) {
    let text = law(size);
    let mut sources = Sources::new();
    let source = sources.add("law", text.as_str());
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let mut found = Found::new();
        guard(black_box(&text), source, &Limits::default(), &mut found)
    });
}

/// The yardstick: words, numbers and marks told apart by hand, nothing understood.
#[divan::bench(args = SIZES)]
fn yardstick_tokens_by_hand(bencher: Bencher, size: usize) {
    let text = law(size);
    bencher.counter(BytesCount::of_str(&text)).bench(|| tokens(black_box(&text)));
}

/// The yardstick: one look at every byte.
#[divan::bench(args = SIZES)]
fn yardstick_byte_scan(bencher: Bencher, size: usize) {
    let text = law(size);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| black_box(&text).bytes().fold(0u32, |sum, byte| sum.wrapping_add(byte.into())));
}

fn tokens(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let rest = bytes.get(at + 1..).unwrap_or(&[]);
        let length = match first {
            b' ' | b'\n' => {
                at += 1;
                continue;
            }
            b'"' => rest.iter().position(|byte| *byte == b'"').unwrap_or(0) + 1,
            b'/' if rest.first() == Some(&b'/') => {
                rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
            }
            byte if word(byte) => rest.iter().take_while(|byte| word(byte)).count(),
            _ => 0,
        };
        found.push((at, at + 1 + length));
        at += 1 + length;
    }
    found
}
