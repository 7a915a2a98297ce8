//! `untested`: a provision that no test expects anything of.

use crate::ground::diagnostic::Found;
use crate::language::law::{Judged, Provision};
use crate::tools::lint::{Rule, Subject};
use crate::tools::testing::coverage::stands::Reached;

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    let laws = subject.laws;
    let tests = laws.tests.iter().filter(|test| laws.laws[test.law].judged == Judged::Named);
    let mut reached = Reached::default();
    tests.for_each(|test| reached.add_test(laws, test));
    for (_, law) in subject.named() {
        for provision in &law.provisions {
            let (tested, what, name, span) = match *provision {
                Provision::Define(id) => {
                    let row = &laws.defines[id];
                    (reached.defines.contains(&id), "definition", &row.name, row.span)
                }
                Provision::Status(id) => {
                    let row = &laws.statuses[id];
                    (reached.statuses.contains(&id), "status", &row.name, row.span)
                }
                Provision::Duty(id) => {
                    let row = &laws.duties[id];
                    (reached.duties.contains(&id), "duty", &row.name, row.span)
                }
                Provision::Sanctions(id) => {
                    for step in &laws.sanctions[id].steps {
                        let row = &laws.steps[*step];
                        if !reached.steps.contains(step) {
                            let message =
                                format!("no test expects anything of step `{}`", row.name);
                            tell(message, row.span, found);
                        }
                    }
                    continue;
                }
                Provision::Fact(_)
                | Provision::Event(_)
                | Provision::Parameter(_)
                | Provision::Scale(_)
                | Provision::Table(_) => continue,
            };
            if !tested {
                tell(format!("no test expects anything of {what} `{name}`"), span, found);
            }
        }
    }
}

fn tell(message: String, span: crate::ground::text::Span, found: &mut Found) {
    let help = "write a test; `solon test --boundaries` makes cases to begin with";
    found.report(Rule::Untested.code(), span, message).help(help);
}
