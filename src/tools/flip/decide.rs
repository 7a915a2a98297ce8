//! The condition that decides a flip: the innermost that names the fact and comes out otherwise.

use crate::engine::eval::{Evaluator, Explain};
use crate::engine::verdict::Outcome;
use crate::facts::Sheet;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::law::{Basis, Expression, Kind, Type};
use crate::tools::compare::stand::Standing;
use crate::tools::flip::{Change, Place, Question};
use std::collections::BTreeSet;

/// A condition that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// Where it is written.
    pub span: Span,
    /// Where the law says so.
    pub cites: Vec<String>,
}

/// The conditions that come out otherwise with the changes made, the innermost that name each.
pub fn deciding(
    question: Question<'_>,
    standing: &Standing,
    after: &Sheet,
    changes: &[Change],
) -> Vec<Deciding> {
    let Question { laws, law, sheet, entity, on } = question;
    let mut old = Evaluator::new(laws, law, sheet, entity, Explain::No);
    let mut new = Evaluator::new(laws, law, after, entity, Explain::No);
    let mut waiting: Vec<(Id<Expression>, Vec<String>)> =
        standing.roots.iter().rev().map(|root| (*root, Vec::new())).collect();
    let mut seen = BTreeSet::new();
    let mut found: Vec<(usize, Deciding)> = Vec::new();
    while let Some((id, cites)) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        let expression = &laws.expressions[id];
        let named = |change: &Change| names(question, id, &change.place);
        let condition = expression.type_ == Type::Bool
            && !matches!(expression.kind, Kind::Logic(..) | Kind::Define(_) | Kind::Except(..));
        if condition && changes.iter().any(named) {
            let before: Outcome = old.evaluate(id, on).outcome;
            if before != new.evaluate(id, on).outcome {
                let size = expression.span.end.saturating_sub(expression.span.start);
                let deciding = Deciding { span: expression.span, cites: cites.clone() };
                found.push((usize::try_from(size).unwrap_or(usize::MAX), deciding));
            }
        }
        let cited = |basis: &Basis| match basis.cites.is_empty() {
            true => cites.clone(),
            false => basis.cites.clone(),
        };
        if let Kind::Define(define) = &expression.kind {
            let row = &laws.defines[*define];
            for version in row.versions.versions().iter().rev() {
                let basis = match version.value.basis.cites.is_empty() {
                    true => &row.basis,
                    false => &version.value.basis,
                };
                waiting.push((version.value.value, cited(basis)));
            }
        } else if let Kind::Logic(_, all) | Kind::AtLeast(_, all) = &expression.kind {
            for one in all.iter().rev() {
                waiting.push((one.condition, cited(&one.basis)));
            }
        } else {
            let children = expression.kind.children().into_iter();
            waiting.extend(children.map(|it| (it, cites.clone())));
        }
    }
    // Of nested conditions the innermost is told.
    found.sort_by_key(|(size, deciding)| (*size, deciding.span.start));
    found.dedup_by(|one, two| one.1 == two.1);
    found.into_iter().map(|(_, deciding)| deciding).take(changes.len().max(1)).collect()
}

/// Whether an expression names a fact or event, definitions aside.
fn names(question: Question<'_>, root: Id<Expression>, place: &Place) -> bool {
    let mut waiting = vec![root];
    while let Some(id) = waiting.pop() {
        let kind = &question.laws.expressions[id].kind;
        let here = match (kind, place) {
            (Kind::Fact { fact, .. } | Kind::FactIn { fact, .. }, Place::Fact { fact: of, .. }) => {
                fact == of
            }
            (
                Kind::Occurrence { event, .. }
                | Kind::HasHappened(event)
                | Kind::OccurrenceField { event, .. },
                Place::Event { event: of, .. },
            ) => event == of,
            (_, Place::Fact { .. } | Place::Event { .. }) => false,
        };
        if here {
            return true;
        }
        waiting.extend(kind.children());
    }
    false
}
