//! The one generic walk over written expressions: the parts of each form, in order.

use crate::language::syntax::{Count, CountWindow, Expression, Kind};

impl Expression {
    /// Calls `visit` with each direct part, in the order in which they are written.
    pub fn each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Expression)) {
        match &self.kind {
            Kind::Except { base, exceptions } => {
                visit(base);
                for exception in exceptions {
                    visit(&exception.value);
                    visit(&exception.condition);
                }
            }
            Kind::Implies(one, two)
            | Kind::Unless(one, two)
            | Kind::Compare(_, one, two)
            | Kind::In(one, two)
            | Kind::Otherwise(one, two)
            | Kind::Presumed(one, two)
            | Kind::Rounded(one, _, two)
            | Kind::Range(one, two)
            | Kind::Of(one, two)
            | Kind::At(one, two)
            | Kind::DaysFrom(one, two)
            | Kind::Moved { by: one, after: _, date: two }
            | Kind::Clamp { value: one, floor: _, limit: two } => {
                visit(one);
                visit(two);
            }
            Kind::Chain(_, parts)
            | Kind::Set(parts)
            | Kind::ExtremeOf(_, parts)
            | Kind::Call(_, parts) => parts.iter().for_each(visit),
            Kind::Not(part)
            | Kind::Over { condition: part, quantifier: _, window: _ }
            | Kind::IsKnown { value: part, known: _ }
            | Kind::IsStatus(part, _)
            | Kind::UpTo(part)
            | Kind::Negative(part)
            | Kind::InPeriod(part, _)
            | Kind::HasHappened(part)
            | Kind::Field(part, _)
            | Kind::Parenthesised(part)
            | Kind::OverWindow(_, part, _)
            | Kind::StartOf(part) => visit(part),
            Kind::Arithmetic(first, rest) => {
                visit(first);
                rest.iter().for_each(|(_, part)| visit(part));
            }
            Kind::If(condition, one, two) => {
                visit(condition);
                visit(one);
                visit(two);
            }
            Kind::AnyOf(list) | Kind::AllOf(list) => {
                list.iter().for_each(|counted| visit(&counted.condition));
            }
            Kind::AtLeast(number, list) => {
                visit(number);
                list.iter().for_each(|counted| visit(&counted.condition));
            }
            Kind::OverList { value, condition, aggregate: _, list: _, element: _ } => {
                visit(value);
                condition.iter().for_each(|part| visit(part));
            }
            Kind::Count(count) => count.each_child(visit),
            Kind::Literal(_)
            | Kind::Path(_)
            | Kind::DayOf { .. }
            | Kind::Today
            | Kind::Breach
            | Kind::ThePeriod
            | Kind::HighestOfThem
            | Kind::Occurrence { .. }
            | Kind::Unreadable => {}
        }
    }
}

impl Count {
    fn each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Expression)) {
        match &self.window {
            Some(CountWindow::Before(_, date)) => visit(date),
            Some(CountWindow::Last(_)) | None => {}
        }
        self.condition.iter().for_each(visit);
    }
}
