//! `similar_names`: two names of one law that differ in nothing but `_`, digits written out or an `s`.

use crate::ground::diagnostic::Found;
use crate::ground::text::Span;
use crate::language::law::{Laws, Provision};
use crate::tools::lint::{Rule, Subject};
use std::collections::BTreeMap;

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    for (_, law) in subject.named() {
        let mut seen: BTreeMap<String, (String, Span)> = BTreeMap::new();
        for provision in &law.provisions {
            let (name, span) = named(subject.laws, *provision);
            let alike: String = name.chars().filter(|letter| *letter != '_').collect();
            let alike = alike.trim_end_matches('s').to_owned();
            match seen.get(&alike) {
                Some((other, first)) if *other != name => {
                    let message = format!("`{name}` reads like `{other}`");
                    found
                        .report(Rule::SimilarNames.code(), span, message)
                        .and(*first, "the other one")
                        .help("name them so that nobody takes one for the other");
                }
                Some(_) => {}
                None => {
                    seen.insert(alike, (name, span));
                }
            }
        }
    }
}

fn named(laws: &Laws, provision: Provision) -> (String, Span) {
    let (name, span) = match provision {
        Provision::Fact(id) => (&laws.facts[id].name, laws.facts[id].span),
        Provision::Event(id) => (&laws.events[id].name, laws.events[id].span),
        Provision::Parameter(id) => (&laws.parameters[id].name, laws.parameters[id].span),
        Provision::Scale(id) => (&laws.scales[id].name, laws.scales[id].span),
        Provision::Table(id) => (&laws.tables[id].name, laws.tables[id].span),
        Provision::Define(id) => (&laws.defines[id].name, laws.defines[id].span),
        Provision::Status(id) => (&laws.statuses[id].name, laws.statuses[id].span),
        Provision::Duty(id) => (&laws.duties[id].name, laws.duties[id].span),
        Provision::Sanctions(id) => (&laws.sanctions[id].name, laws.sanctions[id].span),
    };
    (name.clone(), span)
}
