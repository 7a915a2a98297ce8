//! The one generic walk over expressions: what each stands upon.

use crate::ground::table::Id;
use crate::language::law::{Alternative, Elements, ElementsOf, EventWindow, Expression, Kind};

impl Kind {
    /// The operands of the expression, in the order of the text. What it names (a definition, a
    /// parameter, a duty) is not an operand.
    pub fn children(&self) -> Vec<Id<Expression>> {
        let conditions = |list: &[Alternative]| list.iter().map(|one| one.condition).collect();
        match self {
            Kind::Literal(_)
            | Kind::Fact { .. }
            | Kind::FactIn { .. }
            | Kind::Occurrence { .. }
            | Kind::OccurrenceField { .. }
            | Kind::HasHappened(_)
            | Kind::Parameter(_)
            | Kind::Define(_)
            | Kind::StepAmount(_)
            | Kind::BlockTotal(_)
            | Kind::BlockPayable(_)
            | Kind::Breach(_)
            | Kind::Today
            | Kind::DayOf(..)
            | Kind::Status(_)
            | Kind::BoundOccurrence(_)
            | Kind::BoundField(..)
            | Kind::Is(..)
            | Kind::Unknown => Vec::new(),
            Kind::Not(one)
            | Kind::Negative(one)
            | Kind::IsKnown(one, _)
            | Kind::StartOf(one)
            | Kind::Scale(_, one)
            | Kind::AfterThePeriod(one)
            | Kind::ItsDay(one)
            | Kind::OverPeriods { condition: one, .. }
            | Kind::OverWindow { value: one, .. }
            | Kind::Seen { what: one, .. }
            | Kind::Throughout(one, _) => vec![*one],
            Kind::Of(one, two)
            | Kind::Compare(_, one, two)
            | Kind::In(one, two)
            | Kind::Otherwise(one, two)
            | Kind::Presumed(one, two)
            | Kind::Range(one, two)
            | Kind::Rounded(one, _, two)
            | Kind::DaysFrom(one, two)
            | Kind::At(one, two) => vec![*one, *two],
            Kind::If(one, two, three) => vec![*one, *two, *three],
            Kind::Clamp { value, limit, .. } => vec![*value, *limit],
            Kind::Moved { by, date, .. } => vec![*by, *date],
            Kind::Logic(_, list) => conditions(list),
            Kind::AtLeast(count, list) => {
                let mut all = vec![*count];
                all.extend(list.iter().map(|one| one.condition));
                all
            }
            Kind::Arithmetic(first, rest) => {
                let mut all = vec![*first];
                all.extend(rest.iter().map(|(_, operand)| *operand));
                all
            }
            Kind::Set(list) | Kind::ExtremeOf(_, list) | Kind::Table(_, list) => list.clone(),
            Kind::Count { of, condition, .. } => of.day().into_iter().chain(*condition).collect(),
            Kind::OverElements { value, of, condition, .. } => {
                let rest = of.day().into_iter().chain(*condition);
                std::iter::once(*value).chain(rest).collect()
            }
            Kind::Except(base, exceptions) => {
                let mut all = vec![*base];
                all.extend(exceptions.iter().flat_map(|one| [one.value, one.condition]));
                all
            }
        }
    }
}

impl Elements {
    /// The day before which a window of occurrences lies, where it names one.
    fn day(&self) -> Option<Id<Expression>> {
        match self.of {
            ElementsOf::Event(_, Some(EventWindow::Before(_, day))) => Some(day),
            ElementsOf::Event(_, Some(EventWindow::Last(_)) | None) | ElementsOf::List { .. } => {
                None
            }
        }
    }
}
