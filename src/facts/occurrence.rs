//! What a sheet records of an event: a date, a list of dates, or entries with fields.

use crate::facts::datetime::tells_an_hour;
use crate::facts::document::{Content, Key, Node};
use crate::facts::entry::get;
use crate::facts::meant::Meant;
use crate::facts::value::Reading;
use crate::facts::{Entry, Known, Occurrence, Occurrences};
use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, DateTime};
use crate::ground::value::Value;
use crate::language::law::{Event, Laws};

impl Reading<'_> {
    /// The occurrences of `event` at `node`.
    pub fn occurrences(&mut self, node: &Node, event: Id<Event>) -> Option<Occurrences> {
        if self.is_unknown(node) {
            return Some(Occurrences::Unknown(Some(node.span)));
        }
        if self.is_none(node) {
            return Some(Occurrences::Recorded(Vec::new()));
        }
        let one = std::slice::from_ref(node);
        let items = match &node.content {
            Content::List(items) => items.as_slice(),
            Content::Map(_) | Content::Scalar(_) => one,
        };
        let mut sound = true;
        let mut recorded: Vec<(Occurrence, Span)> = Vec::new();
        for item in items {
            let Some(occurrence) = self.occurrence(item, event) else {
                sound = false;
                continue;
            };
            if let Some((last, place)) = recorded.last()
                && !(last.on == occurrence.on && differ(last, &occurrence))
            {
                sound &= self.in_order(last.on, *place, occurrence.on, item.span);
            } else if let Some((last, place)) = recorded.last()
                && let (Some(before), Some(at)) = (last.at, occurrence.at)
                && at < before
            {
                sound &= self.in_order(before, *place, at, item.span);
            }
            recorded.push((occurrence, item.span));
        }
        let recorded = recorded.into_iter().map(|(occurrence, _)| occurrence).collect();
        sound.then_some(Occurrences::Recorded(recorded))
    }

    fn occurrence(&mut self, node: &Node, event: Id<Event>) -> Option<Occurrence> {
        let count = self.laws.events[event].fields.len();
        let Content::Map(pairs) = &node.content else {
            let (on, at) = self.when(node, event)?;
            let fields = vec![None; count];
            return Some(Occurrence { on, at, fields, provenance: None, span: Some(node.span) });
        };
        let strange = self.strange_fields(pairs, event);
        let on = match get(pairs, "on") {
            Some((_, day)) => self.when(day, event),
            None => {
                self.found
                    .report(Code::E0622, node.span, "this entry does not say on which day")
                    .help("add `on: YYYY-MM-DD`");
                None
            }
        };
        let laws = self.laws;
        let mut fields = Vec::with_capacity(count);
        let mut sound = !strange;
        for field in &laws.events[event].fields {
            let fact = &laws.facts[*field];
            let entry = get(pairs, &fact.name).map(|(_, node)| self.entry(node, &fact.type_, &[]));
            sound &= !matches!(entry, Some(None));
            fields.push(entry.flatten());
        }
        let others: Vec<(Key, Node)> =
            pairs.iter().filter(|(key, _)| !is_field(laws, event, &key.text)).cloned().collect();
        let provenance = self.provenance(&others).map(Box::new);
        let (on, at) = on?;
        sound &= self.lifted_later(&fields, event, on);
        sound.then_some(Occurrence { on, at, fields, provenance, span: Some(node.span) })
    }

    /// The day of an occurrence, and its minute where the event is `at time` and the entry says it.
    fn when(&mut self, node: &Node, event: Id<Event>) -> Option<(Date, Option<DateTime>)> {
        let row = &self.laws.events[event];
        let scalar = match &node.content {
            Content::Scalar(scalar) => Some(scalar),
            Content::Map(_) | Content::List(_) => None,
        };
        match scalar.and_then(|scalar| self.minute(scalar)) {
            Some(minute) if row.at_time => Some((minute.date, Some(minute))),
            Some(minute) => {
                self.found
                    .report(
                        Code::E0604,
                        node.span,
                        format!("`{}` is recorded by its day", row.name),
                    )
                    .and(row.span, "declared here without `at time`")
                    .help(format!("write `{}`, or declare the event `at time`", minute.date));
                None
            }
            None if row.at_time && scalar.is_some_and(tells_an_hour) => {
                self.datetime(scalar?, node.span);
                None
            }
            None => self.day(node).map(|day| (day, None)),
        }
    }

    fn strange_fields(&mut self, pairs: &[(Key, Node)], event: Id<Event>) -> bool {
        let laws = self.laws;
        let declared =
            laws.events[event].fields.iter().map(|field| laws.facts[*field].name.as_str());
        let all: Vec<&str> =
            ["on"].into_iter().chain(declared).chain(["source", "of", "note"]).collect();
        let mut strange = false;
        for (key, _) in pairs.iter().filter(|(key, _)| !all.contains(&key.text.as_str())) {
            strange = true;
            let others = || Meant::said(format!("an entry takes {}", all.join(", ")));
            let meant = Meant::near(&key.text, all.iter().copied());
            self.unknown_key(key, meant.unwrap_or_else(others));
        }
        strange
    }

    /// A step that was lifted was lifted on or after the day it was imposed.
    fn lifted_later(&mut self, fields: &[Option<Entry>], event: Id<Event>, on: Date) -> bool {
        let laws = self.laws;
        if laws.events[event].step.is_none() {
            return true;
        }
        let lifted = laws.events[event].fields.iter().zip(fields).find_map(|(field, entry)| {
            (laws.facts[*field].name == "lifted").then_some(entry.as_ref()?)
        });
        if let Some(Entry { known: Known::Value(Value::Date(lifted)), span, .. }) = lifted
            && *lifted < on
        {
            self.found
                .report(Code::E0613, *span, format!("lifted before it was imposed on {on}"))
                .help("look at the two days");
            return false;
        }
        true
    }
}

fn is_field(laws: &Laws, event: Id<Event>, name: &str) -> bool {
    laws.events[event].fields.iter().any(|field| laws.facts[*field].name == name)
}

/// Whether two occurrences of one day say different things.
fn differ(one: &Occurrence, two: &Occurrence) -> bool {
    let known = |of: &Occurrence| -> Vec<Option<Known>> {
        of.fields.iter().map(|field| field.as_ref().map(|entry| entry.known.clone())).collect()
    };
    known(one) != known(two) || one.provenance != two.provenance || one.at != two.at
}
