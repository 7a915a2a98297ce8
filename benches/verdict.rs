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
