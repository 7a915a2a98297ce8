//! What a test may expect of an answer, as the clauses of a `test` that say it.

use crate::ground::table::Id;
use crate::ground::value::Number;
use crate::language::law::test::StatusWord;
use crate::language::law::{Law, Laws};
use crate::tools::compare::{Answer, Item, Missing, MissingPart, Word};

/// Expectations that the answer meets, the plainest first; none where no test can say it.
pub fn expectations(laws: &Laws, law: Id<Law>, item: &Item, answer: &Answer) -> Vec<String> {
    let needs: Option<Vec<String>> =
        answer.needs.iter().map(|missing| called(laws, law, missing)).collect();
    let needs = needs.filter(|names| !names.is_empty()).map(|names| names.join(", "));
    match item {
        Item::Whole | Item::Total(_) => Vec::new(),
        Item::Definition(name) | Item::Status(name) => match answer.word {
            Word::Yes => vec![format!("expect {name}")],
            Word::No => vec![format!("expect not {name}")],
            Word::Undetermined => {
                needs.iter().map(|it| format!("expect undetermined {name} needs {it}")).collect()
            }
            Word::Error | Word::Status(_) | Word::Whole(_) | Word::Amount => Vec::new(),
        },
        Item::Duty(name) => stated(name, answer, needs),
        Item::Step { step, .. } => {
            let mut all = stated(step, answer, needs);
            all.extend(amount(answer).map(|amount| format!("expect {step}.amount = {amount}")));
            all
        }
    }
}

fn stated(name: &str, answer: &Answer, needs: Option<String>) -> Vec<String> {
    let Word::Status(word) = answer.word else { return Vec::new() };
    let plain = format!("expect {name} {}", word.words());
    let mut all = vec![plain.clone()];
    all.extend(answer.since.map(|day| format!("{plain} since {day}")));
    all.extend(answer.until.map(|day| format!("{plain} until {day}")));
    if answer.late == Some(true) {
        all.push(format!("{plain} late"));
    }
    if word == StatusWord::Undetermined {
        all.extend(needs.map(|names| format!("{plain} needs {names}")));
    }
    all
}

/// A known amount of money as a law writes it.
fn amount(answer: &Answer) -> Option<String> {
    let amount = answer.amount.as_ref()?;
    let (low, high) = amount.ends()?;
    let currency = amount.currency?;
    let written = |number: Number| Some(format!("{} {currency}", number.decimal()?));
    match low == high {
        true => written(low),
        false => Some(format!("{} to {}", written(low)?, written(high)?)),
    }
}

/// What a test calls a missing fact.
fn called(laws: &Laws, law: Id<Law>, missing: &Missing) -> Option<String> {
    let Missing { kind, law: of, name, part, .. } = missing;
    let name = match of {
        Some(of) if *of == laws.laws[law].name => name.clone(),
        Some(of) => format!("{of}.{name}"),
        None => match part {
            MissingPart::Event | MissingPart::Hour(_) | MissingPart::Field(..) => name.clone(),
            MissingPart::WorkingDays => name.clone(),
            MissingPart::Fact | MissingPart::Before(_) | MissingPart::Figure(_) => {
                format!("{kind}.{name}")
            }
        },
    };
    Some(match part {
        MissingPart::Figure(period) => format!("{name} in {period}"),
        MissingPart::Field(field, _) => format!("{name}.{field}"),
        MissingPart::Fact
        | MissingPart::Before(_)
        | MissingPart::Event
        | MissingPart::Hour(_)
        | MissingPart::WorkingDays => name,
    })
}
