//! Where in a sheet somebody is writing: the keys and lists around a place, and the keys beside it.

use crate::front::lsp::complete::sheet_scan::{Scan, Step, TOP, Writing};
use std::collections::BTreeSet;

/// A place in a sheet.
#[derive(Clone, Debug)]
pub struct SheetPlace<'a> {
    /// The way to it.
    pub way: Vec<Step>,
    /// What is written there.
    pub writing: Writing,
    /// The keys that stand beside it.
    pub beside: BTreeSet<&'a str>,
    /// The keys at the top.
    pub top: Vec<&'a str>,
    /// Where the scalar begins that the place is in.
    pub scalar: usize,
    /// What is already written of it, from behind a quotation mark.
    pub written: &'a str,
    /// Whether a quotation mark is open.
    pub quoted: bool,
}

/// The place at a byte of a text; none in a comment or too deep.
pub fn place(text: &str, offset: usize) -> Option<SheetPlace<'_>> {
    let mut here = Scan::of(text.get(..offset)?);
    here.read()?;
    let id = here.id_of_inner();
    let mut all = Scan::of(text);
    // What cannot be followed to its end tells less of what stands behind.
    let _ = all.read();
    let (start, quoted) = (here.scalar, here.quoted);
    let written = text.get(start + usize::from(quoted)..offset).unwrap_or("");
    let beside = all.keys.iter().filter(|(of, _, at)| *of == id && *at != start);
    let beside = beside.map(|(_, key, _)| *key).collect();
    let top = all.keys.iter().filter(|(of, ..)| *of == TOP).map(|(_, key, _)| *key).collect();
    let writing = if here.is_beside() { Writing::Key } else { here.writing };
    let way = here.way();
    Some(SheetPlace { way, writing, beside, top, scalar: start, written, quoted })
}
