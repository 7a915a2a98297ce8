//! The old edition with some of the amended provisions as the new one has them.

use crate::language::law::Judged;
use crate::language::syntax::{
    Declaration, Facts, Header, LawFile, Sanctions, SanctionsClause, Step,
};
use crate::tools::compare::Editions;
use crate::tools::compare::provision::{Called, Construct};
use std::collections::BTreeSet;

/// The files of the old edition, those provisions of `taken` as the new edition has them: changed,
/// added or taken away. Tests and asserts are left out.
pub fn blend(editions: Editions<'_>, taken: &BTreeSet<Called>) -> Vec<(LawFile, Judged)> {
    let mut files = Vec::new();
    let new = &editions.new.files;
    for (old, judged) in &editions.old.files {
        let Some(home) = old.name() else { continue };
        let same = |(file, _): &&(LawFile, Judged)| file.name().as_deref() == Some(home.as_str());
        let file = match new.iter().find(same) {
            Some((new, _)) => Blending { home, taken }.file(old, new),
            None => LawFile { declarations: lasting(old), ..old.clone() },
        };
        files.push((file, *judged));
    }
    for (file, judged) in new {
        let Some(home) = file.name() else { continue };
        let known = editions.old.files.iter().any(|(old, _)| old.name().as_ref() == Some(&home));
        if !known {
            // What is new as a whole is there for whatever is taken from it.
            files.push((LawFile { declarations: lasting(file), ..file.clone() }, *judged));
        }
    }
    files
}

fn lasting(file: &LawFile) -> Vec<Declaration> {
    let mut declarations = file.declarations.clone();
    declarations.retain(|it| !matches!(it, Declaration::Test(_) | Declaration::Assertion(_)));
    declarations
}

struct Blending<'a> {
    home: String,
    taken: &'a BTreeSet<Called>,
}

impl Blending<'_> {
    fn takes(&self, construct: Construct, name: &str, block: Option<&str>) -> bool {
        let (name, block) = (name.to_owned(), block.map(str::to_owned));
        self.taken.contains(&Called { home: self.home.clone(), construct, name, block })
    }

    fn file(&self, old: &LawFile, new: &LawFile) -> LawFile {
        let mut file = old.clone();
        if self.takes(Construct::Header, "", None) {
            file.header = header(old, new);
        }
        let used: Vec<String> = old.uses.iter().map(|line| line.name.dotted()).collect();
        let more = new.uses.iter().filter(|line| !used.contains(&line.name.dotted()));
        file.uses.extend(more.cloned());
        file.declarations.clear();
        for declaration in lasting(old) {
            self.old(declaration, new, &mut file.declarations);
        }
        for declaration in lasting(new) {
            self.added(declaration, old, &mut file.declarations);
        }
        file
    }

    /// What becomes of a declaration of the old edition.
    fn old(&self, declaration: Declaration, new: &LawFile, out: &mut Vec<Declaration>) {
        if let Some(name) = called(&declaration) {
            if !self.takes(name.0, &name.1, None) {
                return out.push(declaration);
            }
            let same = |it: &&Declaration| called(it).is_some_and(|it| it == name);
            out.extend(new.declarations.iter().find(same).cloned());
        } else if let Declaration::Facts(mut block) = declaration {
            block.fields.retain(|it| !self.takes(Construct::Fact, &it.name.text, None));
            out.push(Declaration::Facts(block));
        } else if let Declaration::Sanctions(block) = declaration {
            let name = block.name.text.as_str();
            let after = blocks(new).find(|it| it.name.text == name);
            if self.takes(Construct::Sanctions, name, None) {
                // The new block, or nothing: its steps are of one or the other edition.
                out.extend(after.map(|after| self.block(after, &block, after)));
            } else {
                out.push(self.block(&block, &block, after.unwrap_or(&block)));
            }
        }
    }

    /// What is taken of a declaration that the old edition lacks.
    fn added(&self, declaration: Declaration, old: &LawFile, out: &mut Vec<Declaration>) {
        if let Some(name) = called(&declaration) {
            let known = old.declarations.iter().filter_map(called).any(|it| it == name);
            if !known && self.takes(name.0, &name.1, None) {
                out.push(declaration);
            }
        } else if let Declaration::Facts(block) = declaration {
            let mut fields = block.fields.clone();
            fields.retain(|it| self.takes(Construct::Fact, &it.name.text, None));
            if !fields.is_empty() {
                out.push(Declaration::Facts(Facts { fields, ..block }));
            }
        } else if let Declaration::Sanctions(block) = declaration {
            let name = block.name.text.as_str();
            let known = blocks(old).any(|it| it.name.text == name);
            if !known && self.takes(Construct::Sanctions, name, None) {
                let none = Sanctions { clauses: Vec::new(), ..block.clone() };
                out.push(self.block(&block, &none, &block));
            }
        }
    }

    /// A block that is `whole` but for its steps: each is taken from `before` or `after`, in the
    /// order of `whole`, those that it lacks behind the step they follow in their own edition.
    fn block(&self, whole: &Sanctions, before: &Sanctions, after: &Sanctions) -> Declaration {
        let name = whole.name.text.as_str();
        let mut kept: Vec<Step> = Vec::new();
        for step in steps(before) {
            if !self.takes(Construct::Step, &step.name.text, Some(name)) {
                kept.push(step.clone());
            }
        }
        let mut last: Option<&str> = None;
        for step in steps(after) {
            if self.takes(Construct::Step, &step.name.text, Some(name)) {
                let at = last.and_then(|last| kept.iter().position(|it| it.name.text == last));
                kept.insert(at.map_or(0, |at| at + 1).min(kept.len()), step.clone());
            }
            last = Some(&step.name.text);
        }
        let order: Vec<&str> = steps(whole).map(|step| step.name.text.as_str()).collect();
        if kept.iter().all(|step| order.contains(&step.name.text.as_str())) {
            kept.sort_by_key(|step| order.iter().position(|name| *name == step.name.text));
        }
        let mut clauses = whole.clauses.clone();
        clauses.retain(|clause| !matches!(clause, SanctionsClause::Step(_)));
        clauses.extend(kept.into_iter().map(SanctionsClause::Step));
        Declaration::Sanctions(Sanctions { clauses, ..whole.clone() })
    }
}

/// The new header, with the name of the old file.
fn header(old: &LawFile, new: &LawFile) -> Option<Header> {
    match (&old.header, &new.header) {
        (Some(Header::Law { .. }), Some(after @ Header::Law { .. })) => Some(after.clone()),
        (before, _) => before.clone(),
    }
}

fn blocks(file: &LawFile) -> impl Iterator<Item = &Sanctions> {
    file.declarations.iter().filter_map(|declaration| {
        if let Declaration::Sanctions(block) = declaration { Some(block) } else { None }
    })
}

fn steps(block: &Sanctions) -> impl Iterator<Item = &Step> {
    block.clauses.iter().filter_map(|clause| {
        if let SanctionsClause::Step(step) = clause { Some(step) } else { None }
    })
}

/// What a declaration of one name is called; nothing for facts, blocks with steps, and tests.
fn called(declaration: &Declaration) -> Option<(Construct, String)> {
    let (construct, name) = match declaration {
        Declaration::Unit(it) => (Construct::Unit, &it.name),
        Declaration::Entity(it) => (Construct::Entity, &it.name),
        Declaration::Enumeration(it) => (Construct::Enumeration, &it.name),
        Declaration::Event(it) => (Construct::Event, &it.name),
        Declaration::Parameter(it) => (Construct::Parameter, &it.name),
        Declaration::Scale(it) => (Construct::Scale, &it.name),
        Declaration::Table(it) => (Construct::Table, &it.name),
        Declaration::Calendar(it) => (Construct::Calendar, &it.name),
        Declaration::Define(it) => (Construct::Define, &it.name),
        Declaration::Status(it) => (Construct::Status, &it.name),
        Declaration::Duty(it) => (Construct::Duty, &it.name),
        Declaration::Facts(_)
        | Declaration::Sanctions(_)
        | Declaration::Test(_)
        | Declaration::Assertion(_) => return None,
    };
    Some((construct, name.text.to_string()))
}
