//! Decision tables as written: columns, rows and cells.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::language::syntax::clause::{clauses, documentation, maybe_label, name};
use crate::language::syntax::entity::field_type;
use crate::language::syntax::expression::read::expression;
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::{Clause, Expression, FieldType, Label, Name, Words};
use crate::language::syntax::{Kind, Logic};

/// `table late_fee on (class : company_class, …) -> money GBP { | any | … | 150 GBP | }`
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionTable {
    /// `///` lines before it.
    pub documentation: Words,
    /// Its name.
    pub name: Name,
    /// What reports call it.
    pub label: Option<Label>,
    /// What it is asked.
    pub columns: Vec<Column>,
    /// What it answers.
    pub result: FieldType,
    /// Clauses of the whole table.
    pub clauses: Vec<Clause>,
    /// The rows in order.
    pub rows: Vec<Row>,
    /// The declaration.
    pub span: Span,
}

/// `class : company_class`
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub type_: FieldType,
}

/// `| any | up to 1 month | any | 150 GBP |`
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `///` lines before it.
    pub documentation: Words,
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// The answer: the last cell.
    pub result: Expression,
    /// Its clauses, behind the last bar.
    pub clauses: Vec<Clause>,
    /// The row.
    pub span: Span,
}

/// What a cell admits.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// `any`
    Any(Span),
    /// `a`, `a or b`
    OneOf(Vec<Expression>, Span),
    /// `up to X`
    UpTo(Expression, Span),
    /// `below X`
    Below(Expression, Span),
    /// `above X`
    Above(Expression, Span),
    /// `at least X`
    AtLeast(Expression, Span),
    /// `above X to Y`
    AboveTo(Expression, Expression, Span),
    /// `X to below Y`
    ToBelow(Expression, Expression, Span),
}

impl Cell {
    /// Where it is written.
    pub fn span(&self) -> Span {
        match self {
            Cell::Any(span)
            | Cell::OneOf(_, span)
            | Cell::UpTo(_, span)
            | Cell::Below(_, span)
            | Cell::Above(_, span)
            | Cell::AtLeast(_, span)
            | Cell::AboveTo(_, _, span)
            | Cell::ToBelow(_, _, span) => *span,
        }
    }
}

/// `table late_fee on (…) -> … { … }`
pub(super) fn table(reader: &mut Reader, words: Words, node: Node) -> DecisionTable {
    let mut pending = Words::new();
    let mut rows = Vec::new();
    for part in node.parts() {
        match part.rule() {
            Rule::doc => pending.push(documentation(reader, part)),
            Rule::row => rows.push(row(reader, std::mem::take(&mut pending), part)),
            _ => {}
        }
    }
    let columns: Vec<Column> = node.all(Rule::column).map(|part| column(reader, part)).collect();
    for row in &rows {
        right_width(reader, columns.len(), row);
    }
    DecisionTable {
        documentation: words,
        name: name(reader, node.part(Rule::name)),
        label: maybe_label(reader, node),
        columns,
        result: field_type(reader, node.part(Rule::field_type)),
        clauses: clauses(reader, node),
        rows,
        span: reader.span(node),
    }
}

/// A row has a cell for each column and one for the answer.
fn right_width(reader: &mut Reader, columns: usize, row: &Row) {
    let cells = row.cells.len();
    if cells != columns {
        let message = format!("a row of {} cells, not {}", cells + 1, columns + 1);
        let told = reader.found.report(Code::E0107, row.span, message);
        told.help("write one cell for each column and one for the answer, each closed by `|`");
    }
}

fn column(reader: &mut Reader, node: Node) -> Column {
    Column {
        name: name(reader, node.part(Rule::name)),
        type_: field_type(reader, node.part(Rule::field_type)),
    }
}

fn row(reader: &mut Reader, documentation: Words, node: Node) -> Row {
    let written: Vec<Node> = node.all(Rule::cell).collect();
    let (answer, asked) = match written.split_last() {
        Some((answer, asked)) => (*answer, asked),
        None => (node, &[][..]),
    };
    let cells = asked.iter().map(|part| cell(reader, *part)).collect();
    let plain = answer.parts().count() == 1;
    let result = match answer.maybe(Rule::expression).filter(|_| plain) {
        Some(value) => expression(reader, value),
        None => {
            let place = reader.span(answer);
            let told = reader.found.report(Code::E0107, place, "the last cell is the answer");
            told.help("write one value there, such as `150 GBP`");
            Expression { kind: Kind::Unreadable, span: place }
        }
    };
    Row { documentation, cells, result, clauses: clauses(reader, node), span: reader.span(node) }
}

fn cell(reader: &mut Reader, node: Node) -> Cell {
    let span = reader.span(node);
    let mut values = node.all(Rule::expression);
    let first = values.next().map(|value| expression(reader, value));
    let second = values.next().map(|value| expression(reader, value));
    match (first, second) {
        (None, _) => Cell::Any(span),
        (Some(from), Some(below)) => Cell::ToBelow(from, below, span),
        (Some(limit), None) if node.has(Rule::kw_below) => Cell::Below(limit, span),
        (Some(limit), None) if node.has(Rule::kw_at) => Cell::AtLeast(limit, span),
        (Some(limit), None) if node.has(Rule::kw_above) => match limit.kind {
            Kind::Range(from, to) => Cell::AboveTo(*from, *to, span),
            kind => Cell::Above(Expression { kind, span: limit.span }, span),
        },
        (Some(value), None) => match value.kind {
            Kind::UpTo(limit) => Cell::UpTo(*limit, span),
            Kind::Chain(Logic::Or, values) => Cell::OneOf(values, span),
            kind => Cell::OneOf(vec![Expression { kind, span: value.span }], span),
        },
    }
}
