//! Sanctions as written: which measure may or shall follow how long after which breach.

use crate::ground::text::Span;
use crate::language::syntax::clause::{clause, documentation, label, maybe_label, name, paths};
use crate::language::syntax::expression::read::expression;
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::literal;
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

impl Sanctions {
    /// Its own name and those of its steps.
    pub fn names(&self) -> Vec<&Name> {
        let steps = self.clauses.iter().filter_map(|clause| match clause {
            SanctionsClause::Step(step) => Some(&step.name),
            SanctionsClause::For(..)
            | SanctionsClause::OnCure(..)
            | SanctionsClause::Together { .. }
            | SanctionsClause::Per(..)
            | SanctionsClause::Clause(_) => None,
        });
        std::iter::once(&self.name).chain(steps).collect()
    }
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

/// `sanctions ladder "…" { … }`
pub(super) fn sanctions(reader: &mut Reader, words: Words, node: Node) -> Sanctions {
    let mut pending = Words::new();
    let mut clauses = Vec::new();
    for part in node.parts() {
        match part.rule() {
            Rule::doc => pending.push(documentation(reader, part)),
            Rule::sanctions_clause => {
                let documentation = std::mem::take(&mut pending);
                clauses.push(sanctions_clause(reader, documentation, part.last()));
            }
            _ => {}
        }
    }
    Sanctions {
        documentation: words,
        name: name(reader, node.part(Rule::name)),
        label: maybe_label(reader, node),
        clauses,
        span: reader.span(node),
    }
}

fn sanctions_clause(reader: &mut Reader, words: Words, node: Node) -> SanctionsClause {
    let span = reader.span(node);
    match node.rule() {
        Rule::step => SanctionsClause::Step(step(reader, words, node)),
        Rule::for_duties => SanctionsClause::For(paths(reader, node), span),
        Rule::on_cure => {
            SanctionsClause::OnCure(expression(reader, node.part(Rule::expression)), span)
        }
        Rule::together => {
            let mut values = node.all(Rule::expression);
            let cap = values.next().unwrap_or(node);
            let cap = expression(reader, cap);
            let condition = values.next().map(|condition| expression(reader, condition));
            SanctionsClause::Together { cap, condition, span }
        }
        Rule::per_entity => SanctionsClause::Per(name(reader, node.part(Rule::name)), span),
        _ => SanctionsClause::Clause(clause(reader, node)),
    }
}

fn step(reader: &mut Reader, documentation: Words, node: Node) -> Step {
    let written = node.all(Rule::step_clause);
    Step {
        documentation,
        name: name(reader, node.part(Rule::name)),
        label: maybe_label(reader, node),
        clauses: written.map(|part| step_clause(reader, part.last())).collect(),
        span: reader.span(node),
    }
}

fn step_clause(reader: &mut Reader, node: Node) -> StepClause {
    let span = reader.span(node);
    match node.rule() {
        Rule::may => {
            StepClause::Measure(Modality::May, measure(reader, node.part(Rule::measure)), span)
        }
        Rule::shall => {
            StepClause::Measure(Modality::Shall, measure(reader, node.part(Rule::measure)), span)
        }
        Rule::once => {
            let wait = expression(reader, node.part(Rule::expression));
            StepClause::Once(Clock { wait, since: expression(reader, node.last()), span })
        }
        Rule::by => StepClause::By(label(reader, node.part(Rule::label)), span),
        Rule::on => StepClause::On(label(reader, node.part(Rule::label)), span),
        Rule::when => StepClause::When(expression(reader, node.part(Rule::expression)), span),
        Rule::for_duties => StepClause::For(paths(reader, node), span),
        Rule::step_ends => StepClause::Ends(ends(reader, node), span),
        _ => StepClause::Clause(clause(reader, node)),
    }
}

fn ends(reader: &mut Reader, node: Node) -> Ends {
    match node.maybe(Rule::expression) {
        None => Ends::OnCure,
        Some(value) => {
            let value = expression(reader, value);
            if node.has(Rule::kw_when) { Ends::When(value) } else { Ends::At(value) }
        }
    }
}

fn measure(reader: &mut Reader, node: Node) -> Measure {
    let inner = node.last();
    let kind = match inner.rule() {
        Rule::notice => MeasureKind::Notice(label(reader, inner.part(Rule::label))),
        Rule::ban => MeasureKind::Ban(label(reader, inner.part(Rule::label))),
        Rule::lose => MeasureKind::Lose(label(reader, inner.part(Rule::label))),
        Rule::throttle => MeasureKind::Throttle(expression(reader, inner.part(Rule::expression))),
        Rule::fine => MeasureKind::Fine(FinePart {
            amount: expression(reader, inner.part(Rule::expression)),
            accrual: inner.maybe(Rule::accrual).map(|part| accrual(reader, part)),
        }),
        _ => MeasureKind::Block,
    };
    Measure { kind, span: reader.span(node) }
}

fn accrual(reader: &mut Reader, node: Node) -> Accrual {
    let behind = |before: Rule, rule: Rule| {
        node.parts().skip_while(move |part| part.rule() != before).find(|part| part.rule() == rule)
    };
    let running = behind(Rule::kw_running, Rule::expression).unwrap_or(node);
    let total = behind(Rule::kw_total, Rule::expression);
    let at_most = behind(Rule::kw_most, Rule::duration);
    let doubling = node.maybe(Rule::kw_doubling).and_then(|_| node.maybe(Rule::duration));
    Accrual {
        per: literal::per(reader, node.part(Rule::accrual_unit)),
        started: node.has(Rule::kw_started),
        doubling_every: doubling.map(|part| literal::duration(reader, part)),
        running_from: expression(reader, running),
        at_most: at_most.map(|part| literal::duration(reader, part)),
        total: total.map(|part| expression(reader, part)),
        span: reader.span(node),
    }
}
