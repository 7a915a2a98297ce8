//! The verdict: every duty and sanction of a law for one entity on one day.

use crate::engine::eval::sanctions::Aside;
use crate::engine::eval::{Evaluated, Evaluator, Explain, earlier};
use crate::engine::verdict::{
    Amount, BlockVerdict, Counted, DefinitionVerdict, DutyVerdict, Growth, Need, Needs, Outcome,
    State, Status, StatusVerdict, StepState, Verdict, Verified, Warning,
};
use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::ground::value::Currency;
use crate::language::law::test::{Judgeable, StatusWord};
use crate::language::law::{Define, Expression, Kind, Law, Laws, Type, View};
use std::collections::{BTreeMap, BTreeSet};

/// Judges one entity of a sheet under one law on a day.
pub fn judge(
    laws: &Laws,
    law: Id<Law>,
    sheet: &Sheet,
    entity: Id<Instance>,
    on: Date,
    explain: Explain,
) -> Verdict {
    let mut evaluator = Evaluator::new(laws, law, sheet, entity, explain);
    evaluator.verdict(law, entity, on)
}

impl Evaluator<'_> {
    /// The verdict under the law of this evaluator for its subject, on a day.
    pub fn verdict(&mut self, law: Id<Law>, entity: Id<Instance>, on: Date) -> Verdict {
        let days = self.law.in_force;
        let mut aside = Aside { horizon: days.horizon(on), ..Aside::default() };
        let recorded = self.sheet.recorded_through;
        let projected = recorded.is_some_and(|through| through < on);
        if !projected {
            aside.horizon = earlier(aside.horizon, recorded.and_then(Date::next));
        }
        self.asked = Some(on);
        let in_force = days.contains(on);
        if in_force {
            let through = self.law.verified_through;
            aside.horizon = self.verified(Verified::Law(law), through, on, aside.horizon);
        }
        let definitions = match in_force {
            true => self.definitions(on, &mut aside),
            false => Vec::new(),
        };
        let statuses = match in_force {
            true => self.statuses(on, &mut aside),
            false => Vec::new(),
        };
        let mut duties = Vec::new();
        let provisions = self.law;
        for id in provisions.duties() {
            let (verdict, horizon) = self.duty(id, on);
            aside.horizon = earlier(aside.horizon, horizon);
            aside.failures.extend(self.duty_failure(id, on));
            duties.push(verdict);
        }
        let mut sanctions = Vec::new();
        for id in provisions.sanctions() {
            sanctions.push(self.block(id, on, &mut aside));
        }
        let mut failures = aside.failures;
        let mut seen = Vec::new();
        failures.retain(|failure| {
            let first = !seen.contains(failure);
            seen.push(failure.clone());
            first
        });
        let past = self.past_verified().iter();
        let past = past.map(|figure| Warning::PastVerified { figure: *figure });
        let clash = |(one, two): &(Span, Span)| Warning::PossibleConflict { one: *one, two: *two };
        let clashes = self.possible_conflicts().iter().map(clash);
        let mut warnings: Vec<Warning> =
            aside.warnings.into_iter().chain(past).chain(clashes).collect();
        warnings.sort();
        let state = match failures.is_empty() {
            true => state(in_force, &duties),
            false => State::Error,
        };
        let totals = self.totals(&sanctions);
        let needs = needs(&definitions, &statuses, &duties, &sanctions);
        Verdict {
            law,
            entity,
            on,
            projected,
            state,
            definitions,
            statuses,
            duties,
            sanctions,
            totals,
            needs,
            presumptions: self.relied().clone(),
            failures,
            warnings,
            horizon: earlier(aside.horizon, self.relied_until),
        }
    }

    /// `duty is breached`, `step is imposed`
    pub(super) fn is_status(&mut self, of: Judgeable, word: StatusWord, on: Date) -> Evaluated {
        match of {
            Judgeable::Duty(duty) => self.duty_is(duty, word, on),
            Judgeable::Step(step) => self.step_is(step, word, on),
        }
    }

    /// The boolean definitions that the `when` of duties names, in order of declaration.
    fn definitions(&mut self, on: Date, aside: &mut Aside) -> Vec<DefinitionVerdict> {
        let mut named = Vec::new();
        let law = self.law;
        for duty in law.duties() {
            if let Some(when) = self.laws.duties[duty].when {
                self.named_in(when, &mut named);
            }
        }
        named.sort();
        named.dedup();
        let mut definitions = Vec::with_capacity(named.len());
        for (define, expression) in named {
            if definitions.last().is_some_and(|last: &DefinitionVerdict| last.define == define) {
                continue;
            }
            let evaluated = self.evaluate(expression, on);
            aside.horizon = earlier(aside.horizon, evaluated.horizon);
            aside.failed(&evaluated.outcome);
            let (outcome, reason) = (evaluated.outcome, evaluated.reason);
            definitions.push(DefinitionVerdict { define, outcome, reason });
        }
        definitions
    }

    /// The boolean definitions that an expression names itself, each with a place that names it.
    fn named_in(&self, id: Id<Expression>, named: &mut Vec<(Id<Define>, Id<Expression>)>) {
        let expression = &self.laws.expressions[id];
        let mut kind = &expression.kind;
        if let Kind::Seen { from: View::Law(_), what } = kind {
            kind = &self.laws.expressions[*what].kind;
        }
        if let Kind::Define(define) = *kind {
            if expression.type_ == Type::Bool {
                named.push((define, id));
            }
            return;
        }
        for child in expression.kind.children() {
            self.named_in(child, named);
        }
    }

    /// What remains payable under every block, by currency.
    fn totals(&mut self, blocks: &[BlockVerdict]) -> Vec<(Currency, Amount)> {
        let mut totals: BTreeMap<Currency, Outcome> = BTreeMap::new();
        let mut growing = BTreeSet::new();
        for block in blocks {
            let Some((currency, payable)) = &block.payable else { continue };
            let counting = super::per_owner::counting(block.counted.as_ref(), payable.clone());
            let sum = match totals.remove(currency) {
                Some(before) => super::sum::sum_of(before, counting),
                None => counting,
            };
            totals.insert(*currency, sum);
            if block.grows && !matches!(block.counted, Some(Counted::With(_))) {
                growing.insert(*currency);
            }
        }
        let amount = |currency, outcome| Amount {
            outcome,
            currency: Some(currency),
            recorded: false,
            growth: match growing.contains(&currency) {
                true => Growth::WithItsFines,
                false => Growth::None,
            },
        };
        totals.into_iter().map(|(currency, sum)| (currency, amount(currency, sum))).collect()
    }
}

/// The whole in one word.
fn state(in_force: bool, duties: &[DutyVerdict]) -> State {
    let any = |word| duties.iter().any(|duty| duty.status.word() == word);
    if !in_force {
        State::NotInForce
    } else if any(StatusWord::Breached) {
        State::Breach
    } else if any(StatusWord::Undetermined) {
        State::Undetermined
    } else if !any(StatusWord::Fulfilled) && !any(StatusWord::Pending) {
        State::NotApplicable
    } else if duties.iter().any(|duty| duty.status.is_late()) {
        State::CompliantLate
    } else {
        State::Compliant
    }
}

/// The missing facts, those first on which most duties, steps and definitions wait.
fn needs<'a>(
    definitions: &'a [DefinitionVerdict],
    statuses: &'a [StatusVerdict],
    duties: &'a [DutyVerdict],
    blocks: &'a [BlockVerdict],
) -> Vec<Need> {
    let mut waiting: BTreeMap<&Need, usize> = BTreeMap::new();
    let mut count = |needs: &'a Needs| {
        for need in needs.iter() {
            *waiting.entry(need).or_default() += 1;
        }
    };
    let outcomes = definitions.iter().map(|definition| &definition.outcome);
    for outcome in outcomes.chain(statuses.iter().map(|status| &status.outcome)) {
        if let Outcome::Undetermined(open) = outcome {
            count(&open.needs);
        }
    }
    for duty in duties {
        if let Status::Undetermined { needs } = &duty.status {
            count(needs);
        }
    }
    for step in blocks.iter().flat_map(|block| &block.steps) {
        match (&step.state, &step.amount) {
            (StepState::Undetermined { needs }, _) => count(needs),
            (_, Some(Amount { outcome: Outcome::Undetermined(open), .. })) => {
                count(&open.needs);
            }
            (_, _) => {}
        }
        if let Some(Outcome::Undetermined(open)) = &step.counts {
            count(&open.needs);
        }
    }
    for block in blocks {
        if let Some(Counted::Perhaps { needs, .. }) = &block.counted {
            count(needs);
        }
    }
    let mut ranked: Vec<(&Need, usize)> = waiting.into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ranked.into_iter().map(|(need, _)| need.clone()).collect()
}
