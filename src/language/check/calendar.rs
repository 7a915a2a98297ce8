//! Calendars: weekends, holidays, the days for which they are verified, and who counts by them.

use crate::ground::diagnostic::{Code, closest};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Workdays};
use crate::language::check::clause::{joined, label};
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Calendar, DeadlineMove};
use crate::language::syntax::{self, CalendarClause, Clause, Literal, Name};

/// The days of the week, Monday first.
const WEEK: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// As a message names them.
const NAMES: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// What a calendar says, each clause with its place.
#[derive(Default)]
struct Sorted<'a> {
    weekend: Option<(&'a [Name], Span)>,
    holidays: Option<(&'a [Literal], Span)>,
    verified: Option<(&'a Literal, Span)>,
    clauses: Vec<&'a Clause>,
}

impl<'a> Checker<'a> {
    /// Gives a calendar its row and name, and reads it: it names nothing else.
    pub fn declare_calendar(&mut self, home: usize, written: &'a syntax::Calendar) {
        let said = self.sorted_calendar(written);
        let weekend = self.weekend(&said);
        let from = self.verified_from(&said);
        let through = said.verified.and_then(|(date, _)| self.date(date));
        if let (Some((from, place)), Some(through), Some((date, _))) =
            (from, through, said.verified)
            && through < from
        {
            self.report(Code::E0406, date.span(), format!("verified through {through} only"))
                .and(place, format!("begins on {from}"))
                .help("write a later day");
        }
        if let (Some((_, place)), None) = (said.holidays, said.verified) {
            self.report(Code::E0501, place, "through which day are these all the holidays?")
                .help("add `verified through D`: what lies behind it is not known");
        }
        let holidays = self.holidays(&said, weekend);
        self.beyond(&said, from.map(|(from, _)| from), through);
        // Whoever lists the holidays of a year has not looked at those of the years before.
        let first = holidays.iter().min().and_then(|day| Date::of(day.year(), 1, 1));
        let from = from.map(|(from, _)| from).or(first);
        let basis = self.basis(said.clauses.iter().copied());
        let id = self.laws.calendars.add(Calendar {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            documentation: joined(&written.documentation),
            workdays: Workdays::of(weekend, holidays, from, through),
            basis,
            span: written.name.span,
        });
        self.name(home, &written.name, Named::Calendar(id));
    }

    fn sorted_calendar(&mut self, written: &'a syntax::Calendar) -> Sorted<'a> {
        let mut said = Sorted::default();
        for clause in &written.clauses {
            match clause {
                CalendarClause::Weekend(days, span) => {
                    self.once("weekend", &mut said.weekend, days.as_slice(), *span);
                }
                CalendarClause::Holidays(days, span) => {
                    self.once("holidays", &mut said.holidays, days.as_slice(), *span);
                }
                CalendarClause::VerifiedThrough(date, span) => {
                    self.once("verified through", &mut said.verified, date, *span);
                }
                CalendarClause::Clause(clause) => said.clauses.push(clause),
            }
        }
        said
    }

    /// The days of the week that are free, Monday first.
    fn weekend(&mut self, said: &Sorted<'a>) -> [bool; 7] {
        let mut weekend = [false; 7];
        let Some((names, span)) = said.weekend else { return weekend };
        for name in names {
            let at = WEEK.iter().position(|day| *day == name.text);
            match at.and_then(|at| weekend.get_mut(at)) {
                Some(free) if *free => {
                    self.report(Code::E0502, name.span, format!("`{}` is named twice", name.text))
                        .help("take one of the two away");
                }
                Some(free) => *free = true,
                None => {
                    let near = closest(&name.text, WEEK).map(str::to_string);
                    self.unknown_name("day of the week", &name.text, name.span, near);
                }
            }
        }
        if weekend == [true; 7] {
            self.report(Code::E0410, span, "this leaves no working day")
                .help("name the days of the week that are free");
        }
        weekend
    }

    /// The day from which the calendar says that it is verified; it ends by `verified through`.
    fn verified_from(&mut self, said: &Sorted<'a>) -> Option<(Date, Span)> {
        let mut from: Option<(&Literal, Span)> = None;
        for clause in &said.clauses {
            match clause {
                Clause::From(date, span) => self.once("from", &mut from, date, *span),
                Clause::Until(_, span) => {
                    self.report(Code::E0506, *span, "a calendar has no `until`")
                        .help("say through which day it is verified: `verified through D`");
                }
                Clause::Cite(..) | Clause::Quote(..) | Clause::Reading(..) | Clause::Allow(..) => {}
            }
        }
        from.and_then(|(date, span)| Some((self.date(date)?, span)))
    }

    /// The holidays; warns of those that change nothing or do not stand in the order of the days.
    fn holidays(&mut self, said: &Sorted<'a>, weekend: [bool; 7]) -> Vec<Date> {
        let mut days: Vec<(Date, Span)> = Vec::new();
        let mut late: Option<(Date, Span)> = None;
        for literal in said.holidays.map_or(&[][..], |(days, _)| days) {
            let Some(day) = self.date(literal) else { continue };
            let span = literal.span();
            if let Some((last, place)) = late.filter(|(last, _)| day < *last) {
                self.report(Code::W0003, span, format!("{day} stands behind {last}"))
                    .and(place, "a later day")
                    .help("put the holidays in the order of their days");
            }
            late = late.filter(|(last, _)| day < *last).or(Some((day, span)));
            let at = day.weekday();
            if weekend.get(at).copied().unwrap_or(false) {
                let word = NAMES.get(at).copied().unwrap_or_default();
                self.report(Code::W0003, span, format!("{day} is a {word} anyway"))
                    .help("take it away, or write the day on which it is observed");
            }
            days.push((day, span));
        }
        days.sort();
        for pair in days.windows(2) {
            if let [(first, place), (second, span)] = pair
                && first == second
            {
                self.report(Code::W0003, *span, format!("{second} is named twice"))
                    .and(*place, "the first one")
                    .help("take one of the two away");
            }
        }
        days.into_iter().map(|(day, _)| day).collect()
    }

    /// Warns of holidays outside the days for which the calendar says that it is verified.
    fn beyond(&mut self, said: &Sorted<'a>, from: Option<Date>, through: Option<Date>) {
        let Some((days, _)) = said.holidays else { return };
        for literal in days {
            let Literal::Date(Some(day), span) = literal else { continue };
            if from.is_some_and(|from| *day < from) || through.is_some_and(|last| last < *day) {
                self.report(Code::W0003, *span, format!("{day} is not verified"))
                    .help("verify the calendar through the last year of its holidays");
            }
        }
    }

    /// The calendar that a header names, and which way its deadlines move.
    pub fn counts_by(
        &mut self,
        home: usize,
        calendar: Option<(&Name, Span)>,
        moves: Option<(&bool, Span)>,
    ) -> (Option<Id<Calendar>>, Option<DeadlineMove>) {
        let named = calendar.and_then(|(name, _)| {
            self.look_for(Scope::of(home), name, "calendar", Named::calendar)
        });
        if let (Some((_, span)), None) = (moves, calendar) {
            self.report(Code::E0408, span, "which days are working days?")
                .help("name their calendar in the header: `working days CALENDAR`");
        }
        if named.is_none() && (calendar.is_some() || moves.is_some()) {
            self.calendar_asked.insert(home);
        }
        self.used.extend(named.map(Named::Calendar));
        let moves = moves.map(|(next, _)| match next {
            true => DeadlineMove::Next,
            false => DeadlineMove::Previous,
        });
        (named, moves.filter(|_| named.is_some()))
    }

    /// Asks once for the calendar without which working days cannot be counted.
    pub fn needs_calendar(&mut self, scope: Scope, span: Span) {
        let Some(home) = self.homes.get(scope.home) else { return };
        let name = home.span;
        let Some(law) = home.law() else { return };
        let named = self.laws.laws[law].working_days.is_some();
        if named || home.incomplete && home.name.is_empty() {
            return;
        }
        if self.calendar_asked.insert(scope.home) {
            self.report(Code::E0408, span, "working days are counted without a calendar")
                .and(name, "the header has no `working days`")
                .help("declare a `calendar` and name it in the header: `working days CALENDAR`");
        }
    }
}
