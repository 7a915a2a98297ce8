//! The proof that a table has one row for each case: checked laws with a table of so many rows, of
//! several shapes. Twice the rows take at most two and a half times the time.

use divan::Bencher;
use divan::counter::ItemsCount;
use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::check::check;
use solon::language::law::Judged;
use solon::language::syntax::{LawFile, read};

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [1_000, 2_000, 4_000];

/// How the rows of a table part its cases.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// One column in a row of bands.
    Bands,
    /// Four columns, each combination a row.
    Combinations,
    /// Three columns cut in two again and again, anywhere.
    Cuts,
    /// Two columns, a slice of one and then of the other.
    Slices,
    /// A list of texts, and all others.
    List,
    /// One column, each row all below its edge: they overlap.
    Nested,
}

const SHAPES: [Shape; 5] =
    [Shape::Bands, Shape::Combinations, Shape::Cuts, Shape::Slices, Shape::List];

/// What lies above one number and up to another, as a cell.
fn cell((low, high): (Option<u64>, Option<u64>)) -> String {
    match (low, high) {
        (None, None) => "any".into(),
        (Some(low), None) => format!("above {low}"),
        (None, Some(high)) => format!("up to {high}"),
        (Some(low), Some(high)) => format!("above {low} to {high}"),
    }
}

/// The rows of a table, their cells as text.
fn rows(shape: Shape, count: usize) -> (usize, Vec<Vec<String>>) {
    let band = |at: usize, of: usize| {
        let low = (at > 0).then_some(at as u64 * 10);
        let high = (at + 1 < of).then_some((at as u64 + 1) * 10);
        cell((low, high))
    };
    match shape {
        Shape::Bands => (1, (0..count).map(|at| vec![band(at, count)]).collect()),
        Shape::Combinations => {
            let of = [5, 10, 4, count / 200];
            let row = |at: usize| {
                let places = [at % 5, at / 5 % 10, at / 50 % 4, at / 200];
                places.iter().zip(of).map(|(at, of)| band(*at, of)).collect()
            };
            (4, (0..count).map(row).collect())
        }
        Shape::Cuts => (3, cuts(count)),
        Shape::Slices => {
            let slice = |at: usize| {
                let (low, at) = ((at > 0).then_some(at as u64 / 2 * 10), at as u64 / 2 * 10 + 10);
                let before = low.filter(|low| *low > 0);
                (before, at)
            };
            let row = |at: usize| {
                let (before, here) = slice(at);
                match (at + 1 == count, at % 2) {
                    (true, 0) => vec![cell((before, None)), cell((before, None))],
                    (true, _) => vec![cell((Some(here), None)), cell((before, None))],
                    (false, 0) => vec![cell((before, Some(here))), cell((before, None))],
                    (false, _) => vec![cell((Some(here), None)), cell((before, Some(here)))],
                }
            };
            (2, (0..count).map(row).collect())
        }
        Shape::Nested => (1, (0..count).map(|at| vec![format!("up to {at}")]).collect()),
        Shape::List => {
            let named = |at: usize| vec![format!("\"form {at}\"")];
            let rest = std::iter::once(vec!["any".to_owned()]);
            (1, (1..count).map(named).chain(rest).collect())
        }
    }
}

type Piece = [(Option<u64>, Option<u64>); 3];

/// A cube cut in two until there are so many pieces, the same in every run.
fn cuts(count: usize) -> Vec<Vec<String>> {
    let mut state = 7_u64;
    let mut dice = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut pieces: std::collections::VecDeque<Piece> = [[(None, None); 3]].into();
    while pieces.len() < count {
        let Some(piece) = pieces.pop_front() else { break };
        let column = usize::try_from(dice(3)).unwrap_or(0);
        let Some((low, high)) = piece.get(column).copied() else { break };
        let (from, to) = (low.unwrap_or(0), high.unwrap_or(1 << 40));
        let at = from + (to - from) / 4 + dice((to - from) / 2 + 1);
        let (mut one, mut two) = (piece, piece);
        if let (Some(one), Some(two)) = (one.get_mut(column), two.get_mut(column)) {
            (one.1, two.0) = (Some(at), Some(at));
        }
        pieces.extend([one, two]);
    }
    pieces.into_iter().map(|piece| piece.into_iter().map(cell).collect()).collect()
}

/// A law with one table of a shape.
fn generated(shape: Shape, count: usize) -> String {
    let (columns, rows) = rows(shape, count);
    let type_ = if matches!(shape, Shape::List) { "text" } else { "number" };
    let names: Vec<String> = (0..columns).map(|at| format!("c{at}")).collect();
    let facts: Vec<String> = names.iter().map(|name| format!("{name} : {type_}")).collect();
    let heads: Vec<String> = names.iter().map(|name| format!("of_{name} : {type_}")).collect();
    let mut text = format!(
        "law a.law \"A law\" {{\n  source \"Law No. 1\"\n  jurisdiction TR\n  subject company\n  \
         in force from 2021-01-01\n}}\n\nentity company {{\n  name : text\n}}\n\nfacts {{\n  {}\n}}\n\n\
         table t on ({}) -> number {{\n",
        facts.join("\n  "),
        heads.join(", "),
    );
    for (at, row) in rows.iter().enumerate() {
        text.push_str(&format!("  | {} | {at} |\n", row.join(" | ")));
    }
    text.push_str(&format!("}}\n\nduty keep {{\n  must t({}) = 1\n}}\n", names.join(", ")));
    text
}

fn parsed(text: &str) -> (LawFile, Sources) {
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let source = sources.add("generated.law", text);
    let file = read(source, text, &Limits::default(), &mut found);
    assert!(!found.has_errors(), "{found:#?}");
    (file, sources)
}

#[divan::bench(args = SHAPES, consts = SIZES, sample_count = 10)]
fn rows_to_proved_table<const ROWS: usize>(bencher: Bencher, shape: Shape) {
    let (file, sources) = parsed(&generated(shape, ROWS));
    let files = [(file, Judged::Named)];
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
        let checked = check(&files, &sources);
        assert!(!checked.found.has_errors(), "{:#?}", checked.found.diagnostics.first());
        checked.laws.tables.len()
    });
}

/// Rows that all overlap: each is told once.
#[divan::bench(consts = SIZES, sample_count = 10)]
fn rows_that_overlap<const ROWS: usize>(bencher: Bencher) {
    let (file, sources) = parsed(&generated(Shape::Nested, ROWS));
    let files = [(file, Judged::Named)];
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
        let checked = check(&files, &sources);
        assert!(checked.found.has_errors());
        checked.found.diagnostics.len()
    });
}
