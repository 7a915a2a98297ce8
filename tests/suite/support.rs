//! What most tests of meaning start from: the text of a law, the text of a sheet, and a day.

use solon::engine::eval::{Evaluator, Explain, judge};
use solon::engine::timeline::{self, Ahead, Timeline};
use solon::engine::verdict::{
    Amount, DutyVerdict, Late, Need, Outcome, Status, StepState, StepVerdict, Verdict, Wanted,
};
use solon::facts::{self, Instance, Sheet};
use solon::ground::diagnostic::Found;
use solon::ground::table::Id;
use solon::ground::text::{Limits, Sources};
use solon::ground::time::Date;
use solon::ground::value::Value;
use solon::language::check::check;
use solon::language::law::{Judged, Law, Laws};
use solon::language::syntax;

/// The vocabulary that tests use, as the shipped laws have it.
pub const PLATFORMS: &str = "\
vocabulary platforms
unit users
entity company {
  name      : text
  seat      : country
  turnover  : money EUR per year
  services  : list of service
}
entity service {
  name : text
}
";

/// The law of many tests: its header, and what the test adds to it.
pub fn law(declarations: &str) -> String {
    law_from("2021-01-01", declarations)
}

/// A law in force from a day, with an `until` behind it where there is one.
pub fn law_from(from: &str, declarations: &str) -> String {
    format!(
        "law test.law \"A law\" {{\n  source \"An act\"\n  jurisdiction RU\n  subject service\n  \
         in force from {from}\n  month end last day\n}}\nuse platforms\n{declarations}\n"
    )
}

/// A sheet of one service about which a law's facts say this, in YAML flow or block form.
pub fn sheet(facts: &[&str]) -> String {
    let mut text =
        String::from("name: Example\nseat: US\nservices:\n  - name: Store\n    test.law:\n");
    if facts.is_empty() {
        return text.replace("    test.law:\n", "");
    }
    for fact in facts {
        text.push_str(&format!("      {fact}\n"));
    }
    text
}

/// A loaded law and sheet.
pub struct Case {
    /// The laws.
    pub laws: Laws,
    /// The law that is judged: the first.
    pub law: Id<Law>,
    /// The sheet.
    pub sheet: Sheet,
    /// The entity that is judged: the first of the law's subject.
    pub entity: Id<Instance>,
}

/// Loads a law and a sheet, both without errors.
pub fn case(law: &str, sheet: &str) -> Case {
    case_of(&[PLATFORMS, law], sheet)
}

/// Loads files that belong together, and a sheet.
pub fn case_of(files: &[&str], sheet: &str) -> Case {
    let mut sources = Sources::new();
    let mut found = Found::new();
    let mut read = Vec::new();
    for (number, text) in files.iter().enumerate() {
        let source = sources.add(format!("file{number}.law"), *text);
        read.push((syntax::read(source, text, &Limits::default(), &mut found), Judged::Named));
    }
    complain(&found);
    let checked = check(&read, &sources);
    complain(&checked.found);
    let laws = checked.laws;
    let mut found = Found::new();
    let source = sources.add("sheet.yaml", sheet);
    let loaded =
        facts::load(&laws, &Default::default(), &sources, source, &Limits::default(), &mut found);
    complain(&found);
    let sheet = loaded.expect("the sheet loads");
    let law = laws.laws.ids().next().expect("a law");
    let subject = laws.laws[law].subject;
    let entity = sheet.instances.ids().find(|it| sheet.instances[*it].entity == subject);
    let entity = entity.expect("a subject");
    Case { laws, law, sheet, entity }
}

fn complain(found: &Found) {
    assert!(!found.has_errors(), "{found:#?}");
}

/// A date.
pub fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

impl Case {
    /// The verdict on a day.
    pub fn verdict(&self, on: &str) -> Verdict {
        self.verdict_on(day(on))
    }

    /// The verdict on a day.
    pub fn verdict_on(&self, on: Date) -> Verdict {
        judge(&self.laws, self.law, &self.sheet, self.entity, on, Explain::No)
    }

    /// An evaluator of the law for the entity.
    pub fn evaluator(&self) -> Evaluator<'_> {
        Evaluator::new(&self.laws, self.law, &self.sheet, self.entity, Explain::No)
    }

    /// The timeline of a span of days.
    pub fn timeline(&self, from: &str, to: &str) -> Timeline {
        let (from, to) = (day(from), day(to));
        timeline::timeline(&self.laws, self.law, &self.sheet, self.entity, from, to)
    }

    /// The steps ahead of a day, each as `name becomes … on …`.
    pub fn ahead(&self, on: &str) -> Vec<String> {
        let ahead = timeline::ladder_ahead(&self.laws, self.law, &self.sheet, self.entity, day(on));
        let words = |it: &Ahead| {
            let name = &self.laws.steps[it.step].name;
            let moving = if it.moving { " moving" } else { "" };
            format!("{name} {} {}{moving}", it.becomes.words(), it.on)
        };
        ahead.iter().map(words).collect()
    }

    /// The duty of a name on a day.
    pub fn duty_verdict(&self, on: &str, name: &str) -> DutyVerdict {
        let verdict = self.verdict(on);
        let mut duties = verdict.duties.into_iter();
        duties.find(|it| self.laws.duties[it.duty].name == name).expect("a duty")
    }

    /// The status of a duty in words: `fulfilled late since 2022-02-04`.
    pub fn duty(&self, on: &str, name: &str) -> String {
        self.status(&self.duty_verdict(on, name).status)
    }

    /// The breaches of a duty in words: `2021-07-01 to 2022-02-04 cured`.
    pub fn breaches(&self, on: &str, name: &str) -> Vec<String> {
        let breaches = self.duty_verdict(on, name).breaches;
        let words = |it: &solon::engine::verdict::Breach| {
            let until = it.days.until.map_or("now".to_owned(), |until| until.to_string());
            let end = if it.cured { " cured" } else { "" };
            let latest = if it.at_the_latest { " at the latest" } else { "" };
            format!("{}{latest} to {until}{end}", it.days.from)
        };
        breaches.iter().map(words).collect()
    }

    /// The step of a name on a day.
    pub fn step_verdict(&self, on: &str, name: &str) -> StepVerdict {
        let verdict = self.verdict(on);
        let mut steps = verdict.sanctions.into_iter().flat_map(|block| block.steps);
        steps.find(|it| self.laws.steps[it.step].name == name).expect("a step")
    }

    /// The state of a step in words: `waiting until 2020-12-16 moving`.
    pub fn step(&self, on: &str, name: &str) -> String {
        self.state(&self.step_verdict(on, name).state)
    }

    /// The amount of a step in words: `6000000 to 9000000 RUB`.
    pub fn amount(&self, on: &str, name: &str) -> String {
        let words = |it: Amount| {
            let currency = it.currency.map_or(String::new(), |it| format!(" {it}"));
            let recorded = if it.recorded { " recorded" } else { "" };
            format!("{}{currency}{recorded}", outcome(&it.outcome))
        };
        self.step_verdict(on, name).amount.map_or("none".to_owned(), words)
    }

    /// The sums of a block: `40000000 TRY payable 10000000`.
    pub fn sums(&self, on: &str, name: &str) -> String {
        let verdict = self.verdict(on);
        let mut blocks = verdict.sanctions.into_iter();
        let block = blocks.find(|it| self.laws.sanctions[it.block].name == name).expect("a block");
        let (currency, total) = block.total.expect("fines");
        let (_, payable) = block.payable.expect("fines");
        format!("{} {currency} payable {}", outcome(&total), outcome(&payable))
    }

    /// The warnings of a verdict.
    pub fn warnings(&self, on: &str) -> Vec<String> {
        use solon::engine::verdict::{Verified, Warning};
        let verdict = self.verdict(on);
        let words = |it: &Warning| match it {
            Warning::EarlyRecord { step, on, earliest } => {
                let name = &self.laws.steps[*step].name;
                let earliest = earliest.map_or("never".to_owned(), |day| day.to_string());
                format!("{name} recorded {on} before {earliest}")
            }
            Warning::AmountOutside { step, on } => {
                format!("{} of {on} outside", self.laws.steps[*step].name)
            }
            Warning::PastVerified { figure } => {
                let name = match figure {
                    Verified::Law(law) => &self.laws.laws[*law].name,
                    Verified::Parameter(parameter) => &self.laws.parameters[*parameter].name,
                    Verified::Scale(scale) => &self.laws.scales[*scale].name,
                };
                format!("{name} past verified")
            }
            Warning::PossibleConflict { one, two } => {
                assert!(one.start < two.start, "in the order of the text");
                "possible conflict".to_owned()
            }
        };
        verdict.warnings.iter().map(words).collect()
    }

    /// The needs of a verdict, most decisive first.
    pub fn needs(&self, on: &str) -> Vec<String> {
        self.verdict(on).needs.iter().map(|need| self.need(need)).collect()
    }

    /// The next change after a day: its date.
    pub fn next_change(&self, on: &str) -> Option<timeline::Change> {
        timeline::next_change(&self.laws, self.law, &self.sheet, self.entity, day(on))
    }

    fn need(&self, need: &Need) -> String {
        match &need.wanted {
            Wanted::Fact { fact, before } => {
                let before = before.map_or(String::new(), |day| format!(" before {day}"));
                format!("{}{before}", self.laws.facts[*fact].name)
            }
            Wanted::FactIn { fact, period } => {
                format!("{} in {period}", self.laws.facts[*fact].name)
            }
            Wanted::Event(event) | Wanted::Hour { event, .. } => {
                self.laws.events[*event].name.clone()
            }
            Wanted::WorkingDays(calendar) => self.laws.calendars[*calendar].name.clone(),
            Wanted::EventField { event, field, on } => {
                let event = &self.laws.events[*event];
                let field = &self.laws.facts[event.fields[*field]].name;
                format!("{}.{field} of {on}", event.name)
            }
        }
    }

    fn needs_of(&self, needs: &solon::engine::verdict::Needs) -> String {
        let needs: Vec<String> = needs.iter().map(|need| self.need(need)).collect();
        needs.join(", ")
    }

    fn status(&self, status: &Status) -> String {
        let latest = |at: bool| if at { " at the latest" } else { "" };
        match status {
            Status::NotInForce | Status::NotApplicable => status.word().words().to_owned(),
            Status::Pending { until } => format!("pending until {until}"),
            Status::Fulfilled { since, at_the_latest, late } => {
                let late = match late {
                    Late::No => String::new(),
                    Late::Yes => " late".to_owned(),
                    Late::Undetermined(needs) => format!(" maybe late ({})", self.needs_of(needs)),
                };
                format!("fulfilled{late} since {since}{}", latest(*at_the_latest))
            }
            Status::Breached { since, at_the_latest } => {
                format!("breached since {since}{}", latest(*at_the_latest))
            }
            Status::Undetermined { needs } => {
                format!("undetermined needs {}", self.needs_of(needs))
            }
        }
    }

    fn state(&self, state: &StepState) -> String {
        let latest = |at: bool| if at { " at the latest" } else { "" };
        let word = state.word().words();
        match state {
            StepState::NotTriggered(why) => format!("{word} {why:?}"),
            StepState::Waiting { until, moving } => {
                format!("{word} until {until}{}", if *moving { " moving" } else { "" })
            }
            StepState::Available { since, at_the_latest }
            | StepState::Due { since, at_the_latest } => {
                format!("{word} since {since}{}", latest(*at_the_latest))
            }
            StepState::Imposed { since } | StepState::Lifted { since } => {
                format!("{word} since {since}")
            }
            StepState::Undetermined { needs } => format!("{word} needs {}", self.needs_of(needs)),
        }
    }
}

/// An outcome in words, numbers in digits.
pub fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Known(Value::Number(number)) => number.to_string(),
        Outcome::Known(Value::Range(ends)) => format!("{} to {}", ends.0, ends.1),
        Outcome::Known(value) => format!("{value:?}"),
        Outcome::Undetermined(open) => format!("undetermined {:?}", open.possible),
        Outcome::Failed(failure) => format!("{:?}", failure.kind),
    }
}
