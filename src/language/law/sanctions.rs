//! Sanctions: which measure may or shall follow how long after which breach.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Duration;
use crate::language::law::{Basis, Commencement, Duty, Entity, Event, Expression, Law};

/// A block of sanctions: a ladder, a menu of powers, or a mixture.
#[derive(Clone, Debug)]
pub struct Sanctions {
    /// Its name, `representative_ladder`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// `///` lines, joined.
    pub documentation: String,
    /// The law it belongs to.
    pub law: Id<Law>,
    /// Commencement and repeal of the block.
    pub commencement: Commencement,
    /// The duties whose breach opens it.
    pub duties: Vec<Id<Duty>>,
    /// Its steps in order.
    pub steps: Vec<Id<Step>>,
    /// `on cure collect 1/4`: what remains payable of the episode's fines.
    pub on_cure: Option<Id<Expression>>,
    /// `together no more than X [when C]`: what its fines may not exceed together.
    pub together: Option<Together>,
    /// `per company`: the owner for which the block counts once.
    pub per: Option<Id<Entity>>,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}

/// One step of a block.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name, `first_fine`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// `///` lines, joined.
    pub documentation: String,
    /// The block it belongs to.
    pub block: Id<Sanctions>,
    /// Commencement and repeal of the step.
    pub commencement: Commencement,
    /// Its own duties, where it names some; those of the block otherwise.
    pub duties: Option<Vec<Id<Duty>>>,
    /// Power or mandatory.
    pub modality: Modality,
    /// What it does.
    pub measure: Measure,
    /// What it waits for.
    pub clock: Option<Clock>,
    /// Who decides: with it, the step is only in effect once recorded.
    pub by: Option<String>,
    /// Who must act.
    pub on: Option<String>,
    /// What restricts it.
    pub when: Option<Id<Expression>>,
    /// When it ends, beyond what its measure says.
    pub ends: Vec<Ends>,
    /// The event that records it.
    pub record: Id<Event>,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}

/// Whether a step is a power or follows by law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modality {
    /// `may`: a power.
    May,
    /// `shall`: mandatory.
    Shall,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A notice.
    Notice(String),
    /// A ban.
    Ban(String),
    /// A throttling by a share, or a range of shares.
    Throttle(Id<Expression>),
    /// A full block.
    Block,
    /// A fine of an amount, or a range of amounts.
    Fine(Fine),
    /// The loss of an immunity or licence.
    Lose(String),
}

/// A fine and how it grows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fine {
    /// The amount, or that of each unit of time; a range of amounts.
    pub amount: Id<Expression>,
    /// How it grows with time.
    pub accrual: Option<Box<Accrual>>,
}

/// `per day doubling every 7 days running from D for at most 60 days total no more than X`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accrual {
    /// The unit of time: days or months.
    pub per: Duration,
    /// `per started week`: any part of a unit counts; complete ones otherwise.
    pub started: bool,
    /// `doubling every 7 days`
    pub doubling_every: Option<Duration>,
    /// The first day that counts.
    pub running_from: Id<Expression>,
    /// `for at most 60 days`
    pub at_most: Option<Duration>,
    /// `total no more than X`
    pub no_more_than: Option<Id<Expression>>,
    /// Where it is written.
    pub span: Span,
}

/// `together no more than X [when C]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// The most that the fines come to together.
    pub cap: TogetherCap,
    /// When it applies; always where not written.
    pub when: Option<Id<Expression>>,
    /// Where it is written.
    pub span: Span,
}

/// What fines may come to together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TogetherCap {
    /// An amount.
    Amount(Id<Expression>),
    /// `the highest of them`
    HighestOfThem,
}

/// `once 30 days have passed since finding`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// How long: the duration is that of the day on which the clock starts.
    pub wait: Id<Expression>,
    /// Since what.
    pub since: Since,
    /// Where it is written.
    pub span: Span,
}

/// What starts a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The start of the breach.
    Breach,
    /// The latest occurrence of an event.
    Event(Id<Event>),
    /// The record of an earlier step.
    Step(Id<Step>),
}

/// When a step ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// On cure.
    OnCure,
    /// When a condition holds.
    When(Id<Expression>),
    /// On a date.
    At(Id<Expression>),
}

impl Measure {
    /// Whether it is a fine.
    pub fn is_fine(&self) -> bool {
        match self {
            Measure::Fine(_) => true,
            Measure::Notice(_)
            | Measure::Ban(_)
            | Measure::Throttle(_)
            | Measure::Block
            | Measure::Lose(_) => false,
        }
    }
}
