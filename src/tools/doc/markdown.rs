//! The rulebook as Markdown, in the form that GitHub reads: tables, and anchors where links lead.

use crate::tools::doc::{Basis, Block, Line, Piece, Rulebook, SaidLine, Section, Term};

/// Writes a rulebook.
pub fn write(book: &Rulebook) -> String {
    let mut out = Writing { text: String::new(), links: true };
    out.paragraph(&format!("# {}", words(&book.title)));
    for chapter in &book.chapters {
        let entry =
            format!("- [{}](#{}) `{}`\n", words(&chapter.title), chapter.anchor, chapter.name);
        out.text.push_str(&entry);
    }
    out.text.push_str("- [Index](#index)\n\n");
    for chapter in &book.chapters {
        out.paragraph(&format!("<a id=\"{}\"></a>", chapter.anchor));
        out.paragraph(&format!("## {}", words(&chapter.title)));
        out.paragraph(&format!("{} `{}`", chapter.kind, chapter.name));
        out.blocks(&chapter.blocks);
        chapter.sections.iter().for_each(|section| out.section(section));
    }
    out.paragraph("<a id=\"index\"></a>");
    out.paragraph("## Index");
    for entry in &book.index {
        let title = words(&entry.title);
        let row =
            format!("- [{title}](#{}): {} `{}`, {}\n", entry.to, entry.kind, entry.name, entry.of);
        out.text.push_str(&row);
    }
    let text = out.text.trim_end();
    format!("{text}\n")
}

/// Writes blocks alone, without links: for a window beside the text.
pub fn unlinked(blocks: &[Block]) -> String {
    let mut out = Writing { text: String::new(), links: false };
    out.blocks(blocks);
    out.text.trim_end().to_owned()
}

struct Writing {
    text: String,
    links: bool,
}

impl Writing {
    fn paragraph(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push_str("\n\n");
    }

    fn section(&mut self, section: &Section) {
        self.paragraph(&format!("<a id=\"{}\"></a>", section.anchor));
        self.paragraph(&format!("### {}", words(&section.title)));
        if !section.name.is_empty() {
            self.paragraph(&format!("{} `{}`", section.kind, section.name));
        }
        self.blocks(&section.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph { line } => {
                    let line = self.line(line);
                    self.paragraph(&line);
                }
                Block::Basis { basis } => self.basis(basis),
                Block::Terms { terms } => {
                    terms.iter().for_each(|term| self.term(term));
                    self.text.push('\n');
                }
                Block::Grid { head, rows } => {
                    let heads: Vec<String> = head.iter().map(|line| self.line(line)).collect();
                    self.row(&heads);
                    self.row(&heads.iter().map(|_| "---".to_owned()).collect::<Vec<_>>());
                    for row in rows {
                        let mut cells: Vec<String> =
                            row.cells.iter().map(|cell| self.cell(cell)).collect();
                        if let Some(first) =
                            cells.first_mut().filter(|_| self.links && !row.anchor.is_empty())
                        {
                            first.insert_str(0, &format!("<a id=\"{}\"></a>", row.anchor));
                        }
                        self.row(&cells);
                    }
                    self.text.push('\n');
                }
            }
        }
    }

    fn basis(&mut self, basis: &Basis) {
        if !basis.cites.is_empty() {
            self.paragraph(&format!("§ {}", words(&basis.cites.join("; "))));
        }
        for quote in &basis.quotes {
            self.paragraph(&format!("> “{}”", words(quote)));
        }
        for reading in &basis.readings {
            self.paragraph(&format!("*Reading:* {}", words(reading)));
        }
    }

    /// What is said behind its heading where it is one line, else as a list below it.
    fn term(&mut self, term: &Term) {
        let name = self.line(&term.name);
        if let [only] = term.said.as_slice() {
            let line = self.said(only);
            return self.text.push_str(&format!("- **{name}:** {line}\n"));
        }
        self.text.push_str(&format!("- **{name}:**\n"));
        for said in &term.said {
            let line = self.said(said);
            self.text.push_str(&"  ".repeat(said.depth + 1));
            self.text.push_str(&format!("- {line}\n"));
        }
    }

    fn said(&self, said: &SaidLine) -> String {
        let parts = [self.line(&said.line), aside(&said.basis)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn row(&mut self, cells: &[String]) {
        self.text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }

    fn cell(&self, said: &[SaidLine]) -> String {
        let lines = said.iter().map(|said| {
            let step = if said.depth > 0 { "• " } else { "" };
            let inset = "&nbsp;&nbsp;".repeat(said.depth.saturating_sub(1));
            format!("{inset}{step}{}", self.said(said))
        });
        lines.collect::<Vec<_>>().join("<br>")
    }

    fn line(&self, line: &Line) -> String {
        line.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&self, piece: &Piece) -> String {
        match (piece.named, self.links && !piece.to.is_empty()) {
            (false, _) => words(&piece.text),
            (true, false) => format!("`{}`", piece.text),
            (true, true) => format!("[`{}`](#{})", piece.text, piece.to),
        }
    }
}

/// A basis in one line, behind what rests on it.
fn aside(basis: &Basis) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !basis.cites.is_empty() {
        parts.push(format!("(§ {})", words(&basis.cites.join("; "))));
    }
    parts.extend(basis.quotes.iter().map(|quote| format!("“{}”", words(quote))));
    parts.extend(basis.readings.iter().map(|reading| format!("*Reading:* {}", words(reading))));
    parts.join(" ")
}

/// Words in which Markdown sees no marks.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => out.extend(['\\', letter]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
