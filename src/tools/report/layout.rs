//! Text in columns: rows of a state, a name, what is to say and where the law says so.

use unicode_width::UnicodeWidthStr;

/// How a state is coloured where colours are shown; the words say the same without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to worry about.
    Good,
    /// A breach, or a measure in effect.
    Bad,
    /// Something open: a power, a deadline, a missing fact.
    Open,
    /// Beside the point.
    Faint,
    /// A heading.
    Strong,
    /// Like the text around it.
    Plain,
}

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The columns it may take.
    pub width: usize,
    /// Whether it may hold colour codes.
    pub colour: bool,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The state, in its column.
    pub state: String,
    /// How the state is coloured.
    pub tone: Tone,
    /// The name, in its column.
    pub name: String,
    /// What is to say.
    pub words: String,
    /// Where the law says so, at the right.
    pub cite: String,
}

/// Columns of a row before the state.
const INDENT: usize = 4;
/// The column of states: the longest is `not applicable`.
const STATES: usize = 15;
/// The widest column of names; a longer name pushes its words to the next line.
const NAMES: usize = 26;
/// The widest column of citations.
const CITES: usize = 24;
/// Fewer columns than this for words, and a row is stacked instead.
const ROOM: usize = 34;

/// How many columns a text takes.
pub fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text in a tone, where colours are shown.
pub fn paint(text: &str, tone: Tone, look: Look) -> String {
    if !look.colour || text.is_empty() {
        return text.to_owned();
    }
    let code = match tone {
        Tone::Good => "32",
        Tone::Bad => "1;31",
        Tone::Open => "33",
        Tone::Faint => "2",
        Tone::Strong => "1",
        Tone::Plain => return text.to_owned(),
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// A text broken into lines of at most `width` columns, between words where that is possible.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let mut word = word;
        if !line.is_empty() {
            // A letter takes at most four bytes, and seldom no column: no need to measure more.
            if word.len() <= 8 * width && columns(&line) + 1 + columns(word) <= width {
                line.push(' ');
                line.push_str(word);
                continue;
            }
            lines.push(std::mem::take(&mut line));
        }
        // A word of one line is measured as a whole, a longer one piece by piece.
        while word.len() > width {
            let (head, tail) = word.split_at(fitting(word, width));
            if tail.is_empty() {
                break;
            }
            lines.push(head.to_owned());
            word = tail;
        }
        line.push_str(word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// How many bytes of a word fit `width` columns; at least one character.
fn fitting(word: &str, width: usize) -> usize {
    let mut taken = 0;
    for (at, letter) in word.char_indices() {
        taken += columns(letter.encode_utf8(&mut [0; 4]));
        if taken > width && at > 0 {
            return at;
        }
    }
    word.len()
}

/// A paragraph behind a lead, its further lines under its first.
pub fn hanging(lead: &str, text: &str, look: Look) -> String {
    let indent = columns(lead);
    let mut out = String::new();
    for (at, line) in wrap(text, look.width.saturating_sub(indent)).iter().enumerate() {
        let start = if at == 0 { lead.to_owned() } else { " ".repeat(indent) };
        out.push_str(format!("{start}{line}").trim_end());
        out.push('\n');
    }
    out
}

/// A text at the left and one at the right of a line; one below the other where they do not fit.
pub fn ends(left: &str, right: &str, tone: Tone, look: Look) -> String {
    if right.is_empty() {
        return painted_lines(left, tone, look);
    }
    let free = look.width.saturating_sub(columns(left) + columns(right));
    if free >= 2 {
        return format!("{}{}{right}\n", paint(left, tone, look), " ".repeat(free));
    }
    let below: String = wrap(right, look.width.saturating_sub(4))
        .iter()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!("{}{below}", painted_lines(left, tone, look))
}

fn painted_lines(text: &str, tone: Tone, look: Look) -> String {
    let indent = text.len() - text.trim_start().len();
    let lines = wrap(text.trim_start(), look.width.saturating_sub(indent + 2));
    let start = |at: usize| " ".repeat(if at == 0 { indent } else { indent + 2 });
    let line = |(at, line): (usize, &String)| format!("{}{}\n", start(at), paint(line, tone, look));
    lines.iter().enumerate().map(line).collect()
}

/// Rows in columns, the state first; stacked where the width does not allow columns.
pub fn rows(rows: &[Row], look: Look) -> String {
    columned(rows, look, false)
}

/// Rows in columns, the name first.
pub fn named_rows(rows: &[Row], look: Look) -> String {
    columned(rows, look, true)
}

/// Rows of a name and words, under a line that says what they have in common.
pub fn listed(rows: &[Row], look: Look) -> String {
    let widest = rows.iter().map(|row| columns(&row.name)).filter(|it| *it <= NAMES).max();
    let columns = Columns::of(INDENT, widest.unwrap_or(0) + 2, 0, 0, look);
    let row = |row: &Row| {
        let cells = Cells { first: &row.name, second: "", tones: (Tone::Strong, Tone::Plain), row };
        if columns.room >= ROOM { columns.row(&cells, look) } else { stacked(&cells, look) }
    };
    rows.iter().map(row).collect()
}

fn columned(rows: &[Row], look: Look, named: bool) -> String {
    let widest = |text: fn(&Row) -> &String, most: usize| {
        rows.iter().map(|row| columns(text(row))).filter(|width| *width <= most).max().unwrap_or(0)
    };
    let cites = widest(|row| &row.cite, CITES);
    let (state, name) = (widest(|row| &row.state, NAMES), widest(|row| &row.name, NAMES));
    let columns = match named {
        true => Columns::of(2, (name + 2).max(STATES), state, cites, look),
        false => Columns::of(INDENT, STATES, name, cites, look),
    };
    rows.iter()
        .map(|row| {
            let (first, second) =
                if named { (&row.name, &row.state) } else { (&row.state, &row.name) };
            let tones = if named { (Tone::Strong, row.tone) } else { (row.tone, Tone::Plain) };
            let cells = Cells { first, second, tones, row };
            if columns.room >= ROOM { columns.row(&cells, look) } else { stacked(&cells, look) }
        })
        .collect()
}

/// What stands in the first two columns of a row, and how it is coloured.
struct Cells<'a> {
    first: &'a str,
    second: &'a str,
    tones: (Tone, Tone),
    row: &'a Row,
}

struct Columns {
    indent: usize,
    first: usize,
    second: usize,
    cites: usize,
    start: usize,
    room: usize,
}

impl Columns {
    fn of(indent: usize, first: usize, second: usize, cites: usize, look: Look) -> Columns {
        let start = indent + first + second + 2;
        let room = look.width.saturating_sub(start + if cites > 0 { cites + 2 } else { 0 });
        Columns { indent, first, second, cites, start, room }
    }

    fn row(&self, cells: &Cells<'_>, look: Look) -> String {
        let row = cells.row;
        let cite = if columns(&row.cite) <= self.cites { row.cite.as_str() } else { "" };
        // What is longer than its column has the line to itself.
        let wide = columns(cells.first) >= self.first;
        let long = wide || columns(cells.second) > self.second;
        let mut words = row.words.clone();
        if cite.is_empty() && !row.cite.is_empty() {
            words = format!("{words} ({})", row.cite);
        }
        let mut lines = wrap(words.trim(), self.room);
        if long {
            lines.insert(0, String::new());
        }
        let mut out = String::new();
        for (at, line) in lines.iter().enumerate() {
            let lead = if at == 0 { self.lead(cells, look) } else { " ".repeat(self.start) };
            let mut text = format!("{lead}{line}");
            if at == usize::from(long) && !cite.is_empty() {
                text.push_str(&" ".repeat(self.room + 2 - columns(line).min(self.room)));
                text.push_str(cite);
            }
            out.push_str(text.trim_end());
            out.push('\n');
        }
        out
    }

    fn lead(&self, cells: &Cells<'_>, look: Look) -> String {
        let gap = |width: usize, text: &str| " ".repeat(width.saturating_sub(columns(text)));
        let wide = columns(cells.first) >= self.first;
        let between = if wide { "  ".to_owned() } else { gap(self.first, cells.first) };
        format!(
            "{}{}{between}{}{}",
            " ".repeat(self.indent),
            paint(cells.first, cells.tones.0, look),
            paint(cells.second, cells.tones.1, look),
            gap(self.second + 2, cells.second),
        )
    }
}

/// The first two columns on one line, the words below them, the citation behind the words.
fn stacked(cells: &Cells<'_>, look: Look) -> String {
    let row = cells.row;
    let gap = " ".repeat(STATES.saturating_sub(columns(cells.first)).max(1));
    let second = paint(cells.second, cells.tones.1, look);
    let mut out = format!("  {}{gap}{second}", paint(cells.first, cells.tones.0, look));
    out.truncate(out.trim_end().len());
    out.push('\n');
    let words = match (row.words.is_empty(), row.cite.is_empty()) {
        (_, true) => row.words.clone(),
        (true, false) => format!("({})", row.cite),
        (false, false) => format!("{} ({})", row.words, row.cite),
    };
    if !words.trim().is_empty() {
        out.push_str(&hanging("      ", words.trim(), look));
    }
    out
}
