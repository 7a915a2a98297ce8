//! Parameters, scales, decision tables and calendars: what a law states as figures, as tables.

use crate::language::syntax::{
    BandEdge, Calendar, CalendarClause, Clause, DecisionTable, Kind, Literal, Name, Parameter,
    ParameterClause, Scale, ScaleKind, ScaleVersion, TypeName, ValueVersion,
};
use crate::tools::doc::basis::{basis, in_force, opening, terms, told};
use crate::tools::doc::condition::condition;
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Basis, Block, GridRow, Line, Piece, SaidLine, Term};

/// A parameter: its history as a table.
pub fn parameter(texts: &Texts<'_>, written: &Parameter) -> Vec<Block> {
    let mut clauses: Vec<&Clause> = Vec::new();
    let mut versions = Vec::new();
    let mut under = vec![Term::line("Type", texts.line(written.type_.span))];
    for clause in &written.clauses {
        match clause {
            ParameterClause::Version(version) => versions.push(version),
            ParameterClause::VerifiedThrough(date, _) => under.push(verified(texts, date)),
            ParameterClause::Clause(clause) => clauses.push(clause),
        }
    }
    let mut blocks = opening(&written.documentation, clauses.iter().copied());
    blocks.extend(terms(under));
    let unit = match &written.type_.name {
        TypeName::Number(unit) => unit.as_ref(),
        TypeName::Bool
        | TypeName::Money(_)
        | TypeName::Date
        | TypeName::DateTime
        | TypeName::Duration(_)
        | TypeName::Country
        | TypeName::Text
        | TypeName::Named(_)
        | TypeName::Set(_)
        | TypeName::List(_) => None,
    };
    blocks.push(history(texts, &versions, "Value", unit));
    blocks
}

/// Values by date as a table, plain figures with their unit. The article stands beside each value where
/// one is named.
pub fn history(
    texts: &Texts<'_>,
    versions: &[&ValueVersion],
    what: &str,
    unit: Option<&Name>,
) -> Block {
    let rows = versions.iter().map(|version| {
        let mut value = condition(texts, &version.value);
        if let (Some(unit), [only], Kind::Literal(_)) =
            (unit, value.as_mut_slice(), &version.value.kind)
        {
            only.line.extend([Piece::words(" "), texts.name(unit.span)]);
        }
        value.extend(told(&version.documentation));
        Row {
            cells: vec![from(texts, &version.from), value],
            basis: basis(&version.clauses),
            anchor: String::new(),
            title: String::new(),
        }
    });
    grid(vec![words("From"), words(what)], rows.collect())
}

/// A scale: its bands as a table, one for each version.
pub fn scale(texts: &Texts<'_>, written: &Scale) -> Vec<Block> {
    let mut blocks = opening(&written.documentation, &written.clauses);
    let kind = match written.kind {
        ScaleKind::Marginal => "each slice at its own rate (marginal)",
        ScaleKind::Flat => "the whole by the one band in which it falls (flat)",
    };
    let mut under =
        vec![Term::line("On", texts.line(written.on.span)), Term::line("Applied", words(kind))];
    under.extend(written.verified_through.as_ref().map(|(date, _)| verified(texts, date)));
    under.extend(in_force(texts, &written.clauses));
    blocks.extend(terms(under));
    written.versions.iter().for_each(|version| bands(texts, version, &mut blocks));
    blocks
}

fn bands(texts: &Texts<'_>, version: &ScaleVersion, blocks: &mut Vec<Block>) {
    if let Some(date) = &version.from {
        let line = words(format!("From {}:", texts.plain(date.span())));
        blocks.push(Block::Paragraph { line });
    }
    blocks.extend(opening(&version.documentation, &version.clauses));
    let rows = version.bands.iter().map(|band| {
        let edge = match &band.edge {
            BandEdge::UpTo(end) => [words("up to "), texts.line(end.span)].concat(),
            BandEdge::Below(end) => [words("below "), texts.line(end.span)].concat(),
            BandEdge::Above => words("above"),
        };
        Row {
            cells: vec![vec![SaidLine::plain(edge)], condition(texts, &band.value)],
            basis: basis(&band.clauses),
            anchor: String::new(),
            title: String::new(),
        }
    });
    blocks.push(grid(vec![words("Band"), words("Value")], rows.collect()));
}

/// A decision table as a table.
pub fn table(texts: &Texts<'_>, written: &DecisionTable) -> Vec<Block> {
    let mut blocks = opening(&written.documentation, &written.clauses);
    let mut under = vec![Term::line("Answers", texts.line(written.result.span))];
    under.extend(in_force(texts, &written.clauses));
    blocks.extend(terms(under));
    let asked = written.columns.iter().map(|column| words(column.name.text.as_str()));
    let head: Vec<Line> = asked.chain([words("Answer")]).collect();
    let rows = written.rows.iter().map(|row| {
        let cells = row.cells.iter();
        let cells = cells.map(|cell| vec![SaidLine::plain(texts.line(cell.span()))]);
        let mut answer = condition(texts, &row.result);
        answer.extend(told(&row.documentation));
        Row {
            cells: cells.chain([answer]).collect(),
            basis: basis(&row.clauses),
            anchor: String::new(),
            title: String::new(),
        }
    });
    blocks.push(grid(head, rows.collect()));
    blocks
}

/// A calendar: its weekend and its holidays.
pub fn calendar(texts: &Texts<'_>, written: &Calendar) -> Vec<Block> {
    let mut clauses: Vec<&Clause> = Vec::new();
    let mut under = Vec::new();
    for clause in &written.clauses {
        match clause {
            CalendarClause::Weekend(days, _) => {
                let days: Vec<&str> = days.iter().map(|day| day.text.as_str()).collect();
                under.push(Term::line("Weekend", words(days.join(", "))));
            }
            CalendarClause::Holidays(days, _) => {
                let days: Vec<String> = days.iter().map(|day| texts.plain(day.span())).collect();
                under.push(Term::line("Holidays", words(days.join(", "))));
            }
            CalendarClause::VerifiedThrough(date, _) => under.push(verified(texts, date)),
            CalendarClause::Clause(clause) => clauses.push(clause),
        }
    }
    let mut blocks = opening(&written.documentation, clauses.iter().copied());
    blocks.extend(terms(under));
    blocks
}

/// `verified through DATE`
pub fn verified(texts: &Texts<'_>, date: &Literal) -> Term {
    Term::line("Verified through", words(texts.plain(date.span())))
}

/// One row of a table before it is known which columns the table has.
pub struct Row {
    /// What links to it name; empty where nothing links to it.
    pub anchor: String,
    /// What readers call it; empty where nothing links to it.
    pub title: String,
    /// Its cells but for that of its basis.
    pub cells: Vec<Vec<SaidLine>>,
    /// What it rests on.
    pub basis: Basis,
}

/// A table whose last column is what its rows rest on. Columns that no row fills are left out.
pub fn grid(mut head: Vec<Line>, rows: Vec<Row>) -> Block {
    head.push(words("Basis"));
    let mut rows: Vec<GridRow> = rows.into_iter().map(GridRow::from).collect();
    for at in (0..head.len()).rev() {
        let is_filled = |row: &GridRow| row.cells.get(at).is_some_and(|cell| !cell.is_empty());
        if rows.iter().any(is_filled) {
            continue;
        }
        head.remove(at);
        for row in rows.iter_mut().filter(|row| at < row.cells.len()) {
            row.cells.remove(at);
        }
    }
    Block::Grid { head, rows }
}

impl From<Row> for GridRow {
    fn from(row: Row) -> Self {
        let Row { anchor, title, mut cells, basis } = row;
        let rests = SaidLine { depth: 0, line: Line::new(), basis };
        cells.push(if rests.basis.is_empty() { Vec::new() } else { vec![rests] });
        Self { anchor, title, cells }
    }
}

/// Plain words as a line.
pub fn words(text: impl Into<String>) -> Line {
    vec![Piece::words(text)]
}

fn from(texts: &Texts<'_>, date: &Literal) -> Vec<SaidLine> {
    vec![SaidLine::plain(words(texts.plain(date.span())))]
}
