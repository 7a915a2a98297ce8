//! Time in expressions: periods, windows, and what has happened.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Cycle, Duration};
use crate::language::check::element::Part;
use crate::language::check::expression_path::Meaning;
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{self, Fact, Kind, Temporal, Type};
use crate::language::syntax::{self, Expression, Literal, Moment, Name, Path, PeriodName};

impl Checker<'_> {
    /// The duration of a literal; reports what is none.
    pub fn duration(&mut self, literal: &Literal) -> Option<Duration> {
        match literal {
            Literal::Duration(Some(duration), _) => Some(*duration),
            Literal::Duration(None, _) => {
                self.literal(literal);
                None
            }
            Literal::Bool(..)
            | Literal::None(_)
            | Literal::Number(..)
            | Literal::Money(..)
            | Literal::Date(..)
            | Literal::DateTime(..)
            | Literal::Period(..)
            | Literal::Text(_) => {
                self.report(Code::E0301, literal.span(), "a duration is needed here")
                    .help("write how long: `30 days`, `3 months`");
                None
            }
        }
    }

    /// `f in last year`
    pub fn in_period(
        &mut self,
        scope: Scope,
        of: &Expression,
        period: &PeriodName,
        span: Span,
    ) -> Typed {
        let syntax::Kind::Path(path) = &of.kind else {
            self.report(Code::E0307, of.span, "only a figure stated per period has one")
                .help("name the fact itself before `in`");
            return self.unknown(span);
        };
        let element = self.element_of(scope, path);
        let fact = match self.meaning(scope, path, &Type::Unknown) {
            Meaning::Fact { fact, of } => Some((fact, of)),
            Meaning::Element(_, Part::Fact(fact)) => Some((fact, self.laws.facts[fact].entity)),
            Meaning::Lost => return self.unknown(span),
            Meaning::Event(_)
            | Meaning::EventField(..)
            | Meaning::Parameter(_)
            | Meaning::Define(_)
            | Meaning::Status(_)
            | Meaning::Duty(_)
            | Meaning::Step(_)
            | Meaning::StepAmount(_)
            | Meaning::Block(_)
            | Meaning::Total(_)
            | Meaning::Payable(_)
            | Meaning::Bound(_)
            | Meaning::BoundField(..)
            | Meaning::Element(_, Part::Event(_) | Part::EventField(..))
            | Meaning::Variant(..)
            | Meaning::Country(_) => None,
        };
        let Some((fact, of, cycle)) =
            fact.and_then(|(fact, of)| Some((fact, of, self.cycle_of(fact)?)))
        else {
            let words = self.words(path.span);
            let found = self.found.report(
                Code::E0307,
                period.span,
                format!("`{words}` is not stated per period"),
            );
            if let Some((fact, _)) = fact {
                found.and(self.laws.facts[fact].span, "declared here without `per …`");
            }
            found.help("take the period away, or declare the fact `per year`");
            return self.unknown(span);
        };
        let Some(period) = self.period(period, Some((cycle, fact))) else {
            return self.unknown(span);
        };
        self.windows.fixed(span, path.span);
        let type_ = self.laws.facts[fact].type_.clone();
        let figure = self.add(Kind::FactIn { fact, of, period }, type_, span);
        self.seen_from(element, figure)
    }

    /// A period, which must be of the cycle in which a fact is stated.
    pub fn period(
        &mut self,
        written: &PeriodName,
        stated: Option<(Cycle, Id<Fact>)>,
    ) -> Option<law::PeriodName> {
        let (period, cycle) = match written.moment {
            Moment::Last(cycle) => (law::PeriodName::Last(cycle), cycle),
            Moment::This(cycle) => (law::PeriodName::This(cycle), cycle),
            Moment::Named(Some(period)) => (law::PeriodName::Named(period), period.cycle),
            Moment::Named(None) => {
                self.report(Code::E0401, written.span, "there is no such period")
                    .help("years go from 0001 to 9999: `2021`, `2021-Q3`, `2021-03`");
                return None;
            }
        };
        match stated {
            Some((stated, fact)) if stated != cycle => {
                let name = self.laws.facts[fact].name.clone();
                let place = self.laws.facts[fact].span;
                let (has, asked) = (stated.word(), cycle.word());
                self.report(
                    Code::E0307,
                    written.span,
                    format!("`{name}` is not stated per {asked}"),
                )
                .and(place, format!("it is stated per {has}"))
                .help(format!("ask for a {has}: `{name} in last {has}`"));
                None
            }
            Some(_) | None => Some(period),
        }
    }

    /// In which cycle a fact is stated, where it is one of periods.
    pub fn cycle_of(&self, fact: Id<Fact>) -> Option<Cycle> {
        match self.laws.facts[fact].temporal {
            Temporal::Per(cycle) => Some(cycle),
            Temporal::Plain | Temporal::OverTime => None,
        }
    }

    /// `E has happened`
    pub fn has_happened(&mut self, scope: Scope, of: &Expression, span: Span) -> Typed {
        let syntax::Kind::Path(path) = &of.kind else {
            self.report(Code::E0207, of.span, "only an event happens")
                .help("name an event before `has happened`");
            return self.add(Kind::Unknown, Type::Bool, span);
        };
        let element = self.element_of(scope, path);
        match self.event_named(scope, path) {
            Some(event) => {
                let happened = self.add(Kind::HasHappened(event), Type::Bool, span);
                self.seen_from(element, happened)
            }
            None => self.add(Kind::Unknown, Type::Bool, span),
        }
    }

    /// The event that a path names; the record of a step is one too.
    pub fn event_named(&mut self, scope: Scope, path: &Path) -> Option<Id<law::Event>> {
        match self.meaning(scope, path, &Type::Unknown) {
            Meaning::Event(event) | Meaning::Element(_, Part::Event(event)) => Some(event),
            Meaning::Step(step) => Some(self.laws.steps[step].record),
            Meaning::Lost => None,
            Meaning::Fact { .. }
            | Meaning::EventField(..)
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
            | Meaning::Element(_, Part::Fact(_) | Part::EventField(..))
            | Meaning::Variant(..)
            | Meaning::Country(_) => {
                self.not_an_event(path, scope);
                None
            }
        }
    }

    fn not_an_event(&mut self, path: &Path, scope: Scope) {
        let words = path.dotted();
        let declared = self.find(scope.home, path);
        let found = self.found.report(Code::E0207, path.span, format!("`{words}` is not an event"));
        if let Some((_, place, _)) = declared {
            found.and(place, "declared here");
        }
        found.help(format!("name an event, or declare one: `event {words}`"));
    }

    /// `first EVENT`, `last EVENT`, and a field of it
    pub fn occurrence(&mut self, scope: Scope, first: bool, path: &Path, span: Span) -> Typed {
        let element = self.element_of(scope, path);
        let deep = match element {
            Some(_) => path.segments.len() > 2,
            None => {
                let found = self.find(scope.home, path);
                matches!(found, Some((Named::Event(_) | Named::Step(_), _, [_field])))
            }
        };
        if deep {
            let mut event = path.clone();
            event.segments.pop();
            event.span = event
                .segments
                .iter()
                .fold(event.span, |all, name| Span { end: name.span.end, ..all });
            let date = self.occurrence(scope, first, &event, event.span);
            let value = self.path(scope, path, &Type::Unknown);
            let type_ = self.type_of(value);
            // A field of the first occurrence is the field as it was on that day.
            let day = self.its_day(date);
            return self.add(Kind::At(value.id, day), type_, span);
        }
        match self.event_named(scope, path) {
            Some(event) => {
                let type_ = self.moment_type(event);
                let occurrence = self.add(Kind::Occurrence { event, first }, type_, span);
                self.seen_from(element, occurrence)
            }
            None => self.unknown(span),
        }
    }

    /// `x.field` where x is not a name
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    pub fn field_of(&mut self, scope: Scope, of: &Expression, field: &Name, span: Span) -> Typed {
        match &of.kind {
            syntax::Kind::Occurrence { first, event } => {
                let mut path = event.clone();
                path.segments.push(field.clone());
                path.span = path.span.to(field.span);
                self.occurrence(scope, *first, &path, span)
            }
            syntax::Kind::Parenthesised(part) => self.field_of(scope, part, field, span),
            syntax::Kind::Path(path) => {
                let mut path = path.clone();
                path.segments.push(field.clone());
                path.span = path.span.to(field.span);
                self.path(scope, &path, &Type::Unknown)
            }
            _other => {
                self.report(Code::E0207, of.span, "only an event or an entity has fields")
                    .help("name it before the dot");
                self.unknown(span)
            }
        }
    }

    /// `start of (c)`
    pub fn start_of(&mut self, scope: Scope, part: &Expression, span: Span) -> Typed {
        let condition = self.condition(scope, part);
        self.add(Kind::StartOf(condition), Type::Date, span)
    }

    /// `first day of last year`
    pub fn day_of(&mut self, first: bool, period: &PeriodName, span: Span) -> Typed {
        match self.period(period, None) {
            Some(period) => self.add(Kind::DayOf(first, period), Type::Date, span),
            None => self.unknown(span),
        }
    }

    /// `breach`
    pub fn breach(&mut self, scope: Scope, span: Span) -> Typed {
        match scope.block {
            Some(block) => self.add(Kind::Breach(block), Type::Date, span),
            None => {
                self.report(Code::E0207, span, "`breach` stands only in sanctions")
                    .help("ask for a duty instead: `DUTY is breached`");
                self.unknown(span)
            }
        }
    }
}
