//! The changes of declarations: one function for each construct that lays down law.

use super::{Mutant, Operator, site::Sites};
use crate::ground::text::{Sources, Span};
use crate::language::syntax::{
    BandEdge, Calendar, CalendarClause, Cell, Clause, DecisionTable, Declaration, Define,
    DefineBody, Duty, DutyClause, Every, Header, HeaderClause, LawFile, Parameter, ParameterClause,
    Scale, Status, StatusClause, Turn, ValueVersion,
};

/// Every change of a file, in the order of its text.
pub fn mutants(sources: &Sources, file: &LawFile) -> Vec<Mutant> {
    let mut sites = Sites {
        text: &sources.source(file.source).text,
        source: file.source,
        mutants: Vec::new(),
        provision: String::new(),
        cites: Vec::new(),
    };
    if let Some(Header::Law { clauses, .. }) = &file.header {
        sites.provision = "law".to_owned();
        clauses.iter().for_each(|clause| sites.header(clause));
    }
    file.declarations.iter().for_each(|declaration| sites.declaration(declaration));
    let mut mutants = sites.mutants;
    mutants.sort_by_key(place);
    mutants.dedup_by(|one, two| one.edits == two.edits);
    mutants
}

fn place(mutant: &Mutant) -> (Option<Span>, Operator) {
    (mutant.edits.first().map(|(span, _)| *span), mutant.operator)
}

impl Sites<'_> {
    fn header(&mut self, clause: &HeaderClause) {
        match clause {
            HeaderClause::InForce { from, until, .. } => {
                self.literal(from);
                until.iter().for_each(|until| self.literal(until));
            }
            HeaderClause::MonthEnd { last_day, span } => {
                let words =
                    if *last_day { ("last day", "next day") } else { ("next day", "last day") };
                self.swap(Operator::Days, *span, *span, words);
            }
            HeaderClause::DeadlinesMove { next, span } => {
                let words = if *next { ("next", "previous") } else { ("previous", "next") };
                self.swap(Operator::Days, *span, *span, words);
            }
            HeaderClause::Source(..)
            | HeaderClause::Jurisdiction(..)
            | HeaderClause::Authority(..)
            | HeaderClause::Subject(..)
            | HeaderClause::VerifiedThrough(..)
            | HeaderClause::WorkingDays(..)
            | HeaderClause::Clause(_) => {}
        }
    }

    fn declaration(&mut self, declaration: &Declaration) {
        match declaration {
            Declaration::Parameter(parameter) => self.parameter(parameter),
            Declaration::Scale(scale) => self.scale(scale),
            Declaration::Table(table) => self.table(table),
            Declaration::Calendar(calendar) => self.calendar(calendar),
            Declaration::Define(define) => self.define(define),
            Declaration::Status(status) => self.status(status),
            Declaration::Duty(duty) => self.duty(duty),
            Declaration::Sanctions(block) => self.sanctions(block),
            // What there is to know of a company is no law, and a test is not tested.
            Declaration::Unit(_)
            | Declaration::Entity(_)
            | Declaration::Enumeration(_)
            | Declaration::Facts(_)
            | Declaration::Event(_)
            | Declaration::Test(_)
            | Declaration::Assertion(_) => {}
        }
    }

    fn versions(&mut self, versions: &[&ValueVersion]) {
        for version in versions {
            if versions.len() > 1 {
                self.drop_clause(Operator::Version, version.span);
            }
            self.under(&version.clauses, |it| {
                it.literal(&version.from);
                it.expression(&version.value);
                it.clauses(&version.clauses);
            });
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        self.provision = format!("parameter {}", parameter.name.text);
        let clauses: Vec<&Clause> = parameter
            .clauses
            .iter()
            .filter_map(|clause| match clause {
                ParameterClause::Clause(clause) => Some(clause),
                ParameterClause::Version(_) | ParameterClause::VerifiedThrough(..) => None,
            })
            .collect();
        let versions: Vec<&ValueVersion> = parameter
            .clauses
            .iter()
            .filter_map(|clause| match clause {
                ParameterClause::Version(version) => Some(version),
                ParameterClause::Clause(_) | ParameterClause::VerifiedThrough(..) => None,
            })
            .collect();
        self.under(clauses.iter().copied(), |it| {
            it.versions(&versions);
            it.clauses(clauses.iter().copied());
        });
    }

    fn scale(&mut self, scale: &Scale) {
        self.provision = format!("scale {}", scale.name.text);
        self.under(&scale.clauses, |it| {
            it.clauses(&scale.clauses);
            for version in &scale.versions {
                if scale.versions.len() > 1 && version.from.is_some() {
                    it.drop_clause(Operator::Version, version.span);
                }
                version.from.iter().for_each(|from| it.literal(from));
                it.clauses(&version.clauses);
                for band in &version.bands {
                    it.under(&band.clauses, |it| {
                        let (limit, words) = match &band.edge {
                            BandEdge::UpTo(limit) => (limit, ("up to", "below")),
                            BandEdge::Below(limit) => (limit, ("below", "up to")),
                            BandEdge::Above => return it.expression(&band.value),
                        };
                        let before = it.place(band.span.start, limit.span.start);
                        it.swap(Operator::Edge, band.span, before, words);
                        it.expression(limit);
                        it.expression(&band.value);
                    });
                }
            }
        });
    }

    fn table(&mut self, table: &DecisionTable) {
        self.provision = format!("table {}", table.name.text);
        self.under(&table.clauses, |it| {
            it.clauses(&table.clauses);
            for row in &table.rows {
                it.under(&row.clauses, |it| {
                    row.cells.iter().for_each(|cell| it.cell(cell));
                    it.expression(&row.result);
                });
            }
        });
    }

    fn cell(&mut self, cell: &Cell) {
        let span = cell.span();
        let (words, limits) = match cell {
            Cell::Any(_) => return,
            Cell::OneOf(values, _) => return values.iter().for_each(|it| self.expression(it)),
            Cell::UpTo(limit, _) => (("up to", "below"), vec![limit]),
            Cell::Below(limit, _) => (("below", "up to"), vec![limit]),
            Cell::Above(limit, _) => (("above", "at least"), vec![limit]),
            Cell::AtLeast(limit, _) => (("at least", "above"), vec![limit]),
            Cell::AboveTo(low, high, _) => (("above", ""), vec![low, high]),
            Cell::ToBelow(low, high, _) => (("below", ""), vec![low, high]),
        };
        if !words.1.is_empty() {
            self.swap(Operator::Edge, span, span, words);
        }
        limits.into_iter().for_each(|limit| self.expression(limit));
    }

    fn calendar(&mut self, calendar: &Calendar) {
        self.provision = format!("calendar {}", calendar.name.text);
        for clause in &calendar.clauses {
            match clause {
                CalendarClause::Holidays(days, span) => {
                    for (at, day) in days.iter().enumerate() {
                        let end = days.get(at + 1).map_or(day.span().end, |next| next.span().start);
                        let gone = self.place(day.span().start, end);
                        let shown = if days.len() > 4 { day.span() } else { *span };
                        self.put(Operator::Date, shown, gone, "");
                    }
                }
                CalendarClause::Weekend(..)
                | CalendarClause::VerifiedThrough(..)
                | CalendarClause::Clause(_) => {}
            }
        }
    }

    fn define(&mut self, define: &Define) {
        self.provision = format!("define {}", define.name.text);
        self.under(&define.clauses, |it| {
            it.clauses(&define.clauses);
            match &define.body {
                DefineBody::Always(value) => it.expression(value),
                DefineBody::Versions(versions) => {
                    it.versions(&versions.iter().collect::<Vec<_>>());
                }
            }
        });
    }

    fn status(&mut self, status: &Status) {
        self.provision = format!("status {}", status.name.text);
        let clauses: Vec<&Clause> = status
            .clauses
            .iter()
            .filter_map(|clause| match clause {
                StatusClause::Clause(clause) => Some(clause),
                StatusClause::Begins(..) | StatusClause::Ends(..) => None,
            })
            .collect();
        self.under(clauses.iter().copied(), |it| {
            it.clauses(clauses.iter().copied());
            for clause in &status.clauses {
                match clause {
                    StatusClause::Begins(turn, _) => it.turn(turn),
                    StatusClause::Ends(turn, span) => {
                        it.drop_clause(Operator::Clause, *span);
                        it.turn(turn);
                    }
                    StatusClause::Clause(_) => {}
                }
            }
        });
    }

    fn turn(&mut self, turn: &Turn) {
        match turn {
            Turn::On(_) => {}
            Turn::When(value) | Turn::At(value) => self.expression(value),
        }
    }

    fn duty(&mut self, duty: &Duty) {
        self.provision = format!("duty {}", duty.name.text);
        let clauses: Vec<&Clause> = duty
            .clauses
            .iter()
            .filter_map(|clause| match clause {
                DutyClause::Clause(clause) => Some(clause),
                DutyClause::When(..)
                | DutyClause::OnEach { .. }
                | DutyClause::Must(_)
                | DutyClause::Due(_)
                | DutyClause::Every(..) => None,
            })
            .collect();
        self.under(clauses.iter().copied(), |it| {
            it.clauses(clauses.iter().copied());
            duty.clauses.iter().for_each(|clause| it.duty_clause(clause));
        });
    }

    fn duty_clause(&mut self, clause: &DutyClause) {
        match clause {
            DutyClause::When(condition, span) => {
                self.drop_clause(Operator::Condition, *span);
                self.expression(condition);
            }
            DutyClause::Must(must) => {
                let what = must.what.span;
                if must.not {
                    let before = self.place(must.span.start, what.start);
                    self.swap(Operator::Negation, must.span, before, ("not", ""));
                } else {
                    let words = format!("not ({})", self.words(what));
                    self.put(Operator::Negation, must.span, what, words);
                }
                self.expression(&must.what);
            }
            DutyClause::Due(due) => {
                self.drop_clause(Operator::Clause, due.span);
                self.expression(&due.date);
            }
            DutyClause::Every(Every::Duration(every), _) => self.literal(every),
            DutyClause::Every(Every::Calendar(_), _)
            | DutyClause::OnEach { .. }
            | DutyClause::Clause(_) => {}
        }
    }
}
