//! Decision tables: columns, rows, and the proof that every case has exactly one row.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::cell::can_be_asked;
use crate::language::check::clause::{joined, label};
use crate::language::check::exhaustive::{CutRow, Part, Runs, Shortfall, shortfall};
use crate::language::check::homes::Home;
use crate::language::check::line::Stretches;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Basis, Cases, Cell, Column, DecisionTable, Provision, Row, Type};
use crate::language::syntax;

/// So many cases without a row are told beside the first.
const MORE_CASES: usize = 3;

impl<'a> Checker<'a> {
    /// Gives a table its row and name.
    pub fn declare_table(&mut self, home: usize, written: &'a syntax::DecisionTable) {
        let law = self.homes.get(home).and_then(Home::law);
        let id = self.laws.tables.add(DecisionTable {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            documentation: joined(&written.documentation),
            law,
            columns: Vec::new(),
            gives: Type::Unknown,
            rows: Vec::new(),
            cases: Vec::new(),
            basis: Basis::default(),
            span: written.name.span,
        });
        self.name(home, &written.name, Named::Table(id));
        self.work.tables.push((home, id, written));
        if let Some(law) = law {
            self.laws.laws[law].provisions.push(Provision::Table(id));
        }
    }

    /// Reads what every table is asked and what it answers: whoever names it needs no more.
    pub fn table_heads(&mut self) {
        for at in 0..self.work.tables.len() {
            let Some((home, id, written)) = self.work.tables.get(at).copied() else { continue };
            let scope = Scope::of(home);
            self.distinct(written.columns.iter().map(|column| &column.name));
            let mut columns = Vec::with_capacity(written.columns.len());
            for column in &written.columns {
                let type_ = self.plain_type(scope, &column.type_, "a column");
                if !can_be_asked(&type_) {
                    let said = self.say(&type_);
                    self.report(
                        Code::E0301,
                        column.type_.span,
                        format!("a column cannot be of type {said}"),
                    )
                    .help("ask for a bool, number, amount, date, duration, country, text or enum");
                }
                columns.push(Column { name: column.name.text.to_string(), type_ });
            }
            let gives = self.plain_type(scope, &written.result, "an answer");
            self.no_commencement(&written.clauses, "a table");
            let basis = self.basis(&written.clauses);
            let row = &mut self.laws.tables[id];
            row.columns = columns;
            row.gives = gives;
            row.basis = basis;
        }
    }

    /// Reads the rows of a table; what their answers depend on has been read.
    pub fn table(
        &mut self,
        home: usize,
        id: Id<DecisionTable>,
        written: &'a syntax::DecisionTable,
    ) {
        let scope = Scope::of(home);
        let types: Vec<Type> =
            self.laws.tables[id].columns.iter().map(|column| column.type_.clone()).collect();
        let gives = self.laws.tables[id].gives.clone();
        let mut complete = types.iter().all(|type_| *type_ != Type::Unknown && can_be_asked(type_));
        let mut rows = Vec::with_capacity(written.rows.len());
        for row in &written.rows {
            // A row of another width is told when it is read.
            complete &= row.cells.len() == types.len();
            let mut cells = Vec::with_capacity(types.len());
            for (cell, type_) in row.cells.iter().zip(&types) {
                match self.cell(scope, cell, type_) {
                    Some(cell) => cells.push(cell),
                    None => complete = false,
                }
            }
            let result = self.typed(scope, &row.result, &gives);
            let basis = self.basis(&row.clauses);
            let asked = match (row.cells.first(), row.cells.last()) {
                (Some(first), Some(last)) => first.span().to(last.span()),
                (_, _) => row.span,
            };
            rows.push(Row { cells, result, basis, asked, span: row.span });
        }
        if complete {
            self.laws.tables[id].cases = self.every_case_once(written, id, &rows);
        }
        self.laws.tables[id].rows = rows;
    }

    /// Proves that every case has exactly one row and every row a case, or shows the cases that
    /// have none or two; which row answers which cases.
    fn every_case_once(
        &mut self,
        written: &syntax::DecisionTable,
        id: Id<DecisionTable>,
        rows: &[Row],
    ) -> Vec<Cases> {
        let columns = self.laws.tables[id].columns.clone();
        let mut stretches = Vec::with_capacity(columns.len());
        for (at, column) in columns.iter().enumerate() {
            let cells = rows.iter().filter_map(move |row| row.cells.get(at));
            let variants = match &column.type_ {
                Type::Enum(of) => self.laws.enumerations[*of].variants.len(),
                Type::Bool
                | Type::Number(_)
                | Type::Money(_)
                | Type::NumberRange(_)
                | Type::MoneyRange(_)
                | Type::Date
                | Type::DateTime
                | Type::Duration(_)
                | Type::Country
                | Type::Text
                | Type::Set(_)
                | Type::List(_)
                | Type::Optional(_)
                | Type::Unknown => 0,
            };
            stretches.push(Stretches::of(&column.type_, variants, cells));
        }
        let mut numbers: Vec<usize> = Vec::with_capacity(rows.len());
        let mut cut: Vec<CutRow> = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let cells: Vec<Runs> =
                row.cells.iter().zip(&stretches).map(|(cell, of)| of.runs(cell)).collect();
            match cells.iter().position(Vec::is_empty) {
                Some(cell) => self.admits_nothing(at, written, cell),
                None => {
                    numbers.push(at);
                    cut.push(CutRow { cells, names: named(&columns, row) });
                }
            }
        }
        let widths: Vec<u32> = stretches.iter().map(Stretches::count).collect();
        let found = shortfall(&widths, &cut);
        if !found.is_none() {
            let said = Proved { columns: &columns, stretches: &stretches, numbers: &numbers, rows };
            self.told(written, &said, &found);
        }
        let first = cut.first().map_or(0, |row| row.names);
        if cut.iter().all(|row| row.names == first) {
            // No row gives way to another: each answers what it says.
            let whole = |(row, of): (usize, &Row)| Cases { cells: of.cells.clone(), row };
            return rows.iter().enumerate().map(whole).collect();
        }
        let cases = |(part, row): (Part, u32)| {
            let cells = stretches.iter().zip(part).map(|(of, run)| of.cell(run)).collect();
            Some(Cases { cells, row: *numbers.get(row as usize)? })
        };
        found.answered.into_iter().filter_map(cases).collect()
    }

    fn admits_nothing(&mut self, at: usize, written: &syntax::DecisionTable, cell: usize) {
        let Some(span) = written.rows.get(at).and_then(|row| Some(row.cells.get(cell)?.span()))
        else {
            return;
        };
        self.report(Code::E0517, span, format!("row {} can never match", at + 1))
            .here("this cell admits nothing")
            .help("write the lower limit first, and one that lies below the other");
    }

    fn told(&mut self, written: &syntax::DecisionTable, said: &Proved<'_>, found: &Shortfall) {
        let name = &written.name;
        if found.exceeded {
            self.report(Code::E0808, name.span, format!("`{}` is too large to prove", name.text))
                .here("its rows cross one another in too many parts")
                .help("split it into several tables of fewer columns");
            return;
        }
        let mut cases = found.unanswered.iter().filter_map(|part| self.case(said, part));
        let first = cases.next();
        let more: Vec<String> = cases.take(MORE_CASES).collect();
        if let Some(first) = first {
            let message = format!("`{}` leaves a case without a row", name.text);
            let told = self.report(Code::E0515, name.span, message);
            told.here(format!("no row for {first}"));
            told.help(match more.is_empty() {
                true => "add a row for it".to_owned(),
                false => format!("add rows for it, and for {}", more.join("; for ")),
            });
        }
        for (at, reached) in found.reached.iter().enumerate() {
            match (reached, found.twice.get(at)) {
                (false, _) => self.never_matches(said, at, found),
                (true, Some(Some((before, part)))) => self.both_match(said, at, *before, part),
                (true, Some(None) | None) => {}
            }
        }
    }

    /// A row whose every case has another row before it.
    fn never_matches(&mut self, said: &Proved<'_>, at: usize, found: &Shortfall) {
        let Some((number, span)) = said.row(at) else { return };
        let takers = found.takers.get(at).map_or(&[][..], Vec::as_slice);
        let rows: Vec<_> = takers.iter().filter_map(|row| said.row(*row as usize)).collect();
        let told = self.report(Code::E0517, span, format!("row {number} can never match"));
        for (taker, place) in &rows {
            told.and(
                *place,
                match rows.len() {
                    1 => format!("row {taker} matches all that it does"),
                    _several => format!("row {taker} matches some of it"),
                },
            );
        }
        told.help("take it away, or narrow what stands before it");
    }

    fn both_match(&mut self, said: &Proved<'_>, at: usize, before: u32, part: &Part) {
        let (Some((number, span)), Some((first, place))) =
            (said.row(at), said.row(before as usize))
        else {
            return;
        };
        let case = self.case(said, part).unwrap_or_default();
        self.report(Code::E0516, span, format!("rows {first} and {number} both match a case"))
            .here(format!("row {number} matches {case}"))
            .and(place, format!("row {first} matches it too"))
            .help("narrow one of the two: a case has one row, whatever their order");
    }

    /// A case of a part in words, `class = public, delay = 4 months`; `None` where it holds none.
    fn case(&self, said: &Proved<'_>, part: &Part) -> Option<String> {
        let mut words = Vec::with_capacity(part.len());
        for ((column, stretches), run) in said.columns.iter().zip(said.stretches).zip(part) {
            let value = self.example(&stretches.example(*run)?, &column.type_);
            words.push(format!("{} = {value}", column.name));
        }
        Some(words.join(", "))
    }
}

/// The columns of text or country in which a row names values, a bit for each: no row can name all.
fn named(columns: &[Column], row: &Row) -> u128 {
    let mut named = 0;
    for (at, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
        let open = matches!(column.type_, Type::Country | Type::Text);
        if open && *cell != Cell::Any {
            named |= u32::try_from(at).ok().and_then(|at| 1u128.checked_shl(at)).unwrap_or(0);
        }
    }
    named
}

/// A table as it was proved: only rows of which every cell admits something.
struct Proved<'p> {
    columns: &'p [Column],
    stretches: &'p [Stretches],
    /// By proved row: its position in the table.
    numbers: &'p [usize],
    rows: &'p [Row],
}

impl Proved<'_> {
    /// The number of a row, counted from 1, and its place.
    fn row(&self, at: usize) -> Option<(usize, Span)> {
        let number = *self.numbers.get(at)?;
        Some((number + 1, self.rows.get(number)?.asked))
    }
}
