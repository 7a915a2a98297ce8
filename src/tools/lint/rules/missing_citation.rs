//! `missing_citation`: a provision that does not say where the law says so.

use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::law::{Basis, Define, Expression, Kind, Laws, Provision};
use crate::tools::lint::{Rule, Subject};
use crate::tools::testing::coverage::stands::Reached;
use std::collections::BTreeSet;

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    let laws = subject.laws;
    for (_, law) in subject.named() {
        // What a cited provision is made of stands where that one does.
        let cited: BTreeSet<Id<Define>> = law
            .provisions
            .iter()
            .filter(|it| is_provision(**it) && uncited(laws, **it).is_none())
            .flat_map(|it| Reached::by_provision(laws, *it).defines)
            .collect();
        for provision in &law.provisions {
            let Some((what, name, span)) = uncited(laws, *provision) else { continue };
            if let Provision::Define(id) = provision
                && cited.contains(id)
            {
                continue;
            }
            found
                .report(
                    Rule::MissingCitation.code(),
                    span,
                    format!("{what} `{name}` cites nothing"),
                )
                .help("say where the law says so: `cite \"art. 4(1)\"`");
        }
    }
}

fn is_provision(provision: Provision) -> bool {
    match provision {
        Provision::Fact(_) | Provision::Event(_) => false,
        Provision::Parameter(_)
        | Provision::Scale(_)
        | Provision::Table(_)
        | Provision::Define(_)
        | Provision::Status(_)
        | Provision::Duty(_)
        | Provision::Sanctions(_) => true,
    }
}

fn uncited(laws: &Laws, provision: Provision) -> Option<(&'static str, &str, Span)> {
    let cites = |basis: &Basis| !basis.cites.is_empty();
    let (cited, told) = match provision {
        Provision::Fact(_) | Provision::Event(_) => return None,
        Provision::Parameter(id) => {
            let row = &laws.parameters[id];
            let versions = row.versions.versions().iter().any(|it| cites(&it.value.basis));
            (cites(&row.basis) || versions, ("parameter", row.name.as_str(), row.span))
        }
        Provision::Scale(id) => {
            let row = &laws.scales[id];
            let within = row.versions.versions().iter().any(|it| {
                cites(&it.value.basis) || it.value.bands.iter().any(|band| cites(&band.basis))
            });
            (cites(&row.basis) || within, ("scale", row.name.as_str(), row.span))
        }
        Provision::Table(id) => {
            let row = &laws.tables[id];
            let rows = row.rows.iter().any(|it| cites(&it.basis));
            (cites(&row.basis) || rows, ("table", row.name.as_str(), row.span))
        }
        Provision::Define(id) => {
            let row = &laws.defines[id];
            let within = row
                .versions
                .versions()
                .iter()
                .any(|it| cites(&it.value.basis) || any_cites(laws, it.value.value));
            (cites(&row.basis) || within, ("definition", row.name.as_str(), row.span))
        }
        Provision::Status(id) => {
            let row = &laws.statuses[id];
            (cites(&row.basis), ("status", row.name.as_str(), row.span))
        }
        Provision::Duty(id) => {
            let row = &laws.duties[id];
            (cites(&row.basis), ("duty", row.name.as_str(), row.span))
        }
        Provision::Sanctions(id) => {
            let row = &laws.sanctions[id];
            let steps = row.steps.iter().all(|step| cites(&laws.steps[*step].basis));
            (cites(&row.basis) || steps, ("block of sanctions", row.name.as_str(), row.span))
        }
    };
    (!cited).then_some(told)
}

/// Whether an alternative or exception below an expression is cited, or it applies a parameter, which
/// has its own citation.
fn any_cites(laws: &Laws, id: Id<Expression>) -> bool {
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        let kind = &laws.expressions[id].kind;
        let own = if let Kind::Logic(_, list) | Kind::AtLeast(_, list) = kind {
            list.iter().any(|it| !it.basis.cites.is_empty())
        } else if let Kind::Except(_, list) = kind {
            list.iter().any(|it| !it.basis.cites.is_empty())
        } else {
            matches!(kind, Kind::Parameter(_))
        };
        if own {
            return true;
        }
        waiting.extend(kind.children());
    }
    false
}
