//! An expression for reading: on one line where it is short, else what it is made of line by line,
//! each alternative and exception with the article that grants it.

use crate::language::syntax::{Counted, Exception, Expression, Extreme, Kind, Logic};
use crate::tools::doc::basis::basis;
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Basis, Line, Piece, SaidLine};

/// More bytes than this are told line by line.
const SHORT: usize = 76;

/// What an expression says.
pub fn condition(texts: &Texts<'_>, written: &Expression) -> Vec<SaidLine> {
    let mut telling = Telling { texts, said: Vec::new() };
    telling.expression(written, 0);
    telling.said
}

struct Telling<'a, 't> {
    texts: &'a Texts<'t>,
    said: Vec<SaidLine>,
}

impl Telling<'_, '_> {
    fn say(&mut self, depth: usize, line: Line) {
        self.said.push(SaidLine { depth, line, basis: Basis::default() });
    }

    fn words(&mut self, depth: usize, words: &str) {
        self.say(depth, vec![Piece::words(words)]);
    }

    fn expression(&mut self, written: &Expression, depth: usize) {
        let written = bare(written);
        if is_short(written) {
            return self.say(depth, self.texts.line(written.span));
        }
        match &written.kind {
            Kind::Except { base, exceptions } => {
                self.expression(base, depth);
                exceptions.iter().for_each(|exception| self.exception(exception, depth));
            }
            Kind::Implies(one, two) => {
                self.lead("if", one, depth);
                self.lead("then", two, depth);
            }
            Kind::Unless(one, two) => {
                self.expression(one, depth);
                self.lead("unless", two, depth);
            }
            Kind::Chain(logic, parts) => {
                self.words(
                    depth,
                    match logic {
                        Logic::Or => "any of these:",
                        Logic::And => "all of these:",
                    },
                );
                parts.iter().for_each(|part| self.expression(part, depth + 1));
            }
            Kind::Not(part) => self.lead("not", part, depth),
            Kind::If(..) => self.branches(written, depth),
            Kind::AnyOf(list) => self.alternatives("any of these:", list, depth),
            Kind::AllOf(list) => self.alternatives("all of these:", list, depth),
            Kind::AtLeast(number, list) => {
                let lead = format!("at least {} of these:", self.texts.plain(number.span));
                self.alternatives(&lead, list, depth);
            }
            Kind::ExtremeOf(which, parts) => {
                self.words(
                    depth,
                    match which {
                        Extreme::Greater => "the greater of these:",
                        Extreme::Lesser => "the lesser of these:",
                    },
                );
                parts.iter().for_each(|part| self.expression(part, depth + 1));
            }
            Kind::Over { .. }
            | Kind::Compare(..)
            | Kind::In(..)
            | Kind::IsKnown { .. }
            | Kind::IsStatus(..)
            | Kind::Moved { .. }
            | Kind::Otherwise(..)
            | Kind::Presumed(..)
            | Kind::Clamp { .. }
            | Kind::Rounded(..)
            | Kind::Range(..)
            | Kind::UpTo(_)
            | Kind::Arithmetic(..)
            | Kind::Of(..)
            | Kind::Negative(_)
            | Kind::InPeriod(..)
            | Kind::At(..)
            | Kind::HasHappened(_)
            | Kind::Field(..)
            | Kind::Literal(_)
            | Kind::Path(_)
            | Kind::Set(_)
            | Kind::Parenthesised(_)
            | Kind::OverWindow(..)
            | Kind::OverList { .. }
            | Kind::Count(_)
            | Kind::DaysFrom(..)
            | Kind::StartOf(_)
            | Kind::DayOf { .. }
            | Kind::Today
            | Kind::Breach
            | Kind::ThePeriod
            | Kind::HighestOfThem
            | Kind::Occurrence { .. }
            | Kind::Call(..)
            | Kind::Unreadable => self.say(depth, self.texts.line(written.span)),
        }
    }

    /// `word EXPRESSION` on one line, or the word with what it leads below it.
    fn lead(&mut self, word: &str, written: &Expression, depth: usize) {
        let inner = bare(written);
        if is_short(inner) {
            let mut line = vec![Piece::words(format!("{word} "))];
            line.extend(self.texts.line(written.span));
            self.say(depth, line);
        } else {
            self.words(depth, &format!("{word}:"));
            self.expression(inner, depth + 1);
        }
    }

    fn branches(&mut self, written: &Expression, depth: usize) {
        let (mut rest, mut word) = (written, "if");
        while let Kind::If(condition, then, other) = &rest.kind {
            self.lead(word, condition, depth);
            self.lead("then", then, depth);
            (rest, word) = (other, "else if");
        }
        self.lead("else", rest, depth);
    }

    fn alternatives(&mut self, lead: &str, list: &[Counted], depth: usize) {
        self.words(depth, lead);
        for counted in list {
            let at = self.said.len();
            self.expression(&counted.condition, depth + 1);
            if let Some(first) = self.said.get_mut(at) {
                first.basis = basis(&counted.clauses);
            }
        }
    }

    fn exception(&mut self, exception: &Exception, depth: usize) {
        let at = self.said.len();
        let mut line = vec![Piece::words("except ")];
        line.extend(self.texts.line(exception.value.span));
        let condition = bare(&exception.condition);
        if is_short(condition) {
            line.push(Piece::words(" when "));
            line.extend(self.texts.line(condition.span));
            self.say(depth, line);
        } else {
            line.push(Piece::words(" when:"));
            self.say(depth, line);
            self.expression(condition, depth + 1);
        }
        if let Some(first) = self.said.get_mut(at) {
            first.basis = basis(&exception.clauses);
        }
    }
}

/// What stands in brackets: a line of its own needs none.
fn bare(written: &Expression) -> &Expression {
    let mut inner = written;
    while let Kind::Parenthesised(within) = &inner.kind {
        inner = within;
    }
    inner
}

/// Whether an expression is told on one line: it is short, and none of its parts has a clause.
fn is_short(written: &Expression) -> bool {
    let length = written.span.end.saturating_sub(written.span.start);
    length as usize <= SHORT && !has_clauses(written)
}

fn has_clauses(written: &Expression) -> bool {
    let kind = &written.kind;
    let mut has = if let Kind::AnyOf(list) | Kind::AllOf(list) | Kind::AtLeast(_, list) = kind {
        list.iter().any(|counted| !counted.clauses.is_empty())
    } else if let Kind::Except { exceptions, .. } = kind {
        exceptions.iter().any(|exception| !exception.clauses.is_empty())
    } else {
        false
    };
    written.each_child(&mut |part| has = has || has_clauses(part));
    has
}
