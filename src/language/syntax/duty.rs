//! Duties as written: what somebody must do, keep or not do, from when, and by when.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::time::Cycle;
use crate::language::syntax::clause::{clause, maybe_label, name, path};
use crate::language::syntax::expression::read::expression;
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::{Clause, Expression, Label, Literal, Name, Path, Words};
use crate::language::syntax::{Kind, literal};

/// `duty notify "…" { when … must … due … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// What stands between its braces, in order.
    pub clauses: Vec<DutyClause>,
    /// The declaration.
    pub span: Span,
}

/// What a duty says.
#[derive(Clone, Debug, PartialEq)]
pub enum DutyClause {
    /// `when CONDITION`
    When(Expression, Span),
    /// `on each EVENT as o`
    OnEach {
        /// The event.
        event: Path,
        /// The name of each occurrence.
        element: Option<Name>,
        /// The clause.
        span: Span,
    },
    /// `must …`
    Must(Must),
    /// `due …`
    Due(Due),
    /// `every …`
    Every(Every, Span),
    /// A clause of the whole duty.
    Clause(Clause),
}

/// `must CONDITION`, `must not CONDITION`, `must EVENT`: which of them the checker tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Must {
    /// `must not`: the condition is a state to avoid.
    pub not: bool,
    /// The state or the act.
    pub what: Expression,
    /// The clause.
    pub span: Span,
}

/// `due 30 days after finding`, `due 2022-01-01`
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// The date.
    pub date: Expression,
    /// The clause.
    pub span: Span,
}

/// How often a duty recurs.
#[derive(Clone, Debug, PartialEq)]
pub enum Every {
    /// `every 6 months`, from the day the duty arises
    Duration(Literal),
    /// `every calendar month | quarter | half_year | year`
    Calendar(Cycle),
}

/// `duty notify "…" { … }`
pub(super) fn duty(reader: &mut Reader, documentation: Words, node: Node) -> Duty {
    let written = node.all(Rule::duty_clause);
    Duty {
        documentation,
        name: name(reader, node.part(Rule::name)),
        label: maybe_label(reader, node),
        clauses: written.map(|part| duty_clause(reader, part.last())).collect(),
        span: reader.span(node),
    }
}

fn duty_clause(reader: &mut Reader, node: Node) -> DutyClause {
    let span = reader.span(node);
    match node.rule() {
        Rule::when => DutyClause::When(expression(reader, node.part(Rule::expression)), span),
        Rule::must => DutyClause::Must(must(reader, node)),
        Rule::due => {
            DutyClause::Due(Due { date: expression(reader, node.part(Rule::expression)), span })
        }
        Rule::on_each => DutyClause::OnEach {
            event: path(reader, node.part(Rule::path)),
            element: node.maybe(Rule::name).map(|element| name(reader, element)),
            span,
        },
        Rule::every => DutyClause::Every(every(reader, node), span),
        _ => DutyClause::Clause(clause(reader, node)),
    }
}

fn must(reader: &mut Reader, node: Node) -> Must {
    let span = reader.span(node);
    let what = expression(reader, node.part(Rule::expression));
    if let Some(not) = leading_not(&what) {
        let told = reader.found.report(
            Code::E0111,
            not,
            "`must not` before several conditions can be read two ways",
        );
        told.and(what.span, "`not` may belong to the first or to all of them");
        told.help("write `must not (…)` to forbid them all, or `must (not …) …` for the first");
    }
    match what.kind {
        Kind::Not(avoided) => Must { not: true, what: *avoided, span },
        kind => Must { not: false, what: Expression { kind, span: what.span }, span },
    }
}

/// The `not` that begins a state of several conditions: `must not a or b` reads aloud as
/// forbidding both, and by precedence would forbid only the first.
fn leading_not(state: &Expression) -> Option<Span> {
    let first = match &state.kind {
        Kind::Chain(_, operands) => operands.first()?,
        Kind::Implies(first, _) | Kind::Unless(first, _) => first,
        Kind::Except { base, .. } => base,
        _ => return None,
    };
    match &first.kind {
        Kind::Not(_) => Some(first.span),
        _ => leading_not(first),
    }
}

fn every(reader: &mut Reader, node: Node) -> Every {
    match node.maybe(Rule::cycle) {
        Some(cycle) => Every::Calendar(literal::cycle(reader, cycle)),
        None => Every::Duration(literal::duration(reader, node.part(Rule::duration))),
    }
}
