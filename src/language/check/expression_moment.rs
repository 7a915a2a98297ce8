//! Dates and hours in expressions: moved by a duration, counted between, and another day's value.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Family;
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::type_::family_word;
use crate::language::law::{self, Bound, Kind, Type};
use crate::language::syntax::Expression;

impl Checker<'_> {
    /// `30 days after D`
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is no duration is reported")]
    pub fn moved(
        &mut self,
        scope: Scope,
        by: &Expression,
        after: bool,
        date: &Expression,
        span: Span,
    ) -> Typed {
        if let Some(typed) = self.after_the_period(scope, by, after, date, span) {
            return typed;
        }
        let by = self.expression(scope, by, &Type::Unknown);
        if self.type_of(by) == Type::Duration(Family::Hours) {
            let minute = self.minute(scope, date);
            return self.add(Kind::Moved { by: by.id, after, date: minute }, Type::DateTime, span);
        }
        let date = self.day(scope, date);
        self.moves(scope, by, span);
        let type_ = match self.type_of(by) {
            Type::Duration(_) => Type::Date,
            _reported => Type::Unknown,
        };
        self.add(Kind::Moved { by: by.id, after, date }, type_, span)
    }

    /// A datetime, from which hours are counted.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only an occurrence has an event to name")]
    fn minute(&mut self, scope: Scope, written: &Expression) -> Id<law::Expression> {
        let typed = self.expression(scope, written, &Type::DateTime);
        let type_ = self.type_of(typed);
        if type_ != Type::Date {
            self.fit(typed, &Type::DateTime, None);
            return typed.id;
        }
        let event = match &self.laws.expressions[typed.id].kind {
            Kind::Occurrence { event, .. } => Some(*event),
            Kind::BoundOccurrence(binding) => match self.laws.bindings[*binding].to {
                Bound::Occurrence(event) => Some(event),
                Bound::Element(_) => None,
            },
            _other => None,
        };
        self.no_hour(event, written.span);
        typed.id
    }

    /// Reports that hours are counted from what says no hour.
    pub fn no_hour(&mut self, event: Option<Id<law::Event>>, span: Span) {
        let declared = event.map(|event| self.laws.events[event].span);
        let name = event.map(|event| self.laws.events[event].name.clone());
        let found = self.found.report(Code::E0301, span, "hours are counted from an hour");
        found.here("this is a date, which has none");
        match (declared, name) {
            (Some(place), Some(name)) => found
                .and(place, "sheets record its day only")
                .help(format!("declare it with its hour: `event {name} at time`")),
            (_, _) => found.help("write the hour: `2019-01-13T08:30`; or count days"),
        };
    }

    /// A date; of a datetime its day.
    pub fn day(&mut self, scope: Scope, written: &Expression) -> Id<law::Expression> {
        let typed = self.expression(scope, written, &Type::Date);
        if self.type_of(typed) != Type::DateTime {
            self.fit(typed, &Type::Date, None);
        }
        self.its_day(typed)
    }

    /// A date or a datetime: when something is due.
    pub fn moment(&mut self, scope: Scope, written: &Expression) -> Id<law::Expression> {
        let typed = self.expression(scope, written, &Type::Date);
        if self.type_of(typed) != Type::DateTime {
            self.fit(typed, &Type::Date, None);
        }
        typed.id
    }

    /// The day of what is a datetime; a date stays what it is.
    pub fn its_day(&mut self, typed: Typed) -> Id<law::Expression> {
        match self.type_of(typed) == Type::DateTime {
            true => self.add(Kind::ItsDay(typed.id), Type::Date, self.span_of(typed)).id,
            false => typed.id,
        }
    }

    /// What the occurrence of an event is as a value.
    pub fn moment_type(&self, event: Id<law::Event>) -> Type {
        if self.laws.events[event].at_time { Type::DateTime } else { Type::Date }
    }

    /// Whether a duration can move a date: months need the law's rule for the end of a month.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    pub fn moves(&mut self, scope: Scope, by: Typed, span: Span) {
        match self.type_of(by) {
            Type::Duration(family) => self.family_moves(scope, family, span),
            Type::Unknown => {}
            Type::Optional(of) => {
                self.mismatch(&Type::Optional(of.clone()), &of, self.span_of(by), None);
            }
            other => {
                let said = self.say(&other);
                self.report(Code::E0301, self.span_of(by), "a duration is needed here")
                    .here(format!("this is {said}"))
                    .help("write how long: `30 days`, `3 months`");
            }
        }
    }

    /// Asks for what a family needs to move a date: months a `month end`, working days a calendar.
    pub fn family_moves(&mut self, scope: Scope, family: Family, span: Span) {
        match family {
            Family::Days => {}
            Family::Months => self.month_end(scope.home, span),
            Family::Hours => {
                self.report(Code::E0409, span, "nothing here is counted in hours")
                    .help("write it in days: only a datetime has hours");
            }
            Family::WorkingDays => self.needs_calendar(scope, span),
        }
    }

    /// A window is made of whole days: it is counted in days or months.
    pub fn window_moves(&mut self, scope: Scope, family: Family, span: Span) {
        match family {
            Family::Days | Family::Months => self.family_moves(scope, family, span),
            Family::Hours | Family::WorkingDays => {
                let word = family_word(family);
                self.report(Code::E0409, span, format!("a window is not counted in {word}"))
                    .help("write it in days, weeks, months or years: `the last 14 days`");
            }
        }
    }

    /// Asks once for the rule without which months cannot be added.
    pub fn month_end(&mut self, at: usize, span: Span) {
        let Some(home) = self.homes.get(at) else { return };
        let name = home.span;
        let Some(law) = home.law() else { return };
        if self.laws.laws[law].month_end.is_some() || home.incomplete && home.name.is_empty() {
            return;
        }
        if self.month_end_asked.insert(at) {
            self.report(Code::E0405, span, "months are added without a rule for their end")
                .and(name, "the header has no `month end`")
                .help("add `month end last day` or `month end next day` to the header");
        }
    }

    /// `x at D`
    pub fn at(
        &mut self,
        scope: Scope,
        value: &Expression,
        date: &Expression,
        hint: &Type,
        span: Span,
    ) -> Typed {
        let value = self.expression(scope, value, hint);
        let date = self.day(scope, date);
        let type_ = self.type_of(value);
        self.add(Kind::At(value.id, date), type_, span)
    }

    /// `days from A to B`
    pub fn days_from(
        &mut self,
        scope: Scope,
        one: &Expression,
        two: &Expression,
        span: Span,
    ) -> Typed {
        let from = self.day(scope, one);
        let to = self.day(scope, two);
        self.add(Kind::DaysFrom(from, to), Type::Duration(Family::Days), span)
    }
}
