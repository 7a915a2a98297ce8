//! The query: what is asked of which table, one step for each definition, and what is told of each row.

use crate::engine::plan::{Node, Plan, Stated, lower_with};
use crate::engine::sql::asked::{ASK_EVAL, Asked, Told, by_default, conditions_of, named, wanted};
use crate::engine::sql::decimal::{cast, multiplier};
use crate::engine::sql::dialect::Dialect;
use crate::engine::sql::extent::Domain;
use crate::engine::sql::piece::Piece;
use crate::engine::sql::reading::{self, MOST_FACTS};
use crate::engine::sql::text::{self, Sql, indented, remark};
use crate::engine::sql::writer::{Step, Writer};
use crate::ground::diagnostic::{Code, Found};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::law::{Basis, Define, Expression, Kind, Laws, Type};
use std::collections::BTreeSet;

/// Why something is not told, and where it is written.
pub(super) struct Untold {
    pub what: String,
    pub why: String,
    pub span: Option<Span>,
}

/// The query that tells of each row of a table what a law says on a day.
pub fn emit(laws: &Laws, asked: &Asked<'_>) -> Result<String, Found> {
    let mut found = Found::new();
    let law = &laws.laws[asked.law];
    if !law.in_force.contains(asked.on) {
        let message = format!("`{}` is not in force on {}", law.name, asked.on);
        found.report(Code::E0902, law.span, message).help("ask about a day on which it is");
        return Err(found);
    }
    let columns = match asked.columns {
        [] => by_default(laws, asked.law),
        names => named(laws, asked.law, names, &mut found),
    };
    if found.has_errors() {
        return Err(found);
    }
    let defines: Vec<Id<Define>> =
        laws.defines.ids().filter(|it| laws.defines[*it].law == asked.law).collect();
    let mut conditions: Vec<Id<Expression>> = Vec::new();
    for duty in law.duties() {
        conditions.extend(conditions_of(laws, duty));
    }
    let lowered = lower_with(laws, asked.law, asked.on, &defines, &conditions);
    let (plan, by, beside) = &lowered;
    let mut writing = Writing {
        laws,
        asked,
        writer: Writer::new(laws, plan, asked.dialect, reading::columns(laws, asked.law, plan)),
        plan,
        untold: Vec::new(),
        told: Vec::new(),
        needs: Vec::new(),
    };
    writing.writer.telling = columns.contains(&Told::Needs);
    let wanted = wanted(laws, &defines, &columns);
    for lowered in by.iter().filter(|it| wanted.contains(&it.define)) {
        let shown = columns.contains(&Told::Define(lowered.define));
        writing.define(lowered.define, lowered.by.map_err(|it| (it.what, it.span)), shown);
    }
    for column in &columns {
        if let Told::Status(duty) = column {
            let node = |condition: Id<Expression>| {
                let at = conditions.iter().position(|it| *it == condition)?;
                beside.get(at).copied()
            };
            writing.status(*duty, &node);
        }
    }
    writing.finished(&columns, found)
}

/// The columns that tell of something, and what would settle it.
type Answer = (Vec<(Sql, String)>, Option<Sql>);

/// A query that is being made.
pub(super) struct Writing<'a> {
    pub laws: &'a Laws,
    pub asked: &'a Asked<'a>,
    plan: &'a Plan,
    pub writer: Writer<'a>,
    pub untold: Vec<(Told, Untold)>,
    /// The expression and the name of each column that is told.
    pub told: Vec<(Told, Vec<(Sql, String)>)>,
    /// What would settle what is told.
    pub needs: Vec<Sql>,
}

impl Writing<'_> {
    fn define(
        &mut self,
        id: Id<Define>,
        by: Result<Node, (&'static str, Option<Span>)>,
        shown: bool,
    ) {
        let define = &self.laws.defines[id];
        let domain = Domain::of(&define.type_);
        let title = define.label.as_deref().unwrap_or(&define.name);
        let version =
            define.versions.on(self.asked.on.max(self.laws.laws[define.law].in_force.from));
        let wording = version.map(|version| &version.value.basis);
        let mut bases: Vec<&Basis> = [Some(&define.basis), wording].into_iter().flatten().collect();
        if let Some(version) = version {
            within(self.laws, version.value.value, &mut bases);
        }
        let remarks = remarks(title, &bases);
        let made = match (by, domain) {
            (Ok(node), Some(domain)) => self
                .writer
                .column(node, domain, &define.name, remarks)
                .and_then(|_| Ok((node, domain, self.writer.piece(node, domain)?)))
                .and_then(|(node, domain, piece)| self.answer(id, node, domain, piece))
                .map_err(|why| (why, None)),
            (Ok(_), None) => Err(("a value of this type".to_owned(), None)),
            (Err((what, span)), _) => Err((what.to_owned(), span)),
        };
        match made {
            Ok(_) if !shown => {}
            Ok((columns, needs)) => {
                self.needs.extend(needs);
                self.told.push((Told::Define(id), columns));
            }
            Err((why, span)) => {
                let span = span.or(Some(define.span));
                let untold = Untold { what: define.name.clone(), why, span };
                self.untold.push((Told::Define(id), untold));
            }
        }
    }

    /// What is told of a definition: its value as its type is written.
    fn answer(
        &self,
        id: Id<Define>,
        node: Node,
        domain: Domain,
        piece: Piece,
    ) -> Result<Answer, String> {
        let define = &self.laws.defines[id];
        let dialect = self.asked.dialect;
        let unit = self.plan.operations[node].unit;
        let waits = piece.waits();
        let name = dialect.name(&define.name);
        let plain = if let Type::Optional(inner) = &define.type_ { inner } else { &define.type_ };
        let none = piece.none.filter(|none| !none.is("FALSE"));
        let value = match domain {
            Domain::Number if multiplier(unit) != 1 => {
                return Err("an answer that is no decimal, as a third of another".to_owned());
            }
            Domain::Number => {
                let (digits, places) = self.writer.digits(node)?;
                let least = if let Type::Money(currency) = plain {
                    usize::try_from(currency.minor_digits()).unwrap_or(0)
                } else {
                    0
                };
                match places.max(least) {
                    0 => piece.value,
                    shown if digits - places + shown > 38 => {
                        return Err("figures of more than 38 digits".to_owned());
                    }
                    shown => cast(&piece.value, &dialect.decimal(digits - places + shown, shown)),
                }
            }
            Domain::Enum(_) | Domain::Country => match &none {
                Some(none) => {
                    text::case(&[(none.clone(), Sql::atom("'none'"))], Some(&piece.value))
                }
                None => piece.value,
            },
            Domain::Truth | Domain::Date => piece.value,
            Domain::Set(_) => return Err("a set".to_owned()),
        };
        let mut columns = vec![(value, name)];
        if let (Some(none), Domain::Number | Domain::Date) = (none, domain) {
            columns.push((none, dialect.name(&format!("{}_none", define.name))));
        }
        Ok((columns, waits))
    }

    fn finished(mut self, columns: &[Told], mut found: Found) -> Result<String, Found> {
        let law = &self.laws.laws[self.asked.law];
        if !self.asked.columns.is_empty() {
            for (_, untold) in &self.untold {
                let message = format!("`{}` cannot be told exactly in SQL", untold.what);
                let diagnostic = found.report(Code::E0901, untold.span, message);
                diagnostic.here(untold.why.clone()).help(ASK_EVAL);
            }
        }
        if self.told.is_empty()
            && !found.has_errors()
            && !columns.iter().any(|it| matches!(it, Told::Through(_)))
        {
            let message = format!("nothing of `{}` can be told exactly in SQL", law.name);
            found.report(Code::E0901, law.span, message).help(ASK_EVAL);
        }
        let facts = self.writer.inputs.iter().filter(|column| column.bit > 0);
        let facts: BTreeSet<Stated> = facts.map(|column| column.stated).collect();
        if self.writer.telling && facts.len() > MOST_FACTS {
            let message = format!("`{}` reads more than {MOST_FACTS} facts", law.name);
            found.report(Code::E0901, law.span, message).help("ask for columns without `needs`");
        }
        if found.has_errors() {
            return Err(found);
        }
        let used = self.used();
        let mut out = self.head(columns, &used);
        let through: Vec<String> = columns
            .iter()
            .filter_map(|column| if let Told::Through(name) = column { Some(name) } else { None })
            .map(|name| self.asked.dialect.name(name))
            .collect();
        let needs = self.needs_step();
        self.body(&mut out, columns, (&through, &used), needs);
        Ok(out)
    }

    /// Which inputs the steps and answers name.
    fn used(&self) -> Vec<bool> {
        let mut texts: Vec<&str> = Vec::new();
        for step in &self.writer.steps {
            texts.extend(step.columns.iter().map(|(value, _)| value.text.as_str()));
        }
        for (_, columns) in &self.told {
            texts.extend(columns.iter().map(|(value, _)| value.text.as_str()));
        }
        let named = |name: &str| texts.iter().any(|text| holds(text, name));
        let dialect = self.asked.dialect;
        let used = |column: &reading::Column| {
            named(&dialect.name(&column.name)) || named(&dialect.name(&column.none_name()))
        };
        self.writer.inputs.iter().map(used).collect()
    }

    /// The step that says which facts would settle what is told, as bits.
    fn needs_step(&mut self) -> Option<String> {
        if !self.writer.telling {
            return None;
        }
        let needs = text::union(std::mem::take(&mut self.needs));
        let all = needs.unwrap_or(Sql::atom("0"));
        Some(self.writer.put("needed", vec!["What is open waits for".to_owned()], all))
    }

    fn head(&self, columns: &[Told], used: &[bool]) -> String {
        let (law, dialect) = (&self.laws.laws[self.asked.law], self.asked.dialect);
        let mut lines = vec![
            format!("{}  {}", law.name, remark(&law.title)),
            remark(&law.source),
            format!("on {}, in the SQL of {}", self.asked.on, dialect.word()),
            String::new(),
            format!(
                "One row of {} for each {}. A fact that is NULL is unknown, an event that is NULL",
                self.asked.table, self.laws.entities[law.subject].name
            ),
            "has not happened. The columns that are read:".to_owned(),
        ];
        for (column, _) in self.writer.inputs.iter().zip(used).filter(|(_, used)| **used) {
            let mut line = format!("  {:<28} {}", column.name, column.type_name(dialect));
            if let Some(label) = &column.label {
                line = format!("{line:<50} {}", remark(label));
            }
            lines.push(line.trim_end().to_owned());
            if column.has_none_column() {
                lines.push(format!(
                    "  {:<28} BOOLEAN: it is known to be nothing",
                    column.none_name()
                ));
            }
        }
        // One round for each step, and room for what Spark does beside.
        let rounds = self.writer.steps.len() + 50;
        if dialect == Dialect::Spark && rounds > 90 {
            lines.push(format!("First: SET spark.sql.analyzer.maxIterations = {rounds};"));
        }
        let untold = self.untold.iter().filter(|(told, _)| columns.contains(told));
        let untold: Vec<String> =
            untold.map(|(_, it)| format!("  {:<28} {}", it.what, it.why)).collect();
        if !untold.is_empty() {
            lines.push("Not told here, since it cannot be told exactly:".to_owned());
            lines.extend(untold);
        }
        let lines = lines.iter().map(|line| format!("-- {line}").trim_end().to_owned());
        let lines: Vec<String> = lines.collect();
        format!("{}\n", lines.join("\n"))
    }

    fn body(
        &self,
        out: &mut String,
        columns: &[Told],
        (through, used): (&[String], &[bool]),
        needed: Option<String>,
    ) {
        let dialect = self.asked.dialect;
        let on = dialect.date(self.asked.on);
        let mut read: Vec<(Sql, String)> =
            through.iter().map(|name| (Sql::atom(name.clone()), name.clone())).collect();
        for (column, _) in self.writer.inputs.iter().zip(used).filter(|(_, used)| **used) {
            let own = dialect.name(&column.name);
            read.retain(|(_, name)| *name != own);
            read.extend(column.read(dialect, &on));
        }
        if read.is_empty() {
            read.push((Sql::atom("1"), "one".to_owned()));
        }
        out.push_str("WITH facts AS (\n  SELECT\n");
        out.push_str(&select(&read, 4));
        out.push_str(&format!("\n  FROM {}\n)", self.asked.table));
        let mut before = "facts".to_owned();
        for (at, step) in self.writer.steps.iter().enumerate() {
            out.push_str(&self.step(step, at, &before));
            before = step_name(step, at);
        }
        let mut shown: Vec<String> = Vec::new();
        for column in columns {
            let told = || {
                let told = self.told.iter().find(|(it, _)| it == column);
                told.map(|(_, columns)| columns.clone()).unwrap_or_default()
            };
            let (columns, remark) = match column {
                Told::Through(name) => {
                    let name = dialect.name(name);
                    (vec![(Sql::atom(name.clone()), name)], String::new())
                }
                Told::Define(_) => (told(), String::new()),
                Told::Status(duty) => {
                    let row = &self.laws.duties[*duty];
                    let title = row.label.as_deref().unwrap_or(&row.name);
                    let remarks = remarks(title, &[&row.basis]);
                    (told(), format!("  -- {}\n", remarks.join(" ")))
                }
                Told::Needs => {
                    (self.names_of(needed.as_deref()).into_iter().collect(), String::new())
                }
            };
            if !columns.is_empty() {
                shown.push(format!("{remark}{}", select(&columns, 2)));
            }
        }
        out.push_str(&format!("\nSELECT\n{}\nFROM {before}\n", shown.join(",\n")));
    }

    fn step(&self, step: &Step, at: usize, before: &str) -> String {
        let remarks: String = step.remarks.iter().map(|line| format!("-- {line}\n")).collect();
        let columns = select(&step.columns, 4);
        let name = step_name(step, at);
        // Else PostgreSQL writes what a step says out again wherever it is named, and again within that.
        let fence = match self.asked.dialect {
            Dialect::Postgres => "\n  OFFSET 0",
            Dialect::DuckDb | Dialect::DataFusion | Dialect::Spark => "",
        };
        format!(",\n{remarks}{name} AS (\n  SELECT\n    *,\n{columns}\n  FROM {before}{fence}\n)")
    }

    /// The names of the facts whose bits are set.
    fn names_of(&self, needed: Option<&str>) -> Option<(Sql, String)> {
        let needed = needed?;
        let mut facts: Vec<(u64, &str)> = self
            .writer
            .inputs
            .iter()
            .filter(|column| column.bit > 0)
            .map(|column| (column.bit, column.name.as_str()))
            .collect();
        facts.sort_unstable();
        facts.dedup();
        let cases: Vec<String> = facts
            .iter()
            .map(|(bit, name)| format!("CASE WHEN ({needed} & {bit}) <> 0 THEN '{name}' END"))
            .collect();
        let cases = cases.join(",\n  ");
        let value = match facts.is_empty() {
            true => Sql::atom("''"),
            false => Sql::atom(format!("CONCAT_WS(\n  ';',\n  {cases}\n)")),
        };
        Some((value, "needs".to_owned()))
    }
}

/// Steps are called after what they say, with their number, since columns have their names.
fn step_name(step: &Step, at: usize) -> String {
    let name: String =
        step.name.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '_' }).collect();
    format!("s{}_{}", at + 1, name.trim_matches('_'))
}

fn select(columns: &[(Sql, String)], by: usize) -> String {
    let space = " ".repeat(by);
    let line = |(value, name): &(Sql, String)| match value.is(name) {
        true => format!("{space}{name}"),
        false => format!("{space}{} AS {name}", indented(&value.text, by)),
    };
    columns.iter().map(line).collect::<Vec<_>>().join(",\n")
}

/// Whether an expression names a column.
fn holds(text: &str, name: &str) -> bool {
    let inside = |it: char| it.is_ascii_alphanumeric() || it == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|it| it.chars().next());
        !before.is_some_and(inside) && !after.is_some_and(inside)
    })
}

/// The citations of the alternatives and exceptions of an expression.
fn within<'l>(laws: &'l Laws, id: Id<Expression>, bases: &mut Vec<&'l Basis>) {
    let mut waiting = vec![id];
    while let Some(next) = waiting.pop() {
        let kind = &laws.expressions[next].kind;
        if let Kind::Logic(_, alternatives) = kind {
            bases.extend(alternatives.iter().map(|it| &it.basis));
        } else if let Kind::Except(_, exceptions) = kind {
            bases.extend(exceptions.iter().map(|it| &it.basis));
        }
        let mut children: Vec<Id<Expression>> = kind.children().into_iter().collect();
        children.reverse();
        waiting.append(&mut children);
    }
}

fn remarks(title: &str, bases: &[&Basis]) -> Vec<String> {
    let mut cites: Vec<String> = Vec::new();
    for cite in bases.iter().flat_map(|basis| &basis.cites) {
        let cite = remark(cite);
        if !cites.contains(&cite) {
            cites.push(cite);
        }
    }
    let cites = if cites.is_empty() { String::new() } else { format!(" ({})", cites.join(", ")) };
    vec![format!("{}{cites}", remark(title))]
}
