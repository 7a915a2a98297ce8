//! Whether rows answer every case exactly once: the cases without a row, those with two, and the
//! rows that no case is left for.
//!
//! Every column is a row of stretches, numbered from 0, and a cell admits some of them. All cases
//! together are a box, which is cut in two, and again, where the fewest rows lie on both sides, until
//! one row takes a whole part or none touches it. In a table whose rows exclude each other that is
//! about n log n; whoever needs more than [`most_looks`] is told so.

/// A half-open stretch of numbers of stretches.
pub(super) type Run = (u32, u32);

/// What a cell admits: runs in order, none of them empty, none touching the next.
pub(super) type Runs = Vec<Run>;

/// A part of all cases: one run for each column.
pub(super) type Part = Vec<Run>;

/// A row, its cells cut into stretches.
#[derive(Debug)]
pub(super) struct CutRow {
    /// What each cell admits.
    pub cells: Vec<Runs>,
    /// Of the columns in which no row can name every value, those in which this one names some: a bit
    /// for each. A row that names more prevails over one that says `any` there.
    pub names: u128,
}

/// What the rows leave to be desired.
#[derive(Debug, Default)]
pub(super) struct Shortfall {
    /// Parts without a row, in the order in which the parts are cut.
    pub unanswered: Vec<Part>,
    /// By row: the first other row that comes before it where both match and neither prevails, and
    /// where that is.
    pub twice: Vec<Option<(u32, Part)>>,
    /// By row: whether it is the one to answer some case.
    pub reached: Vec<bool>,
    /// By row: some of the rows that match what it does and come or prevail before it, in order.
    pub takers: Vec<Vec<u32>>,
    /// The parts that one row takes, and which.
    pub answered: Vec<(Part, u32)>,
    /// Whether there were too many parts to look at them all.
    pub exceeded: bool,
}

/// So many rows before another are remembered as those that take what it could match.
const MOST_TAKERS: usize = 4;

/// After so many looks at a row in a part the search is given up.
fn most_looks(rows: usize) -> usize {
    2_000_000 + rows.saturating_mul(400)
}

/// A part and the rows that match some of it, in order.
struct Waiting {
    part: Part,
    rows: Vec<u32>,
}

/// Looks for what `rows` leave to be desired, where column by column there are `widths` stretches.
pub(super) fn shortfall(widths: &[u32], rows: &[CutRow]) -> Shortfall {
    let mut found = Shortfall {
        twice: vec![None; rows.len()],
        reached: vec![false; rows.len()],
        takers: vec![Vec::new(); rows.len()],
        ..Shortfall::default()
    };
    let whole: Part = widths.iter().map(|width| (0, *width)).collect();
    let all = (0..rows.len()).filter_map(|row| u32::try_from(row).ok()).collect();
    let mut stack = vec![Waiting { part: whole, rows: all }];
    let (mut looks, most) = (0, most_looks(rows.len()));
    while let Some(Waiting { part, rows: mut touching }) = stack.pop() {
        looks += touching.len();
        if looks > most {
            found.exceeded = true;
            return found;
        }
        let kinds = kinds(rows, &touching);
        let taker = taker(rows, &part, &touching, &kinds);
        if let Some(taker) = taker {
            found.take(rows, &part, &mut touching, taker, &kinds);
        }
        match (touching.as_slice(), taker) {
            ([], _) => found.unanswered.push(part),
            ([only], Some(taker)) if *only == taker => found.answer(part, taker),
            (_, _) => match (best_cut(rows, &part, &touching), taker) {
                (Some((column, at)), _) => {
                    // The part with the lesser values is looked at first.
                    stack.push(half(rows, &part, &touching, column, |run| (at, run.1)));
                    stack.push(half(rows, &part, &touching, column, |run| (run.0, at)));
                }
                (None, Some(taker)) => found.answer(part, taker),
                (None, None) => {}
            },
        }
    }
    found
}

/// What rows name, each kind once.
fn kinds(rows: &[CutRow], touching: &[u32]) -> Vec<u128> {
    let mut kinds: Vec<u128> = touching.iter().map(|row| names(rows, *row)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The row that takes a whole part: the first over which no other kind prevails, else one over which
/// none does that takes it too.
fn taker(rows: &[CutRow], part: &Part, touching: &[u32], kinds: &[u128]) -> Option<u32> {
    let mut best: Option<u32> = None;
    for row in touching.iter().filter(|row| takes(cells(rows, **row), part)) {
        if !is_outdone(names(rows, *row), kinds) {
            return Some(*row);
        }
        if best.is_none_or(|best| prevails(names(rows, *row), names(rows, best))) {
            best = Some(*row);
        }
    }
    best
}

/// Whether a row that names these columns prevails over one that names those.
fn prevails(one: u128, other: u128) -> bool {
    one != other && one & other == other
}

/// Whether one of several kinds prevails over this one.
fn is_outdone(one: u128, kinds: &[u128]) -> bool {
    kinds.iter().any(|other| prevails(*other, one))
}

fn names(rows: &[CutRow], row: u32) -> u128 {
    rows.get(row as usize).map_or(0, |row| row.names)
}

impl Shortfall {
    /// Whether every case has exactly one row and every row a case.
    pub fn is_none(&self) -> bool {
        self.unanswered.is_empty()
            && !self.exceeded
            && self.twice.iter().all(Option::is_none)
            && self.reached.iter().all(|reached| *reached)
    }

    fn answer(&mut self, part: Part, row: u32) {
        if let Some(reached) = self.reached.get_mut(row as usize) {
            *reached = true;
        }
        self.answered.push((part, row));
    }

    /// One row takes a whole part: rows over which it prevails have nothing in it; where none prevails
    /// over it, what later rows match over which none prevails either is matched twice.
    fn take(
        &mut self,
        rows: &[CutRow],
        part: &Part,
        touching: &mut Vec<u32>,
        taker: u32,
        kinds: &[u128],
    ) {
        let own = names(rows, taker);
        let first = !is_outdone(own, kinds);
        touching.retain(|row| {
            let beaten = prevails(own, names(rows, *row));
            let again = first && *row > taker && !beaten && !is_outdone(names(rows, *row), kinds);
            if beaten || again {
                self.taken(*row, taker);
            }
            if again {
                self.matched_twice(rows, part, *row, taker);
            }
            !beaten && !again
        });
    }

    fn taken(&mut self, row: u32, taker: u32) {
        let Some(takers) = self.takers.get_mut(row as usize) else { return };
        if let Err(place) = takers.binary_search(&taker) {
            takers.insert(place, taker);
            takers.truncate(MOST_TAKERS);
        }
    }

    fn matched_twice(&mut self, rows: &[CutRow], part: &Part, row: u32, before: u32) {
        let Some(twice) = self.twice.get_mut(row as usize) else { return };
        if twice.as_ref().is_none_or(|(first, _)| before < *first) {
            *twice = Some((before, common(cells(rows, row), part)));
        }
    }
}

fn cells(rows: &[CutRow], row: u32) -> &[Runs] {
    rows.get(row as usize).map_or(&[], |row| &row.cells)
}

/// Whether a row matches the whole of a part.
fn takes(cells: &[Runs], part: &Part) -> bool {
    cells.iter().zip(part).all(|(runs, whole)| {
        touching_run(runs, *whole).is_some_and(|run| run.0 <= whole.0 && whole.1 <= run.1)
    })
}

/// The first run that has something of a stretch.
fn touching_run(runs: &[Run], whole: Run) -> Option<Run> {
    let at = runs.partition_point(|run| run.1 <= whole.0);
    runs.get(at).copied().filter(|run| run.0 < whole.1)
}

/// What a row first matches of a part.
fn common(cells: &[Runs], part: &Part) -> Part {
    let common = |(runs, whole): (&Runs, &Run)| match touching_run(runs, *whole) {
        Some(run) => (run.0.max(whole.0), run.1.min(whole.1)),
        None => *whole,
    };
    cells.iter().zip(part).map(common).collect()
}

/// One side of a cut, with the rows that match some of it.
fn half(
    rows: &[CutRow],
    part: &Part,
    touching: &[u32],
    column: usize,
    side: impl Fn(Run) -> Run,
) -> Waiting {
    let mut part = part.clone();
    let Some(run) = part.get_mut(column) else { return Waiting { part, rows: Vec::new() } };
    *run = side(*run);
    let kept = *run;
    let touches = |row: &&u32| {
        let runs = cells(rows, **row).get(column);
        runs.is_some_and(|runs| touching_run(runs, kept).is_some())
    };
    let rows = touching.iter().filter(touches).copied().collect();
    Waiting { part, rows }
}

/// The column and place of the cut that leaves the fewest pairs of rows on one side together.
fn best_cut(rows: &[CutRow], part: &Part, touching: &[u32]) -> Option<(usize, u32)> {
    let mut best: Option<(u128, usize, u32)> = None;
    for (column, whole) in part.iter().enumerate() {
        let mut places: Vec<u32> = Vec::new();
        let (mut firsts, mut lasts) = (Vec::new(), Vec::new());
        for row in touching {
            let Some(runs) = cells(rows, *row).get(column) else { continue };
            let from = runs.partition_point(|run| run.1 <= whole.0);
            let inside = runs.get(from..).unwrap_or(&[]);
            let inside = inside.get(..inside.partition_point(|run| run.0 < whole.1));
            let inside = inside.unwrap_or(&[]);
            let (Some(first), Some(last)) = (inside.first(), inside.last()) else { continue };
            firsts.push(first.0.max(whole.0));
            lasts.push(last.1.min(whole.1));
            let ends = inside.iter().flat_map(|run| [run.0, run.1]);
            places.extend(ends.filter(|place| whole.0 < *place && *place < whole.1));
        }
        places.sort_unstable();
        places.dedup();
        firsts.sort_unstable();
        lasts.sort_unstable();
        let (mut before, mut ended) = (0, 0);
        for place in places {
            before += firsts.get(before..).map_or(0, |it| it.partition_point(|it| *it < place));
            ended += lasts.get(ended..).map_or(0, |it| it.partition_point(|it| *it <= place));
            let (low, high) = (before as u128, (lasts.len() - ended) as u128);
            let pairs = low * low + high * high;
            if best.is_none_or(|(fewest, ..)| pairs < fewest) {
                best = Some((pairs, column, place));
            }
        }
    }
    best.map(|(_, column, place)| (column, place))
}
