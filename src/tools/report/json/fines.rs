//! Amounts, how they grow, and what the fines of a block come to, in `solon.verdict/1`.

use crate::engine::verdict::{
    Amount, BlockVerdict, Counted, Growth, Outcome, Possible, StepVerdict,
};
use crate::facts::Instance;
use crate::ground::table::Id;
use crate::ground::value::{Bounds, Currency, Number, Value};
use crate::tools::report::fines::still;
use crate::tools::report::json::verdict as json;
use crate::tools::report::{Case, figure};

/// An amount or share.
pub fn amount(amount: &Amount) -> json::Amount {
    let (low, high, determined) = match &amount.outcome {
        Outcome::Known(Value::Range(ends)) => {
            (Some(ends.0.to_string()), Some(ends.1.to_string()), true)
        }
        Outcome::Known(Value::Number(one)) => (Some(one.to_string()), Some(one.to_string()), true),
        Outcome::Known(_) | Outcome::Failed(_) => (None, None, false),
        Outcome::Undetermined(open) => match &open.possible {
            Possible::Number(limits) => (least(limits), most(limits), false),
            Possible::Range(ends) => (least(&ends.0), most(&ends.1), false),
            Possible::Anything
            | Possible::AnythingOrNone
            | Possible::Date(_)
            | Possible::DateTime(_)
            | Possible::OneOf(_) => (None, None, false),
        },
    };
    json::Amount {
        low,
        high,
        currency: amount.currency.map(|currency| currency.code().to_owned()),
        determined,
        recorded: amount.recorded,
        grows: amount.growth != Growth::None,
        growth: growth(amount),
    }
}

fn growth(amount: &Amount) -> Option<json::Growth> {
    let Growth::Steady(steady) = &amount.growth else { return None };
    let by = self::amount(&still(steady.by.clone(), amount.currency));
    Some(json::Growth {
        low: by.low,
        high: by.high,
        per: figure::duration(steady.per),
        started: steady.started,
        doubling_every: steady.doubling_every.map(figure::duration),
        from: steady.from.to_string(),
        at_the_earliest: steady.at_the_earliest,
        until: steady.until.map(|until| until.to_string()),
    })
}

/// What of a fine counts in the sum of its block, where that is not all of it.
pub fn counts(row: &StepVerdict) -> Option<json::Amount> {
    let currency = row.amount.as_ref().and_then(|amount| amount.currency);
    row.counts.clone().map(|counts| amount(&still(counts, currency)))
}

/// The fines of one block together; `None` where it has none.
pub fn block(case: Case<'_>, row: &BlockVerdict) -> Option<json::Block> {
    let block = &case.laws.sanctions[row.block];
    let sum = |sum: &(Currency, Outcome)| {
        let growth = if row.grows { Growth::WithItsFines } else { Growth::None };
        amount(&Amount { growth, ..still(sum.1.clone(), Some(sum.0)) })
    };
    let currency = row.total.as_ref().map(|(currency, _)| *currency);
    let told = |outcome: &Outcome| amount(&still(outcome.clone(), currency));
    Some(json::Block {
        block: block.name.clone(),
        total: sum(row.total.as_ref()?),
        payable: sum(row.payable.as_ref()?),
        together: row.together.as_ref().map(|together| json::Together {
            most: told(&together.most),
            alone: told(&together.alone),
            determined: !together.perhaps,
        }),
        counted: row.counted.as_ref().zip(block.per).map(|(counted, per)| {
            let names = |with: &[Id<Instance>]| {
                with.iter().map(|one| case.sheet.instances[*one].name.clone()).collect()
            };
            let (here, with) = match counted {
                Counted::Here => (Some(true), Vec::new()),
                Counted::With(with) => (Some(false), names(with)),
                Counted::Perhaps { with, .. } => (None, names(with)),
            };
            json::Counted { per: case.laws.entities[per].name.clone(), here, with }
        }),
    })
}

fn least(limits: &Bounds<Number>) -> Option<String> {
    limits.low.as_ref().map(|edge| edge.at.to_string())
}

fn most(limits: &Bounds<Number>) -> Option<String> {
    limits.high.as_ref().map(|edge| edge.at.to_string())
}
