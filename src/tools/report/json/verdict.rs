//! The types of `solon.verdict/1`: what other programs may rely on.

use crate::tools::report::json::duty::Duty;
use crate::tools::report::json::explanation::{Conditions, Node};
use crate::tools::report::json::need::{Happened, Need};
use schemars::JsonSchema;
use serde::Serialize;

/// The answer of one run: a verdict for each law and entity.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Solon verdicts, version 1")]
pub struct Document {
    /// Always `solon.verdict/1`.
    pub schema: &'static str,
    /// The verdicts, by sheet, law and entity.
    pub verdicts: Vec<Verdict>,
}

/// What follows for one entity on one day under one law.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Verdict {
    /// The law.
    pub law: Law,
    /// The entity judged.
    pub entity: Entity,
    /// The day asked about, `YYYY-MM-DD`.
    pub on: String,
    /// Whether the day lies past the last one that the sheet records: the verdict then supposes that
    /// facts stay as they are.
    pub projected: bool,
    /// Through which day the sheet is recorded; `null`: through the day asked.
    pub recorded_through: Option<String>,
    /// The whole in one word: the first that applies.
    pub state: State,
    /// The definitions that decide whether duties apply.
    pub definitions: Vec<Definition>,
    /// The statuses in the order of the law.
    pub statuses: Vec<Latch>,
    /// The duties in the order of the law.
    pub duties: Vec<Duty>,
    /// The steps of all blocks of sanctions in the order of the law.
    pub sanctions: Vec<Step>,
    /// What the fines of each block come to, in the order of the law.
    pub blocks: Vec<Block>,
    /// What the fines come to, by currency.
    pub totals: Vec<Amount>,
    /// The facts that would settle what is undetermined, most decisive first.
    pub needs: Vec<Need>,
    /// What is taken to be so because it is not known, in the order of the law.
    pub presumptions: Vec<Presumption>,
    /// Evaluation errors.
    pub errors: Vec<Failure>,
    /// What is worth a second look.
    pub warnings: Vec<Warning>,
    /// The author's interpretive choices that the verdict relies on.
    pub readings: Vec<Reading>,
    /// The next day on which the verdict changes while the facts stay as they are, and how.
    pub next_change: Option<Change>,
    /// Why, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
    /// What the verdict was made from: enough to make it again.
    pub record: Record,
}

/// A law.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Law {
    /// Its dotted name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its official source.
    pub source: String,
    /// ISO 3166-1 code, or `EU`.
    pub jurisdiction: String,
    /// Who enforces it.
    pub authority: Option<String>,
}

/// An entity.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Entity {
    /// What it is: `service`.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// What it belongs to, nearest first.
    pub owners: Vec<String>,
}

/// The whole of a verdict in one word.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// An evaluation error.
    Error,
    /// The law is not in force.
    NotInForce,
    /// A duty is breached.
    Breach,
    /// A duty is undetermined.
    Undetermined,
    /// No duty applies.
    NotApplicable,
    /// Every duty that applies is met or pending, one of them late.
    CompliantLate,
    /// Every duty that applies is met or pending.
    Compliant,
}

/// A definition.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// `yes`, `no`, `undetermined`, `error`, or its value.
    pub value: String,
    /// What decided it, each with the values of both sides.
    pub decided_by: Conditions,
    /// Where the law says so.
    pub cite: Vec<String>,
}

/// A status.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Latch {
    /// Its name.
    pub status: String,
    /// What reports call it.
    pub label: Option<String>,
    /// Whether it holds: `yes`, `no`, `undetermined` or `error`.
    pub holds: String,
    /// Since when it has been so, where something has turned it.
    pub since: Option<String>,
    /// Whether `since` is only the first known day.
    pub at_the_latest: bool,
    /// What turned it, or would settle it, in words.
    pub why: String,
    /// The events that turned it.
    pub events: Vec<Happened>,
    /// The facts that would settle it.
    pub needs: Vec<Need>,
    /// Where the law says so.
    pub cite: Vec<String>,
}

/// A step of a block of sanctions.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Step {
    /// The block it belongs to.
    pub block: String,
    /// Its name.
    pub step: String,
    /// `may`: a power; `shall`: mandatory.
    pub modality: Modality,
    /// Its state.
    pub state: StepState,
    /// Why nothing has triggered it.
    pub why: Option<String>,
    /// Since when it is available, due, imposed or lifted.
    pub since: Option<String>,
    /// Whether `since` is only the first known day.
    pub at_the_latest: bool,
    /// The first day on which a waiting step could be taken.
    pub earliest: Option<String>,
    /// Whether `earliest` moves with the day asked, since an earlier step is not recorded.
    pub moving: bool,
    /// `notice`, `ban`, `throttle`, `block`, `fine` or `lose`.
    pub measure: &'static str,
    /// What is notified, banned or lost.
    pub words: Option<String>,
    /// The amount of a fine or the share of a throttle.
    pub amount: Option<Amount>,
    /// What of a fine counts in the sum of its block; `null`: all of it.
    pub counts: Option<Amount>,
    /// Who decides.
    pub by: Option<String>,
    /// Who must act.
    pub on: Option<String>,
    /// The facts that would settle an undetermined state.
    pub needs: Vec<Need>,
    /// Where the law says so.
    pub cite: Vec<String>,
}

/// Power or mandatory.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// A power.
    May,
    /// Mandatory.
    Shall,
}

/// The state of a step.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Nothing has triggered it.
    NotTriggered,
    /// Its clock runs.
    Waiting,
    /// A power that may be used.
    Available,
    /// A mandatory step that must be taken.
    Due,
    /// It was taken.
    Imposed,
    /// It was taken and has ended.
    Lifted,
    /// What is known does not settle it.
    Undetermined,
}

/// An exact amount: decimals as digits, what has no finite decimal as a fraction, `90000001/15`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Amount {
    /// The least it may be; `null`: not known.
    pub low: Option<String>,
    /// The most it may be; `null`: not known.
    pub high: Option<String>,
    /// ISO 4217 code; `null`: a share.
    pub currency: Option<String>,
    /// Whether it follows from what is known; otherwise the ends are limits of what is possible.
    pub determined: bool,
    /// Whether it was recorded, not derived.
    pub recorded: bool,
    /// Whether it grows while nothing else changes.
    pub grows: bool,
    /// How a fine grows; `null`: it does not, or as the fines do that it sums up.
    pub growth: Option<Growth>,
}

/// How a fine grows from the day asked while nothing else changes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Growth {
    /// The least that each unit of time adds before any doubling; `null`: not known.
    pub low: Option<String>,
    /// The most that it adds; `null`: not known.
    pub high: Option<String>,
    /// The unit of time, `2 weeks`.
    pub per: String,
    /// Whether a unit counts as soon as it has begun.
    pub started: bool,
    /// How often the rate doubles.
    pub doubling_every: Option<String>,
    /// The first day that counts.
    pub from: String,
    /// Whether `from` is only the earliest day that it may be.
    pub at_the_earliest: bool,
    /// The first day on which it no longer grows like this, where that is known.
    pub until: Option<String>,
}

/// The fines of a block of sanctions together.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Block {
    /// Its name.
    pub block: String,
    /// The sum of the fines of the episode, cut to what they may come to together.
    pub total: Amount,
    /// What remains payable of it.
    pub payable: Amount,
    /// What the fines may come to together; `null`: nothing cuts them.
    pub together: Option<Together>,
    /// With whom the fines count in `totals`, of a block that counts once for an owner.
    pub counted: Option<Counted>,
}

/// A cap on the fines of a block.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Together {
    /// The most that they come to.
    pub most: Amount,
    /// What they would come to without it.
    pub alone: Amount,
    /// Whether it is known that the cap applies.
    pub determined: bool,
}

/// With whom the fines of a block count that counts once for an owner.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Counted {
    /// The kind of owner for which they count once.
    pub per: String,
    /// Whether they count in this verdict; `null`: undetermined.
    pub here: Option<bool>,
    /// The other entities with which they count, or may count.
    pub with: Vec<String>,
}

/// A presumption that the verdict relies on.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Presumption {
    /// What is not known, in the words of the law.
    pub of: String,
    /// What is presumed in its place.
    pub value: String,
    /// The whole, in the words of the law.
    pub expression: String,
    /// The facts that would replace it.
    pub facts: Vec<Need>,
}

/// An evaluation error.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Failure {
    /// Its stable code, where it has one.
    pub code: Option<&'static str>,
    /// What went wrong, in words.
    pub message: String,
    /// On which day.
    pub on: String,
}

/// Something worth a second look.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Warning {
    /// Its kind.
    pub kind: &'static str,
    /// In words.
    pub message: String,
}

/// An interpretive choice of the author.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Reading {
    /// The provision that carries it.
    pub provision: String,
    /// The choice.
    pub reading: String,
}

/// The next change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Change {
    /// The first day on which the verdict is another one.
    pub on: String,
    /// Whether that day lies past the last one that the sheet records: it supposes that nothing else
    /// happens before.
    pub projected: bool,
    /// What is different then, in words.
    pub what: Vec<String>,
}

/// Why a verdict is what it is.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Explanation {
    /// Of the definitions, by name.
    pub definitions: Vec<Why>,
    /// Of the statuses, by name.
    pub statuses: Vec<Why>,
    /// Of the duties, by name.
    pub duties: Vec<Why>,
    /// Of the steps, by name.
    pub steps: Vec<Why>,
}

/// The reasons of one provision.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Why {
    /// Its name.
    pub name: String,
    /// The trees of conditions, in the order of the law.
    pub reasons: Vec<Node>,
}

/// What a verdict was made from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Record {
    /// The engine and its version.
    pub engine: String,
    /// The day asked about.
    pub on: String,
    /// The texts of the laws that were read, by name: BLAKE3 hashes.
    pub laws: Vec<Hash>,
    /// BLAKE3 hash of the sheet's text.
    pub sheet: String,
}

/// The hash of a text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Hash {
    /// The law or vocabulary.
    pub name: String,
    /// BLAKE3, in hexadecimal digits.
    pub blake3: String,
}
