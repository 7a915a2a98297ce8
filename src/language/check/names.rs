//! The first pass: every declaration gets its row and its name, and no name is taken twice.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::language::check::clause::label;
use crate::language::check::homes::{Home, HomeKind};
use crate::language::check::scope::{Checker, Named};
use crate::language::law::{Enumeration, Unit};
use crate::language::syntax::{self, Declaration, Header, Name};
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Checker<'a> {
    /// Declares everything in every home, then looks for names that a used file has too.
    pub fn declare(&mut self) {
        for at in 0..self.homes.len() {
            let Some(home) = self.homes.get(at) else { continue };
            let kind = home.kind;
            let files = home.files.clone();
            for file in files {
                for name in &file.unread {
                    self.unread(at, name);
                }
                let tests_only = matches!(file.header, Some(Header::Tests { .. }));
                for declaration in &file.declarations {
                    if self.belongs(declaration, kind, tests_only) {
                        self.declaration(at, declaration);
                    }
                }
            }
        }
        let mut shared = BTreeMap::new();
        for at in 0..self.homes.len() {
            self.shadows(at, &mut shared);
        }
    }

    /// Whether a declaration may stand in a file of this kind.
    fn belongs(&mut self, written: &Declaration, kind: HomeKind, tests_only: bool) -> bool {
        let (what, span) = head(written);
        let is_test = match written {
            Declaration::Test(_) | Declaration::Assertion(_) => true,
            Declaration::Unit(_)
            | Declaration::Entity(_)
            | Declaration::Enumeration(_)
            | Declaration::Facts(_)
            | Declaration::Event(_)
            | Declaration::Parameter(_)
            | Declaration::Scale(_)
            | Declaration::Table(_)
            | Declaration::Calendar(_)
            | Declaration::Define(_)
            | Declaration::Status(_)
            | Declaration::Duty(_)
            | Declaration::Sanctions(_) => false,
        };
        let shared = match written {
            Declaration::Define(_)
            | Declaration::Status(_)
            | Declaration::Duty(_)
            | Declaration::Sanctions(_)
            | Declaration::Test(_)
            | Declaration::Assertion(_) => false,
            Declaration::Unit(_)
            | Declaration::Entity(_)
            | Declaration::Enumeration(_)
            | Declaration::Facts(_)
            | Declaration::Event(_)
            | Declaration::Parameter(_)
            | Declaration::Scale(_)
            | Declaration::Table(_)
            | Declaration::Calendar(_) => true,
        };
        if tests_only && !is_test {
            self.report(Code::E0206, span, format!("{what} does not belong in a file of tests"))
                .help("move it to the law itself");
            return false;
        }
        if matches!(kind, HomeKind::Vocabulary(_)) && !shared {
            self.report(Code::E0206, span, format!("{what} does not belong in a vocabulary"))
                .help("move it to a law");
            return false;
        }
        true
    }

    fn declaration(&mut self, home: usize, written: &'a Declaration) {
        match written {
            Declaration::Unit(unit) => self.declare_unit(home, unit),
            Declaration::Entity(entity) => self.declare_entity(home, entity),
            Declaration::Enumeration(enumeration) => self.declare_enumeration(home, enumeration),
            Declaration::Facts(facts) => self.declare_facts(home, facts),
            Declaration::Event(event) => self.declare_event(home, event),
            Declaration::Parameter(parameter) => self.declare_parameter(home, parameter),
            Declaration::Scale(scale) => self.declare_scale(home, scale),
            Declaration::Table(table) => self.declare_table(home, table),
            Declaration::Calendar(calendar) => self.declare_calendar(home, calendar),
            Declaration::Define(define) => self.declare_define(home, define),
            Declaration::Status(status) => self.declare_status(home, status),
            Declaration::Duty(duty) => self.declare_duty(home, duty),
            Declaration::Sanctions(block) => self.declare_sanctions(home, block),
            Declaration::Test(test) => self.work.tests.push((home, test)),
            Declaration::Assertion(assertion) => self.work.assertions.push((home, assertion)),
        }
    }

    fn declare_unit(&mut self, home: usize, written: &'a syntax::Unit) {
        self.no_commencement(&written.clauses, "a unit");
        let id = self.laws.units.add(Unit {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            span: written.name.span,
        });
        self.name(home, &written.name, Named::Unit(id));
    }

    fn declare_enumeration(&mut self, home: usize, written: &'a syntax::Enumeration) {
        self.no_commencement(&written.clauses, "an enum");
        let variants = self.variants(written);
        let id = self.laws.enumerations.add(Enumeration {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            variants,
            span: written.name.span,
        });
        self.know_variants(id);
        self.name(home, &written.name, Named::Enumeration(id));
    }

    /// A name whose declaration could not be read: known, so that its uses make no noise.
    fn unread(&mut self, home: usize, name: &'a Name) {
        if let Some(home) = self.homes.get_mut(home) {
            home.names.entry(&name.text).or_insert((Named::Refused("declaration"), name.span));
        }
    }

    /// Takes a name in a home; reports one that is taken, with both places.
    pub fn name(&mut self, home: usize, name: &'a Name, named: Named) {
        let Some(names) = self.homes.get_mut(home).map(|home| &mut home.names) else { return };
        if let Some((first, place)) = names.get(name.text.as_str()) {
            let (first, place) = (first.what(), *place);
            self.twice(name, &named.what(), &first, place);
            return;
        }
        names.insert(&name.text, (named, name.span));
    }

    /// Reports a name that something else already has.
    pub fn twice(&mut self, name: &Name, what: &str, first: &str, place: Span) {
        self.report(Code::E0202, name.span, format!("`{}` is declared twice", name.text))
            .here(format!("{what} here"))
            .and(place, format!("{first} here"))
            .help("give one of them another name");
    }

    /// Reports names of a home that a used file has too, or that two used files have.
    fn shadows(&mut self, at: usize, shared: &mut BTreeMap<(usize, usize), Vec<&'a str>>) {
        let Some(home) = self.homes.get(at) else { return };
        // The names of another law are reached by its path, so they cannot clash.
        let vocabulary = |used: &usize| {
            let other = self.homes.get(*used)?;
            other.law().is_none().then_some((*used, other))
        };
        let used: Vec<(usize, &Home<'a>)> = home.uses.iter().filter_map(vocabulary).collect();
        let mut clashes = Vec::new();
        for (position, (number, other)) in used.iter().enumerate() {
            let mut told: BTreeSet<&'a str> = BTreeSet::new();
            for name in in_common(home, other) {
                told.insert(name);
                clashes.extend(clash(name, home, other));
            }
            for (before, first) in used.iter().take(position) {
                let names =
                    shared.entry((*before, *number)).or_insert_with(|| in_common(first, other));
                for name in names.iter().filter(|name| told.insert(name)) {
                    clashes.extend(clash(name, other, first));
                }
            }
        }
        for Clash { name, one: (mine, span), two: (other, place) } in clashes {
            self.report(Code::E0202, span, format!("`{name}` is declared twice"))
                .here(format!("{} here", mine.what()))
                .and(place, format!("{} here, in a file that is used", other.what()))
                .help("give one of them another name");
        }
    }

    /// Reports names that stand twice in one list of fields or values.
    pub fn distinct<'n>(&mut self, names: impl IntoIterator<Item = &'n Name>) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for name in names {
            match seen.get(name.text.as_str()) {
                Some(first) => {
                    let first = *first;
                    self.twice(name, "again", "first", first);
                }
                None => {
                    seen.insert(&name.text, name.span);
                }
            }
        }
    }
}

/// A name that two files declare: what it is in each, and where.
struct Clash<'a> {
    name: &'a str,
    one: (Named, Span),
    two: (Named, Span),
}

fn clash<'a>(name: &'a str, one: &Home<'a>, two: &Home<'a>) -> Option<Clash<'a>> {
    Some(Clash { name, one: *one.names.get(name)?, two: *two.names.get(name)? })
}

/// The names that two homes both have: those of the smaller are looked up in the larger.
fn in_common<'a>(one: &Home<'a>, two: &Home<'a>) -> Vec<&'a str> {
    let (few, many) = if one.names.len() <= two.names.len() { (one, two) } else { (two, one) };
    few.names.keys().filter(|name| many.names.contains_key(*name)).copied().collect()
}

/// What a declaration is and where its name stands.
fn head(written: &Declaration) -> (&'static str, Span) {
    match written {
        Declaration::Unit(unit) => ("a unit", unit.name.span),
        Declaration::Entity(entity) => ("an entity", entity.name.span),
        Declaration::Enumeration(enumeration) => ("an enum", enumeration.name.span),
        Declaration::Facts(facts) => ("a block of facts", facts.span),
        Declaration::Event(event) => ("an event", event.name.span),
        Declaration::Parameter(parameter) => ("a parameter", parameter.name.span),
        Declaration::Scale(scale) => ("a scale", scale.name.span),
        Declaration::Table(table) => ("a table", table.name.span),
        Declaration::Calendar(calendar) => ("a calendar", calendar.name.span),
        Declaration::Define(define) => ("a definition", define.name.span),
        Declaration::Status(status) => ("a status", status.name.span),
        Declaration::Duty(duty) => ("a duty", duty.name.span),
        Declaration::Sanctions(block) => ("a block of sanctions", block.name.span),
        Declaration::Test(test) => ("a test", test.name.span),
        Declaration::Assertion(assertion) => ("an assert", assertion.name.span),
    }
}
