//! How fast a warm verdict is, beside a hand-written function for the same verdict.
#![allow(clippy::unwrap_used, reason = "a bench that panics has failed, which is what it is for")]

use divan::{Bencher, black_box};
use solon::engine::eval::{Explain, judge};
use solon::engine::timeline::timeline;
use solon::engine::verdict::Verdict;
use solon::facts::{Instance, Sheet, load};
use solon::ground::diagnostic::Found;
use solon::ground::table::Id;
use solon::ground::text::{Limits, Sources};
use solon::ground::time::Date;
use solon::language::check::check;
use solon::language::law::{Judged, Law, Laws};
use solon::language::syntax::read;
use std::collections::BTreeSet;

fn main() {
    divan::main();
}

const FILES: [(&str, &str); 2] = [
    ("platforms.law", include_str!("../policies/platforms.law")),
    ("landing.law", include_str!("../policies/ru/landing/landing.law")),
];
const SHEET: &str = include_str!("../policies/ru/landing/sheets/apple.yaml");

struct Case {
    laws: Laws,
    law: Id<Law>,
    sheet: Sheet,
    entity: Id<Instance>,
}

fn case() -> Case {
    let mut sources = Sources::new();
    let mut found = Found::new();
    let files: Vec<_> = FILES
        .iter()
        .map(|(name, text)| {
            let source = sources.add(*name, *text);
            (read(source, text, &Limits::default(), &mut found), Judged::Named)
        })
        .collect();
    let laws = check(&files, &sources).laws;
    let source = sources.add("apple.yaml", SHEET);
    // Blocks of laws that are not loaded here are skipped.
    let known = BTreeSet::from(["tr.social_networks".to_owned(), "ru.content_fines".to_owned()]);
    let sheet = load(&laws, &known, &sources, source, &Limits::default(), &mut found).unwrap();
    let law = laws.laws.ids().next().unwrap();
    let subject = laws.laws[law].subject;
    let named = |it: &Id<Instance>| {
        sheet.instances[*it].entity == subject && sheet.instances[*it].name == "App Store"
    };
    let entity = sheet.instances.ids().find(named).unwrap();
    Case { laws, law, sheet, entity }
}

fn day() -> Date {
    Date::of(2022, 2, 4).unwrap()
}

fn ask(case: &Case, explain: Explain) -> Verdict {
    judge(&case.laws, case.law, &case.sheet, case.entity, black_box(day()), explain)
}

#[divan::bench]
fn without_explanation(bencher: Bencher) {
    let case = case();
    bencher.bench(|| ask(&case, Explain::No));
}

#[divan::bench]
fn with_full_explanation(bencher: Bencher) {
    let case = case();
    bencher.bench(|| ask(&case, Explain::Yes));
}

#[divan::bench]
fn four_years_of_timeline(bencher: Bencher) {
    let case = case();
    let (from, to) = (Date::of(2021, 1, 1).unwrap(), Date::of(2025, 1, 1).unwrap());
    bencher.bench(|| timeline(&case.laws, case.law, &case.sheet, case.entity, from, to));
}

/// What a sheet says, as somebody would write it down for this one law.
struct Facts {
    seat: &'static str,
    roles: Vec<&'static str>,
    daily_users: Option<u64>,
    hooks: [Option<bool>; 4],
    form: Vec<(Date, bool)>,
    account: Vec<(Date, bool)>,
    counter: Vec<(Date, bool)>,
    office: Vec<(Date, bool)>,
}

/// A duty by hand: breached or met since a day, and whether late.
#[expect(dead_code, reason = "the answer is measured, not read")]
enum ByHand {
    NotInForce,
    NotApplicable,
    Undetermined,
    Breached(Date),
    Fulfilled(Date, bool),
}

#[divan::bench]
fn by_hand(bencher: Bencher) {
    let on = |year, month, day| Date::of(year, month, day).unwrap();
    let facts = Facts {
        seat: "IE",
        roles: vec!["owner"],
        daily_users: Some(500_001),
        hooks: [Some(true), None, None, None],
        form: vec![(on(2021, 7, 1), false), (on(2022, 1, 18), true)],
        account: vec![(on(2021, 7, 1), false), (on(2022, 1, 18), true)],
        counter: vec![(on(2021, 7, 1), false)],
        office: vec![(on(2021, 7, 1), false), (on(2022, 2, 4), true)],
    };
    bencher.bench(|| judged_by_hand(black_box(&facts), black_box(day())));
}

type Powers = Vec<(&'static str, Option<Date>)>;

fn judged_by_hand(facts: &Facts, on: Date) -> (Option<bool>, Vec<ByHand>, Powers) {
    let first = Date::of(2021, 7, 1).unwrap();
    let hooked = match facts.hooks {
        hooks if hooks.contains(&Some(true)) => Some(true),
        hooks if hooks.contains(&None) => None,
        _none => Some(false),
    };
    let owner = facts.roles.contains(&"owner");
    let audience = facts.daily_users.map(|users| users > 500_000);
    let gate = match (owner, audience, hooked) {
        (true, Some(true), Some(true)) => Some(true),
        (false, _, _) | (_, Some(false), _) | (_, _, Some(false)) => Some(false),
        (true, _, _) => None,
    };
    let no_threshold = facts.roles.iter().any(|role| *role != "owner");
    let covered = match (facts.seat != "RU", gate, no_threshold) {
        (false, _, _) => Some(false),
        (true, _, true) => Some(true),
        (true, gate, false) => gate,
    };
    let duty = |entries: &[(Date, bool)], from: Date, applies: Option<bool>| {
        if on < from {
            return ByHand::NotInForce;
        }
        match applies {
            Some(false) => return ByHand::NotApplicable,
            None => return ByHand::Undetermined,
            Some(true) => {}
        }
        let mut late = false;
        let mut now: Option<(Date, bool)> = None;
        for (since, met) in entries.iter().filter(|(since, _)| *since <= on) {
            late |= now.is_some_and(|(_, met)| !met);
            now = Some(((*since).max(from), *met));
        }
        match now {
            None => ByHand::Undetermined,
            Some((since, true)) => ByHand::Fulfilled(since, late),
            Some((since, false)) => ByHand::Breached(since),
        }
    };
    let duties = vec![
        duty(&facts.form, first, covered),
        duty(&facts.account, first, covered),
        duty(&facts.counter, first, covered.map(|covered| covered && owner)),
        duty(&facts.office, Date::of(2022, 1, 1).unwrap(), covered),
    ];
    let breach = duties.iter().filter_map(|duty| match duty {
        ByHand::Breached(since) => Some(*since),
        ByHand::NotInForce
        | ByHand::NotApplicable
        | ByHand::Undetermined
        | ByHand::Fulfilled(..) => None,
    });
    let breach = breach.min();
    let powers = ["inform_users", "ban_ads_of", "ban_ads_on", "ban_payments", "ban_search"];
    let powers = powers.iter().chain(&["ban_data", "slow_down", "full_block"]);
    let powers = powers.map(|power| (*power, breach)).collect();
    (covered, duties, powers)
}

/// A law of designation: the mean of six months, three years of figures, decisions of eight years.
/// It has been in force for a year: each month of it is followed, since duties say since when.
const DESIGNATION: &str = r#"law a.designation "Designation" {
  source        "An act"
  jurisdiction  EU
  subject       service
  in force      from 2022-01-01
  month end     last day
}

entity company {
  name     : text
  turnover : money EUR per year
  services : list of service
}

entity service {
  name : text
}

facts {
  recipients     : number per month
  end_users      : number per year
  business_users : number per year
  audited        : bool over time
}

event decision

define very_large = average of recipients over the last 6 months >= 45 million

define used = (end_users >= 45 million and business_users >= 10_000) in each of the last 3 years

define rich = company.turnover >= 7.5 billion EUR in each of the last 3 years

duty audit {
  when very_large or used and rich
  must audited
}

duty answer {
  when count of decision in the last 8 years >= 3
  must audited
}
"#;

/// Three years of figures: one for each month and each year.
fn figures() -> String {
    let months = (0..36).map(|at| {
        let (year, month) = (2020 + at / 12, 1 + at % 12);
        format!("{year}-{month:02}: {}", 44_000_000 + 100_000 * at)
    });
    let months: Vec<String> = months.collect();
    format!(
        "name: Group\nturnover: {{ 2020: 8 billion EUR, 2021: 8 billion EUR, 2022: 8 billion EUR }}\n\
         services:\n  - name: Store\n    a.designation:\n      recipients: {{ {} }}\n      \
         end_users: {{ 2020: 50000000, 2021: 50000000, 2022: 44000000 }}\n      \
         business_users: {{ 2020: 10000, 2021: 20000, 2022: 20000 }}\n      audited: true\n      \
         decision: [2016-05-01, 2020-05-01, 2022-05-01]\n",
        months.join(", ")
    )
}

fn designation() -> Case {
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let source = sources.add("designation.law", DESIGNATION);
    let file = read(source, DESIGNATION, &Limits::default(), &mut found);
    let laws = check(&[(file, Judged::Named)], &sources).laws;
    let text = figures();
    let source = sources.add("group.yaml", text.as_str());
    let known = BTreeSet::new();
    let sheet = load(&laws, &known, &sources, source, &Limits::default(), &mut found).unwrap();
    assert!(found.diagnostics.is_empty(), "{:?}", found.diagnostics);
    let (law, subject) = laws.laws.rows().map(|(id, law)| (id, law.subject)).next().unwrap();
    let entity = sheet.instances.ids().find(|it| sheet.instances[*it].entity == subject).unwrap();
    Case { laws, law, sheet, entity }
}

#[divan::bench]
fn designation_by_windows(bencher: Bencher) {
    let case = designation();
    let on = Date::of(2023, 1, 2).unwrap();
    bencher.bench(|| {
        judge(&case.laws, case.law, &case.sheet, case.entity, black_box(on), Explain::No)
    });
}

/// What the sheet says, as somebody would write it down for this one law.
struct Figures {
    recipients: Vec<((i16, i8), u64)>,
    years: Vec<(i16, [u64; 3])>,
    audited: bool,
    decisions: Vec<Date>,
}

#[divan::bench]
fn designation_by_hand(bencher: Bencher) {
    let on = |year, month, day| Date::of(year, month, day).unwrap();
    let year = |year, users, business| (year, [users, business, 8_000_000_000]);
    let month = |at: i16| (2020 + at / 12, 1 + i8::try_from(at % 12).unwrap());
    let figures = Figures {
        recipients: (0..36).map(|at| (month(at), 44_000_000 + 100_000 * at as u64)).collect(),
        years: vec![
            year(2020, 50_000_000, 10_000),
            year(2021, 50_000_000, 20_000),
            year(2022, 44_000_000, 20_000),
        ],
        audited: true,
        decisions: vec![on(2016, 5, 1), on(2020, 5, 1), on(2022, 5, 1)],
    };
    bencher.bench(|| designated_by_hand(black_box(&figures), black_box(on(2023, 1, 2))));
}

/// Whether very large, whether a gateway, whether the duties are breached.
fn designated_by_hand(figures: &Figures, on: Date) -> [Option<bool>; 4] {
    let index = |(year, month): (i16, i8)| i64::from(year) * 12 + i64::from(month);
    let today = index((on.year(), on.month()));
    let months: Vec<u64> = (1..=6)
        .filter_map(|back| figures.recipients.iter().find(|it| index(it.0) == today - back))
        .map(|it| it.1)
        .collect();
    let very_large = (months.len() == 6).then(|| months.iter().sum::<u64>() >= 6 * 45_000_000);
    let each = |test: &dyn Fn(&[u64; 3]) -> bool| {
        let years = (1..=3).map(|back| figures.years.iter().find(|it| it.0 == on.year() - back));
        let held: Vec<Option<bool>> = years.map(|it| it.map(|it| test(&it.1))).collect();
        match held.as_slice() {
            all if all.contains(&Some(false)) => Some(false),
            all if all.contains(&None) => None,
            _all => Some(true),
        }
    };
    let gateway = match (
        each(&|it| it[0] >= 45_000_000 && it[1] >= 10_000),
        each(&|it| it[2] >= 7_500_000_000),
    ) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        (_, _) => None,
    };
    let recent = figures.decisions.iter().filter(|it| it.year() > on.year() - 8).count();
    let when = match (very_large, gateway) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        (_, _) => None,
    };
    let breached = |when: Option<bool>| Some(when? && !figures.audited);
    [very_large, gateway, breached(when), breached(Some(recent >= 3))]
}
