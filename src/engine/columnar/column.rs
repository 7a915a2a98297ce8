//! A column of a chunk of rows: figures or truths, which of them are nothing and which are known.

/// The values of one column for each row of a chunk.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// The figures; of no meaning in rows that are unknown or nothing. Empty in a column of truths.
    pub figures: Vec<i64>,
    /// The truths, 0 or 1; of no meaning in rows that are unknown. Empty in a column of figures.
    pub truths: Vec<u8>,
    /// Which rows are known to be nothing, 1 for each; empty where none is.
    pub nothing: Vec<u8>,
    /// Which rows are known, 1 for each; empty where all are.
    pub known: Vec<u8>,
    /// The least and the greatest figure of any row, meaningful or not.
    pub bounds: (i64, i64),
}

impl Column {
    /// A column of figures, all known.
    pub fn of_figures(figures: Vec<i64>) -> Self {
        let bounds = bounds(&figures);
        Self { figures, bounds, ..Self::default() }
    }

    /// A column of truths, all known.
    pub fn of_truths(truths: Vec<u8>) -> Self {
        Self { truths, ..Self::default() }
    }

    /// Whether the value of a row is known.
    pub fn is_known(&self, row: usize) -> bool {
        self.known.get(row).is_none_or(|known| *known == 1)
    }

    /// Whether a row is known to be nothing.
    pub fn is_nothing(&self, row: usize) -> bool {
        self.nothing.get(row).is_some_and(|nothing| *nothing == 1)
    }

    /// The figure of a row that is known and not nothing.
    pub fn figure(&self, row: usize) -> Option<i64> {
        let told = self.is_known(row) && !self.is_nothing(row);
        self.figures.get(row).copied().filter(|_| told)
    }

    /// The truth of a row that is known.
    pub fn truth(&self, row: usize) -> Option<bool> {
        let told = self.is_known(row);
        self.truths.get(row).map(|truth| *truth == 1).filter(|_| told)
    }

    /// Finds the bounds of figures that were put in.
    pub fn settle(&mut self) {
        self.bounds = bounds(&self.figures);
    }

    /// Empties it and keeps its room.
    pub fn clear(&mut self) {
        self.figures.clear();
        self.truths.clear();
        self.nothing.clear();
        self.known.clear();
        self.bounds = (0, 0);
    }
}

/// The least and the greatest figure.
pub fn bounds(figures: &[i64]) -> (i64, i64) {
    let fold = |(low, high): (i64, i64), figure: &i64| (low.min(*figure), high.max(*figure));
    match figures.first() {
        Some(first) => figures.iter().fold((*first, *first), fold),
        None => (0, 0),
    }
}
