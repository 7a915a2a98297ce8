//! Periods with their own dates: a financial year that is not the calendar year.

use crate::facts::document::{Content, Key, Node};
use crate::facts::entry::get;
use crate::facts::value::Reading;
use crate::facts::{OwnPeriod, Record};
use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::time::{Cycle, Date, Duration, MonthEnd, Period};
use crate::language::law::Fact;

/// Where a day lies among periods with their own dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The position of the period that contains it, counted on past the last one; `None`: before
    /// the first one.
    pub at: Option<i64>,
    /// The first day of the next period.
    pub next: Option<Date>,
}

/// Where a day lies among periods that follow one another. Past the last of them they go on as
/// long as it was, or in whole weeks where it was not one of whole months.
pub fn position(periods: &[OwnPeriod], cycle: Cycle, on: Date) -> Position {
    let begun = periods.partition_point(|period| period.from <= on);
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let Some(period) = begun.checked_sub(1).and_then(|at| periods.get(at)) else {
        return Position { at: None, next: periods.first().map(|first| first.from) };
    };
    let Some(start) = period.last.next().filter(|start| *start <= on) else {
        return Position { at: Some(number(begun) - 1), next: period.last.next() };
    };
    let months = i64::from(cycle.months());
    let ends = |count: i64| Duration::months(count * months).after(start, MonthEnd::LastDay);
    let whole = Duration::months(months).after(period.from, MonthEnd::LastDay) == Some(start);
    if !whole {
        // 52 weeks to a year: never later than the next one can end.
        let days = 28 * months + 7 * (months / 3);
        let passed = start.days_until(on) / days;
        return Position {
            at: Some(number(begun) + passed),
            next: start.plus_days((passed + 1) * days),
        };
    }
    let between =
        i64::from(on.year() - start.year()) * 12 + i64::from(on.month()) - i64::from(start.month());
    let mut passed = between / months;
    while passed > 0 && ends(passed).is_none_or(|first| on < first) {
        passed -= 1;
    }
    Position { at: Some(number(begun) + passed), next: ends(passed + 1) }
}

impl Reading<'_> {
    /// Periods of a list, each with its own dates.
    pub(super) fn own_list(&mut self, items: &[&Node], fact: &Fact) -> Option<Record> {
        let mut read = Vec::new();
        let mut sound = true;
        for item in items {
            match self.own(item, None, fact) {
                Some(period) => read.push((period, item.span)),
                None => sound = false,
            }
        }
        self.own_periods(read, sound)
    }

    /// Periods of a mapping from their names, of which some have their own dates.
    pub(super) fn own_mapping(
        &mut self,
        pairs: &[(Key, Node)],
        fact: &Fact,
        cycle: Cycle,
    ) -> Option<Record> {
        let mut read = Vec::new();
        let mut sound = true;
        for (key, node) in pairs {
            let name = self.period(key, cycle);
            match name.and_then(|name| self.own(node, Some(name), fact)) {
                Some(period) => read.push((period, key.span)),
                None => sound = false,
            }
        }
        read.sort_by_key(|(period, _)| period.name);
        self.own_periods(read, sound)
    }

    /// One period: with its own dates, or by its name alone that of the calendar.
    fn own(&mut self, node: &Node, name: Option<Period>, fact: &Fact) -> Option<OwnPeriod> {
        let nothing: &[(Key, Node)] = &[];
        let pairs = match &node.content {
            Content::Map(pairs) => pairs.as_slice(),
            Content::List(_) | Content::Scalar(_) => nothing,
        };
        let (from, to) = (get(pairs, "from"), get(pairs, "to"));
        let dates = match (from, to, name) {
            (Some((_, from)), Some((_, to)), _) => (self.day(from), self.day(to)),
            (None, None, Some(name)) => (name.first_day(), name.last_day()),
            (_, _, _) => {
                let key = if from.is_none() { "from" } else { "to" };
                self.found
                    .report(Code::E0622, node.span, format!("this period has no `{key}`"))
                    .help("write its first and last day: `{ from: …, to: …, value: … }`");
                (None, None)
            }
        };
        let entry = self.entry(node, &fact.type_, &["from", "to"]);
        let (Some(from), Some(last)) = dates else { return None };
        if last < from {
            self.found
                .report(Code::E0620, node.span, "this period ends before it begins")
                .here(format!("from {from} to {last}"))
                .help("`to` is its last day");
            return None;
        }
        Some(OwnPeriod { from, last, name, entry: entry? })
    }

    /// Periods that follow one another without gap or overlap.
    fn own_periods(&mut self, read: Vec<(OwnPeriod, Span)>, mut sound: bool) -> Option<Record> {
        for pair in read.windows(2) {
            let [(one, place), (two, span)] = pair else { continue };
            let next = one.last.next();
            if Some(two.from) == next {
                continue;
            }
            sound = false;
            let message = match Some(two.from) < next {
                true => format!("this period begins before {} is over", one.last),
                false => format!("no period contains the day after {}", one.last),
            };
            let begins = next.map_or(String::new(), |next| format!(": begin it on {next}"));
            self.found
                .report(Code::E0620, *span, message)
                .here(format!("from {} to {}", two.from, two.last))
                .and(*place, format!("from {} to {}", one.from, one.last))
                .help(format!("periods follow one another{begins}, or correct the other one"));
        }
        let periods = read.into_iter().map(|(period, _)| period).collect();
        sound.then_some(Record::OwnPeriods(periods))
    }
}

/// Whether a node states the figure of a period with its own dates.
pub(super) fn has_dates(node: &Node) -> bool {
    let Content::Map(pairs) = &node.content else { return false };
    get(pairs, "from").is_some() || get(pairs, "to").is_some()
}
