//! The decision of `decision/decision.law` on a million rows that are in memory: by columns, beside the
//! same decision written by hand.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench that panics has nothing to measure"
)]

use divan::Bencher;
use divan::counter::ItemsCount;
use solon::engine::columnar::Machine;
use solon::engine::columnar::column::Column;
use solon::engine::columnar::stated::{Cell, push};
use solon::engine::plan::{Plan, Stated, lower};
use solon::front::project;
use solon::ground::text::Limits;
use solon::ground::time::Date;
use solon::language::law::Laws;
use std::path::PathBuf;

fn main() {
    divan::main();
}

const ROWS: usize = 1 << 20;
const CHUNK: usize = 1024;

/// What a row states. Amounts in kopecks; days on the line of days; `None`: it has not happened.
#[derive(Clone, Copy)]
struct Row {
    foreign: bool,
    daily_users: i64,
    hooks: [bool; 4],
    presence: Option<i64>,
    presence_since: Option<i64>,
    kept: [bool; 3],
    first_notice: Option<i64>,
    turnover: i64,
    prior_fines: i64,
}

fn today() -> Date {
    Date::of(2022, 6, 15).expect("a date")
}

/// Rows that reach every branch, the same ones each time.
fn rows() -> Vec<Row> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = |most: i64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).unwrap_or(0) % most
    };
    let on = Date::FIRST.days_until(today());
    let row = |_| Row {
        foreign: draw(10) > 1,
        daily_users: [0, 499_999, 500_000, 500_001, 5_000_000, 90_000_000]
            [usize::try_from(draw(6)).unwrap_or(0)],
        hooks: [draw(2) == 0, draw(2) == 0, draw(2) == 0, draw(2) == 0],
        presence: Some(draw(4)).filter(|it| *it < 3),
        presence_since: Some(on - 100 + draw(102)).filter(|it| it % 3 > 0),
        kept: [draw(2) == 0, draw(2) == 0, draw(2) == 0],
        first_notice: Some(on - 280 + draw(300)).filter(|it| it % 4 > 0),
        turnover: draw(1_000_000_000) * draw(100_000),
        prior_fines: draw(3) / 2,
    };
    (0..ROWS).map(row).collect()
}

/// What is decided of a row: covered, breached duties, measure, fine and levy.
type Decision = (bool, i64, Option<usize>, i64, i64);

/// The decision as a program of its own.
fn by_hand(row: &Row, on: i64) -> Decision {
    let covered = row.foreign && row.daily_users > 500_000 && row.hooks.iter().any(|hook| *hook);
    let established = row.presence.is_some() && row.presence_since.is_some_and(|it| it <= on);
    let unkept: i64 = row.kept.iter().map(|kept| i64::from(!kept)).sum();
    let breached = if covered { unkept + i64::from(!established) } else { 0 };
    let waited = row.first_notice.filter(|it| *it <= on && breached > 0).map(|it| on - it);
    let measure =
        waited.map(|days| [30, 60, 90, 120, 180, 240].iter().filter(|edge| days >= **edge).count());
    let turnover = row.turnover;
    let fine = match (breached, row.prior_fines) {
        (0, _) => 0,
        (_, 0) => ((5 * turnover + 500) / 1000).clamp(100_000_000, 600_000_000),
        (_, _) => ((2 * turnover + 50) / 100).max(600_000_000),
    };
    let slice = |low: i64, high: i64| (turnover.min(high) - low).max(0);
    let levy = slice(1_000_000_000, 10_000_000_000)
        + 3 * slice(10_000_000_000, 100_000_000_000)
        + 5 * (turnover - 100_000_000_000).max(0);
    (covered, breached, measure, fine, (levy + 50) / 100)
}

struct Columns {
    laws: Laws,
    plan: Plan,
    chunks: Vec<Vec<Column>>,
}

const ASKED: [&str; 5] = ["covered", "breached_duties", "measure", "fine", "levy"];

fn columns(rows: &[Row]) -> Columns {
    let project = project::open(&[PathBuf::from("benches/decision")], &Limits::default());
    let laws = project.laws;
    let law = laws.laws.ids().next().expect("a law");
    let asked = ASKED.map(|name| {
        laws.defines.ids().find(|it| laws.defines[*it].name == name).expect("a definition")
    });
    let (plan, _) = lower(&laws, law, today(), &asked);
    let chunks = rows.chunks(CHUNK).map(|rows| chunk(&laws, &plan, rows)).collect();
    Columns { laws, plan, chunks }
}

fn chunk(laws: &Laws, plan: &Plan, rows: &[Row]) -> Vec<Column> {
    let column = |input: &solon::engine::plan::Input| {
        let name = match input.stated {
            Stated::Fact(fact) => laws.facts[fact].name.as_str(),
            Stated::Event(event) => laws.events[event].name.as_str(),
        };
        let mut column = Column::default();
        for row in rows {
            let truth = |truth: bool| Cell::Figure(i64::from(truth));
            let maybe = |figure: Option<i64>| figure.map_or(Cell::Nothing, Cell::Figure);
            let cell = match name {
                "foreign" => truth(row.foreign),
                "daily_users" => Cell::Figure(row.daily_users * 10_000),
                "russian_language" => truth(row.hooks[0]),
                "russian_ads" => truth(row.hooks[1]),
                "processes_russian_user_data" => truth(row.hooks[2]),
                "takes_russian_payments" => truth(row.hooks[3]),
                "presence" => maybe(row.presence),
                "presence_since" => maybe(row.presence_since),
                "feedback_form" => truth(row.kept[0]),
                "regulator_account" => truth(row.kept[1]),
                "counter_installed" => truth(row.kept[2]),
                "first_notice" => maybe(row.first_notice),
                "annual_turnover" => Cell::Figure(row.turnover),
                _ => Cell::Figure(row.prior_fines * 10_000),
            };
            push(&mut column, &input.type_, cell);
        }
        column.settle();
        column
    };
    plan.inputs.iter().map(column).collect()
}

#[divan::bench]
fn written_by_hand(bencher: Bencher<'_, '_>) {
    let (rows, on) = (rows(), Date::FIRST.days_until(today()));
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
        rows.iter()
            .map(|row| {
                let (covered, breached, measure, fine, levy) = by_hand(row, on);
                let measure = measure.map_or(0, |it| i64::try_from(it).unwrap_or(0) + 1);
                i64::from(covered) ^ breached ^ measure ^ fine ^ levy
            })
            .fold(0_i64, i64::wrapping_add)
    });
}

#[divan::bench]
fn by_columns(bencher: Bencher<'_, '_>) {
    let columns = columns(&rows());
    let asked: Vec<_> = {
        let laws = &columns.laws;
        let law = laws.laws.ids().next().expect("a law");
        let asked = ASKED.map(|name| {
            laws.defines.ids().find(|it| laws.defines[*it].name == name).expect("a definition")
        });
        lower(laws, law, today(), &asked).1.iter().map(|it| it.by.expect("operations")).collect()
    };
    let mut machine = Machine::new(&columns.plan, &asked);
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
        let mut sum = 0_i64;
        for chunk in &columns.chunks {
            machine.run(chunk, CHUNK);
            for node in &asked {
                let column = machine.column(chunk, *node);
                let truths = column.truths.iter().map(|truth| i64::from(*truth));
                sum = column.figures.iter().copied().chain(truths).fold(sum, i64::wrapping_add);
            }
        }
        sum
    });
}
