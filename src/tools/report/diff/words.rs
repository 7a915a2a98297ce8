//! Answers, causes and amended provisions in words.

use crate::engine::verdict::State;
use crate::ground::time::Moment;
use crate::language::law::test::StatusWord;
use crate::tools::compare::{
    Amended, Answer, Called, Cause, Construct, Difference, Item, Missing, MissingPart, Region, Word,
};
use crate::tools::report::harmless::plain;
use crate::tools::report::{figure, wording};

/// What is answered: its name.
pub fn item(item: &Item) -> String {
    match item {
        Item::Whole => "the whole".to_owned(),
        Item::Definition(name) | Item::Status(name) | Item::Duty(name) => name.clone(),
        Item::Step { step, .. } => step.clone(),
        Item::Total(currency) => format!("fines in {currency}"),
    }
}

/// An answer in a few words: `fulfilled since 2022-02-04, late`.
pub fn answer(answer: Option<&Answer>) -> String {
    let Some(answer) = answer else { return "not asked".to_owned() };
    let mut words = word(answer.word);
    if let Some(since) = answer.since {
        words.push_str(&format!(" since {}", wording::since_day(since, answer.at_the_latest)));
    }
    let open = answer.word == Word::Status(StatusWord::Fulfilled) && answer.late.is_none();
    if answer.late == Some(true) {
        words.push_str(", late");
    } else if open {
        words.push_str(", late or not: undetermined");
    }
    if let Some(until) = answer.until {
        words.push_str(&format!(" until {until}"));
    }
    if let Some(due) = answer.due.filter(|due| answer.since.map(Moment::Day) != Some(*due)) {
        words.push_str(&format!(", due {due}"));
    }
    if let Some(amount) = &answer.amount {
        let colon = if answer.word == Word::Amount { "" } else { ": " };
        words.push_str(&format!("{colon}{}", figure::amount(amount)));
    }
    if !answer.needs.is_empty() && !open {
        let names: Vec<String> = answer.needs.iter().map(missing).collect();
        words.push_str(&format!(", needs {}", names.join(", ")));
    }
    words
}

fn word(word: Word) -> String {
    match word {
        Word::Yes => "yes".to_owned(),
        Word::No => "no".to_owned(),
        Word::Undetermined => "undetermined".to_owned(),
        Word::Error => "error".to_owned(),
        Word::Status(StatusWord::Breached) => "BREACHED".to_owned(),
        Word::Status(word) => word.words().to_owned(),
        Word::Whole(State::Breach) => "BREACH".to_owned(),
        Word::Whole(state) => state.word().replace('_', " "),
        Word::Amount => String::new(),
    }
}

/// A missing fact: `revenue in 2021`.
pub fn missing(missing: &Missing) -> String {
    let name = &missing.name;
    match &missing.part {
        MissingPart::Fact | MissingPart::Event => name.clone(),
        MissingPart::Hour(on) => format!("the hour of {name} on {on}"),
        MissingPart::WorkingDays => format!("the working days of {name}"),
        MissingPart::Before(day) => format!("{name} before {day}"),
        MissingPart::Figure(period) => format!("{name} in {period}"),
        MissingPart::Field(field, on) => format!("{name}.{field} of {on}"),
    }
}

/// Before and after: `no → yes`.
pub fn change(difference: &Difference) -> String {
    format!("{} → {}", answer(difference.old.as_ref()), answer(difference.new.as_ref()))
}

/// On which of the days that were compared a region is told: `on 2022-01-01`, `from 2021-07-01 on`.
pub fn days(region: &Region) -> String {
    match region.through {
        _ if region.lasts => format!("from {} on", region.on),
        None => format!("on {}", region.on),
        Some(through) => format!("on {} to {through}", region.on),
    }
}

/// Before and after, in one word each: `no → yes`.
pub fn region_change(region: &Region) -> String {
    let told = |answer: &Option<Answer>| {
        answer.as_ref().map_or_else(|| "not asked".to_owned(), |answer| word(answer.word))
    };
    let detail = |answer: &Option<Answer>| {
        let short = answer.clone().map(|it| Answer { since: None, until: None, ..it });
        self::answer(short.as_ref())
    };
    match told(&region.old) == told(&region.new) {
        true => format!("{} → {}", detail(&region.old), detail(&region.new)),
        false => format!("{} → {}", told(&region.old), told(&region.new)),
    }
}

/// What the facts are in a region: `daily_users above 100,000 up to 500,000, seat US`.
pub fn conditions(region: &Region) -> String {
    if region.conditions.is_empty() {
        return "whatever the facts".to_owned();
    }
    let told = region.conditions.iter().map(|(key, words)| {
        let of = key.period.map_or(String::new(), |period| format!(" in {period}"));
        format!("{}{of} {}", key.name, plain(words))
    });
    told.collect::<Vec<_>>().join(", ")
}

/// What a provision is called: `parameter audience`.
pub fn called(called: &Called) -> String {
    match called.construct == Construct::Header {
        true => format!("the header of {}", called.home),
        false => format!("{} {}", called.construct.word(), called.name),
    }
}

/// The provisions that make a difference: `parameter audience (art. 4)`.
pub fn cause(amended: &[Amended], cause: &Cause) -> String {
    let told = |list: &[usize], and: &str| {
        let words = list.iter().filter_map(|at| amended.get(*at)).map(provision);
        words.collect::<Vec<_>>().join(and)
    };
    match cause {
        Cause::Alone(list) => format!("by {}", told(list, ", or alone by ")),
        Cause::Together(list) => format!("by {}, together", told(list, " and ")),
        Cause::Unsettled => "by several provisions; which of them was not found".to_owned(),
    }
}

fn provision(amended: &Amended) -> String {
    let cites = plain(&amended.cites.join("; "));
    let cites = if cites.is_empty() { cites } else { format!(" ({cites})") };
    format!("{}{cites}", called(&amended.called))
}

/// How a provision differs, clause by clause.
pub fn clauses(amended: &Amended) -> Vec<String> {
    let told = amended.clauses.iter().map(|clause| {
        let what = plain(&clause.what);
        match (&clause.old, &clause.new) {
            // Most clauses begin with the word that they are called by.
            (Some(old), Some(new)) if begins(&what, old) && begins(&what, new) => {
                format!("{} → {}", plain(old), plain(new))
            }
            (Some(old), Some(new)) => format!("{what}: {} → {}", plain(old), plain(new)),
            (None, Some(new)) if begins(&what, new) => format!("added: {}", plain(new)),
            (Some(old), None) if begins(&what, old) => format!("removed: {}", plain(old)),
            (None, Some(new)) => format!("{what} added: {}", plain(new)),
            (Some(old), None) => format!("{what} removed: {}", plain(old)),
            (None, None) => what,
        }
    });
    told.collect()
}

fn begins(what: &str, words: &str) -> bool {
    what == "measure" || words.starts_with(what) || words.starts_with('…')
}

/// Whether a provision is added, removed or changed.
pub fn kind(amended: &Amended) -> &'static str {
    match (amended.old, amended.new) {
        (None, _) => "added",
        (_, None) => "removed",
        (Some(_), Some(_)) if amended.lays_down => "changed",
        (Some(_), Some(_)) => "remarks",
    }
}
