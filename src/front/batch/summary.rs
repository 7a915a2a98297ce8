//! What a run came to, for people: the counts, the verdicts of each law, what is missing, the amounts.

use crate::engine::columnar::Tally;
use crate::engine::columnar::cell::amount;
use crate::front::batch::progress::grouped;
use crate::ground::table::Id;
use crate::language::law::Law;

/// How many of the facts that are missing most are told.
const NEEDS: usize = 5;

/// The counts of a run, a line each; `laws` are the names of the laws by their position.
pub fn summary(laws: &[String], tally: &Tally, rate: Option<&str>) -> String {
    let mut out = format!(
        "{} = {} judged + {} rejected; {}\n",
        count(tally.read, "record"),
        grouped(tally.judged),
        grouped(tally.rejected),
        count(tally.rows, "row"),
    );
    let judged: std::collections::BTreeSet<_> = tally.states.keys().map(|(law, _)| *law).collect();
    let width = judged.iter().map(|law| name(laws, *law).len()).max().unwrap_or(0).max(5);
    for law in judged {
        let states = tally.states.iter().filter(|((of, _), _)| *of == law);
        let states: Vec<String> = states
            .map(|((_, state), count)| format!("{} {}", state.word(), grouped(*count)))
            .collect();
        out.push_str(&format!("  {:width$}  {}\n", name(laws, law), states.join(", ")));
    }
    let mut needs: Vec<(&String, &u64)> = tally.needs.iter().collect();
    needs.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
    if !needs.is_empty() {
        let more = needs.len().saturating_sub(NEEDS);
        let mut told: Vec<String> = needs
            .iter()
            .take(NEEDS)
            .map(|(name, count)| format!("{name} {}", grouped(**count)))
            .collect();
        if more > 0 {
            told.push(format!("{more} more"));
        }
        out.push_str(&format!("  {:width$}  {}\n", "needs", told.join(", ")));
    }
    for (currency, total) in &tally.totals {
        let (low, high) = (amount(&total.low, *currency), amount(&total.high, *currency));
        let known = if low == high { low } else { format!("{low} to {high}") };
        let open = match total.open {
            0 => String::new(),
            open => format!("; not known in {}", count(open, "row")),
        };
        out.push_str(&format!("  {:width$}  {known} {currency}{open}\n", "fines"));
    }
    if !tally.skipped.is_empty() {
        let names: Vec<&str> = tally.skipped.keys().map(String::as_str).collect();
        out.push_str(&format!("  {:width$}  {}\n", "passed over", names.join(", ")));
    }
    if let Some(rate) = rate {
        out.push_str(&format!("  {rate} records a second\n"));
    }
    let by_reference = count(tally.by_reference, "record");
    out.push_str(&format!("  {by_reference} judged by the reference evaluator\n"));
    out
}

fn count(number: u64, what: &str) -> String {
    let more = if number == 1 { "" } else { "s" };
    format!("{} {what}{more}", grouped(number))
}

fn name(laws: &[String], law: Id<Law>) -> &str {
    laws.get(law.index()).map_or("", String::as_str)
}
