//! The header of a law: each clause once, none of the four required ones missing.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::time::{Interval, MonthEnd};
use crate::ground::value::Country;
use crate::language::check::clause::joined;
use crate::language::check::scope::{Checker, Named};
use crate::language::law::Law;
use crate::language::syntax::{Clause, Header, HeaderClause, Label, Literal, Name, Words};

/// What a header says, each clause with its place.
#[derive(Default)]
struct Heading<'a> {
    source: Option<(&'a Label, Span)>,
    jurisdiction: Option<(&'a Name, Span)>,
    authority: Option<(&'a Label, Span)>,
    subject: Option<(&'a Name, Span)>,
    in_force: Option<(&'a HeaderClause, Span)>,
    verified: Option<(&'a Literal, Span)>,
    month_end: Option<(&'a bool, Span)>,
    working_days: Option<(&'a Name, Span)>,
    deadlines_move: Option<(&'a bool, Span)>,
    clauses: Vec<&'a Clause>,
}

impl<'a> Checker<'a> {
    /// Reads every header.
    pub fn headers(&mut self) {
        for home in 0..self.homes.len() {
            let header = self.homes.get(home).and_then(|home| home.files.first()?.header.as_ref());
            match header {
                Some(Header::Law { documentation, title, clauses, span, .. }) => {
                    self.header(home, documentation, title.as_ref(), clauses, *span);
                }
                Some(Header::Vocabulary { .. } | Header::Tests { .. }) | None => {}
            }
        }
    }

    fn header(
        &mut self,
        home: usize,
        documentation: &'a Words,
        title: Option<&'a Label>,
        clauses: &'a [HeaderClause],
        span: Span,
    ) {
        let heading = self.heading(clauses);
        let name = self.homes.get(home).map_or(span, |home| home.span);
        if title.is_none() {
            self.report(Code::E0209, name, "the law has no title")
                .help("write it behind the name: `law NAME \"Title\" { … }`");
        }
        self.missing(name, heading.source.is_none(), "source", "source \"Law No. 1\"");
        self.missing(name, heading.jurisdiction.is_none(), "jurisdiction", "jurisdiction RU");
        self.missing(name, heading.subject.is_none(), "subject", "subject service");
        self.missing(name, heading.in_force.is_none(), "in force", "in force from 2021-07-01");
        let subject = heading.subject.and_then(|(name, _)| self.subject(home, name));
        if let Some(home) = self.homes.get_mut(home) {
            home.subject = subject;
        }
        let basis = self.basis(heading.clauses.iter().copied());
        self.no_commencement(heading.clauses.iter().copied(), "a header beyond `in force`");
        let in_force = heading.in_force.and_then(|(clause, _)| self.in_force(clause));
        let verified_through = heading.verified.and_then(|(date, _)| self.date(date));
        let jurisdiction = heading.jurisdiction.map(|(name, _)| self.jurisdiction(name));
        let (calendar, moves) = self.counts_by(home, heading.working_days, heading.deadlines_move);
        let Some(id) = self.homes.get(home).and_then(super::homes::Home::law) else { return };
        let law: &mut Law = &mut self.laws.laws[id];
        law.title = title.map(|title| title.text.to_string()).unwrap_or_default();
        law.documentation = joined(documentation);
        law.source = heading.source.map(|(words, _)| words.text.to_string()).unwrap_or_default();
        law.jurisdiction = jurisdiction.unwrap_or_default();
        law.authority = heading.authority.map(|(words, _)| words.text.to_string());
        law.month_end = heading.month_end.map(|(last_day, _)| match last_day {
            true => MonthEnd::LastDay,
            false => MonthEnd::NextDay,
        });
        law.working_days = calendar;
        law.deadlines_move = moves;
        law.verified_through = verified_through;
        law.basis = basis;
        law.in_force = in_force.unwrap_or(law.in_force);
        if let Some(subject) = subject {
            law.subject = subject;
        }
    }

    fn heading(&mut self, clauses: &'a [HeaderClause]) -> Heading<'a> {
        let mut heading = Heading::default();
        for clause in clauses {
            match clause {
                HeaderClause::Source(words, span) => {
                    self.once("source", &mut heading.source, words, *span);
                }
                HeaderClause::Jurisdiction(name, span) => {
                    self.once("jurisdiction", &mut heading.jurisdiction, name, *span);
                }
                HeaderClause::Authority(words, span) => {
                    self.once("authority", &mut heading.authority, words, *span);
                }
                HeaderClause::Subject(name, span) => {
                    self.once("subject", &mut heading.subject, name, *span);
                }
                HeaderClause::InForce { span, .. } => {
                    self.once("in force", &mut heading.in_force, clause, *span);
                }
                HeaderClause::VerifiedThrough(date, span) => {
                    self.once("verified through", &mut heading.verified, date, *span);
                }
                HeaderClause::MonthEnd { last_day, span } => {
                    self.once("month end", &mut heading.month_end, last_day, *span);
                }
                HeaderClause::WorkingDays(calendar, span) => {
                    self.once("working days", &mut heading.working_days, calendar, *span);
                }
                HeaderClause::DeadlinesMove { next, span } => {
                    self.once("deadlines move", &mut heading.deadlines_move, next, *span);
                }
                HeaderClause::Clause(clause) => heading.clauses.push(clause),
            }
        }
        heading
    }

    fn missing(&mut self, name: Span, missing: bool, clause: &str, example: &str) {
        if missing {
            self.report(Code::E0209, name, format!("the header has no `{clause}`"))
                .help(format!("add it between the braces: `{example}`"));
        }
    }

    fn in_force(&mut self, clause: &HeaderClause) -> Option<Interval> {
        let HeaderClause::InForce { from, until, .. } = clause else { return None };
        let days = self.interval_written(Some(from), until.as_ref());
        Some(Interval { from: days.from?, until: days.until })
    }

    fn jurisdiction(&mut self, name: &Name) -> String {
        if name.text != "EU" && Country::of(&name.text).is_none() {
            self.unknown_country(name.text.as_str(), name.span);
        }
        name.text.to_string()
    }

    /// Reports a code that ISO 3166-1 does not have.
    pub fn unknown_country(&mut self, code: &str, span: Span) {
        let upper = code.to_ascii_uppercase();
        let found =
            self.found.report(Code::E0305, span, format!("no country has the code `{code}`"));
        if Country::of(&upper).is_some() {
            found.help(format!("codes are written in capitals: `{upper}`")).fix(
                format!("change it to `{upper}`"),
                span,
                upper,
            );
        } else {
            found.help("use the two letters of ISO 3166-1, such as `RU`, `TR`, `GB`");
        }
    }

    fn subject(
        &mut self,
        home: usize,
        name: &Name,
    ) -> Option<crate::ground::table::Id<crate::language::law::Entity>> {
        match self.lookup(home, &name.text) {
            Some((Named::Entity(entity), _)) => Some(entity),
            Some((other, place)) => {
                let what = other.what();
                self.report(Code::E0207, name.span, format!("`{}` is {what}", name.text))
                    .and(place, "declared here")
                    .help("the subject of a law is an entity");
                None
            }
            None => {
                if !self.is_incomplete(home) {
                    let entities: Vec<&str> =
                        self.names_of(home, |named| matches!(named, Named::Entity(_)));
                    let near = self.near(&name.text, entities);
                    self.unknown_name("entity", name.text.as_str(), name.span, near);
                }
                None
            }
        }
    }
}
