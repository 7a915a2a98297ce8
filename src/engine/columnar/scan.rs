//! Flat lines of JSON, read into the columns of a plan without a tree between.
//!
//! It takes what is common and plain. Of a line that is anything else it says so, and the line is read
//! as a sheet: what it does take, the reader of sheets takes too and means the same by it.

use crate::engine::columnar::arrays::Place;
use crate::engine::columnar::column::Column;
use crate::engine::columnar::stated::{Cell, push};
use crate::engine::columnar::token::{Part, blanks, decimal, skipped, string};
use crate::engine::plan::{Input, Stated};
use crate::ground::time::Date;
use crate::ground::value::Country;
use crate::language::law::{Laws, Type};
use std::collections::BTreeMap;

/// What is done with the value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is read into a column of the plan.
    Column(usize),
    /// Its text is kept as it stands.
    Text(usize),
    /// Nothing: no law asks for it.
    Skipped,
    /// A line that has it is the reader's of sheets.
    Refused,
}

/// How a value is read.
#[derive(Clone, Debug)]
pub enum Reading {
    /// `true` or `false`.
    Truth,
    /// A figure with so many decimal places in a unit of its column.
    Decimal(u32),
    /// A date.
    Day,
    /// The code of a country.
    Country,
    /// The names of the values of an enum, in order.
    Name(Vec<String>),
    /// A set of them, as bits.
    Names(Vec<String>),
}

/// One key.
#[derive(Clone, Debug)]
struct Field {
    /// `"daily_users"`, in quotes.
    quoted: Vec<u8>,
    used: Use,
    /// Whether the line that is read has had it.
    seen: bool,
    /// In how many lines it stood.
    count: u64,
}

/// Reads lines of the same kind: it expects each to have its keys in the order of the one before.
#[derive(Clone, Debug)]
pub struct Scanner {
    fields: Vec<Field>,
    names: BTreeMap<Vec<u8>, usize>,
    order: Vec<usize>,
    readings: Vec<Option<Reading>>,
    /// What a place of each column is where its key does not stand, and whether it may be nothing.
    absent: Vec<(Cell, bool)>,
    types: Vec<Type>,
    cells: Vec<Cell>,
    texts: Vec<(usize, usize)>,
    /// Whether keys that no law asks for are passed over.
    skips: bool,
    /// What `null` says of a fact that may be nothing.
    null: Cell,
}

impl Scanner {
    /// A scanner into the columns of `inputs`. `null`: what `null` says of an optional fact;
    /// `skips`: whether unknown keys are passed over.
    pub fn new(laws: &Laws, inputs: &[Input], texts: usize, null: Cell, skips: bool) -> Self {
        let absent = inputs.iter().map(|input| match input.stated {
            Stated::Event(_) => (Cell::Nothing, true),
            Stated::Fact(fact) => {
                let optional = matches!(laws.facts[fact].type_, Type::Optional(_));
                (Cell::Unknown, optional)
            }
        });
        let absent: Vec<(Cell, bool)> = absent.collect();
        Self {
            fields: Vec::new(),
            names: BTreeMap::new(),
            order: Vec::new(),
            readings: inputs.iter().map(|input| reading(laws, input)).collect(),
            cells: absent.iter().map(|(cell, _)| *cell).collect(),
            absent,
            types: inputs.iter().map(|input| input.type_.clone()).collect(),
            texts: vec![(0, 0); texts],
            skips,
            null,
        }
    }

    /// Says what is done with a key.
    pub fn field(&mut self, name: &str, used: Use) {
        let mut quoted = vec![b'"'];
        quoted.extend_from_slice(name.as_bytes());
        quoted.push(b'"');
        self.names.insert(quoted.clone(), self.fields.len());
        self.fields.push(Field { quoted, used, seen: false, count: 0 });
    }

    /// Reads a line. Where it is taken, its places are in `columns` and what `text` says of it holds
    /// until the next one; else every place of it is unknown.
    pub fn line(&mut self, line: &[u8], columns: &mut [Column]) -> bool {
        for (cell, (absent, _)) in self.cells.iter_mut().zip(&self.absent) {
            *cell = *absent;
        }
        self.texts.fill((0, 0));
        let taken = std::str::from_utf8(line).is_ok() && self.object(line).is_some();
        if taken {
            self.fields.iter_mut().for_each(|field| field.count += u64::from(field.seen));
        }
        self.fields.iter_mut().for_each(|field| field.seen = false);
        for ((column, type_), cell) in columns.iter_mut().zip(&self.types).zip(&self.cells) {
            push(column, type_, if taken { *cell } else { Cell::Unknown });
        }
        taken
    }

    /// Takes back what was counted of a line that was taken and is read once more as a sheet.
    pub fn forget(&mut self, line: &[u8]) {
        if self.object(line).is_some() {
            self.fields.iter_mut().for_each(|field| field.count -= u64::from(field.seen));
        }
        self.fields.iter_mut().for_each(|field| field.seen = false);
    }

    /// How a column is read from a table; `None` of one that is not.
    pub fn place(&self, at: usize) -> Option<Place<'_>> {
        let (absent, optional) = *self.absent.get(at)?;
        let (type_, reading) = (self.types.get(at)?, self.readings.get(at)?.as_ref()?);
        Some(Place { type_, reading, absent, optional })
    }

    /// What an absent place of a column says, and the type of the column.
    pub fn absent(&self, at: usize) -> Option<(Cell, &Type)> {
        Some((self.absent.get(at)?.0, self.types.get(at)?))
    }

    /// Passes over a line: every place of it is unknown.
    pub fn pass(&mut self, columns: &mut [Column]) {
        for (column, type_) in columns.iter_mut().zip(&self.types) {
            push(column, type_, Cell::Unknown);
        }
    }

    /// A text that was kept of the last line, as a part of it.
    pub fn text(&self, at: usize) -> std::ops::Range<usize> {
        self.texts.get(at).map_or(0..0, |(from, to)| *from..*to)
    }

    /// The names of the keys that were passed over, and in how many lines; none is counted twice.
    pub fn skipped(&mut self) -> Vec<(String, u64)> {
        let skipped = self.fields.iter_mut().filter(|field| field.used == Use::Skipped);
        let counted = skipped.filter(|field| field.count > 0).map(|field| {
            let name = field.quoted.get(1..field.quoted.len() - 1).unwrap_or_default();
            (String::from_utf8_lossy(name).into_owned(), std::mem::take(&mut field.count))
        });
        counted.collect()
    }

    fn object(&mut self, line: &[u8]) -> Option<()> {
        let mut rest = blanks(line).strip_prefix(b"{")?;
        let mut position = 0;
        loop {
            rest = blanks(rest);
            let (at, behind) = self.key(rest, position)?;
            position += 1;
            rest = blanks(behind).strip_prefix(b":")?;
            rest = blanks(rest);
            rest = self.value(at, rest, line.len())?;
            rest = blanks(rest);
            match rest.split_first()? {
                (b',', behind) => rest = behind,
                (b'}', behind) => return blanks(behind).is_empty().then_some(()),
                (_, _) => return None,
            }
        }
    }

    /// The field of a key: most likely the one that stood there in the line before.
    fn key<'t>(&mut self, rest: &'t [u8], position: usize) -> Part<'t, usize> {
        let expected = self.order.get(position).and_then(|at| Some((*at, self.fields.get(*at)?)));
        let found = expected
            .and_then(|(at, field)| Some((at, rest.strip_prefix(field.quoted.as_slice())?)));
        let (at, behind) = match found {
            Some(found) => found,
            None => {
                let (_, behind) = string(rest)?;
                let quoted = rest.get(..rest.len() - behind.len())?;
                let at = match self.names.get(quoted) {
                    Some(at) => *at,
                    None => self.unknown(quoted)?,
                };
                // Positions come one after the other: the list is as long as any line so far.
                if let Some(place) = self.order.get_mut(position) {
                    *place = at;
                } else {
                    self.order.push(at);
                }
                (at, behind)
            }
        };
        let field = self.fields.get_mut(at)?;
        // A key that stands twice is told by the reader of sheets.
        (!std::mem::replace(&mut field.seen, true)).then_some((at, behind))
    }

    /// A key that no law asks for.
    fn unknown(&mut self, quoted: &[u8]) -> Option<usize> {
        /// More names than a file of one kind has.
        const MOST: usize = 4096;
        // A name with a dot may be that of a figure of a period.
        let plain = !quoted.iter().any(|byte| matches!(byte, b'\\' | b'.'));
        if !self.skips || self.fields.len() >= MOST || !plain {
            return None;
        }
        let at = self.fields.len();
        self.names.insert(quoted.to_vec(), at);
        let field = Field { quoted: quoted.to_vec(), used: Use::Skipped, seen: false, count: 0 };
        self.fields.push(field);
        Some(at)
    }

    fn value<'t>(&mut self, field: usize, rest: &'t [u8], length: usize) -> Option<&'t [u8]> {
        match self.fields.get(field)?.used {
            Use::Skipped => skipped(rest, 0),
            Use::Refused => None,
            Use::Text(at) => {
                let (text, behind) = string(rest)?;
                // What has escapes is undone by the reader of sheets.
                let plain = !text.contains(&b'\\') && !matches!(text, b"unknown" | b"none" | b"");
                let from = length - rest.len() + 1;
                *self.texts.get_mut(at).filter(|_| plain)? = (from, from + text.len());
                Some(behind)
            }
            Use::Column(at) => {
                if let Some(behind) = rest.strip_prefix(b"null") {
                    let (absent, optional) = *self.absent.get(at)?;
                    let null = if optional && absent == Cell::Unknown { self.null } else { absent };
                    *self.cells.get_mut(at)? = null;
                    return Some(behind);
                }
                let optional = self.absent.get(at)?.1;
                let (cell, behind) = self.readings.get(at)?.as_ref()?.cell(rest, optional)?;
                *self.cells.get_mut(at)? = cell;
                Some(behind)
            }
        }
    }
}

impl Reading {
    fn cell<'t>(&self, rest: &'t [u8], optional: bool) -> Part<'t, Cell> {
        match self {
            Reading::Truth => match (rest.strip_prefix(b"true"), rest.strip_prefix(b"false")) {
                (Some(behind), _) => Some((Cell::Figure(1), behind)),
                (_, Some(behind)) => Some((Cell::Figure(0), behind)),
                (None, None) => None,
            },
            Reading::Decimal(places) => {
                let (figure, behind) = decimal(rest, *places)?;
                // Whether it may be below zero is told by the reader of sheets.
                (figure >= 0).then_some((Cell::Figure(figure), behind))
            }
            Reading::Names(names) => set(rest, names),
            Reading::Day | Reading::Country | Reading::Name(_) => {
                let (text, behind) = string(rest)?;
                Some((self.text(std::str::from_utf8(text).ok()?, optional)?, behind))
            }
        }
    }

    /// What a text says, of what is read from texts; `None` of one that is not plain.
    pub fn text(&self, text: &str, optional: bool) -> Option<Cell> {
        match text {
            "unknown" => return Some(Cell::Unknown),
            "none" if optional => return Some(Cell::Nothing),
            _ => {}
        }
        let figure = match self {
            Reading::Day => Date::FIRST.days_until(Date::parse(text)?),
            Reading::Country => Country::of(text)?.position(),
            Reading::Name(names) => position(names, text)?,
            Reading::Truth | Reading::Decimal(_) | Reading::Names(_) => return None,
        };
        Some(Cell::Figure(figure))
    }
}

fn reading(laws: &Laws, input: &Input) -> Option<Reading> {
    let names = |of| laws.enumerations[of].variants.iter().map(|it| it.name.clone()).collect();
    // Units of columns that are read are tenths of tenths.
    let places = || {
        let (over, under) = input.unit.parts();
        (0..=18_u32).find(|places| over == 1 && 10_i64.checked_pow(*places) == Some(under))
    };
    match &input.type_ {
        Type::Bool => Some(Reading::Truth),
        Type::Number(_) | Type::Money(_) => places().map(Reading::Decimal),
        Type::Date => Some(Reading::Day),
        Type::Country => Some(Reading::Country),
        Type::Enum(of) => Some(Reading::Name(names(*of))),
        Type::Set(inner) => match inner.as_ref() {
            Type::Enum(of) => Some(Reading::Names(names(*of))),
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
            | Type::Unknown => None,
        },
        Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::DateTime
        | Type::Duration(_)
        | Type::Text
        | Type::List(_)
        | Type::Optional(_)
        | Type::Unknown => None,
    }
}

fn position(names: &[String], text: &str) -> Option<i64> {
    i64::try_from(names.iter().position(|name| name == text)?).ok()
}

/// A list of names of an enum, each once, as bits.
fn set<'t>(rest: &'t [u8], names: &[String]) -> Part<'t, Cell> {
    let mut rest = blanks(rest.strip_prefix(b"[")?);
    let mut bits = 0_i64;
    if let Some(behind) = rest.strip_prefix(b"]") {
        return Some((Cell::Figure(0), behind));
    }
    loop {
        let (text, behind) = string(rest)?;
        let at = position(names, std::str::from_utf8(text).ok()?)?;
        let bit = 1_i64.checked_shl(u32::try_from(at).ok().filter(|at| *at < 63)?)?;
        if bits & bit != 0 {
            return None;
        }
        bits |= bit;
        rest = blanks(behind);
        match rest.split_first()? {
            (b',', behind) => rest = blanks(behind),
            (b']', behind) => return Some((Cell::Figure(bits), behind)),
            (_, _) => return None,
        }
    }
}
