//! Another name for a declaration: every place that names it, or why it cannot be called so.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::syntax::is_reserved;
use crate::tools::names::sheet::SheetNames;
use crate::tools::names::{Declared, NameKind, Names, Written};

/// Why a declaration cannot be called so, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

/// The places at which a declaration is named, in laws and in sheets, each with what stands there when
/// it bears another name.
pub fn rename(
    names: &Names,
    sheets: &[SheetNames],
    what: Id<Declared>,
    name: &str,
) -> Result<Vec<(Span, String)>, Refused> {
    let old = &names.declared[what];
    spelt(name, matches!(old.kind, NameKind::Law | NameKind::Vocabulary))?;
    if old.name == name {
        return Ok(Vec::new());
    }
    names.free(what, name)?;
    if sheets.iter().flat_map(|sheet| &sheet.unclear).any(|it| it.what == what) {
        let words =
            format!("a sheet writes `{}` in parts or with escapes: rename it by hand", old.name);
        return Err(Refused(words));
    }
    let sheets = sheets.iter().flat_map(|sheet| &sheet.written).filter(|it| it.what == what);
    let places = names.places(what).chain(sheets.copied());
    let words = |written: Written| {
        let words = if written.quoted { format!("\"{name}\"") } else { name.to_owned() };
        (written.span, words)
    };
    Ok(places.map(words).collect())
}

/// Whether a name is written as one.
fn spelt(name: &str, dotted: bool) -> Result<(), Refused> {
    let snake = |word: &str| {
        let letters = |it: u8| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'_');
        word.starts_with(|it: char| it.is_ascii_lowercase()) && word.bytes().all(letters)
    };
    let good = if dotted { name.split('.').all(snake) } else { snake(name) };
    if !good {
        let words = "a name has small letters a to z, digits and `_`, and begins with a letter";
        return Err(Refused(format!("`{name}` is no name: {words}")));
    }
    if !dotted && is_reserved(name) {
        return Err(Refused(format!("`{name}` is a word of the language and cannot be a name")));
    }
    Ok(())
}

impl Names {
    /// Whether nothing that is seen together with a declaration bears a name already.
    fn free(&self, what: Id<Declared>, name: &str) -> Result<(), Refused> {
        let kind = self.declared[what].kind;
        if let Some(home) = self.by_law.get(name).and_then(|home| self.homes.get(*home)) {
            return Err(self.taken(name, home.declared));
        }
        if let Some(of) = self.declared[what].of
            && let Some(other) = self.part(of, name).filter(|other| *other != what)
        {
            return Err(self.taken(name, Some(other)));
        }
        if matches!(kind, NameKind::Law | NameKind::Vocabulary | NameKind::Column) {
            return Ok(());
        }
        let apart = matches!(kind, NameKind::Field | NameKind::EventField);
        for home in self.together(what) {
            let Some(home) = self.homes.get(home) else { continue };
            let clashes = |other: &Id<Declared>| {
                // A field is reached through its entity: only what an element or a sheet has beside
                // it can be taken for it.
                let kind = self.declared[*other].kind;
                !apart || matches!(kind, NameKind::Fact | NameKind::Event)
            };
            if let Some(other) = home.names.get(name).copied().filter(clashes) {
                return Err(self.taken(name, Some(other)));
            }
            if let Some(other) = home
                .variants
                .get(name)
                .and_then(|all| all.first())
                .filter(|_| !apart && kind != NameKind::Variant)
            {
                return Err(self.taken(name, Some(*other)));
            }
        }
        let bound = |row: &Declared| row.kind == NameKind::Binding && row.name == name;
        let other = self.declared.rows().find(|(other, row)| *other != what && bound(row));
        match other.filter(|_| !apart) {
            Some((other, _)) => Err(self.taken(name, Some(other))),
            None => Ok(()),
        }
    }

    /// The homes whose names are seen together with those of the home of a declaration: itself, those
    /// that use it, and what any of them uses.
    fn together(&self, what: Id<Declared>) -> Vec<usize> {
        let span = self.declared[what].span;
        let Some(own) = self.home_of(span.source) else { return Vec::new() };
        let rows = self.homes.iter().enumerate();
        let users = rows.filter(|(at, home)| *at == own || home.uses.contains(&own));
        let mut all: Vec<usize> = users
            .flat_map(|(at, home)| std::iter::once(at).chain(home.uses.iter().copied()))
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn taken(&self, name: &str, by: Option<Id<Declared>>) -> Refused {
        let what = by.map_or("a file", |by| self.declared[by].kind.words());
        Refused(format!("`{name}` is taken: {what} is called so"))
    }
}

impl NameKind {
    /// What it is, with its article.
    pub fn words(self) -> &'static str {
        match self {
            NameKind::Law => "a law",
            NameKind::Vocabulary => "a vocabulary",
            NameKind::Unit => "a unit",
            NameKind::Entity => "an entity",
            NameKind::Field => "a field",
            NameKind::Enumeration => "an enum",
            NameKind::Variant => "a value of an enum",
            NameKind::Fact => "a fact",
            NameKind::Event => "an event",
            NameKind::EventField => "a field of an event",
            NameKind::Parameter => "a parameter",
            NameKind::Scale => "a scale",
            NameKind::Table => "a table",
            NameKind::Column => "a column",
            NameKind::Calendar => "a calendar",
            NameKind::Define => "a definition",
            NameKind::Status => "a status",
            NameKind::Duty => "a duty",
            NameKind::Sanctions => "a block of sanctions",
            NameKind::Step => "a step",
            NameKind::Binding => "an occurrence or element",
        }
    }
}
