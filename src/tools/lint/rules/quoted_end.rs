//! `quoted_end`: quoted words that name a last day over a provision that has none.

use crate::ground::diagnostic::Found;
use crate::ground::text::Span;
use crate::language::law::{Basis, Commencement, Provision};
use crate::tools::lint::{Rule, Subject};

/// Words before a year that end something, in the languages of the laws we ship.
const WORDS: [&str; 8] =
    ["until", "through", "no later than the end of", "expires on", "bis zum", "до", "по", "kadar"];

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    let laws = subject.laws;
    for (_, law) in subject.named() {
        for provision in &law.provisions {
            let (basis, commencement, name, span) = match *provision {
                Provision::Duty(id) => {
                    let row = &laws.duties[id];
                    (&row.basis, row.commencement, &row.name, row.span)
                }
                Provision::Status(id) => {
                    let row = &laws.statuses[id];
                    (&row.basis, row.commencement, &row.name, row.span)
                }
                Provision::Sanctions(id) => {
                    let row = &laws.sanctions[id];
                    (&row.basis, row.commencement, &row.name, row.span)
                }
                Provision::Fact(_)
                | Provision::Event(_)
                | Provision::Parameter(_)
                | Provision::Scale(_)
                | Provision::Table(_)
                | Provision::Define(_) => continue,
            };
            look_at(basis, commencement, name, span, found);
        }
    }
}

fn look_at(basis: &Basis, commencement: Commencement, name: &str, span: Span, found: &mut Found) {
    if commencement.until.is_some() {
        return;
    }
    for quote in &basis.quotes {
        if let Some(words) = end(quote) {
            let message = format!("the law ends `{name}`: “{words}”");
            found
                .report(Rule::QuotedEnd.code(), span, message)
                .help("say from which day it no longer holds: `until 2025-01-01`");
            return;
        }
    }
}

/// The word that ends something, with the year behind it.
fn end(quote: &str) -> Option<String> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let lower = quote.to_lowercase();
    for word in WORDS {
        let Some(at) = lower.find(word) else { continue };
        let boundary = lower.get(..at)?.chars().next_back().is_none_or(|it| !it.is_alphabetic());
        let behind = lower.get(at + word.len()..)?;
        let near: Vec<&str> = behind.split_whitespace().take(4).collect();
        let year = near.iter().find(|it| is_year(it));
        if boundary && behind.starts_with(' ') && year.is_some() && !words.is_empty() {
            let upto = near.iter().position(|it| is_year(it)).map_or(0, |at| at + 1);
            return Some(format!(
                "{word} {}",
                near.iter().take(upto).copied().collect::<Vec<_>>().join(" ")
            ));
        }
    }
    None
}

fn is_year(word: &str) -> bool {
    let digits = word.trim_matches(|letter: char| !letter.is_ascii_digit());
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}
