//! What a query is asked to tell: columns by their names, and the definitions that they stand upon.

use crate::engine::sql::dialect::Dialect;
use crate::engine::sql::reading::{self, is_text};
use crate::ground::diagnostic::{Code, Found, closest};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Define, Duty, Expression, Kind, Law, Laws, Must, Temporal};
use std::collections::BTreeSet;

/// What a query is asked to tell.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Of which law.
    pub law: Id<Law>,
    /// On which day.
    pub on: Date,
    /// In whose SQL.
    pub dialect: Dialect,
    /// Which columns, in order; all that can be told where there are none.
    pub columns: &'a [String],
    /// The table of facts, as the engine calls it.
    pub table: &'a str,
}

/// One column of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// A column of the table, handed through.
    Through(String),
    Define(Id<Define>),
    Status(Id<Duty>),
    Needs,
}

/// The condition that a duty applies, and the state that it keeps.
pub(super) fn conditions_of(laws: &Laws, duty: Id<Duty>) -> Vec<Id<Expression>> {
    let duty = &laws.duties[duty];
    let kept = match duty.must {
        Must::Keep(state) => Some(state),
        Must::Act(_) => None,
    };
    duty.when.into_iter().chain(kept).collect()
}

/// All of the law, with the texts by which the subject is known.
pub(super) fn by_default(laws: &Laws, law: Id<Law>) -> Vec<Told> {
    let fields = &laws.entities[laws.laws[law].subject].fields;
    let texts = fields.iter().map(|fact| &laws.facts[*fact]);
    let texts = texts.filter(|fact| is_text(&fact.type_) && fact.temporal == Temporal::Plain);
    let texts = texts.map(|fact| Told::Through(fact.name.clone()));
    let defines = laws.defines.ids().filter(|it| laws.defines[*it].law == law);
    let duties = laws.laws[law].duties();
    let statuses = duties.map(Told::Status);
    texts.chain(defines.map(Told::Define)).chain(statuses).chain([Told::Needs]).collect()
}

/// What columns of these names are.
pub(super) fn named(laws: &Laws, law: Id<Law>, names: &[String], found: &mut Found) -> Vec<Told> {
    let mut columns = Vec::new();
    for name in names {
        let define = laws
            .defines
            .ids()
            .find(|it| laws.defines[*it].law == law && laws.defines[*it].name == *name);
        let (start, end) = name.rsplit_once('.').unwrap_or((name, ""));
        let duty = laws.laws[law].duties().find(|it| laws.duties[*it].name == start);
        let fact = laws.facts.ids().any(|it| reading::fact_name(laws, law, it) == *name);
        let step = laws.steps.iter().any(|step| step.name == start && !end.is_empty());
        let column = match (name.as_str(), define, duty, end) {
            ("needs", ..) => Told::Needs,
            (_, Some(define), ..) => Told::Define(define),
            (_, None, Some(duty), "status") => Told::Status(duty),
            (_, None, Some(duty), "since") => {
                let row = &laws.duties[duty];
                let message = format!("since when `{}` is breached or met is not told", row.name);
                found.report(Code::E0901, row.span, message).help(ASK_EVAL);
                continue;
            }
            (..) if fact => Told::Through(name.clone()),
            (..) if step => {
                let message = format!("`{name}`: what follows of steps is not told by a query");
                found.report(Code::E0901, laws.laws[law].span, message).help(ASK_EVAL);
                continue;
            }
            (..) => {
                let message =
                    format!("`{}` has no definition or duty `{name}`", laws.laws[law].name);
                let diagnostic = found.report(Code::E1005, None, message);
                let own = laws.defines.iter().filter(|it| it.law == law);
                match closest(name, own.map(|it| it.name.as_str())) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help("name definitions, facts, `DUTY.status` or `needs`"),
                };
                continue;
            }
        };
        columns.push(column);
    }
    columns
}

pub(super) const ASK_EVAL: &str = "`solon batch` tells it of many records, and `solon eval` why";

/// The definitions that are written: those that are told, and all that a statement may name.
pub(super) fn wanted(
    laws: &Laws,
    defines: &[Id<Define>],
    columns: &[Told],
) -> BTreeSet<Id<Define>> {
    let mut wanted = BTreeSet::new();
    let mut waiting: Vec<Id<Expression>> = Vec::new();
    for column in columns {
        match column {
            Told::Define(define) => {
                wanted.insert(*define);
                let versions = laws.defines[*define].versions.versions();
                waiting.extend(versions.iter().map(|version| version.value.value));
            }
            Told::Status(duty) => waiting.extend(conditions_of(laws, *duty)),
            Told::Through(_) | Told::Needs => {}
        }
    }
    let mut seen = BTreeSet::new();
    while let Some(next) = waiting.pop() {
        if !seen.insert(next) {
            continue;
        }
        let kind = &laws.expressions[next].kind;
        if let Kind::Define(define) = kind
            && defines.contains(define)
            && wanted.insert(*define)
        {
            let versions = laws.defines[*define].versions.versions();
            waiting.extend(versions.iter().map(|version| version.value.value));
        }
        waiting.extend(kind.children());
    }
    wanted
}
