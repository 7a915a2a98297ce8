//! The pages of the codes: each bad example gives exactly that code, each good one none.

use crate::check::{checked, codes};
use solon::ground::diagnostic::Code;
use std::path::Path;

/// The first block of `kind` below a heading of a page.
fn block<'a>(page: &'a str, heading: &str, kind: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("## {heading}\n"))?;
    let rest = rest.split("\n## ").next()?;
    let (_, rest) = rest.split_once(&format!("```{kind}\n"))?;
    rest.split("```").next()
}

#[test]
fn the_examples_of_every_page_are_what_they_say() {
    for code in Code::ALL {
        let name = code.name();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
        let Ok(page) = std::fs::read_to_string(folder.join(format!("{name}.md"))) else { continue };
        assert!(page.starts_with(&format!("# {name}: ")), "{name}");
        let Some(bad) = block(&page, "Bad", "law") else { continue };
        let (_, _, found) = checked(&[("bad.law", bad)]);
        assert_eq!(codes(&found), [name], "the bad example of {name}");
        let good = block(&page, "Good", "law").unwrap_or_else(|| panic!("{name} has no good one"));
        let (_, _, found) = checked(&[("good.law", good)]);
        assert_eq!(codes(&found), [""; 0], "the good example of {name}");
    }
}
