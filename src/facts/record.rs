//! What a sheet states of one fact: a value, a history, or the figures of periods.

use crate::facts::document::{Content, Key, Node, shortened};
use crate::facts::entry::{KEYS, get};
use crate::facts::own_period::has_dates;
use crate::facts::value::{Reading, in_words};
use crate::facts::{Entry, Known, Record};
use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Cycle, Date, Period};
use crate::language::law::{Fact, Temporal, Type};

impl Reading<'_> {
    /// The record of `fact` at `node`.
    pub fn record(&mut self, node: &Node, fact: Id<Fact>) -> Option<Record> {
        let fact = &self.laws.facts[fact];
        match fact.temporal {
            Temporal::Plain => self.plain(node, fact),
            Temporal::OverTime => self.over_time(node, fact),
            Temporal::Per(cycle) => self.periods(node, fact, cycle),
        }
    }

    fn plain(&mut self, node: &Node, fact: &Fact) -> Option<Record> {
        if let Some(first) = history(node) {
            self.found
                .report(Code::E0604, first, format!("`{}` has one value only", fact.name))
                .here("this is an entry of a history")
                .and(fact.span, "not declared `over time`")
                .help("state the one value, or declare the fact `over time`");
            return None;
        }
        self.entry(node, &fact.type_, &[]).map(Record::Always)
    }

    fn over_time(&mut self, node: &Node, fact: &Fact) -> Option<Record> {
        match &node.content {
            Content::List(items) if !is_set(&fact.type_) || history(node).is_some() => {
                self.history(items, node.span, fact)
            }
            Content::Map(pairs) if get(pairs, "from").is_some() => {
                self.found
                    .report(Code::E0604, node.span, "a history is a list of entries")
                    .help("put the entry in brackets: `[{ from: …, value: … }]`");
                None
            }
            Content::Map(_) | Content::Scalar(_) | Content::List(_) => {
                self.entry(node, &fact.type_, &[]).map(Record::Always)
            }
        }
    }

    fn history(&mut self, items: &[Node], whole: Span, fact: &Fact) -> Option<Record> {
        if items.is_empty() {
            self.found
                .report(Code::E0622, whole, "a history without entries")
                .help("write `unknown`, or take the key away");
            return None;
        }
        let mut entries: Vec<(Date, Entry)> = Vec::new();
        let mut sound = true;
        let mut last: Option<(Date, Span)> = None;
        for item in items {
            let day = self.first_day(item, fact);
            let entry = match &item.content {
                Content::Map(_) => self.entry(item, &fact.type_, &["from"]),
                Content::List(_) | Content::Scalar(_) => None,
            };
            let (Some(day), Some(entry)) = (day, entry) else {
                sound = false;
                continue;
            };
            if let Some((before, place)) = last {
                sound &= self.in_order(before, place, day, item.span);
            }
            last = Some((day, item.span));
            entries.push((day, entry));
        }
        sound.then_some(Record::History(entries))
    }

    fn first_day(&mut self, item: &Node, fact: &Fact) -> Option<Date> {
        let Content::Map(pairs) = &item.content else {
            self.found
                .report(Code::E0604, item.span, "an entry of a history is needed here")
                .here(format!("this is {}", item.in_words()))
                .help(format!("write `{{ from: …, value: … }}`, or one bare {}", fact.name));
            return None;
        };
        match get(pairs, "from") {
            Some((_, day)) => self.day(day),
            None => {
                self.found
                    .report(Code::E0622, item.span, "this entry does not say from when")
                    .help("add `from: YYYY-MM-DD`");
                None
            }
        }
    }

    /// Whether an entry stands behind the one before it, on a later day.
    pub fn in_order<T: Ord + std::fmt::Display>(
        &mut self,
        before: T,
        place: Span,
        day: T,
        span: Span,
    ) -> bool {
        if before < day {
            return true;
        }
        if before == day {
            self.found
                .report(Code::E0614, span, format!("a second entry for {day}"))
                .and(place, "the first one")
                .help("keep one of the two");
        } else {
            self.found
                .report(Code::E0613, span, format!("{day} stands behind {before}"))
                .and(place, format!("the entry of {before}"))
                .help("put the entries in the order of their days");
        }
        false
    }

    fn periods(&mut self, node: &Node, fact: &Fact, cycle: Cycle) -> Option<Record> {
        if self.is_unknown(node) {
            return Some(Record::Periods(Vec::new()));
        }
        if let Content::List(items) = &node.content
            && items.iter().any(has_dates)
        {
            return self.own_list(&items.iter().collect::<Vec<_>>(), fact);
        }
        let Content::Map(pairs) = &node.content else {
            self.needs_periods(node, fact, cycle);
            return None;
        };
        if has_dates(node) {
            return self.own_list(&[node], fact);
        }
        if pairs.iter().any(|(key, _)| KEYS.contains(&key.text.as_str())) || pairs.is_empty() {
            self.needs_periods(node, fact, cycle);
            return None;
        }
        if pairs.iter().any(|(_, figure)| has_dates(figure)) {
            return self.own_mapping(pairs, fact, cycle);
        }
        let mut entries: Vec<(Period, Entry)> = Vec::new();
        let mut sound = true;
        for (key, figure) in pairs {
            let period = self.period(key, cycle);
            let entry = self.entry(figure, &fact.type_, &[]);
            match (period, entry) {
                (Some(period), Some(entry)) => entries.push((period, entry)),
                (_, _) => sound = false,
            }
        }
        entries.sort_by_key(|(period, _)| *period);
        sound.then_some(Record::Periods(entries))
    }

    fn needs_periods(&mut self, node: &Node, fact: &Fact, cycle: Cycle) {
        let example = example(cycle);
        let needed = in_words(self.laws, &fact.type_);
        self.found
            .report(Code::E0615, node.span, "a figure does not say of which period it is")
            .here(format!("{needed} for each {} is needed here", cycle.word()))
            .and(fact.span, format!("one figure per {}", cycle.word()))
            .help(format!("write `{{ {example}: … }}`"));
    }

    /// The period that a key names.
    pub(super) fn period(&mut self, key: &Key, cycle: Cycle) -> Option<Period> {
        let example = example(cycle);
        match Period::parse(&key.text) {
            Some(period) if period.cycle == cycle => Some(period),
            Some(period) => {
                self.found
                    .report(Code::E0615, key.span, format!("{period} is not a {}", cycle.word()))
                    .help(format!("state one figure for each {}: `{example}`", cycle.word()));
                None
            }
            None => {
                let words = shortened(&key.text);
                self.found
                    .report(Code::E0615, key.span, format!("`{words}` is no period"))
                    .help(format!("write `{example}`"));
                None
            }
        }
    }
}

fn example(cycle: Cycle) -> &'static str {
    match cycle {
        Cycle::Year => "2021",
        Cycle::HalfYear => "2021-H1",
        Cycle::Quarter => "2021-Q3",
        Cycle::Month => "2021-03",
    }
}

/// The place of the first entry, where a node is a list of entries that say from when they hold.
fn history(node: &Node) -> Option<Span> {
    let Content::List(items) = &node.content else { return None };
    let dated = |item: &&Node| matches!(&item.content, Content::Map(_));
    items.iter().find(dated).map(|item| item.span)
}

fn is_set(type_: &Type) -> bool {
    if let Type::Optional(inner) = type_ { is_set(inner) } else { matches!(type_, Type::Set(_)) }
}

impl Record {
    /// Whether it states nothing but `unknown`.
    pub fn is_unknown(&self) -> bool {
        match self {
            Record::Always(entry) => entry.known == Known::Unknown,
            Record::History(entries) => entries.iter().all(|(_, e)| e.known == Known::Unknown),
            Record::Periods(entries) => entries.iter().all(|(_, e)| e.known == Known::Unknown),
            Record::OwnPeriods(all) => all.iter().all(|it| it.entry.known == Known::Unknown),
        }
    }
}
