//! Writes names, labels, documentation and the clauses that any declaration may carry.

use crate::language::format::document::{Doc, GAP};
use crate::language::format::literal::literal;
use crate::language::format::pen::Pen;
use crate::language::syntax::{Clause, Label, Name, Path, Words};

/// A dotted name.
pub fn path<'t>(pen: &mut Pen<'t>, path: &'t Path) -> Doc<'t> {
    let mut docs = Vec::new();
    for name in &path.segments {
        if !docs.is_empty() {
            docs.push(pen.word("."));
        }
        docs.push(pen.at(name.span));
    }
    Doc::several(docs)
}

/// The beginning of a declaration: documentation, its word, its name and its label.
pub fn head<'t>(
    pen: &mut Pen<'t>,
    documentation: &'t Words,
    word: &'static str,
    name: &'t Name,
    label: Option<&'t Label>,
) -> Vec<Doc<'t>> {
    let mut docs = pen.documentation(documentation);
    docs.extend(named(pen, word, name, label));
    docs
}

/// A word, a name and a label.
pub fn named<'t>(
    pen: &mut Pen<'t>,
    word: &'static str,
    name: &'t Name,
    label: Option<&'t Label>,
) -> Vec<Doc<'t>> {
    let mut docs = vec![pen.word(word), Doc::Space(1), pen.at(name.span)];
    docs.extend(labelled(pen, label));
    docs
}

/// A label behind a name.
pub fn labelled<'t>(pen: &mut Pen<'t>, label: Option<&'t Label>) -> Vec<Doc<'t>> {
    label.map_or_else(Vec::new, |label| vec![Doc::Space(1), pen.at(label.span)])
}

/// A clause: its word, and what it says.
#[derive(Clone, Debug)]
pub struct Said<'t> {
    word: Doc<'t>,
    what: Doc<'t>,
}

impl<'t> Said<'t> {
    /// Whether it stands on one line and nothing stands before it.
    pub fn is_plain(&self) -> bool {
        let size = self.what.size();
        self.word.is_plain() && !self.word.size().starts && self.what.is_plain() && !size.starts
    }

    /// The clause with its word padded to `width`.
    pub fn padded(self, width: usize) -> Doc<'t> {
        let space = width.saturating_sub(self.word.size().flat) + 1;
        Doc::several(vec![self.word, Doc::Space(space), self.what])
    }
}

/// A clause of this word.
pub fn said<'t>(
    pen: &mut Pen<'t>,
    word: &'static str,
    what: impl FnOnce(&mut Pen<'t>) -> Doc<'t>,
) -> Said<'t> {
    Said { word: pen.word(word), what: what(pen) }
}

/// A clause that any declaration may carry.
pub fn clause<'t>(pen: &mut Pen<'t>, clause: &'t Clause) -> Said<'t> {
    match clause {
        Clause::Cite(label, _) => said(pen, "cite", |pen| pen.at(label.span)),
        Clause::Quote(label, _) => said(pen, "quote", |pen| pen.at(label.span)),
        Clause::Reading(label, _) => said(pen, "reading", |pen| pen.at(label.span)),
        Clause::Allow(lint, reason, _) => said(pen, "allow", |pen| {
            let (lint, reason) = (pen.at(lint.span), pen.at(reason.span));
            Doc::several(vec![lint, Doc::Space(1), reason])
        }),
        Clause::From(date, _) => said(pen, "from", |pen| literal(pen, date)),
        Clause::Until(date, _) => said(pen, "until", |pen| literal(pen, date)),
    }
}

/// Names one after the other with commas, `a, b`.
pub fn names<'t>(pen: &mut Pen<'t>, names: &'t [Path]) -> Doc<'t> {
    listed(pen, names, |pen, name| vec![path(pen, name)])
}

/// One after the other with commas.
pub fn listed<'t, T>(
    pen: &mut Pen<'t>,
    all: &'t [T],
    mut write: impl FnMut(&mut Pen<'t>, &'t T) -> Vec<Doc<'t>>,
) -> Doc<'t> {
    let mut docs = Vec::new();
    for (at, one) in all.iter().enumerate() {
        let mut item = write(pen, one);
        if at + 1 < all.len() {
            item.push(pen.comma());
        }
        match at {
            0 => docs.extend(item),
            _ => docs.push(Doc::nest([vec![Doc::Line(1)], item].concat())),
        }
    }
    Doc::group(docs)
}

/// Clauses in the line, each behind blanks of its own.
pub fn inline<'t>(pen: &mut Pen<'t>, clauses: &'t [Clause]) -> Option<Doc<'t>> {
    let mut docs = Vec::new();
    for row in clauses {
        if !docs.is_empty() {
            docs.push(Doc::Line(GAP));
        }
        docs.push(clause(pen, row).padded(0));
    }
    (!docs.is_empty()).then(|| Doc::group(docs))
}

/// Clauses behind the name of a declaration, one blank apart.
pub fn behind<'t>(pen: &mut Pen<'t>, clauses: &'t [Clause]) -> Vec<Doc<'t>> {
    let mut docs = Vec::new();
    for row in clauses {
        docs.extend([Doc::Space(1), clause(pen, row).padded(0)]);
    }
    docs
}

/// Values or names between braces: on one line with `inner` blanks beside the braces, or, where
/// that does not fit or they are `apart`, one to a line.
pub fn list<'t>(
    pen: &mut Pen<'t>,
    mut head: Vec<Doc<'t>>,
    inner: usize,
    rows: Vec<Doc<'t>>,
    apart: bool,
) -> Doc<'t> {
    let mut inside = Vec::with_capacity(2 * rows.len());
    for row in rows {
        inside.push(match (apart, inside.is_empty()) {
            (true, first) => Doc::Hard { blank: !first },
            (false, true) => Doc::Line(inner),
            (false, false) => Doc::Line(1),
        });
        inside.push(row);
    }
    let (comments, brace) = pen.closing();
    for comment in comments {
        inside.push(Doc::Hard { blank: !inside.is_empty() });
        inside.push(comment);
    }
    if inside.is_empty() {
        head.push(brace);
        return Doc::several(head);
    }
    head.extend([Doc::nest(inside), Doc::Line(inner), brace]);
    Doc::list(head)
}
