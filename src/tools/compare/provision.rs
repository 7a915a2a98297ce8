//! The provisions that an amendment adds, removes or changes, clause by clause.

use crate::ground::text::{Sources, Span};
use crate::language::syntax::{Declaration, Field, Header, LawFile, SanctionsClause};
use crate::tools::compare::part::{self, Cut, Part};
use crate::tools::compare::token::{Token, bare, cites, tokens};
use crate::tools::compare::{Edition, Editions};
use std::collections::{BTreeMap, BTreeSet};

/// What a provision is called, the same in both editions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Called {
    /// The law or vocabulary.
    pub home: String,
    /// The construct.
    pub construct: Construct,
    /// Its name; empty for a header.
    pub name: String,
    /// The block that a step belongs to.
    pub block: Option<String>,
}

/// The constructs that can be amended, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Construct {
    /// The header of a law.
    Header,
    /// A unit.
    Unit,
    /// An entity.
    Entity,
    /// An enum.
    Enumeration,
    /// A fact.
    Fact,
    /// An event.
    Event,
    /// A parameter.
    Parameter,
    /// A scale.
    Scale,
    /// A decision table.
    Table,
    /// A calendar.
    Calendar,
    /// A definition.
    Define,
    /// A status.
    Status,
    /// A duty.
    Duty,
    /// A block of sanctions, without its steps.
    Sanctions,
    /// A step.
    Step,
}

impl Construct {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Construct::Header => "header",
            Construct::Unit => "unit",
            Construct::Entity => "entity",
            Construct::Enumeration => "enum",
            Construct::Fact => "fact",
            Construct::Event => "event",
            Construct::Parameter => "parameter",
            Construct::Scale => "scale",
            Construct::Table => "table",
            Construct::Calendar => "calendar",
            Construct::Define => "define",
            Construct::Status => "status",
            Construct::Duty => "duty",
            Construct::Sanctions => "sanctions",
            Construct::Step => "step",
        }
    }

    /// Whether it only says what can be stated in a sheet: nothing follows from it alone.
    pub fn is_said_of(self) -> bool {
        match self {
            Construct::Unit
            | Construct::Entity
            | Construct::Enumeration
            | Construct::Fact
            | Construct::Event => true,
            Construct::Header
            | Construct::Parameter
            | Construct::Scale
            | Construct::Table
            | Construct::Calendar
            | Construct::Define
            | Construct::Status
            | Construct::Duty
            | Construct::Sanctions
            | Construct::Step => false,
        }
    }
}

/// A provision that the two editions do not have alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amended {
    /// What it is called.
    pub called: Called,
    /// Where it stands in the old edition; `None`: it is added.
    pub old: Option<Span>,
    /// Where it stands in the new edition; `None`: it is removed.
    pub new: Option<Span>,
    /// What differs where it stands in both.
    pub clauses: Vec<AmendedClause>,
    /// Where the law says so: what the new edition cites, else the old one.
    pub cites: Vec<String>,
    /// Whether anything can follow from it: otherwise only citations, readings or labels differ.
    pub lays_down: bool,
}

/// A clause that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmendedClause {
    /// What it is, in words.
    pub what: String,
    /// Its words in the old edition; `None`: it is added.
    pub old: Option<String>,
    /// Its words in the new edition; `None`: it is removed.
    pub new: Option<String>,
}

/// One provision of one edition.
#[derive(Clone, Debug)]
pub struct Written {
    /// What it is called.
    pub called: Called,
    /// The whole of it.
    pub span: Span,
    parts: Vec<Part>,
    /// The citation of the block around it.
    around: Vec<Part>,
}

/// Every provision that differs, by law and construct.
pub fn amended(editions: Editions<'_>) -> Vec<Amended> {
    let sources = editions.sources;
    let old = written(editions.old, sources);
    let new = written(editions.new, sources);
    let index = |list: &[Written]| -> BTreeMap<Called, Written> {
        list.iter().map(|it| (it.called.clone(), it.clone())).collect()
    };
    let (before, after) = (index(&old), index(&new));
    let names: BTreeSet<&Called> = before.keys().chain(after.keys()).collect();
    let mut all: Vec<Amended> = names
        .into_iter()
        .filter_map(|name| compared(sources, before.get(name), after.get(name)))
        .collect();
    // In the order of the text: what the new edition has, then what it has no more.
    let places = |list: &[Written]| -> BTreeMap<Called, usize> {
        // Of what is declared twice the first.
        list.iter().enumerate().rev().map(|(at, it)| (it.called.clone(), at)).collect()
    };
    let (before, after) = (places(&old), places(&new));
    all.sort_by_cached_key(|it| {
        let at = after.get(&it.called).copied();
        let home = it.called.home.clone();
        (home, at.is_none(), at.or_else(|| before.get(&it.called).copied()))
    });
    all
}

fn compared(sources: &Sources, old: Option<&Written>, new: Option<&Written>) -> Option<Amended> {
    let any = new.or(old)?;
    let clauses = match (old, new) {
        (Some(old), Some(new)) => clauses(sources, &old.parts, &new.parts),
        (Some(_), None) | (None, Some(_)) | (None, None) => Vec::new(),
    };
    if clauses.is_empty() && old.is_some() && new.is_some() {
        return None;
    }
    let added = old.is_none() || new.is_none();
    let cited = |it: Option<&Written>| it.map_or(Vec::new(), |it| cited(sources, it, &clauses));
    let cites = match cited(new) {
        none if none.is_empty() => cited(old),
        some => some,
    };
    Some(Amended {
        called: any.called.clone(),
        old: old.map(|it| it.span),
        new: new.map(|it| it.span),
        cites,
        lays_down: added || clauses.iter().any(|(_, lays_down)| *lays_down),
        clauses: clauses.into_iter().map(|(clause, _)| clause).collect(),
    })
}

/// What the clauses that differ cite, else the whole provision, else the block around it.
fn cited(sources: &Sources, it: &Written, clauses: &[(AmendedClause, bool)]) -> Vec<String> {
    let of = |part: &Part| cites(&tokens(sources.words(part.span)));
    let differs = |part: &&Part| clauses.iter().any(|(it, _)| it.what == part.what.words());
    let own = |part: &&Part| part.what == Cut::Word("cite");
    let groups: [Vec<String>; 4] = [
        it.parts.iter().filter(differs).flat_map(of).collect(),
        it.parts.iter().filter(own).flat_map(of).collect(),
        it.parts.iter().flat_map(of).collect(),
        it.around.iter().filter(own).flat_map(of).collect(),
    ];
    let mut cites = groups.into_iter().find(|group| !group.is_empty()).unwrap_or_default();
    let mut seen = BTreeSet::new();
    cites.retain(|cite| seen.insert(cite.clone()));
    cites
}

/// The clauses that differ, and whether anything can follow from each.
fn clauses(sources: &Sources, old: &[Part], new: &[Part]) -> Vec<(AmendedClause, bool)> {
    let mut cuts: Vec<&Cut> = new.iter().map(|part| &part.what).collect();
    cuts.extend(old.iter().map(|part| &part.what));
    let mut seen = BTreeSet::new();
    cuts.retain(|cut| seen.insert(*cut));
    let mut all = Vec::new();
    for cut in cuts {
        let of = |parts: &[Part]| -> Vec<Said> {
            let same = parts.iter().filter(|part| part.what == *cut);
            same.map(|part| Said::at(sources, part)).collect()
        };
        let (mut old, mut new) = (of(old), of(new));
        let both: Vec<Said> = old.iter().filter(|it| new.contains(it)).cloned().collect();
        old.retain(|it| !both.contains(it));
        new.retain(|it| !both.contains(it));
        for at in 0..old.len().max(new.len()) {
            let (one, two) = (old.get(at), new.get(at));
            let same = same_law(one, two);
            let remark = cut.is_remark() || same;
            let (before, after) = match same {
                true => shown(one, two),
                false => shown(one.map(Said::told).as_ref(), two.map(Said::told).as_ref()),
            };
            let what = cut.words();
            all.push((AmendedClause { what, old: before, new: after }, !remark));
        }
    }
    all
}

/// Whether two clauses differ in what they cite, quote or read only.
fn same_law(one: Option<&Said>, two: Option<&Said>) -> bool {
    match (one, two) {
        (Some(one), Some(two)) => bare(&one.tokens) == bare(&two.tokens),
        (Some(_), None) | (None, Some(_)) | (None, None) => false,
    }
}

/// What stands at a place.
#[derive(Clone, Debug)]
struct Said {
    words: String,
    tokens: Vec<Token>,
    /// What holds, its citations left out.
    says: String,
}

impl PartialEq for Said {
    fn eq(&self, other: &Self) -> bool {
        let words =
            |it: &Said| it.tokens.iter().map(|token| token.text.clone()).collect::<Vec<_>>();
        words(self) == words(other)
    }
}

impl Said {
    fn at(sources: &Sources, part: &Part) -> Self {
        let words = sources.words(part.span).to_owned();
        let tokens = tokens(&words);
        Self { words, tokens, says: sources.words(part.says).to_owned() }
    }

    /// What holds, alone.
    fn told(&self) -> Self {
        let words = self.says.clone();
        Self { tokens: tokens(&words), says: words.clone(), words }
    }

    /// The words of some of the tokens on one line, comments left out.
    fn line(&self, from: usize, until: usize) -> String {
        let mut line = String::new();
        let mut end = None;
        let taken = self.tokens.iter().take(until).skip(from);
        for Token { place: (start, stop), .. } in taken {
            if end.is_some_and(|end| end < *start) {
                line.push(' ');
            }
            line.push_str(self.words.get(*start..*stop).unwrap_or(""));
            end = Some(*stop);
        }
        line
    }
}

/// Clauses no longer than this are shown whole.
const SHORT: usize = 72;
/// So many tokens of what is alike are shown around what differs.
const AROUND: usize = 4;

/// The words of both, what is alike at both ends left out where they are long.
fn shown(one: Option<&Said>, two: Option<&Said>) -> (Option<String>, Option<String>) {
    let whole = |it: &Said| it.line(0, it.tokens.len());
    let (Some(one), Some(two)) = (one, two) else { return (one.map(whole), two.map(whole)) };
    if whole(one).chars().count() <= SHORT && whole(two).chars().count() <= SHORT {
        return (Some(whole(one)), Some(whole(two)));
    }
    let same = |(one, two): &(&Token, &Token)| one.text == two.text;
    let head = one.tokens.iter().zip(&two.tokens).take_while(same).count();
    let most = one.tokens.len().min(two.tokens.len()) - head;
    let tail = one.tokens.iter().rev().zip(two.tokens.iter().rev()).take(most);
    let tail = tail.take_while(same).count();
    let cut = |it: &Said| {
        let (from, until) = (head.saturating_sub(AROUND), it.tokens.len() - tail);
        let until = (until + AROUND).min(it.tokens.len());
        let lead = if from > 0 { "… " } else { "" };
        let rest = if until < it.tokens.len() { " …" } else { "" };
        format!("{lead}{}{rest}", it.line(from, until))
    };
    (Some(cut(one)), Some(cut(two)))
}

/// Every provision of an edition, in the order of the text. What was only found for a `use` counts
/// too: a vocabulary may be amended.
pub fn written(edition: &Edition, sources: &Sources) -> Vec<Written> {
    let mut all = Vec::new();
    for (file, _) in &edition.files {
        of_file(file, sources, &mut all);
    }
    all
}

fn of_file(file: &LawFile, sources: &Sources, all: &mut Vec<Written>) {
    let Some(home) = file.name() else { return };
    let called = |construct, name: &str| Called {
        home: home.clone(),
        construct,
        name: name.to_owned(),
        block: None,
    };
    if let Some(Header::Law { title, clauses, span, .. }) = &file.header {
        let (called, parts) = (called(Construct::Header, ""), part::of_header(title, clauses));
        all.push(Written { called, span: *span, parts, around: Vec::new() });
    }
    for declaration in &file.declarations {
        for (construct, name, span, parts) in of_declaration(declaration, sources) {
            let called = called(construct, name);
            all.push(Written { called, span, parts, around: Vec::new() });
        }
        let Declaration::Sanctions(block) = declaration else { continue };
        for clause in &block.clauses {
            let SanctionsClause::Step(step) = clause else { continue };
            let called = Called {
                block: Some(block.name.text.to_string()),
                ..called(Construct::Step, &step.name.text)
            };
            let around = part::of_sanctions(block);
            all.push(Written { called, span: step.span, parts: part::of_step(step), around });
        }
    }
}

type Row<'a> = (Construct, &'a str, Span, Vec<Part>);

/// What a declaration declares: one provision, or each fact of a block of facts; nothing for a test.
fn of_declaration<'a>(declaration: &'a Declaration, sources: &Sources) -> Vec<Row<'a>> {
    let word = |span: Span| sources.words(span).to_owned();
    let row = match declaration {
        Declaration::Unit(it) => (Construct::Unit, &it.name, it.span, part::of_unit(it)),
        Declaration::Entity(it) => (Construct::Entity, &it.name, it.span, part::of_entity(it)),
        Declaration::Enumeration(it) => {
            (Construct::Enumeration, &it.name, it.span, part::of_enumeration(it))
        }
        Declaration::Facts(facts) => {
            let row = |field: &'a Field| {
                (Construct::Fact, &*field.name.text, field.span, part::of_fact(facts, field))
            };
            return facts.fields.iter().map(row).collect();
        }
        Declaration::Event(it) => (Construct::Event, &it.name, it.span, part::of_event(it)),
        Declaration::Parameter(it) => {
            (Construct::Parameter, &it.name, it.span, part::of_parameter(it, word))
        }
        Declaration::Scale(it) => (Construct::Scale, &it.name, it.span, part::of_scale(it, word)),
        Declaration::Table(it) => (Construct::Table, &it.name, it.span, part::of_table(it)),
        Declaration::Calendar(it) => {
            (Construct::Calendar, &it.name, it.span, part::of_calendar(it))
        }
        Declaration::Define(it) => {
            (Construct::Define, &it.name, it.span, part::of_define(it, word))
        }
        Declaration::Status(it) => (Construct::Status, &it.name, it.span, part::of_status(it)),
        Declaration::Duty(it) => (Construct::Duty, &it.name, it.span, part::of_duty(it)),
        Declaration::Sanctions(it) => {
            (Construct::Sanctions, &it.name, it.span, part::of_sanctions(it))
        }
        Declaration::Test(_) | Declaration::Assertion(_) => return Vec::new(),
    };
    let (construct, name, span, parts) = row;
    vec![(construct, name.text.as_str(), span, parts)]
}
