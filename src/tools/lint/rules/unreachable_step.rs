//! `unreachable_step`: a step that no breach of its duties can lead to.

use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::time::Interval;
use crate::language::law::{Commencement, Duty, Law, Laws, Provision, Since, Step};
use crate::tools::lint::{Rule, Subject};

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    let laws = subject.laws;
    for (_, law) in subject.named() {
        let blocks = law.provisions.iter().filter_map(|provision| match provision {
            Provision::Sanctions(id) => Some(*id),
            Provision::Fact(_)
            | Provision::Event(_)
            | Provision::Parameter(_)
            | Provision::Scale(_)
            | Provision::Table(_)
            | Provision::Define(_)
            | Provision::Status(_)
            | Provision::Duty(_) => None,
        });
        for step in blocks.flat_map(|block| laws.sanctions[block].steps.iter()) {
            if let Some(why) = unreachable(laws, law, *step) {
                let row = &laws.steps[*step];
                let message = format!("step `{}` can never be reached", row.name);
                let told = found.report(Rule::UnreachableStep.code(), row.span, message);
                told.help(why);
            }
        }
    }
}

/// Why a step is never reached, where that can be seen. That it is in force on no day, or that its
/// condition never holds, is found by the check.
fn unreachable(laws: &Laws, law: &Law, id: Id<Step>) -> Option<String> {
    let mut at = id;
    // A chain of steps that wait for each other ends; the check refuses circles.
    for _ in 0..laws.steps.len() {
        let row = &laws.steps[at];
        let block = &laws.sanctions[row.block];
        let duties = row.duties.as_ref().unwrap_or(&block.duties);
        let days = during(during(law.in_force, block.commencement), row.commencement);
        // A breach outlasts the end of its duty; it cannot begin before the duty does.
        let begins = |duty: &Id<Duty>| laws.duties[*duty].commencement.from;
        let first = duties.iter().map(|duty| begins(duty).unwrap_or(law.in_force.from)).min()?;
        if days.until.is_some_and(|until| until <= first) {
            return Some(match at == id {
                true => format!("it ends before its duties begin, on {first}"),
                false => format!("it waits for `{}`, which ends before its duties begin", row.name),
            });
        }
        match row.clock.as_ref().map(|clock| clock.since) {
            Some(Since::Step(before)) => at = before,
            Some(Since::Breach | Since::Event(_)) | None => return None,
        }
    }
    None
}

fn during(days: Interval, commencement: Commencement) -> Interval {
    let from = commencement.from.map_or(days.from, |from| from.max(days.from));
    let until = match (days.until, commencement.until) {
        (Some(one), Some(two)) => Some(one.min(two)),
        (one, two) => one.or(two),
    };
    Interval { from, until }
}
