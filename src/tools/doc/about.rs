//! What the rulebook says of one name: for a window beside the text.

use crate::ground::table::Id;
use crate::ground::text::Sources;
use crate::language::law::Judged;
use crate::language::syntax::{Declaration, LawFile, Name, TypeName};
use crate::tools::doc::chapter::opening;
use crate::tools::doc::section::section;
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Block, Line, Piece, SaidLine, Section, Term};
use crate::tools::names::{Declared, NameKind, Names};

/// What files say of the names that they declare.
#[derive(Clone, Debug)]
pub struct About<'a> {
    files: &'a [(LawFile, Judged)],
    names: &'a Names,
    texts: Texts<'a>,
}

impl<'a> About<'a> {
    /// Of files whose names were found.
    pub fn new(files: &'a [(LawFile, Judged)], sources: &'a Sources, names: &'a Names) -> Self {
        Self { files, names, texts: Texts::new(sources, names, files, |_, _| true) }
    }

    /// What is said of one name, in the form of a section; none of what binds one occurrence or
    /// element at a time.
    pub fn section(&self, what: Id<Declared>) -> Option<Section> {
        let declared = &self.names.declared[what];
        let (file, _) = self.files.iter().find(|(it, _)| it.source == declared.span.source)?;
        match declared.kind {
            NameKind::Law | NameKind::Vocabulary => opening(&self.texts, file),
            NameKind::Binding => None,
            NameKind::Unit
            | NameKind::Entity
            | NameKind::Enumeration
            | NameKind::Event
            | NameKind::Parameter
            | NameKind::Scale
            | NameKind::Table
            | NameKind::Column
            | NameKind::Calendar
            | NameKind::Define
            | NameKind::Status
            | NameKind::Duty
            | NameKind::Sanctions => self.whole(file, declared),
            NameKind::Fact => self.row(file, declared, what, "fact"),
            NameKind::Field => self.row(file, declared, what, "field"),
            NameKind::EventField => self.row(file, declared, what, "field"),
            NameKind::Variant => self.row(file, declared, what, "value"),
            NameKind::Step => self.row(file, declared, what, "step"),
        }
    }

    /// The section of the declaration in which a name is declared.
    fn whole(&self, file: &LawFile, declared: &Declared) -> Option<Section> {
        let holds = |written: &&Declaration| {
            let span = written.span();
            span.start <= declared.span.start && declared.span.end <= span.end
        };
        section(&self.texts, file.declarations.iter().find(holds)?)
    }

    /// The row of a table of the declaration, as terms.
    fn row(
        &self,
        file: &LawFile,
        declared: &Declared,
        what: Id<Declared>,
        kind: &'static str,
    ) -> Option<Section> {
        let whole = self.whole(file, declared)?;
        let anchor = self.texts.anchor(what);
        let mut title = String::new();
        let mut terms = Vec::new();
        for block in whole.blocks {
            let Block::Grid { head, rows } = block else { continue };
            let Some(row) = rows.into_iter().find(|row| row.anchor == anchor) else { continue };
            title = row.title;
            let cells = head.into_iter().zip(row.cells);
            // The name and its label are told above.
            let told = cells.filter_map(|(name, mut said)| {
                said.retain(|line| !is_called(line, &declared.name, &title));
                let numbered = name.first().is_some_and(|head| head.text == "#");
                (!numbered && !said.is_empty()).then_some(Term { name, said })
            });
            terms.extend(told);
        }
        terms.extend(self.values(declared));
        let blocks = vec![Block::Terms { terms }];
        Some(Section { anchor, kind, name: declared.name.to_string(), title, blocks })
    }

    /// The values that a name of an enum's type can have.
    fn values(&self, declared: &Declared) -> Option<Term> {
        let of = enumeration(declared.type_.as_ref()?)?;
        let home = self.names.home_of(declared.span.source)?;
        let mut line = Line::new();
        for value in self.names.parts_of(self.names.visible(home, &of.text)?) {
            if !line.is_empty() {
                line.push(Piece::words(", "));
            }
            line.push(Piece::name(self.names.declared[value].name.as_str()));
        }
        (!line.is_empty()).then(|| Term::line("One of", line))
    }
}

/// The enum that a type is of, or that its values are of.
fn enumeration(type_: &TypeName) -> Option<&Name> {
    match type_ {
        TypeName::Named(name) => Some(name),
        TypeName::Set(inner) => enumeration(inner),
        TypeName::Bool
        | TypeName::Number(_)
        | TypeName::Money(_)
        | TypeName::Date
        | TypeName::DateTime
        | TypeName::Duration(_)
        | TypeName::Country
        | TypeName::Text
        | TypeName::List(_) => None,
    }
}

/// Whether a line says no more than how something is called.
fn is_called(line: &SaidLine, name: &str, title: &str) -> bool {
    let mut pieces = line.line.iter();
    match (pieces.next(), pieces.next()) {
        (Some(only), None) => only.text == title || only.named && only.text == name,
        (_, _) => false,
    }
}
