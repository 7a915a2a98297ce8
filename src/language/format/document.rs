//! A laid-out text before its lines are chosen: words, comments, and the places where a line may
//! break.

use unicode_width::UnicodeWidthStr;

/// The column that lines keep to, strings and comments apart.
pub const WIDTH: usize = 100;

/// How far a column stands from the one before it.
pub const GAP: usize = 2;

/// A piece of a document.
#[derive(Clone, Debug)]
pub enum Doc<'t> {
    /// Words that never break; `blank`: an empty line stood before them in the source.
    Text {
        /// The words.
        words: &'t str,
        /// Whether an empty line stood before them.
        blank: bool,
    },
    /// A `//` comment.
    Comment {
        /// From the slashes on.
        words: &'t str,
        /// On a line of its own; otherwise behind what stands before it.
        own: bool,
        /// Whether an empty line stood before it.
        blank: bool,
    },
    /// Blanks that vanish at a line break.
    Space(usize),
    /// A line break where the group around it is broken, else so many blanks.
    Line(usize),
    /// A comma behind the last of a list, where the group around it is broken.
    Comma,
    /// A line break; `blank`: an empty line of the source may stay here.
    Hard {
        /// Whether an empty line of the source may stay here.
        blank: bool,
    },
    /// Breaks inside are one step further in, where the group around it is broken.
    Nest(Part<'t>),
    /// On one line if it fits, else broken at every [`Doc::Line`] directly inside.
    Group(Part<'t>),
    /// Always broken; what stands around it need not break for that.
    Block(Part<'t>),
    /// One after the other.
    Several(Part<'t>),
}

/// Pieces in order, measured once.
#[derive(Clone, Debug)]
pub struct Part<'t> {
    /// The pieces.
    pub docs: Vec<Doc<'t>>,
    /// Their measure.
    pub size: Size,
}

/// The measure of a piece.
#[derive(Clone, Copy, Debug, Default)]
pub struct Size {
    /// Its width on one line, up to the first break that cannot be avoided.
    pub flat: usize,
    /// Its width up to the first place where it may break.
    pub lead: usize,
    /// Whether there is a place where it may break.
    pub breaks: bool,
    /// Whether there is a break that cannot be avoided.
    pub forced: bool,
    /// Whether it begins with a comment.
    pub starts: bool,
    /// Whether a comment stands inside, behind its first word.
    pub commented: bool,
    /// Whether it holds anything to print.
    pub filled: bool,
}

impl<'t> Doc<'t> {
    /// Words that stand in no particular place of the source.
    pub fn text(words: &'t str) -> Self {
        Doc::Text { words, blank: false }
    }

    /// Breaks inside are one step further in.
    pub fn nest(docs: Vec<Doc<'t>>) -> Self {
        Doc::Nest(Part::of(docs))
    }

    /// On one line if it fits.
    pub fn group(docs: Vec<Doc<'t>>) -> Self {
        Doc::Group(Part::of(docs))
    }

    /// Always broken.
    pub fn block(docs: Vec<Doc<'t>>) -> Self {
        Doc::Block(Part::of(docs).kept())
    }

    /// On one line if it fits and has no break inside that cannot be avoided.
    pub fn list(docs: Vec<Doc<'t>>) -> Self {
        let part = Part::of(docs);
        match part.size.forced || part.size.commented {
            true => Doc::Block(part.kept()),
            false => Doc::Group(part),
        }
    }

    /// One after the other.
    pub fn several(mut docs: Vec<Doc<'t>>) -> Self {
        match docs.len() {
            1 => docs.remove(0),
            _ => Doc::Several(Part::of(docs)),
        }
    }

    /// Its measure.
    pub fn size(&self) -> Size {
        match self {
            Doc::Text { words, .. } => {
                let width = words.width();
                Size { flat: width, lead: width, filled: true, ..Size::default() }
            }
            Doc::Comment { .. } => Size { starts: true, filled: true, ..Size::default() },
            Doc::Space(width) => Size { flat: *width, lead: *width, ..Size::default() },
            Doc::Comma => Size { filled: true, ..Size::default() },
            Doc::Line(width) => Size { flat: *width, breaks: true, ..Size::default() },
            Doc::Hard { .. } => Size { breaks: true, forced: true, ..Size::default() },
            Doc::Nest(part) | Doc::Group(part) | Doc::Block(part) | Doc::Several(part) => part.size,
        }
    }

    /// Whether an empty line, a comment or documentation stands before its first word.
    pub fn stands_apart(&self) -> bool {
        match self {
            Doc::Text { words, blank } => *blank || *words == "///",
            Doc::Comment { .. } => true,
            Doc::Space(_) | Doc::Line(_) | Doc::Comma | Doc::Hard { .. } => false,
            Doc::Nest(part) | Doc::Group(part) | Doc::Block(part) | Doc::Several(part) => {
                part.docs.first().is_some_and(Doc::stands_apart)
            }
        }
    }

    /// Whether it stands on one line whatever its width.
    pub fn is_plain(&self) -> bool {
        let size = self.size();
        !size.forced && !size.commented
    }
}

impl<'t> Part<'t> {
    /// Measures pieces in order.
    fn of(docs: Vec<Doc<'t>>) -> Self {
        let mut size = Size::default();
        for doc in &docs {
            let next = doc.size();
            if !size.forced {
                size.flat += next.flat;
            }
            if !size.breaks {
                size.lead += next.lead;
            }
            size.commented |= next.commented || (size.filled && next.starts);
            size.starts |= !size.filled && next.starts;
            size.breaks |= next.breaks;
            size.forced |= next.forced;
            size.filled |= next.filled;
        }
        Self { docs, size }
    }

    /// Measured as what always breaks: only its beginning counts, its comments are its own.
    fn kept(mut self) -> Self {
        self.size.flat = self.size.lead;
        self.size.forced = true;
        self.size.breaks = true;
        self.size.commented = false;
        self
    }
}

/// Rows whose cells stand in columns, [`GAP`] blanks apart; the last cell of a row is not padded.
///
/// A cell with a comment or a block inside has no width of its own and is left out.
pub fn columns<'t>(rows: Vec<Vec<Doc<'t>>>, gap: usize) -> Vec<Doc<'t>> {
    let mut widths: Vec<usize> = Vec::new();
    for row in &rows {
        for (at, cell) in row.iter().enumerate().take(row.len().saturating_sub(1)) {
            let width = if cell.is_plain() { cell.size().flat } else { 0 };
            match widths.get_mut(at) {
                Some(widest) => *widest = width.max(*widest),
                None => widths.push(width),
            }
        }
    }
    let pad = |row: Vec<Doc<'t>>| {
        let mut docs = Vec::with_capacity(2 * row.len());
        for (at, cell) in row.into_iter().enumerate() {
            if at > 0 {
                docs.push(Doc::Space(gap));
            }
            let width = widths.get(at).copied().unwrap_or(0);
            let rest = width.saturating_sub(cell.size().flat);
            docs.push(cell);
            docs.push(Doc::Space(rest));
        }
        docs.pop();
        Doc::several(docs)
    };
    rows.into_iter().map(pad).collect()
}

/// Rows in columns if every row that fits one line without them fits with them too.
pub fn columns_if_they_fit<'t>(rows: Vec<Vec<Doc<'t>>>, gap: usize, room: usize) -> Vec<Doc<'t>> {
    let width = |row: &[Doc<'t>]| {
        let cells: usize = row.iter().map(|cell| cell.size().flat).sum();
        cells + gap * row.len().saturating_sub(1)
    };
    let short: Vec<bool> =
        rows.iter().map(|row| row.iter().all(Doc::is_plain) && width(row) <= room).collect();
    let padded: Vec<Vec<Doc<'t>>> =
        rows.iter().zip(&short).filter(|(_, short)| **short).map(|(row, _)| row.clone()).collect();
    let padded = columns(padded, gap);
    let aligned = padded.iter().all(|row| row.size().flat <= room);
    let mut padded = padded.into_iter();
    let alone = |row: Vec<Doc<'t>>| {
        let mut docs = Vec::with_capacity(2 * row.len());
        for (at, cell) in row.into_iter().enumerate() {
            if at > 0 {
                docs.push(Doc::nest(vec![Doc::Line(gap), cell]));
            } else {
                docs.push(cell);
            }
        }
        Doc::group(docs)
    };
    rows.into_iter()
        .zip(short)
        .map(|(row, short)| {
            let padded = if short && aligned { padded.next() } else { None };
            padded.unwrap_or_else(|| alone(row))
        })
        .collect()
}
