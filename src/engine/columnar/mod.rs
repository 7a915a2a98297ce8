//! Many sheets at once: records in, rows of verdicts out, in their order.
//!
//! [`chunk`] is the one place that judges: a chunk of records becomes rows and rejects. What stands
//! around it reads records from open streams, shares chunks among threads, and writes rows.
//!
//! A plan is carried out on many rows at once, in chunks that stay in the cache. It answers what it
//! can tell exactly and leaves the other rows unknown: those are the reference evaluator's.

pub mod column;
pub mod kernel;
pub mod arithmetic;
pub mod choice;
pub mod run;
pub mod stated;
pub mod answer;
pub mod token;
pub mod scan;
pub mod arrays;
pub mod record;
pub mod shown;
pub mod cell;
pub mod tally;
pub mod sources;
pub mod sinks;
pub mod reject;
pub mod row;
pub mod digits;
pub mod plain;
pub mod chunk;
pub mod shard;
pub mod pipeline;

pub use chunk::{Judged, judge_chunk};
pub use column::Column;
pub use plain::Plain;
pub use record::{Chunk, Header, Heading, Records, Target};
pub use run::Machine;
pub use shown::{Kind, Shown, What};
pub use tally::Tally;

use crate::facts::flat::{Empty, Flat};
use crate::facts::schema::Schema;
use crate::ground::table::Id;
use crate::ground::text::Limits;
use crate::ground::time::Date;
use crate::language::law::{Law, Laws};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// What a run judges, and how: all that does not change from record to record.
#[derive(Debug)]
pub struct Run<'l> {
    /// The laws.
    pub laws: &'l Laws,
    /// What sheets may say.
    pub schema: &'l Schema<'l>,
    /// Under which columns.
    pub flat: Flat<'l>,
    /// The names of laws that exist and are not loaded: their blocks are passed over.
    pub elsewhere: BTreeSet<String>,
    /// The laws to judge by, in the order of their names.
    pub judged: Vec<Id<Law>>,
    /// The day.
    pub on: Date,
    /// How large sheets may be.
    pub limits: Limits,
    /// What an empty cell says.
    pub empty: Empty,
    /// Whether keys and columns that no loaded law asks for are passed over.
    pub skips_unknown: bool,
    /// The columns of the rows, in order.
    pub shown: Vec<Shown>,
    /// How rows are written.
    pub form: sinks::Form,
    /// The quick way through plain records, found when the first chunk is judged.
    pub quick: OnceLock<Option<Plain>>,
}

impl Run<'_> {
    /// The quick way through plain records, where there is one.
    pub fn plain(&self) -> Option<&Plain> {
        self.quick.get_or_init(|| Plain::of(self)).as_ref()
    }

    /// Whether any column of the rows says anything of the verdict.
    pub fn asks_verdict(&self) -> bool {
        self.shown.iter().any(|column| column.what.is_of_verdict())
    }
}
