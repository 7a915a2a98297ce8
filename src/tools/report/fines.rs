//! Fines that grow, fines that are cut together, and fines that count once for an owner, in words.

use crate::engine::verdict::{
    Amount, BlockVerdict, Counted, Growth, Outcome, Steady, StepVerdict, Together,
};
use crate::facts::Instance;
use crate::ground::table::Id;
use crate::ground::value::Currency;
use crate::tools::report::case::Case;
use crate::tools::report::figure;
use crate::tools::report::harmless::plain;

/// How an amount goes on while nothing else changes; empty where it stays.
pub fn growth(amount: &Amount) -> String {
    match &amount.growth {
        Growth::None => String::new(),
        Growth::WithItsFines => ", and growing".to_owned(),
        Growth::Steady(steady) => format!(", growing by {}", steadily(steady, amount.currency)),
    }
}

fn steadily(steady: &Steady, currency: Option<Currency>) -> String {
    let mut words = figure::amount(&still(steady.by.clone(), currency));
    let unit = figure::duration(steady.per);
    let unit = unit.strip_prefix("1 ").unwrap_or(&unit);
    let started = if steady.started { "started " } else { "" };
    words.push_str(&format!(" per {started}{unit}"));
    if let Some(doubling) = steady.doubling_every {
        words.push_str(&format!(", doubling every {}", figure::duration(doubling)));
    }
    let earliest = if steady.at_the_earliest { " at the earliest" } else { "" };
    words.push_str(&format!(" from {}{earliest}", steady.from));
    if let Some(until) = steady.until {
        words.push_str(&format!(" until {until}"));
    }
    if steady.low_only {
        words.push_str(", at its lower end");
    }
    words
}

/// What of a fine counts in the sum of its block, where that is not all of it.
pub fn counts(row: &StepVerdict) -> String {
    let currency = row.amount.as_ref().and_then(|amount| amount.currency);
    let counts = row.counts.clone().map(|counts| figure::amount(&still(counts, currency)));
    counts.map_or(String::new(), |counts| format!(", of which {counts} counts in the sum"))
}

/// What the fines of a block come to together, where a cap cuts them, and with whom they count.
pub fn whole(case: Case<'_>, verdict: &BlockVerdict) -> Vec<String> {
    let currency = verdict.total.as_ref().map(|(currency, _)| *currency);
    let together = verdict.together.as_ref().map(|together| cut(together, currency));
    let counted = verdict.counted.as_ref().map(|counted| with(case, verdict, counted));
    together.into_iter().chain(counted).collect()
}

fn cut(together: &Together, currency: Option<Currency>) -> String {
    let most = figure::amount(&still(together.most.clone(), currency));
    let alone = figure::amount(&still(together.alone.clone(), currency));
    let perhaps = if together.perhaps { "perhaps " } else { "" };
    format!("together {perhaps}no more than {most}, of {alone}")
}

fn with(case: Case<'_>, verdict: &BlockVerdict, counted: &Counted) -> String {
    let owner = case.laws.sanctions[verdict.block].per.map(|owner| &case.laws.entities[owner].name);
    let owner = owner.map_or("owner", |name| name.as_str());
    let names = |with: &[Id<Instance>]| {
        let names =
            with.iter().map(|entity| plain(&case.sheet.instances[*entity].name).to_string());
        names.collect::<Vec<_>>().join(" or ")
    };
    let once = format!("its fines count once for the {owner}");
    match counted {
        Counted::Here => format!("{once}: here"),
        Counted::With(with) => format!("{once}: with {}, not here", names(with)),
        Counted::Perhaps { with, .. } => {
            format!("{once}: here, unless they come to something for {}", names(with))
        }
    }
}

/// An amount that is told by itself.
pub fn still(outcome: Outcome, currency: Option<Currency>) -> Amount {
    Amount { outcome, currency, recorded: false, growth: Growth::None }
}
