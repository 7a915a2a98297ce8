//! Definitions, statuses and duties.

use crate::language::syntax::{
    Clause, Define, DefineBody, Duty, DutyClause, Status, StatusClause, Turn,
};
use crate::tools::doc::basis::{in_force, opening, terms};
use crate::tools::doc::condition::condition;
use crate::tools::doc::figures::{history, words};
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Block, Piece, SaidLine, Term};

/// A definition: what it means, by date where it has changed.
pub fn define(texts: &Texts<'_>, written: &Define) -> Vec<Block> {
    let mut blocks = opening(&written.documentation, &written.clauses);
    let mut under = Vec::new();
    let type_ = written.type_.as_ref();
    under.extend(type_.map(|type_| Term::line("Type", texts.line(type_.span))));
    under.extend(in_force(texts, &written.clauses));
    match &written.body {
        DefineBody::Always(value) => {
            under.push(Term::said("Means", condition(texts, value)));
            blocks.extend(terms(under));
        }
        DefineBody::Versions(versions) => {
            blocks.extend(terms(under));
            blocks.push(history(texts, &versions.iter().collect::<Vec<_>>(), "Means", None));
        }
    }
    blocks
}

/// A status: what begins and what ends it.
pub fn status(texts: &Texts<'_>, written: &Status) -> Vec<Block> {
    let mut clauses: Vec<&Clause> = Vec::new();
    let (mut begins, mut ends) = (Vec::new(), Vec::new());
    for clause in &written.clauses {
        match clause {
            StatusClause::Begins(it, _) => begins.extend(turn(texts, it)),
            StatusClause::Ends(it, _) => ends.extend(turn(texts, it)),
            StatusClause::Clause(clause) => clauses.push(clause),
        }
    }
    let mut blocks = opening(&written.documentation, clauses.iter().copied());
    let mut under: Vec<Term> = in_force(texts, clauses.iter().copied()).into_iter().collect();
    under.push(Term::said("Begins", begins));
    if !ends.is_empty() {
        under.push(Term::said("Ends", ends));
    }
    blocks.extend(terms(under));
    blocks
}

fn turn(texts: &Texts<'_>, written: &Turn) -> Vec<SaidLine> {
    match written {
        Turn::On(event) => {
            let line = [words("with each "), texts.line(event.span)].concat();
            vec![SaidLine::plain(line)]
        }
        Turn::When(value) => led("when ", "when:", condition(texts, value)),
        Turn::At(value) => led("on ", "on:", condition(texts, value)),
    }
}

/// What is said behind some words where it is one line, else below them.
pub fn led(before: &str, above: &str, mut said: Vec<SaidLine>) -> Vec<SaidLine> {
    match said.as_mut_slice() {
        [only] => {
            only.line.insert(0, Piece::words(before));
            said
        }
        several => {
            several.iter_mut().for_each(|said| said.depth += 1);
            let mut all = vec![SaidLine::plain(words(above))];
            all.append(&mut said);
            all
        }
    }
}

/// A duty: when it applies, what must be done or kept, and by when.
pub fn duty(texts: &Texts<'_>, written: &Duty) -> Vec<Block> {
    let mut clauses: Vec<&Clause> = Vec::new();
    let mut under = Vec::new();
    for clause in &written.clauses {
        match clause {
            DutyClause::When(value, _) => {
                under.push(Term::said("Applies when", condition(texts, value)));
            }
            DutyClause::OnEach { event, element, .. } => {
                let mut line = texts.line(event.span);
                if let Some(element) = element {
                    line.extend([Piece::words(" as "), Piece::name(element.text.as_str())]);
                }
                under.push(Term::line("Arises with each", line));
            }
            DutyClause::Must(must) => {
                let name = if must.not { "Must not" } else { "Must" };
                under.push(Term::said(name, condition(texts, &must.what)));
            }
            DutyClause::Due(due) => under.push(Term::said("Due", condition(texts, &due.date))),
            DutyClause::Every(_, span) => {
                under.push(Term::line("Recurs", texts.line(*span)));
            }
            DutyClause::Clause(clause) => clauses.push(clause),
        }
    }
    let mut blocks = opening(&written.documentation, clauses.iter().copied());
    let mut all: Vec<Term> = in_force(texts, clauses.iter().copied()).into_iter().collect();
    all.append(&mut under);
    blocks.extend(terms(all));
    blocks
}
