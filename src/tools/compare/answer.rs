//! The answers of a verdict by the names of what they answer, so that two editions can be compared.

use crate::engine::eval::{Evaluator, Explain, judge};
use crate::engine::verdict::{
    Amount, Late, Need, Needs, Outcome, State, Status, StepState, Undetermined, Verdict, Wanted,
};
use crate::facts::{Instance, Sheet};
use crate::ground::table::Id;
use crate::ground::time::{Date, Moment, Period};
use crate::ground::value::{Currency, Value};
use crate::language::law::test::StatusWord;
use crate::language::law::{Entity, Fact, Law, Laws, Provision, Type};
use std::collections::BTreeMap;

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// The whole in one word.
    Whole,
    /// A definition.
    Definition(String),
    /// A status.
    Status(String),
    /// A duty.
    Duty(String),
    /// A step, with its block.
    Step {
        /// The block.
        block: String,
        /// The step.
        step: String,
    },
    /// The sum of all fines in a currency.
    Total(Currency),
}

impl Item {
    /// The name of the provision that is answered for; nothing for what the whole law says.
    pub fn name(&self) -> Option<&str> {
        match self {
            Item::Whole | Item::Total(_) => None,
            Item::Definition(name) | Item::Status(name) | Item::Duty(name) => Some(name),
            Item::Step { step, .. } => Some(step),
        }
    }
}

/// Which conditions are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conditions {
    /// Those that a duty names, as a verdict tells them.
    #[default]
    OfDuties,
    /// All that the law defines.
    All,
}

/// An answer, in nothing but values that mean the same in both editions.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// In one word.
    pub word: Word,
    /// Since when.
    pub since: Option<Date>,
    /// Whether `since` is only the first known day.
    pub at_the_latest: bool,
    /// Until when a duty is pending or a step waits.
    pub until: Option<Date>,
    /// The due day of a duty.
    pub due: Option<Moment>,
    /// Whether a duty was met late; `None`: not known, or nothing that can be late.
    pub late: Option<bool>,
    /// The amount or share of a step, a sum of fines.
    pub amount: Option<Amount>,
    /// The facts that would settle what is open.
    pub needs: Vec<Missing>,
}

/// The one word of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// A condition that holds.
    Yes,
    /// A condition that does not.
    No,
    /// What is known does not settle it.
    Undetermined,
    /// It cannot be evaluated.
    Error,
    /// The status of a duty or step.
    Status(StatusWord),
    /// The whole.
    Whole(State),
    /// An amount.
    Amount,
}

/// A missing fact by its names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// What kind of entity it is asked of.
    pub kind: String,
    /// The entity whose it is.
    pub entity: String,
    /// The law under whose name it stands.
    pub law: Option<String>,
    /// Its name.
    pub name: String,
    /// What of it is missing.
    pub part: MissingPart,
}

/// What is missing of a fact or event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MissingPart {
    /// A fact.
    Fact,
    /// A fact before a day.
    Before(Date),
    /// The figure of a period.
    Figure(Period),
    /// Whether and when an event happened.
    Event,
    /// The hour of an occurrence.
    Hour(Date),
    /// The working days of a calendar.
    WorkingDays,
    /// A field of an occurrence.
    Field(String, Date),
}

/// Every answer of a verdict, in the order of the law.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    order: Vec<Item>,
    answers: BTreeMap<Item, Answer>,
}

impl Answers {
    /// The answer of an item.
    pub fn get(&self, item: &Item) -> Option<&Answer> {
        self.answers.get(item)
    }

    /// What is answered, in the order of the law.
    pub fn items(&self) -> &[Item] {
        &self.order
    }

    fn insert(&mut self, item: Item, answer: Answer) {
        self.order.push(item.clone());
        self.answers.insert(item, answer);
    }
}

impl Answer {
    /// An answer of one word.
    pub fn of(word: Word) -> Self {
        Self {
            word,
            since: None,
            at_the_latest: false,
            until: None,
            due: None,
            late: None,
            amount: None,
            needs: Vec::new(),
        }
    }

    /// Whether it says that there is nothing to do and nothing to fear.
    pub fn is_idle(&self) -> bool {
        match self.word {
            Word::No => true,
            Word::Yes | Word::Undetermined | Word::Error | Word::Whole(_) => false,
            Word::Amount => self
                .amount
                .as_ref()
                .and_then(Amount::ends)
                .is_some_and(|(low, high)| low.is_zero() && high.is_zero()),
            Word::Status(word) => match word {
                StatusWord::NotInForce | StatusWord::NotApplicable | StatusWord::NotTriggered => {
                    true
                }
                StatusWord::Pending
                | StatusWord::Fulfilled
                | StatusWord::Breached
                | StatusWord::Waiting
                | StatusWord::Available
                | StatusWord::Due
                | StatusWord::Imposed
                | StatusWord::Lifted
                | StatusWord::Undetermined => false,
            },
        }
    }

    /// Whether what is known does not settle it, its amount and lateness aside.
    pub fn is_open(&self) -> bool {
        matches!(self.word, Word::Undetermined | Word::Status(StatusWord::Undetermined))
    }
}

/// The answers of a verdict.
pub fn answers(laws: &Laws, sheet: &Sheet, verdict: &Verdict) -> Answers {
    let naming = Naming { laws, sheet };
    let mut all = Answers::default();
    all.insert(Item::Whole, Answer::of(Word::Whole(verdict.state)));
    for row in &verdict.definitions {
        let name = laws.defines[row.define].name.clone();
        all.insert(Item::Definition(name), naming.outcome(&row.outcome));
    }
    for row in &verdict.statuses {
        let since = row.turning.as_ref();
        let answer = Answer {
            since: since.map(|turning| turning.since),
            at_the_latest: since.is_some_and(|turning| turning.at_the_latest),
            ..naming.outcome(&row.outcome)
        };
        all.insert(Item::Status(laws.statuses[row.status].name.clone()), answer);
    }
    for row in &verdict.duties {
        let answer = Answer { due: row.due, ..naming.duty(&row.status) };
        all.insert(Item::Duty(laws.duties[row.duty].name.clone()), answer);
    }
    for block in &verdict.sanctions {
        for row in &block.steps {
            let name = |name: &str| name.to_owned();
            let item = Item::Step {
                block: name(&laws.sanctions[block.block].name),
                step: name(&laws.steps[row.step].name),
            };
            let mut answer = naming.step(&row.state);
            naming.amount(&mut answer, row.amount.as_ref());
            all.insert(item, answer);
        }
    }
    for (currency, total) in &verdict.totals {
        let mut answer = Answer::of(Word::Amount);
        naming.amount(&mut answer, Some(total));
        all.insert(Item::Total(*currency), answer);
    }
    all
}

/// The answers of a law about an entity: of all conditions, or of those alone that a duty names.
pub fn asked(
    (laws, law): (&Laws, Id<Law>),
    (sheet, entity): (&Sheet, Id<Instance>),
    on: Date,
    conditions: Conditions,
) -> Answers {
    let verdict = judge(laws, law, sheet, entity, on, Explain::No);
    let mut all = answers(laws, sheet, &verdict);
    if verdict.state == State::NotInForce || conditions == Conditions::OfDuties {
        return all;
    }
    let mut evaluator = Evaluator::new(laws, law, sheet, entity, Explain::No);
    for provision in &laws.laws[law].provisions {
        let Provision::Define(id) = provision else { continue };
        let row = &laws.defines[*id];
        let item = Item::Definition(row.name.clone());
        if row.type_ != Type::Bool || all.get(&item).is_some() {
            continue;
        }
        if let Some(version) = row.versions.on(on) {
            let evaluated = evaluator.evaluate(version.value.value, on);
            all.insert(item, condition(laws, sheet, &evaluated.outcome));
        }
    }
    all
}

/// The answer of a condition.
pub fn condition(laws: &Laws, sheet: &Sheet, outcome: &Outcome) -> Answer {
    Naming { laws, sheet }.outcome(outcome)
}

/// A missing fact by its names.
pub fn missing(laws: &Laws, sheet: &Sheet, need: &Need) -> Missing {
    Naming { laws, sheet }.need(need)
}

struct Naming<'a> {
    laws: &'a Laws,
    sheet: &'a Sheet,
}

impl Naming<'_> {
    fn outcome(&self, outcome: &Outcome) -> Answer {
        match outcome {
            Outcome::Known(Value::Bool(true)) => Answer::of(Word::Yes),
            Outcome::Known(_) => Answer::of(Word::No),
            Outcome::Failed(_) => Answer::of(Word::Error),
            Outcome::Undetermined(open) => {
                Answer { needs: self.needs(&open.needs), ..Answer::of(Word::Undetermined) }
            }
        }
    }

    fn duty(&self, status: &Status) -> Answer {
        let answer = Answer::of(Word::Status(status.word()));
        match status {
            Status::NotInForce | Status::NotApplicable => answer,
            Status::Pending { until } => Answer { until: Some(*until), ..answer },
            Status::Fulfilled { since, at_the_latest, late } => {
                let (late, needs) = match late {
                    Late::No => (Some(false), Vec::new()),
                    Late::Yes => (Some(true), Vec::new()),
                    Late::Undetermined(needs) => (None, self.needs(needs)),
                };
                let (since, at_the_latest) = (Some(*since), *at_the_latest);
                Answer { since, at_the_latest, late, needs, ..answer }
            }
            Status::Breached { since, at_the_latest } => {
                Answer { since: Some(*since), at_the_latest: *at_the_latest, ..answer }
            }
            Status::Undetermined { needs } => Answer { needs: self.needs(needs), ..answer },
        }
    }

    fn step(&self, state: &StepState) -> Answer {
        let answer = Answer::of(Word::Status(state.word()));
        match state {
            StepState::NotTriggered(_) => answer,
            StepState::Waiting { until, .. } => Answer { until: Some(*until), ..answer },
            StepState::Available { since, at_the_latest }
            | StepState::Due { since, at_the_latest } => {
                Answer { since: Some(*since), at_the_latest: *at_the_latest, ..answer }
            }
            StepState::Imposed { since } | StepState::Lifted { since } => {
                Answer { since: Some(*since), ..answer }
            }
            StepState::Undetermined { needs } => Answer { needs: self.needs(needs), ..answer },
        }
    }

    /// Adds an amount: what it needs goes to the needs of the answer.
    fn amount(&self, answer: &mut Answer, amount: Option<&Amount>) {
        let Some(amount) = amount else { return };
        let mut amount = amount.clone();
        match &mut amount.outcome {
            Outcome::Known(_) => {}
            Outcome::Undetermined(open) => {
                answer.needs.extend(self.needs(&open.needs));
                answer.needs.sort();
                answer.needs.dedup();
                let possible = open.possible.clone();
                amount.outcome = Outcome::Undetermined(Box::new(Undetermined {
                    needs: Needs::default(),
                    possible,
                }));
            }
            // Where in the text it failed is another place in each edition.
            Outcome::Failed(_) => {
                answer.word = Word::Error;
                return;
            }
        }
        answer.amount = Some(amount);
    }

    fn needs(&self, needs: &Needs) -> Vec<Missing> {
        let mut all: Vec<Missing> = needs.iter().map(|need| self.need(need)).collect();
        all.sort();
        all
    }

    fn need(&self, need: &Need) -> Missing {
        let laws = self.laws;
        let instance = &self.sheet.instances[need.entity];
        let kind = laws.entities[instance.entity].name.clone();
        let entity = instance.name.clone();
        let of_fact = |fact: Id<Fact>, part: MissingPart| {
            let row = &laws.facts[fact];
            let (law, name) = (self.law(row.law), row.name.clone());
            Missing { kind: kind.clone(), entity: entity.clone(), law, name, part }
        };
        match &need.wanted {
            Wanted::Fact { fact, before: None } => of_fact(*fact, MissingPart::Fact),
            Wanted::Fact { fact, before: Some(day) } => of_fact(*fact, MissingPart::Before(*day)),
            Wanted::FactIn { fact, period } => of_fact(*fact, MissingPart::Figure(*period)),
            Wanted::Event(event) => {
                let row = &laws.events[*event];
                let (law, name) = (self.law(row.law), row.name.clone());
                Missing { kind, entity, law, name, part: MissingPart::Event }
            }
            Wanted::Hour { event, on } => {
                let row = &laws.events[*event];
                let (law, name) = (self.law(row.law), row.name.clone());
                Missing { kind, entity, law, name, part: MissingPart::Hour(*on) }
            }
            Wanted::WorkingDays(calendar) => {
                let name = laws.calendars[*calendar].name.clone();
                Missing { kind, entity, law: None, name, part: MissingPart::WorkingDays }
            }
            Wanted::EventField { event, field, on } => {
                let row = &laws.events[*event];
                let field = row.fields.get(*field).map(|field| laws.facts[*field].name.clone());
                let part = MissingPart::Field(field.unwrap_or_default(), *on);
                Missing { kind, entity, law: self.law(row.law), name: row.name.clone(), part }
            }
        }
    }

    fn law(&self, law: Option<Id<Law>>) -> Option<String> {
        law.map(|law| self.laws.laws[law].name.clone())
    }
}

/// The entity of a name.
pub fn entity(laws: &Laws, name: &str) -> Option<Id<Entity>> {
    laws.entities.rows().find(|(_, entity)| entity.name == name).map(|(id, _)| id)
}
