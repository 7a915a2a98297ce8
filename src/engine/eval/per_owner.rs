//! Blocks that count once for the owner: with which of its entities their fines are summed.

use crate::engine::eval::sum::{Sum, sum_of};
use crate::engine::eval::together::Sums;
use crate::engine::eval::{Evaluator, Explain, earlier};
use crate::engine::verdict::{Counted, Needs, Outcome};
use crate::facts::Instance;
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::{Edge, Number, Value};
use crate::language::law::Sanctions;

impl Evaluator<'_> {
    /// With which entity the fines of a block count, and the next day on which that could change:
    /// `per company`, with the first of its services, in the order of the sheet, for which they
    /// come to something. `None` for a block that counts for each entity judged.
    pub(super) fn counted(
        &mut self,
        block: Id<Sanctions>,
        day: Date,
    ) -> (Option<Counted>, Option<Date>) {
        let row = &self.laws.sanctions[block];
        let Some(owner) = row.per else { return (None, None) };
        let mut horizon = None;
        let mut with = Vec::new();
        let mut needs = Needs::default();
        for before in self.siblings_before(self.sheet.reach(self.subject, owner)) {
            let (laws, sheet) = (self.laws, self.sheet);
            let mut other = Evaluator::new(laws, row.law, sheet, before, Explain::No);
            let Some(sums) = other.sums(block, day) else { continue };
            horizon = earlier(horizon, earlier(sums.horizon, sums.summed.next()));
            match comes_to_something(&sums) {
                Ok(true) => {
                    with.push(before);
                    return (Some(Counted::With(with)), horizon);
                }
                Ok(false) => {}
                Err(open) => {
                    with.push(before);
                    needs = needs.and(&open);
                }
            }
        }
        let counted = match with.is_empty() {
            true => Counted::Here,
            false => Counted::Perhaps { with, needs },
        };
        (Some(counted), horizon)
    }

    /// The entities of the subject's kind with the same owner that stand before it in the sheet.
    fn siblings_before(&self, owner: Option<Id<Instance>>) -> Vec<Id<Instance>> {
        let Some(owner) = owner else { return Vec::new() };
        let subject = &self.sheet.instances[self.subject];
        let entity = self.sheet.instances[owner].entity;
        let rows = self.sheet.instances.rows();
        let before = rows.take_while(|(id, _)| *id != self.subject);
        let same = before.filter(|(_, row)| row.entity == subject.entity);
        let of_owner = same.filter(|(id, _)| self.sheet.reach(*id, entity) == Some(owner));
        of_owner.map(|(id, _)| id).collect()
    }
}

/// What of a sum counts with an entity.
pub(super) fn counting(counted: Option<&Counted>, sum: Outcome) -> Outcome {
    let nothing = || Outcome::Known(Value::Number(Number::ZERO));
    match counted {
        None | Some(Counted::Here) => sum,
        Some(Counted::With(_)) => nothing(),
        Some(Counted::Perhaps { needs, .. }) => match Sum::of(sum.clone()) {
            Some(all) => sum_of(all.or_nothing(needs).outcome(), nothing()),
            None => sum,
        },
    }
}

/// Whether the fines of a block come to more than nothing at one end at least; else what would
/// settle it.
fn comes_to_something(sums: &Sums) -> Result<bool, Needs> {
    let total = match &sums.summed.total {
        Outcome::Failed(_) => return Ok(true),
        total @ (Outcome::Known(_) | Outcome::Undetermined(_)) => Sum::of(total.clone()),
    };
    let Some(total) = total else { return Ok(false) };
    match &total.needs {
        None => Ok(!total.is_zero()),
        Some(needs) => {
            let above = |edge: &Edge<Number>| Number::ZERO < edge.at;
            let certain = total.high.low.as_ref().is_some_and(above);
            if certain { Ok(true) } else { Err(needs.clone()) }
        }
    }
}
