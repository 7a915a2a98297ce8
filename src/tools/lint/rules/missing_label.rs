//! `missing_label`: a fact that says nothing to whoever has to state it.

use crate::ground::diagnostic::Found;
use crate::language::law::Provision;
use crate::tools::lint::{Rule, Subject};

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    for (_, law) in subject.named() {
        for provision in &law.provisions {
            let Provision::Fact(id) = provision else { continue };
            let row = &subject.laws.facts[*id];
            if row.label.is_none() && row.documentation.is_empty() {
                let message = format!("fact `{}` has no label", row.name);
                found
                    .report(Rule::MissingLabel.code(), row.span, message)
                    .help("say in a few words what is asked for: `name : bool \"…\"`");
            }
        }
    }
}
