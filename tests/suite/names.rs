//! The names that are written: what each means, and that another name reaches every place of the old.

use crate::support::{PLATFORMS, law};
use solon::facts;
use solon::front::files::{self, Kind};
use solon::front::project;
use solon::ground::diagnostic::Found;
use solon::ground::table::Id;
use solon::ground::text::{Limits, Source, Sources, Span};
use solon::language::check::check;
use solon::language::law::{Judged, Laws};
use solon::language::syntax::{self, LawFile};
use solon::tools::names::sheet::{SheetNames, sheet};
use solon::tools::names::{Declared, NameKind, Names, Refused, names, rename};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Laws and sheets that were read together.
struct Texts {
    sources: Sources,
    files: Vec<(LawFile, Judged)>,
    laws: Laws,
    sheets: Vec<Id<Source>>,
}

impl Texts {
    /// Reads texts by name; those that are no laws are sheets. They have no errors.
    fn of(texts: &[(String, String)]) -> Result<Self, String> {
        let (mut sources, mut found) = (Sources::new(), Found::new());
        let (mut files, mut sheets) = (Vec::new(), Vec::new());
        let limits = Limits::default();
        for (name, text) in texts {
            let id = sources.add(name.as_str(), text.as_str());
            match name.ends_with(".law") {
                true => files.push((syntax::read(id, text, &limits, &mut found), Judged::Named)),
                false => sheets.push(id),
            }
        }
        let checked = check(&files, &sources);
        found.append(checked.found);
        for id in &sheets {
            let none = Default::default();
            facts::load(&checked.laws, &none, &sources, *id, &limits, &mut found);
        }
        match found.diagnostics.is_empty() {
            true => Ok(Self { sources, files, laws: checked.laws, sheets }),
            false => {
                let rows = found.diagnostics.iter().map(|told| {
                    let place = told.span.map(|span| {
                        let at = sources.position(span);
                        let name = &sources.source(span.source).name;
                        format!("{name}:{}:{} `{}`", at.line, at.column, sources.words(span))
                    });
                    format!("{} {} {place:?}\n", told.code.name(), told.message)
                });
                Err(rows.collect())
            }
        }
    }

    fn names(&self) -> Names {
        names(&self.files)
    }

    fn sheets(&self, names: &Names) -> Vec<SheetNames> {
        let of = |id: &Id<Source>| sheet(names, &self.laws, self.sources.source(*id), *id).unwrap();
        self.sheets.iter().map(of).collect()
    }

    /// The texts after these edits.
    fn edited(&self, edits: &[(Span, String)]) -> Vec<(String, String)> {
        let mut by_source: BTreeMap<Id<Source>, Vec<(Span, &str)>> = BTreeMap::new();
        for (span, words) in edits {
            by_source.entry(span.source).or_default().push((*span, words));
        }
        let rows = self.sources.rows().map(|(id, source)| {
            let mut text = source.text.to_string();
            let mut edits = by_source.remove(&id).unwrap_or_default();
            edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
            for (span, words) in edits {
                text.replace_range(span.range(), words);
            }
            (source.name.clone(), text)
        });
        rows.collect()
    }
}

/// The laws and sheets that we ship.
fn shipped() -> Texts {
    let mut texts = Vec::new();
    for kind in [Kind::Law, Kind::Sheet] {
        for input in files::gather(&[PathBuf::from("policies")], kind, &mut Found::new()) {
            texts.push((input.name, std::fs::read_to_string(input.path).unwrap()));
        }
    }
    assert!(texts.len() > 30, "{} texts", texts.len());
    Texts::of(&texts).unwrap()
}

#[test]
fn every_name_of_the_shipped_laws_can_be_another_one() {
    let texts = shipped();
    let names = texts.names();
    let sheets = texts.sheets(&names);
    assert!(sheets.iter().all(|sheet| sheet.written.len() > 3 && sheet.unclear.is_empty()));
    let mut edits = Vec::new();
    let mut kinds: BTreeMap<NameKind, usize> = BTreeMap::new();
    for (id, row) in names.declared.rows() {
        let new = format!("{}_x", row.name);
        edits.extend(rename(&names, &sheets, id, &new).unwrap());
        *kinds.entry(row.kind).or_default() += 1;
    }
    assert!(kinds.len() > 15, "{kinds:?}");
    // All names at once: whatever was missed is unknown now, whatever was mistaken is of another type.
    let after = texts.edited(&edits);
    let again = Texts::of(&after).unwrap_or_else(|told| panic!("{told}"));
    assert_eq!(again.names().written.len(), names.written.len());
    // And back: the same texts.
    let names = again.names();
    let sheets = again.sheets(&names);
    let mut edits = Vec::new();
    for (id, row) in names.declared.rows() {
        let old = row.name.strip_suffix("_x").expect("every name is another one");
        edits.extend(rename(&names, &sheets, id, old).unwrap());
    }
    let before = texts.edited(&[]);
    for ((name, text), (_, back)) in before.iter().zip(again.edited(&edits)) {
        assert_eq!(*text, back, "{name}");
    }
}

#[test]
fn every_construct_of_the_language_has_its_names_found() {
    // The fixtures of the formatter use every construct; the pages of the language each their own.
    let mut tried = 0;
    for page in crate::tidy::files("docs/language", "md") {
        let text = std::fs::read_to_string(&page).unwrap();
        for block in text.split("```law\n").skip(1).filter_map(|rest| rest.split("```").next()) {
            if !block.starts_with("law ") {
                continue;
            }
            let mut all = vec![("a.law".to_owned(), block.to_owned())];
            if block.contains("use platforms") {
                all.push(("platforms.law".to_owned(), PLATFORMS.to_owned()));
            }
            let Ok(texts) = Texts::of(&all) else { continue };
            let names = texts.names();
            let mut edits = Vec::new();
            for (id, row) in names.declared.rows() {
                edits.extend(rename(&names, &[], id, &format!("{}_x", row.name)).unwrap());
            }
            let after = texts.edited(&edits);
            Texts::of(&after)
                .unwrap_or_else(|told| panic!("{}\n{told}\n{after:?}", page.display()));
            tried += 1;
        }
    }
    assert!(tried > 8, "{tried} examples were tried");
}

const RICH: &str = "\
enum role { owner, host }
enum kind { owner, other }
facts {
  form  : bool over time
  roles : set of role
  sort  : kind
}
event order \"Order\" { amount : money RUB }
define covered = form and host in roles and sort = other
define big = any of company.services as s where (s.form)
define many = count of order as o in the last 8 years where (o.amount > 5 RUB) > 1
duty carry {
  cite \"1\"
  when covered and test.law.big or many
  must form
}
test \"one\" {
  given roles = {owner}
  given sort = owner
  on 2021-02-01
  expect carry not applicable
}";

fn rich() -> Texts {
    let text = law(RICH);
    let sheet = "{\"name\": \"X\", \"services\": [{\"name\": \"Y\", \"test.law\": {\"roles\": \
                 [\"owner\"], \"sort\": \"owner\", \"order\": [{\"on\": \"2021-03-01\", \
                 \"amount\": \"7 RUB\"}]}}]}";
    let texts = [("platforms.law", PLATFORMS), ("a.law", text.as_str()), ("s.json", sheet)];
    let texts: Vec<(String, String)> =
        texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Texts::of(&texts).unwrap_or_else(|told| panic!("{told}"))
}

fn declared(names: &Names, name: &str, kind: NameKind) -> Id<Declared> {
    let mut rows = names.declared.rows();
    rows.find(|(_, row)| row.name == name && row.kind == kind).expect(name).0
}

#[test]
fn a_value_is_that_of_the_enum_that_stands_beside_it() {
    let texts = rich();
    let names = texts.names();
    let sheets = texts.sheets(&names);
    let role = names.part(declared(&names, "role", NameKind::Enumeration), "owner").unwrap();
    let edits = rename(&names, &sheets, role, "keeper").unwrap();
    let after = texts.edited(&edits);
    let [_, (_, law), (_, sheet)] = after.as_slice() else { panic!() };
    assert!(
        law.contains("enum role { keeper, host }") && law.contains("enum kind { owner, other }")
    );
    assert!(law.contains("given roles = {keeper}") && law.contains("given sort = owner"));
    assert!(sheet.contains("\"roles\": [\"keeper\"], \"sort\": \"owner\""), "{sheet}");
    Texts::of(&after).unwrap_or_else(|told| panic!("{told}"));
}

#[test]
fn names_reach_through_elements_occurrences_and_other_laws() {
    let texts = rich();
    let names = texts.names();
    let sheets = texts.sheets(&names);
    let places = |name: &str, kind: NameKind| {
        let id = declared(&names, name, kind);
        rename(&names, &sheets, id, &format!("{name}_x")).unwrap().len()
    };
    // Declared; in `covered`, of an element, in `must`.
    assert_eq!(places("form", NameKind::Fact), 4);
    // Declared; of an occurrence; in the sheet.
    assert_eq!(places("amount", NameKind::EventField), 3);
    // The element and the occurrence are bound and named.
    assert_eq!(places("s", NameKind::Binding), 2);
    assert_eq!(places("o", NameKind::Binding), 2);
    // Declared; by the path of its law.
    assert_eq!(places("big", NameKind::Define), 2);
    // The header, the path, the block of the sheet.
    assert_eq!(places("test.law", NameKind::Law), 3);
    // Declared; in `company.services`; in the sheet.
    assert_eq!(places("services", NameKind::Field), 3);
    // Declared; `subject`, and the list of the vocabulary.
    assert_eq!(places("service", NameKind::Entity), 3);
}

#[test]
fn names_that_cannot_be_are_refused_with_the_reason() {
    let texts = rich();
    let names = texts.names();
    let refused = |name: &str, kind: NameKind, new: &str| {
        let Err(Refused(words)) = rename(&names, &[], declared(&names, name, kind), new) else {
            panic!("{name} may be called {new}");
        };
        words
    };
    for bad in ["", "Form", "1form", "a b", "a.b", "_a", "a-b", "форма", "a\u{301}", "form\n"]
    {
        assert!(refused("form", NameKind::Fact, bad).contains("is no name"), "{bad}");
    }
    assert!(refused("form", NameKind::Fact, "until").contains("word of the language"));
    assert!(refused("form", NameKind::Fact, "covered").contains("a definition"));
    // What the vocabulary declares is seen in the law, and the other way round.
    assert!(refused("form", NameKind::Fact, "users").contains("a unit"));
    assert!(refused("users", NameKind::Unit, "form").contains("a fact"));
    assert!(refused("form", NameKind::Fact, "host").contains("a value of an enum"));
    assert!(refused("host", NameKind::Variant, "form").contains("a fact"));
    assert!(refused("host", NameKind::Variant, "owner").contains("a value of an enum"));
    assert!(refused("seat", NameKind::Field, "turnover").contains("a field"));
    assert!(refused("form", NameKind::Fact, "s").contains("an occurrence or element"));
    assert!(refused("s", NameKind::Binding, "form").contains("a fact"));
    assert!(refused("test.law", NameKind::Law, "platforms").contains("a vocabulary"));
    assert!(refused("test.law", NameKind::Law, "test..law").contains("is no name"));
    // Its own name is no change, and another enum may have the same value.
    assert_eq!(rename(&names, &[], declared(&names, "form", NameKind::Fact), "form"), Ok(vec![]));
    let kind = declared(&names, "kind", NameKind::Enumeration);
    assert!(rename(&names, &[], names.part(kind, "other").unwrap(), "host").is_ok());
}

#[test]
fn a_project_is_read_like_the_command_reads_it() {
    let project = project::open(&[PathBuf::from("policies/ru")], &Limits::default());
    let names = names(&project.files);
    let (line, law) =
        project.sources.rows().find(|(_, it)| it.name.ends_with("landing.law")).unwrap();
    let at = law.text.find("must presence in").unwrap() + 6;
    let written = names.at(line, at).unwrap();
    assert_eq!(names.declared[written.what].name, "presence");
    assert_eq!(names.declared[written.what].kind, NameKind::Fact);
    assert!(!written.declares);
    // A word of the language is no name.
    assert_eq!(names.at(line, at - 5), None);
}
