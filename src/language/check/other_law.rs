//! Names of other laws: where a path leads, whether its law is about the same entity, and as what
//! it is seen from here.

use crate::ground::diagnostic::{Code, MANY};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::expression_path::Meaning;
use crate::language::check::homes::HomeKind;
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Kind, Law, View};
use crate::language::syntax::{Name, Path};

/// A path that begins with the name of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    /// The home of that name.
    pub home: usize,
    /// How many segments the name has.
    pub skip: usize,
}

impl Checker<'_> {
    /// Where a path leads that begins with the name of a law or vocabulary. A name in sight with a
    /// field behind it comes first.
    pub fn lead(&self, home: usize, path: &Path) -> Option<Lead> {
        let segments = path.segments.as_slice();
        let first = segments.first()?;
        if segments.len() < 2 || segments.len() == 2 && self.lookup(home, &first.text).is_some() {
            return None;
        }
        // A bound name is nearer than any law: the event of an element may have a field.
        if self.bound_to(&first.text).is_some() {
            return None;
        }
        let dotted = path.dotted();
        let mut name = dotted.as_str();
        while let Some((before, _)) = name.rsplit_once('.') {
            if let Some(home) = self.by_name.get(before) {
                return Some(Lead { home: *home, skip: before.split('.').count() });
            }
            name = before;
        }
        None
    }

    /// What a path stands for: the name itself, and what stands behind it. Nothing is reported.
    pub fn find<'p>(&self, home: usize, path: &'p Path) -> Option<(Named, Span, &'p [Name])> {
        let lead = self.lead(home, path);
        let skip = lead.map_or(0, |lead| lead.skip);
        let (first, rest) = path.segments.get(skip..)?.split_first()?;
        let (named, place) = match lead {
            Some(lead) => *self.homes.get(lead.home)?.names.get(first.text.as_str())?,
            None => self.lookup(home, &first.text)?,
        };
        Some((named, place, rest))
    }

    /// What the rest of a path stands for in the law that it begins with.
    pub fn led(&mut self, scope: Scope, path: &Path, lead: Lead) -> Meaning {
        let Some((first, rest)) = path.segments.get(lead.skip..).and_then(<[Name]>::split_first)
        else {
            return Meaning::Lost;
        };
        let Some(other) = self.homes.get(lead.home) else { return Meaning::Lost };
        let (name, place, incomplete) = (other.name.clone(), other.span, other.incomplete);
        let named = other.names.get(first.text.as_str()).copied();
        if lead.home != scope.home && !self.may_name(scope, path, lead) {
            return Meaning::Lost;
        }
        let Some((named, declared)) = named else {
            if !incomplete {
                let names = self.own_names(lead.home);
                let near = self.near(&first.text, names);
                self.unknown_part("name", first, &name, place, near);
            }
            return Meaning::Lost;
        };
        if scope.counts || matches!(named, Named::Define(_) | Named::Status(_)) {
            self.used.insert(named);
        }
        match rest {
            [] => self.whole(first, named, declared),
            [field] => self.part(Scope { home: lead.home, ..scope }, first, field, named, declared),
            [_, second, ..] => self.too_deep(path, second),
        }
    }

    /// Reports a path so long that it can only begin with the name of a law, which nobody has.
    pub fn no_such_law(&mut self, path: &Path) {
        // A file whose header could not be read may be the one.
        if self.homes.iter().any(|home| home.name.is_empty()) {
            return;
        }
        let Some((last, law)) = path.segments.split_last() else { return };
        let place = law.iter().fold(path.span, |all, name| Span { end: name.span.end, ..all });
        let said = Path { segments: law.to_vec(), span: place }.dotted();
        let few = self.found.diagnostics.len() <= MANY;
        let names = self.by_name.keys().map(String::as_str).filter(|_| few);
        let near = self.near(&said, names);
        let found = self.found.report(Code::E0204, place, "no law of this name is found");
        match near {
            Some(near) => found.help(format!("did you mean `{near}.{}`?", last.text)).fix(
                format!("change it to `{near}`"),
                place,
                near,
            ),
            None => found.help("name its file or folder too, or put it below the project root"),
        };
    }

    /// Whether a law may name another: one that judges the same entity or what it belongs to.
    pub fn may_name(&mut self, scope: Scope, path: &Path, lead: Lead) -> bool {
        let Some(other) = self.homes.get(lead.home) else { return false };
        let (name, place) = (other.name.clone(), other.span);
        if matches!(other.kind, HomeKind::Vocabulary(_)) {
            self.report(Code::E0201, path.span, format!("`{name}` is a vocabulary"))
                .and(place, "declared here")
                .help(format!("write `use {name}` and the name alone"));
            return false;
        }
        let mine = self.homes.get(scope.home).and_then(|home| home.subject);
        let (Some(mine), Some(theirs)) = (mine, other.subject) else {
            // A subject that is not known is reported, but in a vocabulary, which names no law.
            return false;
        };
        if self.reaches(mine, theirs) {
            return true;
        }
        let (mine, theirs) = (&self.laws.entities[mine].name, &self.laws.entities[theirs].name);
        let help = format!("this law judges `{mine}`: name a law about it or what it belongs to");
        let message = format!("`{name}` judges neither subject nor owner");
        let what = format!("it judges `{theirs}`");
        self.report(Code::E0207, path.span, message).and(place, what).help(help);
        false
    }

    /// A value as it is seen from where it is named: what follows the rules of the law whose name
    /// the path begins with is evaluated under that law.
    pub fn as_seen(&mut self, scope: Scope, path: &Path, typed: Typed) -> Typed {
        match self.other_law(scope.home, path) {
            Some(law) if follows_rules(&self.laws.expressions[typed.id].kind) => {
                let row = &self.laws.expressions[typed.id];
                let (type_, span) = (row.type_.clone(), row.span);
                let kind = Kind::Seen { from: View::Law(law), what: typed.id };
                Typed { bare: typed.bare, ..self.add(kind, type_, span) }
            }
            Some(_) | None => typed,
        }
    }

    /// The law whose name a path begins with, where it is another.
    fn other_law(&self, home: usize, path: &Path) -> Option<Id<Law>> {
        let lead = self.lead(home, path).filter(|lead| lead.home != home)?;
        self.homes.get(lead.home)?.law()
    }
}

/// Whether the rules of a law decide what an expression comes to; facts and events are the same
/// under every law.
#[expect(clippy::wildcard_enum_match_arm, reason = "a path has only the forms named here")]
fn follows_rules(kind: &Kind) -> bool {
    match kind {
        Kind::Parameter(_)
        | Kind::Define(_)
        | Kind::Status(_)
        | Kind::Is(..)
        | Kind::StepAmount(_)
        | Kind::BlockTotal(_)
        | Kind::BlockPayable(_) => true,
        _facts_and_events => false,
    }
}
