//! The quick way through a chunk of flat lines: they are read into columns, a plan is carried out on
//! them, and the rows are written from its columns.
//!
//! It is taken where every column of the rows is a definition that operations can say, or a text that is
//! handed through. A line that is not plain, and a row in which anything is unknown, is left to the
//! reference evaluator.

use crate::engine::columnar::Run;
use crate::engine::columnar::cell::Cell;
use crate::engine::columnar::column::Column;
use crate::engine::columnar::digits::decimal;
use crate::engine::columnar::record::{Header, Lines, Target};
use crate::engine::columnar::run::Machine;
use crate::engine::columnar::scan::{Scanner, Use};
use crate::engine::columnar::shown::What;
use crate::engine::columnar::sinks::{Rows, csv};
use crate::engine::columnar::{answer, arrays, stated};
use crate::engine::plan::lower::input_unit;
use crate::engine::plan::{Input, Node, Plan, Stated, Unit, lower};
use crate::facts::flat::Empty;
use crate::facts::schema::Slot;
use crate::ground::table::Id;
use crate::language::law::{Define, Entity, Fact, Laws, Temporal, Type};
use arrow::array::{Array, RecordBatch};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that are computed together: their columns stay in the cache.
const ROWS: usize = 1024;

/// What is the same for all chunks of a run.
#[derive(Debug)]
pub struct Plain {
    plan: Plan,
    wanted: Vec<Node>,
    shown: Vec<Out>,
    scanner: Scanner,
    /// What is done with each column of a table, by its full name.
    uses: BTreeMap<String, Use>,
    /// How many texts are handed through.
    texts: usize,
    /// How many columns are read: those of the plan, then those that are only looked at.
    columns: usize,
}

/// One column of the rows.
#[derive(Clone, Debug)]
enum Out {
    /// What an operation gives.
    Of(Node, Type, Unit, Writing),
    /// A text of the line.
    Text(usize),
}

/// How a value is written.
#[derive(Clone, Debug)]
enum Writing {
    Truth,
    /// The names of the values of an enum.
    Names(Vec<String>),
    /// A decimal: so many places in the figure, and the fewest that are written.
    Decimal(u32, u32),
    /// By its value.
    Value,
}

/// What came of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was written.
    Written,
    /// It is the reference evaluator's.
    Left,
}

impl Plain {
    /// The quick way of a run, where there is one.
    pub fn of(run: &Run<'_>) -> Option<Self> {
        let laws = run.laws;
        let [law] = run.judged.as_slice() else { return None };
        let row = &laws.laws[*law];
        let root = row.subject;
        let roots: Vec<Id<Entity>> = run.flat.roots().collect();
        if !row.in_force.contains(run.on) || roots != [root] {
            return None;
        }
        let asked: Vec<Id<Define>> =
            run.shown.iter().filter_map(|shown| define(&shown.what)).collect();
        let (plan, lowered) = lower(laws, *law, run.on, &asked);
        let mut nodes = lowered.iter();
        let (mut shown, mut wanted, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        for column in &run.shown {
            match column.what {
                What::Define(define) => {
                    let node = nodes.next()?.by.ok()?;
                    let unit = plan.operations[node].unit;
                    let type_ = laws.defines[define].type_.clone();
                    let writing = Writing::of(laws, &type_, unit);
                    wanted.push(node);
                    shown.push(Out::Of(node, type_, unit, writing));
                }
                What::Fact(fact, entity)
                    if laws.facts[fact].type_ == Type::Text && entity == root =>
                {
                    shown.push(Out::Text(texts.len()));
                    texts.push(fact);
                }
                What::Fact(..)
                | What::Sheet
                | What::Entity
                | What::Law
                | What::On
                | What::State
                | What::DutyStatus(..)
                | What::DutySince(..)
                | What::StepState(..)
                | What::StepSince(..)
                | What::StepLow(..)
                | What::StepHigh(..)
                | What::StepCurrency(..)
                | What::Needs => return None,
            }
        }
        if plan.inputs.iter().any(|input| input.of != root) {
            return None;
        }
        let (scanner, uses, columns) = scanner(run, root, &plan, &mut texts);
        Some(Self { plan, wanted, shown, scanner, uses, texts: texts.len(), columns })
    }

    /// Reads, computes and writes the rows of lines in their order. `each` is called for each row, in
    /// its place: to count it, or to judge what is left. Gives the keys that were passed over.
    pub fn judge<'r>(
        &self,
        lines: &Lines,
        rows: &mut Rows<'r>,
        laws: &Laws,
        mut each: impl FnMut(&mut Rows<'r>, usize, Taken),
    ) -> Vec<(String, u64)> {
        let mut scanner = self.scanner.clone();
        let mut machine = Machine::new(&self.plan, &self.wanted);
        let mut columns = vec![Column::default(); self.columns];
        let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
        for (part, of) in lines.lines.chunks(ROWS).enumerate() {
            columns.iter_mut().for_each(Column::clear);
            ranges.clear();
            let mut taken = Vec::with_capacity(of.len());
            for line in of {
                taken.push(line.whole && scanner.line(lines.bytes(line), &mut columns));
                if !line.whole {
                    scanner.pass(&mut columns);
                }
                ranges.extend((0..self.texts).map(|at| scanner.text(at)));
            }
            let texts = |row: usize, at: usize| {
                let bytes = of.get(row).map(|line| lines.bytes(line)).unwrap_or_default();
                let range = ranges.get(row * self.texts + at).cloned().unwrap_or_default();
                std::str::from_utf8(bytes.get(range).unwrap_or_default()).unwrap_or_default()
            };
            let part = Part { plain: self, laws, first: part * ROWS, taken: &taken, texts: &texts };
            part.write(&mut columns, &mut machine, rows, &mut |rows, at, told| {
                let line = at.checked_sub(part.first).and_then(|at| Some((at, of.get(at)?)));
                if let (Taken::Left, Some((at, line))) = (told, line)
                    && taken.get(at) == Some(&true)
                {
                    scanner.forget(lines.bytes(line));
                }
                each(rows, at, told);
            });
        }
        scanner.skipped()
    }

    /// The same of the rows of a table; `false` where none of them can be plain: nothing is done then.
    pub fn judge_table<'r>(
        &self,
        header: &Header,
        batch: &RecordBatch,
        rows: &mut Rows<'r>,
        laws: &Laws,
        mut each: impl FnMut(&mut Rows<'r>, usize, Taken),
    ) -> bool {
        let Some(sources) = self.sources(header) else { return false };
        let mut machine = Machine::new(&self.plan, &self.wanted);
        let mut columns = vec![Column::default(); self.columns];
        let mut first = 0;
        while first < batch.num_rows() {
            let count = ROWS.min(batch.num_rows() - first);
            let part = batch.slice(first, count);
            let mut odd = vec![false; count];
            columns.iter_mut().for_each(Column::clear);
            for (at, column) in columns.iter_mut().enumerate() {
                let array = sources.columns.get(at).copied().flatten();
                match array.and_then(|array| part.columns().get(array)) {
                    Some(array) => {
                        let place = self.scanner.place(at);
                        let read = place.and_then(|it| arrays::read(array, it, column, &mut odd));
                        // Arrays have one type in all parts: nothing was written yet.
                        if read.is_none() {
                            return false;
                        }
                    }
                    None => {
                        let Some((absent, type_)) = self.scanner.absent(at) else { return false };
                        (0..count).for_each(|_| stated::push(column, type_, absent));
                    }
                }
            }
            let mut texts = Vec::new();
            for array in &sources.texts {
                let Some(array) = array.and_then(|array| part.columns().get(array)) else {
                    texts.push(None);
                    continue;
                };
                let Some(text) = arrays::texts(array) else { return false };
                for (at, odd) in odd.iter_mut().enumerate().filter(|(at, _)| !array.is_null(*at)) {
                    *odd |= matches!(text(at), "" | "unknown" | "none");
                }
                texts.push(Some((array, text)));
            }
            let taken: Vec<bool> = odd.iter().map(|odd| !odd).collect();
            let texts = |row: usize, at: usize| match texts.get(at) {
                Some(Some((array, text))) if !array.is_null(row) => text(row),
                Some(_) | None => "",
            };
            let part = Part { plain: self, laws, first, taken: &taken, texts: &texts };
            part.write(&mut columns, &mut machine, rows, &mut each);
            first += count;
        }
        true
    }

    /// Which array of a table each column and each text is read from; `None` where a column of it is
    /// the reader's of sheets.
    fn sources(&self, header: &Header) -> Option<Sources> {
        let mut sources =
            Sources { columns: vec![None; self.columns], texts: vec![None; self.texts] };
        for (at, heading) in header.headings.iter().enumerate() {
            let column = match &heading.target {
                Target::Column(column) => column,
                Target::Skipped => continue,
                Target::Through => return None,
            };
            let place = match self.uses.get(&column.full)? {
                Use::Column(to) => sources.columns.get_mut(*to)?,
                Use::Text(to) => sources.texts.get_mut(*to)?,
                Use::Skipped | Use::Refused => return None,
            };
            // Two columns of one fact are told by the reader of sheets.
            if column.period.is_some() || place.replace(at).is_some() {
                return None;
            }
        }
        Some(sources)
    }
}

/// From which arrays columns and texts are read.
struct Sources {
    columns: Vec<Option<usize>>,
    texts: Vec<Option<usize>>,
}

/// Rows that were read together.
struct Part<'a> {
    plain: &'a Plain,
    laws: &'a Laws,
    /// The position of the first of them in the chunk.
    first: usize,
    /// Which of them are plain.
    taken: &'a [bool],
    /// The text of a row that is handed through at a place; empty where there is none.
    texts: &'a dyn Fn(usize, usize) -> &'a str,
}

impl Part<'_> {
    /// Computes and writes the rows.
    fn write<'r>(
        &self,
        columns: &mut [Column],
        machine: &mut Machine<'_>,
        rows: &mut Rows<'r>,
        each: &mut dyn FnMut(&mut Rows<'r>, usize, Taken),
    ) {
        columns.iter_mut().for_each(Column::settle);
        machine.run(columns, self.taken.len());
        let column = |out: &Out| match out {
            Out::Of(node, ..) => Some(machine.column(columns, *node)),
            Out::Text(_) => None,
        };
        let computed: Vec<Option<&Column>> = self.plain.shown.iter().map(column).collect();
        for (at, taken) in self.taken.iter().enumerate() {
            let known = computed.iter().flatten().all(|column| column.is_known(at));
            let told = if known && *taken { Taken::Written } else { Taken::Left };
            if told == Taken::Written {
                Row { part: self, computed: &computed, at }.write(rows);
            }
            each(rows, self.first + at, told);
        }
    }
}

fn define(what: &What) -> Option<Id<Define>> {
    if let What::Define(define) = what { Some(*define) } else { None }
}

/// The scanner of a run: every key that the reader of sheets knows is read, or makes the line the
/// reader's.
fn scanner(
    run: &Run<'_>,
    root: Id<Entity>,
    plan: &Plan,
    texts: &mut Vec<Id<Fact>>,
) -> (Scanner, BTreeMap<String, Use>, usize) {
    let laws = run.laws;
    let mut uses = BTreeMap::new();
    let mut inputs = plan.inputs.clone();
    let mut fields: Vec<(String, Use)> = Vec::new();
    for column in run.flat.columns(root) {
        let used = match column.slot {
            Slot::Fact(fact) if column.entity == root => {
                let row = &laws.facts[fact];
                let plain = if let Type::Optional(inner) = &row.type_ { inner } else { &row.type_ };
                let text = texts.iter().position(|it| *it == fact);
                let stated = Stated::Fact(fact);
                match (plain, row.temporal, text) {
                    (Type::Text, Temporal::Plain, Some(at)) => Use::Text(at),
                    // No row shows it: that it is a plain text is all that is asked of it.
                    (Type::Text, Temporal::Plain, None) => {
                        texts.push(fact);
                        Use::Text(texts.len() - 1)
                    }
                    (_, Temporal::Plain | Temporal::OverTime, _) => {
                        column_of(&mut inputs, stated, root, plain)
                    }
                    (_, Temporal::Per(_), _) => Use::Refused,
                }
            }
            Slot::Event(event) if column.entity == root => match laws.events[event].at_time {
                true => Use::Refused,
                false => column_of(&mut inputs, Stated::Event(event), root, &Type::Date),
            },
            Slot::Fact(_) | Slot::Event(_) | Slot::Block(_) | Slot::List(_) => Use::Refused,
        };
        uses.insert(column.full.clone(), used.clone());
        fields.push((column.name.clone(), used));
        for name in [&column.full, &column.key] {
            fields.push((name.clone(), Use::Refused));
        }
    }
    let law_names = laws.laws.iter().map(|law| law.name.clone());
    let own = run.schema.of_entity(root).keys().map(|key| (*key).to_owned());
    let through = ["recorded through", "recorded_through"].map(str::to_owned);
    let others = law_names.chain(own).chain(through).chain(run.elsewhere.iter().cloned());
    fields.extend(others.map(|name| (name, Use::Refused)));
    let null = match run.empty {
        Empty::Unknown => stated::Cell::Unknown,
        Empty::None => stated::Cell::Nothing,
    };
    let mut scanner = Scanner::new(laws, &inputs, texts.len(), null, run.skips_unknown);
    let mut known = BTreeSet::new();
    for (name, used) in fields {
        // The shortest name of a column was put first.
        if known.insert(name.clone()) {
            scanner.field(&name, used);
        }
    }
    (scanner, uses, inputs.len())
}

/// The column that a fact or event is read into: that of the plan, or one more that is only looked at.
fn column_of(inputs: &mut Vec<Input>, stated: Stated, of: Id<Entity>, type_: &Type) -> Use {
    if let Some(at) = inputs.iter().position(|input| input.stated == stated) {
        return Use::Column(at);
    }
    let Some(unit) = input_unit(type_) else { return Use::Refused };
    inputs.push(Input { stated, of, type_: type_.clone(), unit });
    Use::Column(inputs.len() - 1)
}

impl Writing {
    fn of(laws: &Laws, type_: &Type, unit: Unit) -> Self {
        let plain = if let Type::Optional(inner) = type_ { inner.as_ref() } else { type_ };
        let (over, under) = unit.parts();
        let places = (0..=18_u32).find(|it| 10_i64.checked_pow(*it) == Some(under));
        let least = match plain {
            Type::Money(currency) => Some(currency.minor_digits()),
            Type::Number(_) => Some(0),
            Type::Bool => return Writing::Truth,
            Type::Enum(of) => {
                let variants = laws.enumerations[*of].variants.iter();
                return Writing::Names(variants.map(|it| it.name.clone()).collect());
            }
            Type::NumberRange(_)
            | Type::MoneyRange(_)
            | Type::Date
            | Type::DateTime
            | Type::Duration(_)
            | Type::Country
            | Type::Text
            | Type::Set(_)
            | Type::List(_)
            | Type::Optional(_)
            | Type::Unknown => None,
        };
        match (least, places, over) {
            (Some(least), Some(places), 1) => Writing::Decimal(places, least),
            (_, _, _) => Writing::Value,
        }
    }
}

/// A row that is known.
struct Row<'r, 'a> {
    part: &'r Part<'a>,
    computed: &'r [Option<&'r Column>],
    at: usize,
}

impl Row<'_, '_> {
    fn write(&self, rows: &mut Rows<'_>) {
        match rows {
            Rows::Csv(out) => {
                let mut first = true;
                for (shown, column) in self.part.plain.shown.iter().zip(self.computed) {
                    if !std::mem::take(&mut first) {
                        out.push(b',');
                    }
                    match self.quickly(shown, *column, out) {
                        Some(()) => {}
                        None => csv::cell(out, &self.cell(shown, *column)),
                    }
                }
                out.push(b'\n');
            }
            Rows::Json(..) | Rows::Columns(_) => {
                let columns = self.part.plain.shown.iter().zip(self.computed);
                let cells: Vec<Cell<'_>> =
                    columns.map(|(shown, column)| self.cell(shown, *column)).collect();
                rows.add(&cells);
            }
        }
    }

    /// Writes a value that needs no quotes; `None` of any other.
    fn quickly(&self, shown: &Out, column: Option<&Column>, out: &mut Vec<u8>) -> Option<()> {
        let Out::Of(_, _, _, writing) = shown else { return None };
        let column = column?;
        if column.is_nothing(self.at) {
            out.extend_from_slice(b"none");
            return Some(());
        }
        match writing {
            Writing::Truth => {
                let truth = column.truth(self.at)?;
                out.extend_from_slice(if truth { b"true" } else { b"false" });
            }
            Writing::Names(names) => {
                let at = usize::try_from(column.figure(self.at)?).ok()?;
                out.extend_from_slice(names.get(at)?.as_bytes());
            }
            Writing::Decimal(places, least) => {
                decimal(out, column.figure(self.at)?, *places, *least);
            }
            Writing::Value => return None,
        }
        Some(())
    }

    fn cell<'c>(&'c self, shown: &'c Out, column: Option<&Column>) -> Cell<'c> {
        match shown {
            Out::Text(at) => {
                // Nothing stands there: an empty text is the reader's of sheets.
                match (self.part.texts)(self.at, *at) {
                    "" => Cell::Empty,
                    text => Cell::word(text),
                }
            }
            Out::Of(_, type_, unit, _) => {
                let value = column.and_then(|it| answer::value(it, self.at, type_, *unit));
                value.map_or(Cell::Empty, |value| Cell::value(self.part.laws, type_, &value))
            }
        }
    }
}
