//! `textDocument/foldingRange`: brackets and comments that take several lines, and the `use` lines.

use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::lexeme::{Lexeme, LexemeKind, lexemes};
use crate::front::lsp::position::Columns;
use crate::front::lsp::workspace::Workspace;
use gen_lsp_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

/// The ranges of a law that can be folded, also of one that does not read.
pub fn folding(on: &Workspace, params: FoldingRangeParams) -> Result<Vec<FoldingRange>, Refusal> {
    let Some(here) = on.here(&params.text_document.uri) else { return Ok(Vec::new()) };
    if here.file().is_none() {
        return Ok(Vec::new());
    }
    let (text, columns) = (here.text(), on.columns(here.text()));
    let parts = lexemes(text);
    let mut ranges = brackets(text, &parts, &columns);
    ranges.extend(runs(text, &parts, &columns));
    ranges.sort_by_key(|range| (range.start_line, std::cmp::Reverse(range.end_line)));
    Ok(ranges)
}

/// What stands between brackets; the line of the closing one stays to be seen.
fn brackets(text: &str, parts: &[Lexeme], columns: &Columns) -> Vec<FoldingRange> {
    let mut ranges = Vec::new();
    let mut open: Vec<(&str, u32)> = Vec::new();
    for part in parts.iter().filter(|part| part.kind == LexemeKind::Mark) {
        let mark = text.get(part.start..part.end).unwrap_or("");
        let line = columns.position(offset(part.start)).line;
        let opening = match mark {
            "{" | "(" => {
                open.push((mark, line));
                continue;
            }
            "}" => "{",
            ")" => "(",
            _ => continue,
        };
        // A bracket that does not fit is an error of its own: what it would have closed stays open.
        let Some((_, first)) = open.pop_if(|(mark, _)| *mark == opening) else { continue };
        if line > first + 1 {
            ranges.push(range(first, line - 1, None));
        }
    }
    ranges
}

/// Lines in a row that are comments, or `use` lines.
fn runs(text: &str, parts: &[Lexeme], columns: &Columns) -> Vec<FoldingRange> {
    let mut ranges: Vec<FoldingRange> = Vec::new();
    let mut run: Option<(FoldingRangeKind, u32, u32)> = None;
    let mut last_line = None;
    for part in parts {
        let line = columns.line(offset(part.start));
        if last_line == Some(line) {
            continue;
        }
        last_line = Some(line);
        let kind = match part.kind {
            LexemeKind::Comment | LexemeKind::Documentation => Some(FoldingRangeKind::Comment),
            LexemeKind::Word if text.get(part.start..part.end) == Some("use") => {
                Some(FoldingRangeKind::Imports)
            }
            LexemeKind::Word | LexemeKind::Text | LexemeKind::Number | LexemeKind::Mark => None,
        };
        run = match (run.take(), kind) {
            (Some((of, first, last)), Some(kind)) if of == kind && line == last + 1 => {
                Some((of, first, line))
            }
            (before, kind) => {
                ranges.extend(before.and_then(closed));
                kind.map(|kind| (kind, line, line))
            }
        };
    }
    ranges.extend(run.and_then(closed));
    ranges
}

fn closed((kind, first, last): (FoldingRangeKind, u32, u32)) -> Option<FoldingRange> {
    (last > first).then(|| range(first, last, Some(kind)))
}

fn range(start_line: u32, end_line: u32, kind: Option<FoldingRangeKind>) -> FoldingRange {
    FoldingRange { start_line, end_line, kind, ..FoldingRange::default() }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
