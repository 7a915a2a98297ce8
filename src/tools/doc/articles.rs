//! The articles of a law, and the provisions that rest on each.

use crate::tools::doc::figures::words;
use crate::tools::doc::{Block, GridRow, Line, Piece, Section};
use std::collections::BTreeMap;

/// What is cited in the sections of a chapter; none where nothing is.
pub fn section(anchor: &str, sections: &[Section]) -> Option<Section> {
    let mut cited: BTreeMap<Vec<Part>, (String, Vec<Piece>)> = BTreeMap::new();
    for section in sections {
        for cite in section.blocks.iter().flat_map(cites) {
            let (_, rests) = cited.entry(key(cite)).or_insert_with(|| (cite.clone(), Vec::new()));
            let name = match section.name.is_empty() {
                true => section.title.clone(),
                false => section.name.clone(),
            };
            let link = Piece::link(name, section.anchor.clone());
            if !rests.contains(&link) {
                rests.push(link);
            }
        }
    }
    if cited.is_empty() {
        return None;
    }
    let rows =
        cited.into_values().map(|(cite, rests)| GridRow::of(vec![words(cite), commas(rests)]));
    Some(Section {
        anchor: format!("{anchor}-articles"),
        kind: "",
        name: String::new(),
        title: "Articles".to_owned(),
        blocks: vec![Block::Grid {
            head: vec![words("Article"), words("Rests on it")],
            rows: rows.collect(),
        }],
    })
}

fn commas(pieces: Vec<Piece>) -> Line {
    let mut line = Line::new();
    for piece in pieces {
        if !line.is_empty() {
            line.push(Piece::words(", "));
        }
        line.push(piece);
    }
    line
}

/// Every citation in a block.
fn cites(block: &Block) -> Vec<&String> {
    match block {
        Block::Paragraph { .. } => Vec::new(),
        Block::Basis { basis } => basis.cites.iter().collect(),
        Block::Terms { terms } => {
            terms.iter().flat_map(|term| &term.said).flat_map(|it| &it.basis.cites).collect()
        }
        Block::Grid { rows, .. } => {
            let said = rows.iter().flat_map(|row| row.cells.iter().flatten());
            said.flat_map(|it| &it.basis.cites).collect()
        }
    }
}

/// A part of a citation: `art. 9` stands before `art. 10`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Digits, as long as they are and then as they stand.
    Digits(usize, String),
    /// Anything else.
    Words(String),
}

fn key(cite: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for letter in cite.chars() {
        match parts.last_mut() {
            Some(Part::Digits(length, digits)) if letter.is_ascii_digit() => {
                digits.push(letter);
                *length += 1;
            }
            Some(Part::Words(words)) if !letter.is_ascii_digit() => words.push(letter),
            Some(_) | None if letter.is_ascii_digit() => {
                parts.push(Part::Digits(1, letter.to_string()));
            }
            Some(_) | None => parts.push(Part::Words(letter.to_string())),
        }
    }
    parts
}
