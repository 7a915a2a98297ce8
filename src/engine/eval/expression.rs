//! The dispatch: which file evaluates which form of expression, one line each.

use crate::engine::eval::moving::Moving;
use crate::engine::eval::possible::{self, Place};
use crate::engine::eval::{Evaluated, Evaluator};
use crate::engine::verdict::{Needs, Possible, Reason, ReasonStep, Verified};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Expression, Kind, View};

impl Evaluator<'_> {
    /// What an expression comes to on a day; its reason is left behind as a part of the next.
    pub(super) fn expression(&mut self, id: Id<Expression>, on: Date) -> Moving {
        if let Kind::ItsDay(minute) = self.laws.expressions[id].kind {
            // The reason is that of the datetime, which says the hour too.
            let moving = self.expression(minute, on);
            return Moving { outcome: possible::day_of(moving.outcome), ..moving };
        }
        if !self.explaining() {
            return self.kind(id, on);
        }
        let mark = self.parts.len();
        self.noted = None;
        let moving = self.kind(id, on);
        if let Kind::Seen { .. } = self.laws.expressions[id].kind {
            // What is seen has left its own reason.
            return moving;
        }
        let parts = self.parts.split_off(mark.min(self.parts.len()));
        self.parts.push(Reason {
            expression: id,
            on,
            outcome: moving.outcome.clone(),
            horizon: moving.lasts(on),
            step: self.noted.take().unwrap_or(ReasonStep::Combined),
            decisive: true,
            of: None,
            basis: None,
            parts,
        });
        moving
    }

    fn kind(&mut self, id: Id<Expression>, on: Date) -> Moving {
        let laws = self.laws;
        let expression = &laws.expressions[id];
        let span = expression.span;
        let place = Place { type_: &expression.type_, span, on };
        match &expression.kind {
            Kind::Literal(value) => self.literal(value),
            Kind::Fact { fact, of } => self.fact(*fact, *of, on),
            Kind::FactIn { fact, of, period } => self.fact_in(*fact, *of, *period, span, on),
            Kind::Occurrence { event, first } => self.occurrence(*event, *first, on),
            Kind::OccurrenceField { event, field } => self.occurrence_field(*event, *field, on),
            Kind::HasHappened(event) => self.has_happened(*event, on),
            Kind::Parameter(parameter) => self.parameter(*parameter, span, on),
            Kind::Scale(scale, operand) => self.scale(*scale, *operand, place, on),
            Kind::Table(table, operands) => self.table(*table, operands, place, on),
            Kind::Status(status) => self.apart(|it| it.status(*status, on)),
            Kind::Define(define) => self.define(*define, span, on),
            Kind::StepAmount(step) => self.answered(|it| it.step_amount(*step, on)),
            Kind::BlockTotal(block) => self.answered(|it| it.block_total(*block, on)),
            Kind::BlockPayable(block) => self.answered(|it| it.block_payable(*block, on)),
            Kind::Breach(block) => self.answered(|it| it.breach(*block, on)),
            Kind::Today => self.today(on),
            Kind::Not(operand) => self.not(*operand, on),
            Kind::Logic(logic, alternatives) => self.logic(*logic, alternatives, on),
            Kind::AtLeast(count, alternatives) => self.at_least(*count, alternatives, on),
            Kind::Negative(operand) => self.negative(*operand, place, on),
            Kind::Arithmetic(first, rest) => self.arithmetic(*first, rest, place, on),
            Kind::Of(share, whole) => self.of(*share, *whole, place, on),
            Kind::Compare(comparison, left, right) => self.compare(*comparison, *left, *right, on),
            Kind::In(value, set) => self.within(*value, *set, on),
            Kind::Set(elements) => self.set(elements, on),
            Kind::IsKnown(operand, known) => self.is_known(*operand, *known, on),
            Kind::If(condition, then, other) => self.choice(*condition, *then, *other, on),
            Kind::Except(base, exceptions) => self.except(*base, exceptions, place, on),
            Kind::Otherwise(value, other) => self.otherwise(*value, *other, on),
            Kind::Presumed(value, other) => self.presumed(id, *value, *other, on),
            Kind::ExtremeOf(extreme, operands) => self.extreme_of(*extreme, operands, place, on),
            Kind::Range(low, high) => self.range(*low, *high, place, on),
            Kind::Clamp { value, floor, limit } => self.clamp(*value, *floor, *limit, place, on),
            Kind::Rounded(value, mode, step) => self.rounded(*value, *mode, *step, place, on),
            Kind::Moved { by, after, date } => self.moved(*by, *after, *date, place, on),
            Kind::DaysFrom(from, to) => self.days_from(*from, *to, place, on),
            Kind::DayOf(first, period) => self.day_of(*first, *period, place, on),
            Kind::At(value, date) => self.at(*value, *date, place, on),
            Kind::StartOf(condition) => self.start_of(*condition, on),
            Kind::Throughout(condition, window) => self.throughout(*condition, *window, on),
            Kind::OverPeriods { condition, quantified, window } => {
                self.over_periods(*condition, *quantified, *window, on)
            }
            Kind::OverWindow { aggregate, value, window } => {
                self.over_window(*aggregate, *value, *window, place, on)
            }
            Kind::Is(judged, word) => self.answered(|it| it.is_status(*judged, *word, on)),
            Kind::AfterThePeriod(by) => self.after_the_period(*by, place, on),
            Kind::BoundOccurrence(binding) => self.bound_occurrence(*binding),
            Kind::BoundField(binding, field) => self.bound_field(*binding, *field),
            Kind::ItsDay(minute) => self.expression(*minute, on),
            Kind::Seen { from: View::Law(law), what } => {
                let moving = self.under(*law, |it| it.expression(*what, on));
                let through = laws.laws[*law].verified_through;
                let horizon = self.verified(Verified::Law(*law), through, on, moving.horizon);
                Moving { horizon, ..moving }
            }
            Kind::Seen { from: View::Element(binding), what } => {
                self.seen_from(Some(*binding), |it| it.expression(*what, on))
            }
            Kind::Count { quantity, of, condition } => {
                self.count(*quantity, *of, *condition, place, on)
            }
            Kind::OverElements { aggregate, value, of, condition } => {
                self.over_elements((*aggregate, *value), *of, *condition, place, on)
            }
            // A law with an error is never judged; a value nobody could name is not guessed.
            Kind::Unknown => {
                Moving::until(None, possible::undetermined(Needs::default(), Possible::Anything))
            }
        }
    }

    /// What another part of the verdict answers; its reason becomes a part of this one.
    fn answered(&mut self, ask: impl FnOnce(&mut Self) -> Evaluated) -> Moving {
        let mut evaluated = self.apart(ask);
        self.noted = None;
        if let Some(reason) = evaluated.reason.take()
            && self.explaining()
        {
            self.parts.push(*reason);
        }
        Moving::from(evaluated)
    }
}
