//! `textDocument/hover`: what the name under the pointer means, with its article, the words it quotes
//! and, of a parameter, its value on the day and its history.

use crate::front::lsp::analysis::Analysis;
use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::meant::{self, MeantHere};
use crate::front::lsp::workspace::Workspace;
use crate::ground::time::Date;
use crate::tools::doc::about::About;
use crate::tools::doc::{Block, Piece, Section, Term, markdown};
use crate::tools::names::{Declared, NameKind};
use crate::tools::report::figure;
use gen_lsp_types::{Hover, HoverParams, MarkupContent, MarkupKind};

/// More lines than a window beside the text shows.
const MOST_LINES: usize = 60;

/// What is said of the name at a position, as Markdown.
pub fn hover(on: &Workspace, params: HoverParams) -> Result<Option<Hover>, Refusal> {
    let Some(meant) = meant::at(on, &params.text_document_position_params) else {
        return Ok(None);
    };
    let text = on.columns(meant.here.text());
    let range = Some(text.range(meant.written.span.range()));
    let value = said(meant, on.chosen.day());
    let kind = if on.client.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    let contents = MarkupContent { kind, value }.into();
    Ok(Some(Hover { contents, range }))
}

fn said(meant: MeantHere<'_>, today: Date) -> String {
    let (analysis, declared) = (meant.here.analysis, meant.declared());
    let about = About::new(&analysis.files, &analysis.sources, analysis.names());
    let Some(mut section) = about.section(meant.written.what) else {
        return bound(analysis, declared);
    };
    if let Some(term) = now(analysis, declared, today) {
        let is_table = |block: &Block| matches!(block, Block::Grid { .. });
        let at = section.blocks.iter().position(is_table).unwrap_or(section.blocks.len());
        section.blocks.insert(at, Block::Terms { terms: vec![term] });
    }
    let told = markdown::unlinked(&section.blocks);
    let lines: Vec<&str> = told.lines().take(MOST_LINES + 1).collect();
    let told = match lines.get(..MOST_LINES) {
        Some(first) if lines.len() > MOST_LINES => format!("{}\n\n…", first.join("\n")),
        Some(_) | None => told,
    };
    format!("{}\n\n{told}", head(&section)).trim_end().to_owned()
}

/// `duty open_local_office`, and what readers call it.
fn head(section: &Section) -> String {
    let Section { kind, name, title, .. } = section;
    let called = markdown::unlinked(&[Block::Paragraph { line: vec![Piece::words(title)] }]);
    format!("{kind} **`{name}`**\n\n{called}")
}

/// A name for one occurrence or element at a time.
fn bound(analysis: &Analysis, declared: &Declared) -> String {
    let of = declared.of.map(|of| analysis.names().declared[of].name.as_str());
    match of {
        Some(of) => format!("**`{}`**: one of `{of}` at a time", declared.name),
        None => format!("**`{}`**: one at a time", declared.name),
    }
}

/// The value of a parameter on a day, where the laws hold.
fn now(analysis: &Analysis, declared: &Declared, today: Date) -> Option<Term> {
    if declared.kind != NameKind::Parameter || !analysis.holds() {
        return None;
    }
    let laws = &analysis.laws;
    let parameter = laws.parameters.iter().find(|it| it.span == declared.span)?;
    let on = format!("On {today}");
    let line = match parameter.versions.on(today) {
        Some(version) => {
            let value = figure::value(&version.value.value, &parameter.type_, laws);
            format!("{value} (since {})", version.days.from)
        }
        None => "not in force".to_owned(),
    };
    Some(Term::line(&on, vec![Piece::words(line)]))
}
