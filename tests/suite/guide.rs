//! The guide, done as it says: its files written, its commands run, what they print compared.
//!
//! A line `<!-- file NAME -->` says to which file the next block is added; `<!-- file NAME anew -->`
//! begins that file again.

use crate::readme::{alike, arguments, told};
use crate::tidy::files;
use std::path::Path;
use std::process::Command;

#[test]
fn the_guide_can_be_followed_to_the_letter() {
    let (mut run, mut written) = (0, 0);
    for page in files("docs/guide", "md") {
        let folder = tempfile::tempdir().unwrap();
        // The folder of somebody who begins is the root of a project of its own.
        std::fs::write(folder.path().join("solon.toml"), "").unwrap();
        let text = std::fs::read_to_string(&page).unwrap();
        let mut blocks = text.split("\n```");
        let mut prose = blocks.next().unwrap_or("");
        while let Some(block) = blocks.next() {
            let (kind, body) = block.split_once('\n').unwrap_or((block, ""));
            if let Some(file) = named(prose) {
                add(folder.path(), file, body);
                written += 1;
            } else if kind == "console" {
                run += commands(folder.path(), body, &page.display().to_string());
            }
            prose = blocks.next().unwrap_or("");
        }
    }
    assert!(run > 0 && written > 0, "{run} commands, {written} blocks of files");
}

/// The file that the text before a block names for it.
fn named(prose: &str) -> Option<&str> {
    prose.trim_end().rsplit_once('\n')?.1.strip_prefix("<!-- file ")?.strip_suffix(" -->")
}

fn add(folder: &Path, file: &str, body: &str) {
    let (name, anew) = match file.strip_suffix(" anew") {
        Some(name) => (name, true),
        None => (file, false),
    };
    let path = folder.join(name);
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    let gap = if before.is_empty() || anew { String::new() } else { format!("{before}\n") };
    std::fs::write(path, format!("{gap}{body}\n")).unwrap();
}

/// Runs the commands of a block in a folder; each prints what stands below it.
fn commands(folder: &Path, block: &str, page: &str) -> usize {
    let mut run = 0;
    for part in format!("\n{block}").split("\n$ ").skip(1) {
        let (words, shown) = part.split_once('\n').unwrap_or((part, ""));
        let Some(arguments) = arguments(words) else { continue };
        let output = Command::new(env!("CARGO_BIN_EXE_solon"))
            .args(&arguments)
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .env("COLUMNS", "100")
            .output()
            .unwrap();
        let printed = told(&output.stdout) + &told(&output.stderr);
        assert!(
            alike(shown, &printed),
            "{page}: $ {words}\n-- the page shows --\n{shown}\n-- it prints --\n{printed}"
        );
        run += 1;
    }
    run
}
