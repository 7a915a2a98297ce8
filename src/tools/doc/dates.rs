//! The dates on which a law changes, in order.

use crate::language::syntax::{
    Clause, Declaration, DefineBody, Header, HeaderClause, LawFile, Literal, Name, ParameterClause,
    SanctionsClause, StepClause, ValueVersion,
};
use crate::language::syntax::{DutyClause, Expression, StatusClause};
use crate::tools::doc::figures::words;
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Block, GridRow, Line, Piece, Section};

/// Every date on which a law or one of its provisions begins, changes or ends; none where only one
/// is known, as the header says that one.
pub fn section(texts: &Texts<'_>, anchor: &str, file: &LawFile) -> Option<Section> {
    let mut gathering = Gathering { texts, rows: Vec::new() };
    if let Some(Header::Law { clauses, .. }) = &file.header {
        clauses.iter().for_each(|clause| gathering.header(clause));
    }
    file.declarations.iter().for_each(|written| gathering.declaration(written));
    let mut rows = gathering.rows;
    // Dates in the order of their digits are in the order of time.
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    if rows.len() < 2 {
        return None;
    }
    let rows = rows.into_iter().map(|(date, line)| GridRow::of(vec![words(date), line]));
    Some(Section {
        anchor: format!("{anchor}-dates"),
        kind: "",
        name: String::new(),
        title: "Dates".to_owned(),
        blocks: vec![Block::Grid {
            head: vec![words("From"), words("What changes")],
            rows: rows.collect(),
        }],
    })
}

struct Gathering<'a, 't> {
    texts: &'a Texts<'t>,
    rows: Vec<(String, Line)>,
}

impl Gathering<'_, '_> {
    fn note(&mut self, date: &Literal, line: Line) {
        self.rows.push((self.texts.plain(date.span()), line));
    }

    fn header(&mut self, clause: &HeaderClause) {
        if let HeaderClause::InForce { from, until, .. } = clause {
            self.note(from, words("the law is in force"));
            if let Some(until) = until {
                self.note(until, words("the law is no longer in force"));
            }
        }
    }

    fn declaration(&mut self, written: &Declaration) {
        match written {
            Declaration::Event(it) => self.clauses(&it.name, &it.clauses),
            Declaration::Table(it) => self.clauses(&it.name, &it.clauses),
            Declaration::Parameter(it) => {
                for clause in &it.clauses {
                    match clause {
                        ParameterClause::Version(version) => self.version(&it.name, version),
                        ParameterClause::VerifiedThrough(..) => {}
                        ParameterClause::Clause(clause) => self.clause(&it.name, clause),
                    }
                }
            }
            Declaration::Scale(it) => {
                self.clauses(&it.name, &it.clauses);
                for from in it.versions.iter().filter_map(|version| version.from.as_ref()) {
                    self.told(from, &it.name, " has these bands");
                }
            }
            Declaration::Define(it) => {
                self.clauses(&it.name, &it.clauses);
                match &it.body {
                    DefineBody::Always(_) => {}
                    DefineBody::Versions(versions) => {
                        versions.iter().for_each(|version| self.version(&it.name, version));
                    }
                }
            }
            Declaration::Status(it) => {
                for clause in &it.clauses {
                    match clause {
                        StatusClause::Begins(..) | StatusClause::Ends(..) => {}
                        StatusClause::Clause(clause) => self.clause(&it.name, clause),
                    }
                }
            }
            Declaration::Duty(it) => {
                for clause in &it.clauses {
                    match clause {
                        DutyClause::When(..)
                        | DutyClause::OnEach { .. }
                        | DutyClause::Must(_)
                        | DutyClause::Due(_)
                        | DutyClause::Every(..) => {}
                        DutyClause::Clause(clause) => self.clause(&it.name, clause),
                    }
                }
            }
            Declaration::Sanctions(it) => {
                for clause in &it.clauses {
                    match clause {
                        SanctionsClause::Step(step) => {
                            for clause in &step.clauses {
                                if let StepClause::Clause(clause) = clause {
                                    self.clause(&step.name, clause);
                                }
                            }
                        }
                        SanctionsClause::For(..)
                        | SanctionsClause::OnCure(..)
                        | SanctionsClause::Together { .. }
                        | SanctionsClause::Per(..) => {}
                        SanctionsClause::Clause(clause) => self.clause(&it.name, clause),
                    }
                }
            }
            Declaration::Unit(_)
            | Declaration::Entity(_)
            | Declaration::Enumeration(_)
            | Declaration::Facts(_)
            | Declaration::Calendar(_)
            | Declaration::Test(_)
            | Declaration::Assertion(_) => {}
        }
    }

    fn clauses(&mut self, name: &Name, clauses: &[Clause]) {
        clauses.iter().for_each(|clause| self.clause(name, clause));
    }

    fn clause(&mut self, name: &Name, clause: &Clause) {
        match clause {
            Clause::From(date, _) => self.told(date, name, " begins"),
            Clause::Until(date, _) => self.told(date, name, " ends"),
            Clause::Cite(..) | Clause::Quote(..) | Clause::Reading(..) | Clause::Allow(..) => {}
        }
    }

    fn told(&mut self, date: &Literal, name: &Name, what: &str) {
        let line = vec![self.texts.name(name.span), Piece::words(what)];
        self.note(date, line);
    }

    fn version(&mut self, name: &Name, version: &ValueVersion) {
        let mut line = vec![self.texts.name(name.span), Piece::words(" is ")];
        line.extend(short(self.texts, &version.value));
        self.note(&version.from, line);
    }
}

/// More bytes than this are not repeated beside a date.
const SHORT: u32 = 48;

fn short(texts: &Texts<'_>, value: &Expression) -> Line {
    match value.span.end.saturating_sub(value.span.start) <= SHORT {
        true => texts.line(value.span),
        false => words("worded anew"),
    }
}
