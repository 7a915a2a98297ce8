//! `textDocument/formatting`: the canonical layout, as edits of the lines that differ.

use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::workspace::Workspace;
use crate::language::format;
use gen_lsp_types::{DocumentFormattingParams, Position, Range, TextEdit};
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

/// From how many lines on the difference is told as one edit, since finding a smaller one takes long.
const MANY_LINES: usize = 10_000;

/// The edits that bring a law into its canonical layout; none where it does not read.
pub fn formatting(
    on: &Workspace,
    params: DocumentFormattingParams,
) -> Result<Option<Vec<TextEdit>>, Refusal> {
    let Some(here) = on.here(&params.text_document.uri) else { return Ok(None) };
    let Some(file) = here.readable() else { return Ok(None) };
    let text = here.text();
    let mut written = format::write(file, text);
    // The editor decides how lines end.
    if text.contains("\r\n") {
        written = written.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    Ok(Some(edits(text, &written)))
}

/// The edits, of whole lines, from one text to another.
fn edits(old: &str, new: &str) -> Vec<TextEdit> {
    let (before, after): (Vec<&str>, Vec<&str>) = (lines(old), lines(new));
    let same = before.iter().zip(&after).take_while(|(old, new)| old == new).count();
    let (before_tail, after_tail) =
        (before.get(same..).unwrap_or(&[]), after.get(same..).unwrap_or(&[]));
    let ops = match before_tail.len() + after_tail.len() > MANY_LINES {
        true => vec![DiffOp::Replace {
            old_index: 0,
            old_len: before_tail.len(),
            new_index: 0,
            new_len: after_tail.len(),
        }],
        false => capture_diff_slices(Algorithm::Myers, before_tail, after_tail),
    };
    let changes = ops.iter().filter(|op| op.tag() != DiffTag::Equal);
    changes
        .map(|op| {
            let (old, new) = (op.old_range(), op.new_range());
            let range = Range { start: at(same + old.start), end: at(same + old.end) };
            TextEdit { range, new_text: after_tail.get(new).unwrap_or(&[]).concat() }
        })
        .collect()
}

/// The lines of a text with their ends, as editors count them.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = match rest.find(['\n', '\r']) {
            Some(end) if rest.get(end..).is_some_and(|it| it.starts_with("\r\n")) => end + 2,
            Some(end) => end + 1,
            None => rest.len(),
        };
        let (line, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        lines.push(line);
        rest = behind;
    }
    lines
}

fn at(line: usize) -> Position {
    Position { line: u32::try_from(line).unwrap_or(u32::MAX), character: 0 }
}
