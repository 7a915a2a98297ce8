//! From what is written to what it means: names, types, dates, and every problem at once.

mod torn;
mod scope;
mod homes;
mod names;
mod parts;
mod lookup;
mod types;
mod mismatch;
mod dates;
mod clause;
mod header;
mod entity;
mod enumeration;
mod fact;
mod event;
mod circle;
mod order;
mod binding;
mod expression;
mod expression_path;
mod other_law;
mod expression_operators;
mod expression_compare;
mod expression_amount;
mod presumption;
mod expression_time;
mod expression_moment;
mod window;
mod expression_call;
mod element;
mod count;
mod constant;
mod exhaustive;
mod line;
mod example;
mod cell;
mod parameter;
mod calendar;
mod scale;
mod table;
mod define;
mod status;
mod duty;
mod recurrence;
mod sanctions;
mod accrual;
mod together;
mod step;
mod need;
mod test;
mod assertion;
mod shared;
mod unused;
mod unreachable;

use crate::ground::diagnostic::Found;
use crate::ground::text::Sources;
use crate::language::law::{Judged, Laws};
use crate::language::syntax::LawFile;
use scope::Checker;
use torn::Torn;

/// What checking understood, and what it found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The laws; only to be judged where nothing found is an error.
    pub laws: Laws,
    /// Every problem of every file.
    pub found: Found,
}

/// Checks files that belong together. A file marked [`Judged::Found`] was loaded for a `use` or a
/// path only: its tests are not taken over and its unused declarations are no concern.
pub fn check(files: &[(LawFile, Judged)], sources: &Sources) -> Checked {
    let mut checker = Checker::new(files, sources);
    checker.gather_homes();
    checker.declare();
    checker.headers();
    checker.entities();
    checker.fields();
    checker.parameters();
    checker.scales();
    checker.table_heads();
    for item in checker.in_order() {
        checker.item(item);
    }
    checker.tests();
    checker.assertions();
    checker.shared();
    // What is wrong may be why something seems unused: one error gives one message.
    if !checker.found.has_errors() {
        checker.unused();
        checker.unused_bindings();
    }
    let mut checked = checker.finish();
    let torn = Torn::of(files);
    checked.found.diagnostics.retain(|told| !torn.explains(sources, told));
    checked
}
