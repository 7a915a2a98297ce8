//! What a run has done so far, piece by piece: how a run goes on, and how shards make one whole.

use crate::engine::columnar::Tally;
use crate::engine::columnar::shard::Shard;
use crate::engine::columnar::sinks::Form;
use crate::engine::columnar::tally::Total;
use crate::engine::verdict::State;
use crate::ground::table::Id;
use crate::ground::value::{Currency, Number};
use serde_json::{Map, Value, json};

/// What a run, or a shard of it, has done.
#[derive(Clone, Debug, PartialEq)]
pub struct Log {
    /// The hash of all on which the bytes of the whole run depend.
    pub run: String,
    /// Which part of it this is.
    pub shard: Shard,
    /// How rows are written.
    pub form: Form,
    /// How many bytes stand before the first row.
    pub header: u64,
    /// What each chunk came to, in order.
    pub pieces: Vec<Piece>,
    /// The names of the laws by their position.
    pub laws: Vec<String>,
    /// What the pieces come to.
    pub tally: Tally,
}

/// What one chunk came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its rows.
    pub rows: u64,
    /// The bytes of its rows, where they are text.
    pub bytes: u64,
    /// The bytes of its rejects.
    pub rejects: u64,
}

/// What the file says that it is.
const SCHEMA: &str = "solon.batch/1";

impl Log {
    /// How many bytes of rows there are, and of rejects.
    pub fn bytes(&self) -> (u64, u64) {
        let rows: u64 = self.pieces.iter().map(|piece| piece.bytes).sum();
        (self.header + rows, self.pieces.iter().map(|piece| piece.rejects).sum())
    }

    /// As JSON.
    pub fn write(&self) -> String {
        let pieces: Vec<Value> =
            self.pieces.iter().map(|it| json!([it.rows, it.bytes, it.rejects])).collect();
        let log = json!({
            "schema": SCHEMA,
            "run": self.run,
            "shard": [self.shard.at + 1, self.shard.of],
            "form": form_word(self.form),
            "header": self.header,
            "laws": self.laws,
            "tally": tally(&self.tally),
            "pieces": pieces,
        });
        format!("{log}\n")
    }

    /// Reads what `write` wrote; `None` where it is something else.
    pub fn read(text: &str) -> Option<Self> {
        let log: Value = serde_json::from_str(text).ok()?;
        if log.get("schema")?.as_str()? != SCHEMA {
            return None;
        }
        let shard = log.get("shard")?.as_array()?;
        let [at, of] = shard.as_slice() else { return None };
        let piece = |value: &Value| {
            let [rows, bytes, rejects] = value.as_array()?.as_slice() else { return None };
            Some(Piece { rows: rows.as_u64()?, bytes: bytes.as_u64()?, rejects: rejects.as_u64()? })
        };
        let pieces: Option<Vec<Piece>> = log.get("pieces")?.as_array()?.iter().map(piece).collect();
        let pieces = pieces?;
        let done = u64::try_from(pieces.len()).ok()?;
        let laws = log.get("laws")?.as_array()?.iter().map(|law| Some(law.as_str()?.to_owned()));
        Some(Self {
            run: log.get("run")?.as_str()?.to_owned(),
            shard: Shard { at: at.as_u64()?.checked_sub(1)?, of: of.as_u64()?, done },
            form: form(log.get("form")?.as_str()?)?,
            header: log.get("header")?.as_u64()?,
            laws: laws.collect::<Option<Vec<String>>>()?,
            tally: read_tally(log.get("tally")?)?,
            pieces,
        })
    }
}

fn form_word(form: Form) -> &'static str {
    match form {
        Form::Csv => "csv",
        Form::Json => "jsonl",
        Form::Columns => "parquet",
    }
}

fn form(word: &str) -> Option<Form> {
    [Form::Csv, Form::Json, Form::Columns].into_iter().find(|form| form_word(*form) == word)
}

fn tally(tally: &Tally) -> Value {
    let states: Vec<Value> = tally
        .states
        .iter()
        .map(|((law, state), count)| json!([law.index(), state.word(), count]))
        .collect();
    let totals: Map<String, Value> = tally
        .totals
        .iter()
        .map(|(currency, total)| {
            let (low, high) = (total.low.to_string(), total.high.to_string());
            (currency.code().to_owned(), json!([low, high, total.open]))
        })
        .collect();
    json!({
        "read": tally.read,
        "judged": tally.judged,
        "rejected": tally.rejected,
        "rows": tally.rows,
        "by_reference": tally.by_reference,
        "states": states,
        "needs": tally.needs,
        "totals": totals,
        "skipped": tally.skipped,
    })
}

fn read_tally(value: &Value) -> Option<Tally> {
    let count = |key: &str| value.get(key)?.as_u64();
    let mut tally = Tally {
        read: count("read")?,
        judged: count("judged")?,
        rejected: count("rejected")?,
        rows: count("rows")?,
        by_reference: count("by_reference")?,
        ..Tally::default()
    };
    for row in value.get("states")?.as_array()? {
        let [law, word, count] = row.as_array()?.as_slice() else { return None };
        let state = State::ALL.into_iter().find(|state| Some(state.word()) == word.as_str())?;
        let law = Id::at(usize::try_from(law.as_u64()?).ok()?);
        tally.states.insert((law, state), count.as_u64()?);
    }
    for (currency, row) in value.get("totals")?.as_object()? {
        let [low, high, open] = row.as_array()?.as_slice() else { return None };
        let (low, high) = (number(low.as_str()?)?, number(high.as_str()?)?);
        let total = Total { low, high, open: open.as_u64()? };
        tally.totals.insert(Currency::of(currency)?, total);
    }
    for (name, count) in value.get("needs")?.as_object()? {
        tally.needs.insert(name.clone(), count.as_u64()?);
    }
    for (name, count) in value.get("skipped")?.as_object()? {
        tally.skipped.insert(name.clone(), count.as_u64()?);
    }
    Some(tally)
}

fn number(text: &str) -> Option<Number> {
    match text.split_once('/') {
        Some((above, below)) => Number::parse(above)?.div(&Number::parse(below)?),
        None => Number::parse(text),
    }
}
