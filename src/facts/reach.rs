//! What an expression stands upon: facts with what they are compared with, events, days.

use crate::ground::table::Id;
use crate::ground::time::{Date, Duration, Interval, Period};
use crate::ground::value::Value;
use crate::language::law::test::Judgeable;
use crate::language::law::{
    Binding, Bound, Cell, Commencement, DecisionTable, Duty, ElementsOf, Ends, Entity, Event,
    EventWindow, Expression, Fact, Fine, Kind, Laws, Measure, Must, PeriodName, Recurrence,
    Sanctions, Scale, Since, Status, Step, Together, TogetherCap, Turn, Type, WindowOf,
};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that can change the value of an expression.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// The facts, each with the constants it is compared with.
    pub facts: BTreeMap<(Id<Fact>, Id<Entity>), BTreeSet<Value>>,
    /// The events.
    pub events: BTreeSet<Id<Event>>,
    /// Fields of events, each with the constants it is compared with.
    pub fields: BTreeMap<Id<Fact>, BTreeSet<Value>>,
    /// Days on which a rule or figure changes.
    pub days: BTreeSet<Date>,
    /// Periods that are named.
    pub periods: BTreeSet<Period>,
    /// How many periods the longest window of periods reaches back.
    pub periods_back: u32,
    /// Durations that are waited or counted.
    pub durations: BTreeSet<Duration>,
    seen: BTreeSet<Id<Expression>>,
    constants: Vec<(Type, Value)>,
}

impl Reach {
    /// What `expression` stands upon.
    pub fn of(laws: &Laws, expression: Id<Expression>) -> Self {
        let mut reach = Self::default();
        reach.follow(laws, vec![expression]);
        let compares = |kind: &Kind| {
            matches!(
                kind,
                Kind::Compare(..) | Kind::In(..) | Kind::Clamp { .. } | Kind::ExtremeOf(..)
            )
        };
        let seen: Vec<Id<Expression>> = reach.seen.iter().copied().collect();
        for kind in seen.into_iter().map(|id| &laws.expressions[id].kind) {
            if compares(kind) {
                reach.side_by_side(laws, kind.children(), Vec::new());
            } else if let Kind::Scale(scale, operand) = kind {
                reach.side_by_side(laws, vec![*operand], edges_of(&laws.scales[*scale]));
            } else if let Kind::Table(table, operands) = kind {
                for (at, operand) in operands.iter().enumerate() {
                    let constants = column_of(&laws.tables[*table], at);
                    reach.side_by_side(laws, vec![*operand], constants);
                }
            }
        }
        reach
    }

    /// Takes over the constants of expressions that are compared with one another, and with others.
    fn side_by_side(
        &mut self,
        laws: &Laws,
        sides: Vec<Id<Expression>>,
        constants: Vec<(Type, Value)>,
    ) {
        let mut both = Self::default();
        both.follow(laws, sides);
        both.constants.extend(constants);
        self.compared(laws, &both);
    }

    /// Takes over the constants of one comparison for each fact of their type in it.
    fn compared(&mut self, laws: &Laws, both: &Reach) {
        let of_type = |type_: &Type| {
            let of_fact = plain_type(type_).clone();
            both.constants.iter().filter(move |(of, _)| plain_type(of) == &of_fact)
        };
        for key in both.facts.keys() {
            let constants = of_type(&laws.facts[key.0].type_).map(|(_, value)| value.clone());
            self.facts.entry(*key).or_default().extend(constants);
        }
        for field in both.fields.keys() {
            let constants = of_type(&laws.facts[*field].type_).map(|(_, value)| value.clone());
            self.fields.entry(*field).or_default().extend(constants);
        }
    }

    fn follow(&mut self, laws: &Laws, start: Vec<Id<Expression>>) {
        let mut waiting = start;
        while let Some(id) = waiting.pop() {
            if !self.seen.insert(id) {
                continue;
            }
            let expression = &laws.expressions[id];
            waiting.extend(expression.kind.children());
            self.named(laws, &expression.kind, &expression.type_, &mut waiting);
        }
    }

    /// What an expression names beside its operands.
    fn named(&mut self, laws: &Laws, kind: &Kind, type_: &Type, waiting: &mut Vec<Id<Expression>>) {
        match kind {
            Kind::Literal(value) => self.constant(type_, value),
            Kind::Fact { fact, of } => {
                self.facts.entry((*fact, *of)).or_default();
            }
            Kind::FactIn { fact, of, period } => {
                self.facts.entry((*fact, *of)).or_default();
                if let PeriodName::Named(period) = period {
                    self.periods.insert(*period);
                }
            }
            Kind::Occurrence { event, .. } | Kind::HasHappened(event) => self.event(*event),
            Kind::OccurrenceField { event, field } => {
                self.event(*event);
                if let Some(field) = laws.events[*event].fields.get(*field) {
                    self.fields.entry(*field).or_default();
                }
            }
            Kind::BoundOccurrence(binding) => self.bound(laws, *binding),
            Kind::BoundField(binding, field) => {
                self.bound(laws, *binding);
                if let Bound::Occurrence(event) = laws.bindings[*binding].to
                    && let Some(field) = laws.events[event].fields.get(*field)
                {
                    self.fields.entry(*field).or_default();
                }
            }
            Kind::Count { of, .. } | Kind::OverElements { of, .. } => self.several(of.of),
            Kind::Parameter(id) => {
                for version in laws.parameters[*id].versions.versions() {
                    self.interval(version.days);
                    self.constant(&laws.parameters[*id].type_, &version.value.value);
                }
            }
            Kind::Scale(id, _) => {
                let scale = &laws.scales[*id];
                scale.versions.versions().iter().for_each(|version| self.interval(version.days));
                edges_of(scale).iter().for_each(|(type_, value)| self.constant(type_, value));
            }
            Kind::Table(id, _) => {
                waiting.extend(laws.tables[*id].rows.iter().map(|row| row.result))
            }
            Kind::Define(id) => {
                for version in laws.defines[*id].versions.versions() {
                    self.interval(version.days);
                    waiting.push(version.value.value);
                }
            }
            Kind::Status(status) => self.status(laws, *status, waiting),
            Kind::Is(Judgeable::Duty(duty), _) => self.duty(laws, *duty, waiting),
            Kind::Is(Judgeable::Step(step), _) | Kind::StepAmount(step) => {
                self.step(laws, *step, waiting);
                self.block(laws, laws.steps[*step].block, waiting);
            }
            Kind::BlockTotal(block) | Kind::BlockPayable(block) | Kind::Breach(block) => {
                self.block(laws, *block, waiting);
            }
            Kind::Throughout(_, window)
            | Kind::OverWindow { window: WindowOf::Days(window), .. } => {
                self.durations.insert(window.duration);
            }
            Kind::OverPeriods { window, .. }
            | Kind::OverWindow { window: WindowOf::Periods(window), .. } => {
                let months = i64::from(window.count) * i64::from(window.cycle.months());
                self.durations.insert(Duration::months(months));
                self.periods_back = self.periods_back.max(window.count);
            }
            Kind::Today
            | Kind::Not(_)
            | Kind::Logic(..)
            | Kind::AtLeast(..)
            | Kind::Negative(_)
            | Kind::Arithmetic(..)
            | Kind::Of(..)
            | Kind::Compare(..)
            | Kind::In(..)
            | Kind::Set(_)
            | Kind::IsKnown(..)
            | Kind::If(..)
            | Kind::Except(..)
            | Kind::Otherwise(..)
            | Kind::ExtremeOf(..)
            | Kind::Range(..)
            | Kind::Clamp { .. }
            | Kind::Rounded(..)
            | Kind::Moved { .. }
            | Kind::ItsDay(_)
            | Kind::DaysFrom(..)
            | Kind::DayOf(..)
            | Kind::At(..)
            | Kind::Presumed(..)
            | Kind::AfterThePeriod(_)
            | Kind::Seen { .. }
            | Kind::StartOf(_)
            | Kind::Unknown => {}
        }
    }

    fn constant(&mut self, type_: &Type, value: &Value) {
        match value {
            Value::Date(day) => {
                self.days.insert(*day);
            }
            Value::DateTime(minute) => {
                self.days.insert(minute.date);
            }
            Value::Duration(duration) => {
                self.durations.insert(*duration);
            }
            Value::Set(members) => {
                if let Type::Set(member) = plain_type(type_) {
                    self.constants
                        .extend(members.iter().map(|one| ((**member).clone(), one.clone())));
                }
            }
            Value::Bool(_)
            | Value::Number(_)
            | Value::Range(_)
            | Value::Country(_)
            | Value::Text(_)
            | Value::Variant(_)
            | Value::None => {}
        }
        self.constants.push((type_.clone(), value.clone()));
    }

    fn event(&mut self, event: Id<Event>) {
        self.events.insert(event);
    }

    fn bound(&mut self, laws: &Laws, binding: Id<Binding>) {
        match laws.bindings[binding].to {
            Bound::Occurrence(event) => self.event(event),
            Bound::Element(_) => {}
        }
    }

    fn several(&mut self, of: ElementsOf) {
        match of {
            ElementsOf::Event(event, window) => {
                self.event(event);
                match window {
                    Some(EventWindow::Last(window) | EventWindow::Before(window, _)) => {
                        self.durations.insert(window.duration);
                    }
                    None => {}
                }
            }
            ElementsOf::List { fact, of } => {
                self.facts.entry((fact, of)).or_default();
            }
        }
    }

    fn interval(&mut self, days: Interval) {
        self.days.extend([days.from].into_iter().chain(days.until));
    }

    fn commencement(&mut self, of: Commencement) {
        self.days.extend(of.from.into_iter().chain(of.until));
    }

    fn status(&mut self, laws: &Laws, id: Id<Status>, waiting: &mut Vec<Id<Expression>>) {
        let status = &laws.statuses[id];
        self.commencement(status.commencement);
        for turn in status.begins.iter().chain(&status.ends) {
            match turn {
                Turn::On(event) => self.event(*event),
                Turn::When(part) | Turn::At(part) => waiting.push(*part),
            }
        }
    }

    fn duty(&mut self, laws: &Laws, id: Id<Duty>, waiting: &mut Vec<Id<Expression>>) {
        let duty = &laws.duties[id];
        self.commencement(duty.commencement);
        waiting.extend(duty.when.into_iter().chain(duty.due));
        match duty.recurs {
            Some(Recurrence::OnEach(binding)) => self.bound(laws, binding),
            Some(Recurrence::Every(length)) => drop(self.durations.insert(length)),
            Some(Recurrence::Calendar(_)) | None => {}
        }
        match duty.must {
            Must::Keep(condition) => waiting.push(condition),
            Must::Act(event) => self.event(event),
        }
    }

    fn block(&mut self, laws: &Laws, id: Id<Sanctions>, waiting: &mut Vec<Id<Expression>>) {
        let block = &laws.sanctions[id];
        self.commencement(block.commencement);
        waiting.extend(block.on_cure);
        if let Some(Together { cap, when, .. }) = &block.together {
            waiting.extend(*when);
            match cap {
                TogetherCap::Amount(most) => waiting.push(*most),
                TogetherCap::HighestOfThem => {}
            }
        }
        for duty in &block.duties {
            self.duty(laws, *duty, waiting);
        }
        for step in &block.steps {
            self.step(laws, *step, waiting);
        }
    }

    fn step(&mut self, laws: &Laws, id: Id<Step>, waiting: &mut Vec<Id<Expression>>) {
        let step = &laws.steps[id];
        self.commencement(step.commencement);
        self.event(step.record);
        waiting.extend(step.when);
        match &step.measure {
            Measure::Throttle(amount) => waiting.push(*amount),
            Measure::Fine(Fine { amount, accrual }) => {
                waiting.push(*amount);
                if let Some(accrual) = accrual {
                    waiting.extend([accrual.running_from].into_iter().chain(accrual.no_more_than));
                    self.durations.extend([accrual.per].into_iter().chain(accrual.doubling_every));
                    self.durations.extend(accrual.at_most);
                }
            }
            Measure::Notice(_) | Measure::Ban(_) | Measure::Block | Measure::Lose(_) => {}
        }
        for duty in step.duties.iter().flatten() {
            self.duty(laws, *duty, waiting);
        }
        for end in &step.ends {
            match end {
                Ends::When(expression) | Ends::At(expression) => waiting.push(*expression),
                Ends::OnCure => {}
            }
        }
        if let Some(clock) = step.clock {
            waiting.push(clock.wait);
            match clock.since {
                Since::Event(event) => self.event(event),
                Since::Breach | Since::Step(_) => {}
            }
        }
    }
}

/// The edges of a scale's bands, as values of what it is applied to.
fn edges_of(scale: &Scale) -> Vec<(Type, Value)> {
    let bands = scale.versions.versions().iter().flat_map(|version| &version.value.bands);
    let edges = bands.filter_map(|band| scale.on.at(&band.until.as_ref()?.at));
    edges.map(|value| (scale.on.clone(), value)).collect()
}

/// The values that the cells of a column name.
fn column_of(table: &DecisionTable, at: usize) -> Vec<(Type, Value)> {
    let Some(column) = table.columns.get(at) else { return Vec::new() };
    let mut values = BTreeSet::new();
    for cell in table.rows.iter().filter_map(|row| row.cells.get(at)) {
        match cell {
            Cell::Any => {}
            Cell::OneOf(named) | Cell::NoneOf(named) => values.extend(named.iter().cloned()),
            Cell::Within(bounds) => {
                let edges = bounds.low.iter().chain(&bounds.high);
                values.extend(edges.filter_map(|edge| column.type_.at(&edge.at)));
            }
        }
    }
    values.into_iter().map(|value| (column.type_.clone(), value)).collect()
}

fn plain_type(type_: &Type) -> &Type {
    match type_ {
        Type::Optional(inner) => plain_type(inner),
        Type::Bool
        | Type::Number(_)
        | Type::Money(_)
        | Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::Date
        | Type::DateTime
        | Type::Duration(_)
        | Type::Country
        | Type::Text
        | Type::Enum(_)
        | Type::Set(_)
        | Type::List(_)
        | Type::Unknown => type_,
    }
}
