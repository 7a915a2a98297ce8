//! Tests: a day, what is given, and at least one expectation.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Moment, Period};
use crate::ground::value::Value;
use crate::language::check::expression_path::Meaning;
use crate::language::check::homes::Home;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::test::{Judgeable, StatusWord};
use crate::language::law::{
    Entity, Event, Expect, Fact, Given, GivenValue, Judged, PeriodName, StateExpected, Temporal,
    Test, Type,
};
use crate::language::syntax::{self, Clause, ExpectState, Label, Literal, Path, TestClause};
use std::collections::BTreeMap;

/// What a test says once, each with its place.
#[derive(Default)]
struct Sorted<'a> {
    sheet: Option<(&'a Label, Span)>,
    entity: Option<&'a Label>,
    on: Option<(&'a Literal, Span)>,
    clauses: Vec<&'a Clause>,
}

impl<'a> Checker<'a> {
    /// Reads the tests of every law that is answered for.
    pub fn tests(&mut self) {
        for (home, written) in std::mem::take(&mut self.work.tests) {
            if self.homes.get(home).is_some_and(|home| home.judged == Judged::Named) {
                self.test(home, written);
            }
        }
    }

    fn test(&mut self, home: usize, written: &'a syntax::Test) {
        let Some(law) = self.homes.get(home).and_then(Home::law) else { return };
        let scope = Scope::of_test(home);
        let mut said = Sorted::default();
        let mut given = Vec::new();
        let mut expect = Vec::new();
        for clause in &written.clauses {
            match clause {
                TestClause::Sheet { path, entity, span } => {
                    self.once("sheet", &mut said.sheet, path, *span);
                    said.entity = said.entity.or(entity.as_ref());
                }
                TestClause::On(day, span) => self.once("on", &mut said.on, day, *span),
                TestClause::Given(one) => given.extend(self.given(scope, one)),
                TestClause::Expect(_) => {}
                TestClause::Clause(clause) => said.clauses.push(clause),
            }
        }
        self.none_given_twice(&given);
        let mut expected = false;
        for clause in &written.clauses {
            if let TestClause::Expect(one) = clause {
                expected = true;
                expect.extend(self.expectation(scope, one));
            }
        }
        let name = &written.name;
        if !expected {
            self.report(Code::E0501, name.span, "this test expects nothing")
                .help("say what must follow: `expect covered`, `expect DUTY breached`");
        }
        if said.on.is_none() {
            self.report(Code::E0501, name.span, "this test has no day")
                .help("say on which day it asks: `on 2022-02-04`");
        }
        self.no_commencement(said.clauses.iter().copied(), "a test");
        let on = said.on.and_then(|(day, _)| self.date(day));
        let sheet = said.sheet.map(|(path, span)| {
            self.below(path);
            (path.text.to_string(), said.entity.map(|entity| entity.text.to_string()), span)
        });
        let basis = self.basis(said.clauses.iter().copied());
        let id = self.laws.tests.add(Test {
            name: name.text.to_string(),
            law,
            sheet,
            on: on.unwrap_or(Date::FIRST),
            given,
            expect,
            basis,
            span: name.span,
        });
        self.laws.laws[law].tests.push(id);
    }

    /// The path of a sheet must be one relative to the law's file, without a drive or a scheme.
    fn below(&mut self, path: &Label) {
        let text = path.text.as_str();
        let absolute = text.starts_with(['/', '\\', '~']) || text.contains(':');
        if absolute || text.is_empty() || text.contains('\\') {
            self.report(Code::E0505, path.span, "a sheet is named from the law's own file")
                .help("write a relative path with `/`: `\"sheets/apple.yaml\"`");
        }
    }

    /// One value for one day, one figure for one period, one list of dates for an event.
    fn none_given_twice(&mut self, given: &[Given]) {
        let (mut facts, mut events) = (BTreeMap::new(), BTreeMap::new());
        for one in given {
            let (span, before, help) = match one {
                Given::Fact { fact, of, period, from, span, .. } => {
                    let help = match self.laws.facts[*fact].temporal {
                        Temporal::OverTime => "take one away, or say from when: `from 2022-02-04`",
                        Temporal::Plain | Temporal::Per(_) => "take one of the two away",
                    };
                    (*span, facts.insert((*fact, *of, *period, *from), *span), help)
                }
                Given::Event { event, span, .. } => {
                    let help = "write all its dates in one: `{2021-12-24, 2022-02-04}`";
                    (*span, events.insert(*event, *span), help)
                }
            };
            if let Some(before) = before {
                self.report(Code::E0502, span, "this is given twice")
                    .and(before, "the first one")
                    .help(help);
            }
        }
    }

    fn given(&mut self, scope: Scope, written: &syntax::Given) -> Option<Given> {
        let path = &written.target.name;
        let period = &written.target.period;
        match self.meaning(scope, path, &Type::Unknown) {
            Meaning::Fact { fact, of } => self.given_fact(scope, written, fact, of),
            Meaning::Event(event) => self.given_event(scope, written, event),
            Meaning::Step(step) => {
                let event = self.laws.steps[step].record;
                self.given_event(scope, written, event)
            }
            Meaning::Lost => {
                let _ = period;
                None
            }
            Meaning::EventField(..)
            | Meaning::Parameter(_)
            | Meaning::Define(_)
            | Meaning::Status(_)
            | Meaning::Duty(_)
            | Meaning::StepAmount(_)
            | Meaning::Block(_)
            | Meaning::Total(_)
            | Meaning::Payable(_)
            | Meaning::Bound(_)
            | Meaning::BoundField(..)
            | Meaning::Element(..)
            | Meaning::Variant(..)
            | Meaning::Country(_) => {
                let words = path.dotted();
                self.report(Code::E0207, path.span, format!("`{words}` cannot be given"))
                    .help("only facts and events are given: the law itself says the rest");
                None
            }
        }
    }

    fn given_fact(
        &mut self,
        scope: Scope,
        written: &syntax::Given,
        fact: Id<Fact>,
        of: Id<Entity>,
    ) -> Option<Given> {
        let row = &self.laws.facts[fact];
        let (type_, temporal, place) = (row.type_.clone(), row.temporal, row.span);
        let name = row.name.clone();
        let value = match &written.value {
            syntax::GivenValue::Unknown(_) => Some(GivenValue::Unknown),
            syntax::GivenValue::Value(value) => {
                let typed = self.expression(scope, value, &type_);
                let fits = self.fit(typed, &type_, Some(place));
                let value = if fits { self.constant(typed.id) } else { None };
                value.map(GivenValue::Value)
            }
        };
        let from = written.from.as_ref().and_then(|from| self.date(from));
        let period = self.given_period(written, fact, temporal)?;
        if let (Some(from), false) = (&written.from, temporal == Temporal::OverTime) {
            self.report(Code::E0307, from.span(), format!("`{name}` has no history"))
                .and(place, "declared here without `over time`")
                .help("take `from …` away, or declare the fact `over time`");
            return None;
        }
        if written.from.is_some() && from.is_none() {
            return None;
        }
        Some(Given::Fact { fact, of, period, value: value?, from, span: written.span })
    }

    /// The period of a given; `None` where one is missing or too many.
    fn given_period(
        &mut self,
        written: &syntax::Given,
        fact: Id<Fact>,
        temporal: Temporal,
    ) -> Option<Option<Period>> {
        let name = self.laws.facts[fact].name.clone();
        let place = self.laws.facts[fact].span;
        match (temporal, &written.target.period) {
            (Temporal::Plain | Temporal::OverTime, None) => Some(None),
            (Temporal::Plain | Temporal::OverTime, Some(period)) => {
                self.report(Code::E0307, period.span, format!("`{name}` is not stated per period"))
                    .and(place, "declared here without `per …`")
                    .help("take the period away");
                None
            }
            (Temporal::Per(cycle), None) => {
                let word = cycle.word();
                let span = written.target.name.span;
                self.report(Code::E0306, span, format!("of which {word} is `{name}` given?"))
                    .and(place, format!("it is stated per {word}"))
                    .help(format!("name the period: `given {name} in 2021 = …`"));
                None
            }
            (Temporal::Per(cycle), Some(period)) => {
                match self.period(period, Some((cycle, fact)))? {
                    PeriodName::Named(period) => Some(Some(period)),
                    PeriodName::Last(_) | PeriodName::This(_) | PeriodName::Window(_) => {
                        self.report(Code::E0307, period.span, "a given names its period by number")
                            .help("write which one it is: `2021`, `2021-Q3`, `2021-03`");
                        None
                    }
                }
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    fn given_event(
        &mut self,
        scope: Scope,
        written: &syntax::Given,
        event: Id<Event>,
    ) -> Option<Given> {
        let span = written.span;
        if let Some(period) = &written.target.period {
            self.report(Code::E0307, period.span, "an event has dates, not periods")
                .help("write its dates: `given EVENT = {2021-12-24}`");
            return None;
        }
        if let Some(from) = &written.from {
            self.report(Code::E0307, from.span(), "an event has dates, not a history")
                .help("write its dates: `given EVENT = {2021-12-24}`");
            return None;
        }
        let value = match &written.value {
            syntax::GivenValue::Unknown(_) => {
                return Some(Given::Event { event, dates: None, span });
            }
            syntax::GivenValue::Value(value) => value,
        };
        let typed = self.expression(scope, value, &Type::Set(Box::new(Type::Date)));
        let type_ = self.type_of(typed);
        if !self.gives_event(event, &type_, value.span) {
            return None;
        }
        let given = self.constant(typed.id)?;
        let dates = match &given {
            Value::Set(values) => values.iter().filter_map(as_moment).collect(),
            other => as_moment(other).into_iter().collect(),
        };
        Some(Given::Event { event, dates: Some(dates), span })
    }

    /// Whether a value of this type can be given of an event: its dates, or its hours where its
    /// records say them.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    fn gives_event(&mut self, event: Id<Event>, type_: &Type, span: Span) -> bool {
        let one = match type_ {
            Type::Set(of) => of,
            other => other,
        };
        let row = &self.laws.events[event];
        match one {
            Type::Date | Type::Unknown => return true,
            Type::DateTime if row.at_time => return true,
            Type::DateTime => {
                let (name, place) = (row.name.clone(), row.span);
                self.report(Code::E0301, span, format!("`{name}` is given by its day only"))
                    .and(place, "declared here without `at time`")
                    .help(format!("take the hour away, or declare `event {name} at time`"));
            }
            _other => {
                let said = self.say(type_);
                self.report(Code::E0301, span, "an event is given by its dates")
                    .here(format!("this is {said}"))
                    .help("write them as a set: `{2021-12-24}`; `{}` for never");
            }
        }
        false
    }

    fn expectation(&mut self, scope: Scope, written: &syntax::Expect) -> Option<Expect> {
        match written {
            syntax::Expect::State { name, state, span } => {
                self.state_expected(scope, name, state, *span).map(Expect::State)
            }
            syntax::Expect::Undetermined { value, needs, span } => {
                if let syntax::Kind::Path(path) = &value.kind
                    && let Some((Named::Duty(_) | Named::Step(_), _, [])) =
                        self.find(scope.home, path)
                {
                    let name = path.dotted();
                    self.report(Code::E0504, value.span, format!("`{name}` is not a value")).help(
                        format!("write the status behind it: `expect {name} undetermined needs …`"),
                    );
                    return None;
                }
                let typed = self.expression(scope, value, &Type::Unknown);
                let needs = self.needs(scope, needs);
                Some(Expect::Undetermined { value: typed.id, needs, span: *span })
            }
            syntax::Expect::Holds(condition, span) => {
                Some(Expect::Holds(self.condition(scope, condition), *span))
            }
        }
    }

    fn state_expected(
        &mut self,
        scope: Scope,
        path: &Path,
        written: &ExpectState,
        span: Span,
    ) -> Option<StateExpected> {
        let meaning = self.meaning(scope, path, &Type::Unknown);
        let (of, name) = self.judgeable(meaning, path.span)?;
        let status = self.status(of, &name, &written.status, span)?;
        self.details(of, status, written, span);
        let since = written.since.as_ref().and_then(|since| self.date(since));
        let until = written.until.as_ref().and_then(|until| self.date(until));
        let needs = self.needs(scope, &written.needs);
        let needs = (!written.needs.is_empty()).then_some(needs);
        Some(StateExpected { of, status, late: written.late, since, until, needs, span })
    }

    /// Reports details that a status does not have.
    fn details(&mut self, of: Judgeable, status: StatusWord, written: &ExpectState, span: Span) {
        let said = status.words();
        let mut odd: Vec<(&str, Span)> = Vec::new();
        if written.late && !(status == StatusWord::Fulfilled && matches!(of, Judgeable::Duty(_))) {
            odd.push(("late", span));
        }
        if let (Some(since), false) = (&written.since, status.has_since()) {
            odd.push(("since", since.span()));
        }
        if let (Some(until), false) = (&written.until, status.has_until()) {
            odd.push(("until", until.span()));
        }
        if let (Some(first), false) = (written.needs.first(), status == StatusWord::Undetermined) {
            odd.push(("needs", first.name.span));
        }
        for (word, place) in odd {
            self.report(Code::E0506, place, format!("`{said}` has no `{word}`"))
                .help(format!("take `{word}` away, or expect another status"));
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "no other value is a time")]
fn as_moment(value: &Value) -> Option<Moment> {
    match value {
        Value::Date(date) => Some(Moment::Day(*date)),
        Value::DateTime(minute) => Some(Moment::Minute(*minute)),
        _other => None,
    }
}
