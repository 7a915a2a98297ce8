//! Parameters: the figure of the version in force.

use crate::engine::eval::moving::Moving;
use crate::engine::eval::{Evaluator, earlier, failed};
use crate::engine::verdict::{FailureKind, ReasonStep, Verified};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::language::law::Parameter;

impl Evaluator<'_> {
    /// The parameter's value on a day, by the rules of that day.
    pub(super) fn parameter(&mut self, id: Id<Parameter>, span: Span, on: Date) -> Moving {
        let parameter = &self.laws.parameters[id];
        let rules = self.rules_on(on);
        let horizon = self.rules_until(on, parameter.versions.horizon(rules));
        let figure = Verified::Parameter(id);
        let horizon = self.verified(figure, parameter.verified_through, on, horizon);
        let Some(version) = parameter.versions.on(rules) else {
            return Moving::until(horizon, failed(FailureKind::NoVersion, span, on));
        };
        self.note(|| ReasonStep::Parameter { parameter: id, version: version.days });
        Moving::known(horizon, version.value.value.clone())
    }

    /// Takes note of a figure used past the day through which it was verified; the horizon of one that
    /// is not: from the day after, the result carries a warning.
    pub(super) fn verified(
        &mut self,
        figure: Verified,
        through: Option<Date>,
        on: Date,
        horizon: Option<Date>,
    ) -> Option<Date> {
        match through {
            None => horizon,
            Some(through) if through < on => {
                self.past_verified.insert(figure);
                horizon
            }
            Some(through) => earlier(horizon, through.next()),
        }
    }

    /// The horizon on `on` of a version whose own is `horizon`: past the law's last day in force
    /// no rule changes any more.
    pub(super) fn rules_until(&self, on: Date, horizon: Option<Date>) -> Option<Date> {
        horizon.filter(|day| on < *day && self.law.in_force.until.is_none_or(|until| *day < until))
    }
}
