//! `constant_comparison`: a comparison that comes out alike whatever the facts are.

use crate::ground::diagnostic::Found;
use crate::language::law::Kind;
use crate::tools::lint::{Rule, Subject};

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    for (_, row) in subject.expressions() {
        let Kind::Compare(_, one, two) = &row.kind else { continue };
        let [one, two] = [one, two].map(|id| &subject.laws.expressions[*id]);
        let written = |it: &Kind| matches!(it, Kind::Literal(_));
        let same = subject.said(one.span) == subject.said(two.span);
        if written(&one.kind) && written(&two.kind) || same {
            let words = subject.said(row.span);
            let message = format!("`{words}` comes out alike for everybody");
            found
                .report(Rule::ConstantComparison.code(), row.span, message)
                .help("compare a fact, or take it away");
        }
    }
}
