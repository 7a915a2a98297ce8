//! What a provision rests on, and when it holds: the clauses that any declaration may carry.

use crate::language::syntax::{Clause, Words};
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Basis, Block, Line, Piece, SaidLine, Term};

/// `cite`, `quote` and `reading` of some clauses.
pub fn basis<'c>(clauses: impl IntoIterator<Item = &'c Clause>) -> Basis {
    let mut basis = Basis::default();
    for clause in clauses {
        match clause {
            Clause::Cite(label, _) => basis.cites.push(label.text.to_string()),
            Clause::Quote(label, _) => basis.quotes.push(label.text.to_string()),
            Clause::Reading(label, _) => basis.readings.push(label.text.to_string()),
            // What the linter is told is for authors, not for readers.
            Clause::Allow(..) | Clause::From(..) | Clause::Until(..) => {}
        }
    }
    basis
}

/// The paragraphs of documentation and the basis, which every section begins with.
pub fn opening<'c>(
    documentation: &Words,
    clauses: impl IntoIterator<Item = &'c Clause>,
) -> Vec<Block> {
    let mut blocks = paragraphs(documentation);
    let basis = basis(clauses);
    if !basis.is_empty() {
        blocks.push(Block::Basis { basis });
    }
    blocks
}

/// `///` lines as paragraphs: an empty one parts two.
pub fn paragraphs(documentation: &Words) -> Vec<Block> {
    let parts = documentation.split(|line| line.text.trim().is_empty());
    let joined =
        parts.map(|lines| lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join(" "));
    let told = joined.filter(|text| !text.is_empty());
    told.map(|text| Block::Paragraph { line: vec![Piece::words(text)] }).collect()
}

/// The documentation as one line, where there is any.
pub fn told(documentation: &Words) -> Option<SaidLine> {
    let lines = documentation.iter().map(|line| line.text.trim()).filter(|text| !text.is_empty());
    let text = lines.collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| SaidLine::plain(vec![Piece::words(text)]))
}

/// `from` and `until` of a provision, as words: `from 2022-01-01`.
pub fn commencement<'c>(texts: &Texts<'_>, clauses: impl IntoIterator<Item = &'c Clause>) -> Line {
    let mut words = Vec::new();
    for clause in clauses {
        match clause {
            Clause::From(date, _) => words.push(format!("from {}", texts.plain(date.span()))),
            Clause::Until(date, _) => {
                words.push(format!("until {} (not on that day)", texts.plain(date.span())));
            }
            Clause::Cite(..) | Clause::Quote(..) | Clause::Reading(..) | Clause::Allow(..) => {}
        }
    }
    if words.is_empty() { Line::new() } else { vec![Piece::words(words.join(" "))] }
}

/// The same under its heading, where it is written.
pub fn in_force<'c>(
    texts: &Texts<'_>,
    clauses: impl IntoIterator<Item = &'c Clause>,
) -> Option<Term> {
    let line = commencement(texts, clauses);
    (!line.is_empty()).then(|| Term::line("In force", line))
}

/// A block of terms, where there are any.
pub fn terms(terms: Vec<Term>) -> Option<Block> {
    (!terms.is_empty()).then_some(Block::Terms { terms })
}
