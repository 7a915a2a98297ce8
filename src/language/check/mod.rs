//! From what is written to what it means: names, types, dates, and every problem at once.

mod scope;
mod homes;
mod names;
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

use crate::ground::diagnostic::{Code, Diagnostic, Found, Severity};
use crate::ground::text::{Sources, Span};
use crate::language::law::{Judged, Laws};
use crate::language::syntax::LawFile;
use scope::Checker;

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
    checked.found.diagnostics.retain(|told| !follows(files, sources, told));
    checked
}

/// Whether a problem only follows from a syntax error that was already told: it stands where
/// something was left out, misses a name that could not be read, or warns about such a file.
fn follows(files: &[(LawFile, Judged)], sources: &Sources, told: &Diagnostic) -> bool {
    let Some(span) = told.span else { return false };
    let warning = told.code.severity() == Severity::Warning;
    let words = sources.words(span);
    files.iter().any(|(file, _)| {
        let torn = |torn: &Span| {
            torn.source == span.source
                && (warning || (torn.start <= span.start && span.end <= torn.end))
        };
        file.torn.iter().any(torn)
            || (told.code == Code::E0201 && file.unread.iter().any(|name| name.text == words))
    })
}
