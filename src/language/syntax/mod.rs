//! What is written: the tree of a law file, without types and without resolved names.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the rules of the grammar are pest's enum: a reading function knows its own"
)]

mod grammar;
mod comment;
mod wording;
mod mistake;
mod failure;
mod recover;
pub mod file;
pub mod literal;
pub mod expression;
pub mod children;
pub mod clause;
pub mod unit;
pub mod entity;
pub mod enumeration;
pub mod fact;
pub mod event;
pub mod parameter;
pub mod scale;
pub mod table;
pub mod calendar;
pub mod define;
pub mod status;
pub mod duty;
pub mod sanctions;
pub mod test;
pub mod assertion;

pub use assertion::Assertion;
pub use calendar::{Calendar, CalendarClause};
pub use clause::{Clause, Label, Name, Path, Words};
pub use define::{Define, DefineBody, ValueVersion};
pub use duty::{Due, Duty, DutyClause, Every, Must};
pub use entity::{Entity, Field, FieldType, TypeName};
pub use enumeration::{Enumeration, Variant};
pub use event::Event;
pub use expression::{
    Aggregate, Arithmetic, Comparison, Count, CountWindow, Counted, Exception, Expression, Extreme,
    Kind, Logic, Moment, PeriodName, Quantifier, Quantity, Window,
};
pub use fact::Facts;
pub use file::{Allowed, Comment, Declaration, Header, HeaderClause, LawFile, Use};
pub use literal::Literal;
pub use parameter::{Parameter, ParameterClause};
pub use sanctions::{
    Accrual, Clock, Ends, FinePart, Measure, MeasureKind, Modality, Sanctions, SanctionsClause,
    Step, StepClause,
};
pub use scale::{Band, BandEdge, Scale, ScaleKind, ScaleVersion};
pub use status::{Status, StatusClause, Turn};
pub use table::{Cell, Column, DecisionTable, Row};
pub use test::{Expect, ExpectState, Given, GivenValue, Target, Test, TestClause};
pub use unit::Unit;
pub use wording::is_reserved;

use crate::ground::diagnostic::Found;
use crate::ground::scan::guard;
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source};
use grammar::{Reader, Rule};
use std::collections::BTreeSet;

/// Reads one law file. Every syntax error is reported; the tree holds what could be read.
pub fn read(source: Id<Source>, text: &str, limits: &Limits, found: &mut Found) -> LawFile {
    let mut file = LawFile {
        source,
        header: None,
        uses: Vec::new(),
        declarations: Vec::new(),
        unread: Vec::new(),
        torn: Vec::new(),
        comments: Vec::new(),
        mentions: BTreeSet::new(),
        allowed: Vec::new(),
    };
    let Some(plain) = guard(text, source, limits, found) else { return file };
    let text = plain.as_ref();
    file.comments = comment::comments(source, text);
    let mut reader = Reader {
        text,
        source,
        limits: *limits,
        too_deep: false,
        loose: false,
        mentions: BTreeSet::new(),
        allowed: Vec::new(),
        found,
    };
    match grammar::parse(Rule::file, text, 0) {
        Ok(tree) => file::file(&mut reader, &mut file, tree.root()),
        Err(failure) => recover::pieces(&mut reader, &mut file, &failure),
    }
    file.mentions = reader.mentions;
    file.allowed = reader.allowed;
    file
}
