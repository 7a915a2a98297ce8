//! One law and one sheet as texts, laid out for what is asked of a definition on a day.

use solon::engine::eval::{Evaluated, Evaluator, Explain};
use solon::facts::{Instance, Sheet, load};
use solon::ground::diagnostic::{Found, Severity};
use solon::ground::table::Id;
use solon::ground::text::{Limits, Sources};
use solon::ground::time::Date;
use solon::language::check::check;
use solon::language::law::{Judged, Laws};
use solon::language::syntax;
use std::collections::BTreeSet;

/// A law and the sheet of one entity, without an error in either.
pub struct Case {
    pub laws: Laws,
    pub sheet: Sheet,
    pub subject: Id<Instance>,
}

/// Reads and checks a law of the subject `company`, and a sheet of one.
pub fn case(law: &str, sheet: &str) -> Case {
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let id = sources.add("law.law", law);
    let file = syntax::read(id, law, &Limits::default(), &mut found);
    let checked = check(&[(file, Judged::Named)], &sources);
    found.append(checked.found);
    let errors = |found: &Found| {
        let errors = found.diagnostics.iter().filter(|it| it.code.severity() == Severity::Error);
        errors.map(|it| format!("{} {:?}", it.message, it.label)).collect::<Vec<_>>()
    };
    assert!(!found.has_errors(), "{:#?}", errors(&found));
    let laws = checked.laws;
    let id = sources.add("sheet.yaml", sheet);
    let loaded = load(&laws, &BTreeSet::new(), &sources, id, &Limits::default(), &mut found);
    assert!(!found.has_errors(), "{:#?}", errors(&found));
    let sheet = loaded.expect("a sheet without errors");
    let subject = sheet.instances.ids().next_back().expect("an entity");
    Case { laws, sheet, subject }
}

impl Case {
    /// What a definition comes to on a day.
    pub fn define(&self, name: &str, on: &str) -> Evaluated {
        let define = self.laws.defines.iter().find(|define| define.name == name).expect(name);
        let on = Date::parse(on).unwrap();
        let wording = define.versions.on(on).expect("a version in force");
        let law = self.laws.laws.ids().next().unwrap();
        Evaluator::new(&self.laws, law, &self.sheet, self.subject, Explain::No)
            .evaluate(wording.value.value, on)
    }
}
