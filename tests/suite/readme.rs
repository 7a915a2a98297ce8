//! The console examples of the documents, run through the program that was built.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One command of a console block and what stands below it.
struct Example {
    words: String,
    output: String,
    shown: bool,
}

#[test]
fn examples_print_what_the_documents_show() {
    let mut run = 0;
    let pages = ["README.md", "policies/README.md"].map(PathBuf::from);
    for page in pages {
        for example in examples(&page) {
            let Some(arguments) = arguments(&example.words) else { continue };
            let output = Command::new(env!("CARGO_BIN_EXE_solon"))
                .args(&arguments)
                .env("NO_COLOR", "1")
                .env("COLUMNS", "100")
                .output()
                .unwrap();
            let code = output.status.code().unwrap_or(-1);
            let place = format!("{}: $ {}", page.display(), example.words);
            assert!([0, 1].contains(&code), "{place}\nexit code {code}\n{}", told(&output.stderr));
            if example.shown {
                let printed = told(&output.stdout);
                assert!(
                    alike(&example.output, &printed),
                    "{place}\n-- the document shows --\n{}\n-- it prints --\n{printed}",
                    example.output
                );
            }
            run += 1;
        }
    }
    assert!(run > 0, "no example was run");
}

/// The commands in the `console` blocks of a page.
fn examples(page: &Path) -> Vec<Example> {
    let text = fs::read_to_string(page).unwrap();
    let mut examples: Vec<Example> = Vec::new();
    for block in text.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        for line in block.lines() {
            match line.strip_prefix("$ ") {
                Some(words) => examples.push(Example {
                    words: words.to_string(),
                    output: String::new(),
                    shown: false,
                }),
                None => {
                    let last = examples.last_mut().expect("a block begins with a command");
                    last.output += &format!("{line}\n");
                    last.shown |= !line.trim().is_empty();
                }
            }
        }
    }
    examples
}

/// The arguments for the program; `None` for another command.
pub fn arguments(words: &str) -> Option<Vec<String>> {
    let (program, arguments) = match words.split_once(" -- ") {
        Some((cargo, arguments)) => (cargo, arguments),
        None => words.split_once(' ')?,
    };
    let ours = program == "solon" || program.starts_with("cargo run");
    ours.then(|| {
        // What stands between quotation marks is one argument.
        let parts = arguments.split('"').enumerate();
        parts
            .flat_map(|(at, part)| match at % 2 {
                0 => part.split_whitespace().map(str::to_string).collect(),
                _ => vec![part.to_string()],
            })
            .collect()
    })
}

/// Whether what is shown is what was printed; a line `…` stands for any lines.
pub fn alike(shown: &str, printed: &str) -> bool {
    let mut pieces = shown.trim().split("\n…\n");
    let (first, mut rest) = (pieces.next().unwrap_or(""), printed.trim());
    match rest.strip_prefix(first) {
        Some(behind) => rest = behind,
        None => return false,
    }
    let mut last = first;
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
        last = piece;
    }
    rest.is_empty() || last.is_empty()
}

pub fn told(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
