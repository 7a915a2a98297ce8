//! `duty_without_sanction`: a duty whose breach nothing follows.

use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::language::law::{Duty, Provision};
use crate::tools::lint::{Rule, Subject};
use std::collections::BTreeSet;

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    let laws = subject.laws;
    let followed: BTreeSet<Id<Duty>> = laws
        .sanctions
        .iter()
        .flat_map(|block| {
            let steps = block.steps.iter().filter_map(|step| laws.steps[*step].duties.as_ref());
            block.duties.iter().chain(steps.flatten()).copied().collect::<Vec<_>>()
        })
        .collect();
    for (_, law) in subject.named() {
        for provision in &law.provisions {
            let Provision::Duty(id) = provision else { continue };
            if !followed.contains(id) {
                let row = &laws.duties[*id];
                let message = format!("nothing follows a breach of `{}`", row.name);
                found
                    .report(Rule::DutyWithoutSanction.code(), row.span, message)
                    .help("lay down its `sanctions`, or `allow` it where the law has none");
            }
        }
    }
}
