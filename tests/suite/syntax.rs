//! From text to tree: what parses, what does not and how it is told.

use solon::ground::diagnostic::{Diagnostic, Found};
use solon::ground::text::{Limits, Sources};
use solon::language::syntax::{LawFile, read};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn reading(text: &str) -> (LawFile, Found, Sources) {
    let mut sources = Sources::new();
    let source = sources.add("law", text);
    let mut found = Found::new();
    let file = read(source, text, &Limits::default(), &mut found);
    (file, found, sources)
}

/// Every law below a folder whose name begins with `prefix`, in order.
fn laws(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let mut laws = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            laws.extend(laws_below(&path, prefix));
        } else if path.extension().is_some_and(|end| end == "law")
            && path.file_name().unwrap().to_str().unwrap().starts_with(prefix)
        {
            laws.push(path);
        }
    }
    laws.sort();
    laws
}

fn laws_below(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    laws(folder, prefix)
}

/// One diagnostic as a reader sees it, without frames: place, message, labels, help and edit.
fn told(sources: &Sources, one: &Diagnostic) -> String {
    let mut out = String::new();
    let place = |span| {
        let at = sources.position(span);
        format!("{}:{}", at.line, at.column)
    };
    let span = one.span.unwrap();
    let words = sources.words(span);
    writeln!(out, "{} {} {} `{words}`", one.code.name(), place(span), one.message).unwrap();
    if let Some(label) = &one.label {
        writeln!(out, "  here: {label}").unwrap();
    }
    for label in &one.labels {
        writeln!(out, "  {}: {}", place(label.span), label.text).unwrap();
    }
    if let Some(help) = &one.help {
        writeln!(out, "  help: {help}").unwrap();
    }
    if let Some(fix) = &one.fix {
        for (span, words) in &fix.edits {
            let old = sources.words(*span);
            writeln!(out, "  fix: {} at {}: `{old}` to `{words}`", fix.title, place(*span))
                .unwrap();
        }
    }
    out
}

fn all_told(sources: &Sources, found: &Found) -> String {
    found.diagnostics.iter().map(|one| told(sources, one)).collect()
}

#[test]
fn what_is_written_well_parses() {
    let mut paths = laws(Path::new("tests/language"), "accepts");
    paths.extend(laws(Path::new("tests/language/examples"), ""));
    assert!(paths.len() >= 3);
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let (file, found, sources) = reading(&text);
        assert_eq!(all_told(&sources, &found), "", "{}", path.display());
        assert!(file.header.is_some());
    }
}

/// One snapshot of all that is told of badly written laws, so that the sentences can be compared.
#[test]
fn what_is_written_badly_is_told() {
    let mut out = String::new();
    for path in laws(Path::new("tests/language"), "rejects") {
        let text = fs::read_to_string(&path).unwrap();
        let (_, found, sources) = reading(&text);
        if !found.has_errors() {
            // It is written well, and rejected for what it means.
            continue;
        }
        let name = path.strip_prefix("tests/language").unwrap();
        writeln!(out, "## {}", name.display()).unwrap();
        writeln!(out, "{}", all_told(&sources, &found)).unwrap();
    }
    insta::assert_snapshot!("rejected", out);
}

/// The codes found in `text`, which must not take long or panic.
fn codes(text: &str) -> Vec<&'static str> {
    reading(text).1.diagnostics.iter().map(|one| one.code.name()).collect()
}

fn example(name: &str) -> String {
    fs::read_to_string(format!("tests/language/examples/{name}.law")).unwrap()
}

const EXAMPLES: [&str; 3] = ["platforms", "ru-landing", "tr-social-networks"];

#[test]
fn nested_brackets_of_any_depth_end_in_a_diagnostic() {
    for (open, close) in [("(", ")"), ("{", "}"), ("[", "]"), ("any of {", "}")] {
        for depth in [60, 64, 1_000, 100_000] {
            let balanced = format!("define x = {}a{}", open.repeat(depth), close.repeat(depth));
            let unbalanced = format!("define x = {}a", open.repeat(depth));
            let closing = format!("define x = a{}", close.repeat(depth));
            for text in [balanced, unbalanced, closing] {
                let found = codes(&format!("{HEAD}{text}\n"));
                let deep = found.contains(&"E0801");
                let opens = text.contains(open) && open != close;
                assert_eq!(deep, depth > 64 && opens, "{open} {depth} {found:?}");
            }
        }
    }
}

const HEAD: &str = "vocabulary v\n\n";

#[test]
fn sixty_four_brackets_parse() {
    let text = format!("{HEAD}define x = {}a{}\n", "(".repeat(64), ")".repeat(64));
    assert_eq!(codes(&text), [""; 0]);
    let text = format!("{HEAD}define x = {}a{}\n", "any of {".repeat(64), "}".repeat(64));
    assert_eq!(codes(&text), [""; 0]);
}

#[test]
fn chains_of_one_operator_are_flat_and_others_are_limited() {
    let flat = [" and ", " or ", " + ", " * "];
    for operator in flat {
        let text = format!("{HEAD}define x = a{}\n", format!("{operator}a").repeat(100_000));
        assert_eq!(codes(&text), [""; 0], "{operator}");
    }
    let deep = [
        ("not ", ""),
        ("- ", ""),
        ("a unless ", ""),
        ("a implies ", ""),
        ("a otherwise ", ""),
        ("1 day after ", ""),
        ("up to ", ""),
        ("if a then b else ", ""),
        ("if ", ""),
        ("sum of ", ""),
        ("x at 1 day after ", ""),
        ("", " has happened"),
        ("", " no less than a"),
        ("", " in last year"),
        ("", " in {a}"),
        ("", " at today"),
        ("", " except a when b"),
    ];
    for (before, behind) in deep {
        let count = if before == "not " { 100_000 } else { 10_000 };
        let text = format!("{HEAD}define x = {}a{}\n", before.repeat(count), behind.repeat(count));
        let found = codes(&text);
        let flat = behind.contains("except");
        assert_eq!(found.is_empty(), flat, "{before}{behind} {:?}", found.first());
        assert!(found.len() <= 2, "{before}{behind} {}", found.len());
    }
}

#[test]
fn odd_files_end_in_a_diagnostic_or_a_tree() {
    for (text, expected) in [
        ("", vec!["E0101"]),
        ("// nothing", vec!["E0101"]),
        ("law", vec!["E0101"]),
        ("}", vec!["E0101"]),
        ("vocabulary v", vec![]),
        ("vocabulary v\r\n\r\nunit users\r\n", vec![]),
        ("vocabulary v\r// a comment\runit users\r", vec![]),
        ("\u{feff}vocabulary v\n", vec!["E0112"]),
        ("vocabulary v\n\0", vec!["E0113"]),
        ("vocabulary v\u{2028}unit users\n", vec!["E0113"]),
    ] {
        assert_eq!(codes(text), expected, "{text:?}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_told_with_their_place() {
    use solon::ground::scan::decode;
    assert_eq!(decode(b"\xef\xbb\xbflaw").unwrap(), "law");
    let told = |bytes: &[u8]| decode(bytes).unwrap_err().message;
    assert_eq!(told(b"law\n a\xff"), "line 2, column 3: byte 0xFF is not UTF-8");
    assert_eq!(told(b"\xff\xfel\0a\0"), "the file is UTF-16 (little endian)");
    assert_eq!(told(b"\xfe\xff\0l\0a"), "the file is UTF-16 (big endian)");
    assert_eq!(told(b"l\0a\0w\0"), "the file is UTF-16 (little endian)");
}

#[test]
fn every_prefix_of_a_law_is_told_or_read() {
    for name in EXAMPLES {
        let text = example(name);
        for end in (0..text.len()).step_by(3) {
            let Some(prefix) = text.get(..end) else { continue };
            reading(prefix);
        }
    }
}

#[test]
fn every_token_left_out_doubled_or_swapped_is_told_or_read() {
    let text = example("tr-social-networks");
    let words: Vec<&str> = text.split_inclusive([' ', '\n', '{', '}', ':', ',']).collect();
    for at in 0..words.len() {
        let (before, rest) = words.split_at(at);
        let (word, behind) = rest.split_first().unwrap();
        let before = before.concat();
        reading(&format!("{before}{}", behind.concat()));
        reading(&format!("{before}{word}{word}{}", behind.concat()));
        if let Some((next, behind)) = behind.split_first() {
            reading(&format!("{before}{next}{word}{}", behind.concat()));
        }
    }
}

/// Hostile texts are read in steps proportional to their size: the grammar's own count of calls
/// is limited to that, so a text that is read or told at all has kept to it.
#[test]
fn many_declarations_are_read_or_told() {
    let good = "duty a {\n  when b\n  must c\n}\n".repeat(20_000);
    let (file, found, _) = reading(&format!("{HEAD}{good}"));
    assert_eq!((file.declarations.len(), found.diagnostics.len()), (20_000, 0));
    let bad = "duty a {\n  when b ==\n  must c\n}\n".repeat(5_000);
    let (file, found, _) = reading(&format!("{HEAD}{bad}"));
    assert_eq!((file.declarations.len(), found.diagnostics.len()), (5_000, 5_000));
}

/// The bad example of a page gives its code and no other error, the good one gives none.
#[test]
fn the_pages_of_the_codes_keep_their_word() {
    let mut pages = 0;
    for code in solon::ground::diagnostic::Code::ALL {
        let own = ["E01", "E0801", "E0806"].iter().any(|own| code.name().starts_with(own));
        let Ok(page) = fs::read_to_string(format!("docs/errors/{}.md", code.name())) else {
            assert!(!own, "{} has no page", code.name());
            continue;
        };
        let blocks: Vec<&str> =
            page.split("```law\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
        if let ([bad, good], true) = (&blocks[..], own) {
            assert_eq!(codes(bad), [code.name()]);
            assert_eq!(codes(good), [""; 0], "{}", code.name());
            pages += 1;
        }
    }
    assert!(pages > 10);
}
