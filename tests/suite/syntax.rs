//! From text to tree: what parses, what does not and how it is told.

use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::syntax::{LawFile, read};
use std::fs;

fn reading(text: &str) -> (LawFile, Found, Sources) {
    let mut sources = Sources::new();
    let source = sources.add("law", text);
    let mut found = Found::new();
    let file = read(source, text, &Limits::default(), &mut found);
    (file, found, sources)
}

#[test]
fn the_example_laws_parse() {
    for path in fs::read_dir("tests/language/examples").unwrap() {
        let path = path.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let (file, found, sources) = reading(&text);
        for one in &found.diagnostics {
            println!("{} {:?} {one:?}", path.display(), sources.position(one.span.unwrap()));
        }
        assert!(found.diagnostics.is_empty(), "{}", path.display());
        assert!(file.header.is_some());
        if std::env::var("SHOW").is_ok() {
            println!("{file:#?}");
        }
    }
}
