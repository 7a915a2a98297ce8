//! The canonical layout of a law file: keeps every comment, changes no meaning.

pub mod document;
pub mod page;
pub mod pen;
pub mod clause;
pub mod literal;
pub mod expression;
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
pub mod file;

use crate::language::syntax::LawFile;

/// Writes a file that was read without errors in its canonical layout.
pub fn write(file: &LawFile, text: &str) -> String {
    file::write(file, text)
}
