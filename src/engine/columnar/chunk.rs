//! The one place that judges: a chunk of records becomes rows and rejects, in their order.
//!
//! Every record of every run passes through [`judge_chunk`]; whatever judges faster stands in front
//! of it there, and gives the records that it cannot answer exactly to [`judge_record`].

use crate::engine::columnar::Run;
use crate::engine::columnar::plain::Taken;
use crate::engine::columnar::record::{Chunk, Header, Line, Lines, Records, Target};
use crate::engine::columnar::reject::Reject;
use crate::engine::columnar::row::judge_sheet;
use crate::engine::columnar::sinks::{Encoded, Rows};
use crate::engine::columnar::sources::{batch, csv};
use crate::engine::columnar::tally::Tally;
use crate::facts::document::{Content, Format, Key, Node, Scalar, shortened};
use crate::facts::flat::{Column, Named, Row};
use crate::facts::load::{Place, load_document};
use crate::facts::schema::chain;
use crate::facts::{Sheet, json};
use crate::ground::diagnostic::{Code, Found, closest};
use crate::ground::table::Id;
use crate::ground::text::{Source, Span};
use crate::language::law::Entity;

/// What a chunk came to.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The number of the chunk.
    pub number: u64,
    /// Its rows, ready to be written.
    pub rows: Encoded,
    /// Its rejects, as lines of JSON.
    pub rejects: Vec<u8>,
    /// What they come to.
    pub tally: Tally,
}

/// Judges a chunk. The same chunk gives the same bytes, whoever judges it.
pub fn judge_chunk(run: &Run<'_>, chunk: &Chunk) -> Judged {
    let mut rows = Rows::new(run.form, &run.shown);
    let mut rejects = Vec::new();
    let mut tally = Tally::default();
    if let Records::Csv(header, _) | Records::Batch(header, ..) = &chunk.records {
        let skipped = header.headings.iter().filter(|it| it.target == Target::Skipped);
        let names = skipped.map(|heading| &heading.name).chain(&header.passed_over);
        let times = u64::try_from(chunk.records.len()).unwrap_or(u64::MAX);
        names.for_each(|name| tally.skip(name, times));
    }
    let mut reference = |rows: &mut Rows<'_>, at: usize, tally: &mut Tally| {
        tally.read += 1;
        match judge_record(run, chunk, at, rows, tally) {
            Ok(()) => tally.judged += 1,
            Err(reject) => {
                tally.rejected += 1;
                reject.write(&mut rejects);
            }
        }
    };
    let mut each = |rows: &mut Rows<'_>, at: usize, taken: Taken| match taken {
        Taken::Written => {
            tally.read += 1;
            tally.judged += 1;
            tally.rows += 1;
        }
        Taken::Left => reference(rows, at, &mut tally),
    };
    let skipped = match (run.plain(), &chunk.records) {
        (Some(plain), Records::Json(lines)) => {
            Some(plain.judge(lines, &mut rows, run.laws, &mut each))
        }
        (Some(plain), Records::Batch(header, batch, _))
            if plain.judge_table(header, batch, &mut rows, run.laws, &mut each) =>
        {
            Some(Vec::new())
        }
        (_, _) => None,
    };
    match skipped {
        Some(names) => names.iter().for_each(|(name, times)| tally.skip(name, *times)),
        None => (0..chunk.records.len()).for_each(|at| each(&mut rows, at, Taken::Left)),
    }
    Judged { number: chunk.number, rows: rows.finish(), rejects, tally }
}

/// Judges one record of a chunk by the reference evaluator.
pub fn judge_record(
    run: &Run<'_>,
    chunk: &Chunk,
    at: usize,
    rows: &mut Rows<'_>,
    tally: &mut Tally,
) -> Result<(), Box<Reject>> {
    let sheet = {
        let mut reading = Reading { run, input: &chunk.input, tally };
        match &chunk.records {
            Records::Json(lines) => reading.json(lines, at),
            Records::Csv(header, lines) => reading.csv(header, lines, at),
            Records::Batch(header, batch, first) => reading.batch(header, batch, *first, at),
        }
    };
    let (mut sheet, line, original) = sheet?;
    sheet.number(line, run.laws);
    if judge_sheet(run, &sheet, rows, tally) {
        tally.by_reference += 1;
        return Ok(());
    }
    let mut found = Found::new();
    found
        .report(Code::E1009, None, "the sheet holds nobody whom the laws judge")
        .help("it must list an entity of the law's `subject`");
    Err(Box::new(Reject::of(&chunk.input, line, found, original(), |_| None)))
}

/// A record on its way to a sheet.
struct Reading<'a, 't> {
    run: &'a Run<'a>,
    input: &'a str,
    tally: &'t mut Tally,
}

/// A sheet, the line on which its record begins, and how to get the record's text.
type Read<'a> = Result<(Sheet, u64, Box<dyn Fn() -> String + 'a>), Box<Reject>>;

/// Records have no text among those of the laws: their places are counted from their own beginning.
fn nowhere(start: usize, end: usize) -> Span {
    Span::new(Id::<Source>::at(0), start, end)
}

impl<'a> Reading<'a, '_> {
    fn json(&mut self, lines: &'a Lines, at: usize) -> Read<'a> {
        let (text, line) = self.text(lines, at)?;
        let place = |start: usize| {
            Some((text.get(..start).unwrap_or(text).chars().count() + 1).to_string())
        };
        let reject =
            |found| Box::new(Reject::of(self.input, line.number, found, text.to_owned(), place));
        let mut found = Found::new();
        let document = json::read(text, Id::at(0), &mut found).filter(|_| !found.has_errors());
        let Some(document) = document else { return Err(reject(found)) };
        let document = nested(self.run, document, self.tally, &mut found);
        match self.run.load(self.input, &document, &mut found) {
            Some(sheet) => Ok((sheet, line.number, Box::new(|| text.to_owned()))),
            None => Err(reject(found)),
        }
    }

    fn csv(&mut self, header: &Header, lines: &'a Lines, at: usize) -> Read<'a> {
        let (text, line) = self.text(lines, at)?;
        let mut found = Found::new();
        let cells = csv::cells(text, header.headings.len(), &mut found);
        let row = cells.map(|cells| {
            let mut row = Row::default();
            let headings = header.headings.iter().enumerate();
            for ((at, heading), cell) in headings.zip(&cells) {
                let span = nowhere(at, at);
                match &heading.target {
                    Target::Column(column) => {
                        let node = self.run.flat.cell(column, cell, span, self.run.empty);
                        if let Some(node) = node {
                            row.put(column, span, node);
                        }
                    }
                    Target::Through if !cell.is_empty() => {
                        row.keep(header.root, through(span), scalar(cell.clone(), span));
                    }
                    Target::Through | Target::Skipped => {}
                }
            }
            row
        });
        let sheet = row.and_then(|row| self.tabular(header, row, &mut found));
        match sheet {
            Some(sheet) => Ok((sheet, line.number, Box::new(|| text.to_owned()))),
            None => {
                let (input, place) = (self.input, |at| header.name(at));
                Err(Box::new(Reject::of(input, line.number, found, text.to_owned(), place)))
            }
        }
    }

    fn batch(
        &mut self,
        header: &'a Header,
        batch: &'a arrow::array::RecordBatch,
        first: u64,
        at: usize,
    ) -> Read<'a> {
        let number = first.saturating_add(u64::try_from(at).unwrap_or(u64::MAX));
        let mut found = Found::new();
        let mut row = Row::default();
        for (position, heading) in header.headings.iter().enumerate() {
            let span = nowhere(position, position);
            let Some(array) = batch.columns().get(position) else { continue };
            let value = batch::value(array, at, span, &mut found);
            match (&heading.target, value) {
                (Target::Column(column), Some(batch::Value::Text(text))) => {
                    if let Some(node) = self.run.flat.cell(column, &text, span, self.run.empty) {
                        row.put(column, span, node);
                    }
                }
                (Target::Column(column), Some(batch::Value::Node(node))) => {
                    if let Some(node) = self.run.flat.value(column, node, self.run.empty) {
                        row.put(column, span, node);
                    }
                }
                (Target::Through, Some(batch::Value::Text(text))) => {
                    row.keep(header.root, through(span), scalar(text, span));
                }
                (Target::Through, Some(batch::Value::Node(node))) => {
                    row.keep(header.root, through(span), node);
                }
                (Target::Column(column), None) => {
                    if let Some(node) = self.run.flat.cell(column, "", span, self.run.empty) {
                        row.put(column, span, node);
                    }
                }
                (Target::Skipped, _) | (Target::Through, None) => {}
            }
        }
        let sheet = match found.has_errors() {
            true => None,
            false => self.tabular(header, row, &mut found),
        };
        let original = move || batch::original(header, batch, at);
        match sheet {
            Some(sheet) => Ok((sheet, number, Box::new(original))),
            None => {
                let place = |at| header.name(at);
                Err(Box::new(Reject::of(self.input, number, found, original(), place)))
            }
        }
    }

    /// The sheet of a row of a table: one entity of each kind that has a column.
    fn tabular(&mut self, header: &Header, mut row: Row, found: &mut Found) -> Option<Sheet> {
        for heading in &header.headings {
            if let Target::Column(column) = &heading.target {
                row.has(column.entity);
            }
        }
        for entity in subjects(self.run, header) {
            row.has(entity);
        }
        let document = row.document(&self.run.flat, header.root, nowhere(0, 0), found);
        self.run.load(self.input, &document, found)
    }

    /// The text of a record, if it is whole and UTF-8.
    fn text(&self, lines: &'a Lines, at: usize) -> Result<(&'a str, &'a Line), Box<Reject>> {
        const NONE: &Line = &Line { range: 0..0, number: 0, whole: true };
        let line = lines.lines.get(at).unwrap_or(NONE);
        let bytes = lines.bytes(line);
        let mut found = Found::new();
        match std::str::from_utf8(bytes) {
            Ok(text) if line.whole => return Ok((text, line)),
            Err(_) if line.whole => {
                found
                    .report(Code::E0114, None, "the record is not UTF-8")
                    .help("save the file as UTF-8");
            }
            Ok(_) | Err(_) => {
                let most = self.run.limits.sheet_bytes;
                found
                    .report(Code::E0804, None, format!("larger than {most} bytes"))
                    .help("is a quote or a line end missing? Else raise `--max-sheet-bytes`");
            }
        }
        let original = String::from_utf8_lossy(bytes).into_owned();
        Err(Box::new(Reject::of(self.input, line.number, found, original, |_| None)))
    }
}

impl Run<'_> {
    fn load(&self, input: &str, document: &Node, found: &mut Found) -> Option<Sheet> {
        let place = Place { name: input, source: None, format: Format::Json };
        let (laws, schema) = (self.laws, self.schema);
        load_document(laws, schema, &self.elsewhere, place, document, &self.limits, found)
    }
}

/// The entities judged that a table tells of: where it has no column of one, all of them.
fn subjects(run: &Run<'_>, header: &Header) -> Vec<Id<Entity>> {
    let of_root = |entity: &Id<Entity>| chain(run.laws, *entity).first() == Some(&header.root);
    let subjects = run.judged.iter().map(|law| run.laws.laws[*law].subject);
    let subjects: Vec<Id<Entity>> = subjects.filter(of_root).collect();
    let told = |subject: &Id<Entity>| {
        header.headings.iter().any(|heading| match &heading.target {
            Target::Column(column) => chain(run.laws, column.entity).contains(subject),
            Target::Through | Target::Skipped => false,
        })
    };
    if subjects.iter().any(told) { Vec::new() } else { subjects }
}

/// A line of JSON as a nested sheet: a key that is a column and no key of the outermost entity is put
/// where it belongs.
fn nested(run: &Run<'_>, document: Node, tally: &mut Tally, found: &mut Found) -> Node {
    let Content::Map(pairs) = document.content else { return document };
    let span = document.span;
    let names = pairs.iter().map(|(key, _)| key.text.as_str());
    let Some(root) = run.flat.root(names) else {
        return Node { content: Content::Map(pairs), span };
    };
    let mut row = Row::default();
    for (key, node) in pairs {
        match run.flat.named(root, &key.text) {
            Named::Column(column) => {
                if let Some(node) = run.flat.value(&column, node, run.empty) {
                    row.put(&column, key.span, node);
                }
            }
            Named::Several(names) => {
                let message = format!("`{}` means several columns", key.text);
                let help = format!("write one of {}", names.join(", "));
                found.report(Code::E0205, key.span, message).help(help);
            }
            Named::Nothing => {
                let known = run.flat.key(root, &key.text).is_some()
                    || run.elsewhere.contains(&key.text)
                    || run.laws.laws.iter().any(|law| law.name == key.text)
                    || matches!(key.text.as_str(), "recorded through" | "recorded_through");
                let near = match known {
                    true => None,
                    false => closest(&key.text, run.flat.columns(root).iter().map(column_name)),
                };
                match (run.skips_unknown && !known, near) {
                    (true, _) => tally.skip(&key.text, 1),
                    (false, Some(near)) => {
                        let message = format!("unknown key `{}`", shortened(&key.text));
                        let help = format!("did you mean `{near}`?");
                        found.report(Code::E0601, key.span, message).help(help);
                    }
                    (false, None) => row.keep(root, key, node),
                }
            }
        }
    }
    row.document(&run.flat, root, span, found)
}

fn column_name(column: &Column) -> &str {
    &column.name
}

fn through(span: Span) -> Key {
    Key { text: "recorded_through".to_owned(), span }
}

fn scalar(text: String, span: Span) -> Node {
    Node { content: Content::Scalar(Scalar { text, quoted: true }), span }
}
