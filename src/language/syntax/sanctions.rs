//! Sanctions as written: which measure may or shall follow how long after which breach.

use crate::ground::text::Span;
use crate::language::syntax::{Clause, Expression, Label, Literal, Name, Path, Words};

/// `sanctions ladder "…" { for …  step … { … } }`
#[derive(Clone, Debug, PartialEq)]
pub struct Sanctions {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// What stands between its braces, in order.
    pub clauses: Vec<SanctionsClause>,
    /// The declaration.
    pub span: Span,
}

/// What a block of sanctions says.
#[derive(Clone, Debug, PartialEq)]
pub enum SanctionsClause {
    /// `for duty, duty`
    For(Vec<Path>, Span),
    /// `step NAME { … }`
    Step(Step),
    /// `on cure collect 1/4`
    OnCure(Expression, Span),
    /// `together no more than X [when C]`
    Together {
        /// The cap.
        cap: Expression,
        /// When it applies.
        condition: Option<Expression>,
        /// The clause.
        span: Span,
    },
    /// `per company`
    Per(Name, Span),
    /// A clause of the whole block.
    Clause(Clause),
}

/// `step first_fine "…" { shall fine 10 million TRY once … by "BTK" }`
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// What stands between its braces, in order.
    pub clauses: Vec<StepClause>,
    /// The step.
    pub span: Span,
}

/// What a step says.
#[derive(Clone, Debug, PartialEq)]
pub enum StepClause {
    /// `may MEASURE`, `shall MEASURE`
    Measure(Modality, Measure, Span),
    /// `once D have passed since X`
    Once(Clock),
    /// `by "BTK"`
    By(Label, Span),
    /// `on "advertisers"`
    On(Label, Span),
    /// `when C`
    When(Expression, Span),
    /// `for duty, duty`
    For(Vec<Path>, Span),
    /// `ends …`
    Ends(Ends, Span),
    /// A clause of the step.
    Clause(Clause),
}

/// Whether a step is a power or follows by law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modality {
    /// `may`
    May,
    /// `shall`
    Shall,
}

/// What a step does, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Which measure.
    pub kind: MeasureKind,
    /// Where it stands.
    pub span: Span,
}

/// The measures.
#[derive(Clone, Debug, PartialEq)]
pub enum MeasureKind {
    /// `notice "…"`
    Notice(Label),
    /// `ban "…"`
    Ban(Label),
    /// `throttle RANGE`
    Throttle(Expression),
    /// `block`
    Block,
    /// `fine AMOUNT [per …]`
    Fine(FinePart),
    /// `lose "…"`
    Lose(Label),
}

/// The amount of a fine and how it accrues.
#[derive(Clone, Debug, PartialEq)]
pub struct FinePart {
    /// The amount, or the amount of each unit of time.
    pub amount: Expression,
    /// How it grows with time.
    pub accrual: Option<Accrual>,
}

/// `per day doubling every 7 days running from D for at most 60 days total no more than X`
#[derive(Clone, Debug, PartialEq)]
pub struct Accrual {
    /// `per day`, `per 2 weeks`
    pub per: Literal,
    /// `per started week`: any part counts.
    pub started: bool,
    /// `doubling every 7 days`
    pub doubling_every: Option<Literal>,
    /// `running from D`
    pub running_from: Expression,
    /// `for at most 60 days`
    pub at_most: Option<Literal>,
    /// `total no more than X`
    pub total: Option<Expression>,
    /// The whole.
    pub span: Span,
}

/// `once 30 days have passed since finding`
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// How long: a duration literal or expression.
    pub wait: Expression,
    /// Since what: `breach`, an event, an earlier step.
    pub since: Expression,
    /// The clause.
    pub span: Span,
}

/// How a step ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Ends {
    /// `ends on cure`
    OnCure,
    /// `ends when C`
    When(Expression),
    /// `ends D`: on a date
    At(Expression),
}
