//! Scales and tables: their proofs against every case told one by one, their needs against every way
//! the unknown can turn out, their timelines, and what laws share of them.

use crate::check::{checked, codes};
use crate::reports::solon;
use crate::support::{PLATFORMS, case, case_of, law, law_from, sheet};
use crate::timeline::compare;
use crate::world::{Tape, World, date};
use proptest::prelude::*;
use solon::engine::eval::{Evaluator, Explain};
use solon::engine::verdict::{Outcome, Possible, Wanted};
use solon::facts::{Entry, Known, Record};
use solon::ground::diagnostic::{Code, Diagnostic};
use solon::ground::table::Id;
use solon::ground::time::Duration;
use solon::ground::value::{Country, Number, Value};
use solon::language::law::{Expression, Fact, Kind, Type};
use std::collections::BTreeSet;

fn tape() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 900)
}

/// The values that a fact may turn out to have: each of a few, those at and between all edges.
fn ways(type_: &Type) -> Vec<Value> {
    let country = |code| Value::Country(Country::of(code).unwrap());
    if *type_ == Type::Bool {
        [false, true].map(Value::Bool).into()
    } else if matches!(type_, Type::Enum(_)) {
        [0, 1, 2].map(Value::Variant).into()
    } else if *type_ == Type::Country {
        ["GB", "US", "RU", "FR"].map(country).into()
    } else {
        (-8..14).map(|half| Value::Number(Number::ratio(half, 2).unwrap())).collect()
    }
}

/// The answer of a table for every way in which unknown facts may turn out.
struct Answers<'w> {
    world: &'w World,
    question: Id<Expression>,
    unknown: Vec<(Id<Fact>, Vec<Value>)>,
}

impl Answers<'_> {
    fn of(&self, chosen: &[usize]) -> Value {
        let mut sheet = self.world.sheet.clone();
        for ((fact, values), at) in self.unknown.iter().zip(chosen) {
            let known = Known::Value(values[*at].clone());
            let entry = Entry { known, provenance: None, span: None };
            sheet.instances[self.world.subject].set_record(*fact, Some(Record::Always(entry)));
        }
        let (world, no) = (self.world, Explain::No);
        let mut evaluator = Evaluator::new(&world.laws, world.law, &sheet, world.subject, no);
        let outcome = evaluator.evaluate(self.question, date("2020-06-01")).outcome;
        let Outcome::Known(value) = outcome else { panic!("nothing is unknown: {outcome:?}") };
        value
    }

    /// Every choice of a value for each unknown fact.
    fn choices(&self) -> Vec<Vec<usize>> {
        let mut all: Vec<Vec<usize>> = vec![vec![]];
        for (_, values) in &self.unknown {
            let more = |one: &Vec<usize>| {
                let one = one.clone();
                (0..values.len()).map(move |at| [one.clone(), vec![at]].concat())
            };
            all = all.iter().flat_map(more).collect();
        }
        all
    }

    /// The values that are possible, and the facts that alone can change the answer.
    fn told(&self) -> (BTreeSet<Value>, BTreeSet<Id<Fact>>) {
        let answers: std::collections::BTreeMap<Vec<usize>, Value> =
            self.choices().into_iter().map(|one| (one.clone(), self.of(&one))).collect();
        let mut deciding = BTreeSet::new();
        for (at, (fact, values)) in self.unknown.iter().enumerate() {
            let changes = |(one, answer): (&Vec<usize>, &Value)| {
                (0..values.len()).any(|other| {
                    let mut two = one.clone();
                    two[at] = other;
                    &answers[&two] != answer
                })
            };
            if answers.iter().any(changes) {
                deciding.insert(*fact);
            }
        }
        (answers.into_values().collect(), deciding)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_needs_exactly_what_can_change_its_answer(choices in tape()) {
        let mut tape = Tape::new(&choices);
        let mut world = World::new(&mut tape, false);
        let table = world.table(&mut tape, |it, tape| {
            let answer = Number::whole(i64::try_from(tape.pick(3)).unwrap());
            it.add(Kind::Literal(Value::Number(answer)), Type::Number(None))
        });
        let facts = [world.truths[0], world.numbers[0], world.kinds[0], world.seat];
        let mut operands = vec![];
        let mut unknown = vec![];
        for fact in facts {
            let type_ = world.laws.facts[fact].type_.clone();
            let values = ways(&type_);
            let record = match tape.pick(2) {
                0 => {
                    let known = Known::Value(values[tape.pick(values.len())].clone());
                    Some(Record::Always(Entry { known, provenance: None, span: None }))
                }
                _ => {
                    unknown.push((fact, values));
                    None
                }
            };
            world.sheet.instances[world.subject].set_record(fact, record);
            operands.push(world.add(Kind::Fact { fact, of: world.entity }, type_));
        }
        let days = Duration::days(i64::try_from(tape.pick(60)).unwrap());
        let type_ = Type::Duration(days.family);
        let days = world.add(Kind::Literal(Value::Duration(days)), type_);
        operands.insert(3, days);
        let question = world.add(Kind::Table(table, operands), Type::Number(None));
        let (possible, deciding) = Answers { world: &world, question, unknown }.told();
        let mut evaluator =
            Evaluator::new(&world.laws, world.law, &world.sheet, world.subject, Explain::No);
        match evaluator.evaluate(question, date("2020-06-01")).outcome {
            Outcome::Known(value) => prop_assert_eq!(BTreeSet::from([value]), possible),
            Outcome::Undetermined(open) => {
                prop_assert!(possible.len() > 1, "{:?}", possible);
                let needs = open.needs.iter().map(|need| {
                    let Wanted::Fact { fact, .. } = need.wanted else { panic!("{need:?}") };
                    fact
                });
                prop_assert_eq!(needs.collect::<BTreeSet<_>>(), deciding);
            }
            Outcome::Failed(failure) => prop_assert!(false, "{:?}", failure),
        }
    }

    #[test]
    fn a_proof_finds_what_asking_every_case_finds(choices in tape()) {
        let mut tape = Tape::new(&choices);
        let rows: Vec<Written> = (0..1 + tape.pick(9)).map(|_| Written::of(&mut tape)).collect();
        let mut text = String::from(
            "enum kind { one, two, three }\nfacts { n : number  k : kind  a : bool  c : country  t : text }\n\
             table x on (n : number, k : kind, a : bool, c : country, t : text) -> number {\n",
        );
        rows.iter().for_each(|row| text += &row.words());
        text += "}\nduty d { must x(n, k, a, c, t) = 1 }\n";
        let (_, _, found) = checked(&[("p", PLATFORMS), ("t", &law(&text))]);
        let told = codes(&found).into_iter().filter(|code| code.starts_with('E'));
        let told: BTreeSet<&str> = told.collect();
        prop_assert_eq!(told, wanted(&rows), "{}", text);
    }

    #[test]
    fn a_row_that_names_goes_before_one_that_says_any(choices in tape()) {
        let mut tape = Tape::new(&choices);
        let row = |tape: &mut Tape| Written([0, 0, 0, tape.pick(4), tape.pick(3)]);
        let mut rows: Vec<Written> = (0..tape.pick(4)).map(|_| row(&mut tape)).collect();
        rows.push(Written([0; 5]));
        let mut text =
            String::from("facts { c : country  t : text }\ntable x on (c : country, t : text) -> number {\n");
        for (number, row) in rows.iter().enumerate() {
            text += &format!("  | {} | {} | {number} |\n", COUNTRIES[row.0[3]].0, TEXTS[row.0[4]].0);
        }
        text += "}\ndefine y = x(c, t)\nduty d { must y = 1 }\n";
        let (_, _, found) = checked(&[("p", PLATFORMS), ("t", &law(&text))]);
        if !codes(&found).is_empty() {
            return Ok(());
        }
        for c in 0..4 {
            for t in 0..4 {
                let country = ["GB", "US", "FR", "unknown"][c];
                let form = ["llc", "plc", "gmbh", "unknown"][t];
                let case = case(&law(&text), &sheet(&[&format!("c: {country}"), &format!("t: {form}")]));
                let mut possible = BTreeSet::new();
                for at in 0..9 {
                    let (of_c, of_t) = (at % 3, at / 3);
                    if c < 3 && of_c != c || t < 3 && of_t != t {
                        continue;
                    }
                    let matching = |row: &usize| rows[*row].matches(0, [0, 0, of_c, of_t]);
                    let matching: Vec<usize> = (0..rows.len()).filter(matching).collect();
                    let first = matching
                        .iter()
                        .find(|row| !matching.iter().any(|it| rows[*it].goes_before(&rows[**row])));
                    possible.insert(i64::try_from(*first.unwrap()).unwrap());
                }
                let define = case.laws.defines.rows().next().unwrap().1;
                let value = define.versions.versions()[0].value.value;
                let wanted: Vec<Value> =
                    possible.iter().map(|it| Value::Number(Number::whole(*it))).collect();
                match case.evaluator().evaluate(value, date("2021-06-01")).outcome {
                    Outcome::Known(value) => prop_assert_eq!(vec![value], wanted, "{}", text),
                    Outcome::Undetermined(open) => {
                        prop_assert_eq!(open.possible, Possible::OneOf(wanted), "{}", text);
                    }
                    Outcome::Failed(failure) => prop_assert!(false, "{:?}", failure),
                }
            }
        }
    }
}

/// A row of a table, by which of the cells below it has in each column.
struct Written([usize; 5]);

impl Written {
    fn of(tape: &mut Tape) -> Self {
        let sizes = [NUMBERS.len(), KINDS.len(), TRUTHS.len(), COUNTRIES.len(), TEXTS.len()];
        Self(sizes.map(|size| if tape.pick(3) == 0 { 0 } else { tape.pick(size) }))
    }

    fn words(&self) -> String {
        let [n, k, a, c, t] = self.0;
        let cells = [NUMBERS[n].0, KINDS[k].0, TRUTHS[a].0, COUNTRIES[c].0, TEXTS[t].0].join(" | ");
        format!("  | {cells} | 1 |\n")
    }

    fn matches(&self, n: i32, [k, a, c, t]: [usize; 4]) -> bool {
        NUMBERS[self.0[0]].1(n)
            && KINDS[self.0[1]].1[k]
            && TRUTHS[self.0[2]].1[a]
            && COUNTRIES[self.0[3]].1[c]
            && TEXTS[self.0[4]].1[t]
    }

    /// Whether it names what another leaves to `any`, and leaves nothing that the other names.
    fn goes_before(&self, other: &Written) -> bool {
        let names = |row: &Written| [row.0[3] != 0, row.0[4] != 0];
        let (one, two) = (names(self), names(other));
        one != two && (0..2).all(|at| one[at] || !two[at])
    }
}

/// The codes for the cases that no row answers, or two, and the rows that answer none.
fn wanted(rows: &[Written]) -> BTreeSet<&'static str> {
    let mut wanted = BTreeSet::new();
    let mut answers = vec![false; rows.len()];
    let mut again = vec![false; rows.len()];
    for case in 0..POINTS.len() * 3 * 2 * 3 * 3 {
        let n = POINTS[case % POINTS.len()];
        let rest = case / POINTS.len();
        let rest = [rest % 3, rest / 3 % 2, rest / 6 % 3, rest / 18 % 3];
        let matching: Vec<usize> =
            (0..rows.len()).filter(|row| rows[*row].matches(n, rest)).collect();
        let before = |row: &&usize| !matching.iter().any(|it| rows[*it].goes_before(&rows[**row]));
        let prevailing: Vec<&usize> = matching.iter().filter(before).collect();
        match prevailing.as_slice() {
            [] => {
                wanted.insert("E0515");
            }
            [first, others @ ..] => {
                answers[**first] = true;
                others.iter().for_each(|row| again[**row] = true);
            }
        }
    }
    if answers.contains(&false) {
        wanted.insert("E0517");
    }
    // One that never answers is told as such and not as one that matches twice.
    if answers.iter().zip(&again).any(|(answers, again)| *answers && *again) {
        wanted.insert("E0516");
    }
    wanted
}

type Holds = fn(i32) -> bool;

/// Cells of a number, and whether they admit a number told in halves.
const NUMBERS: [(&str, Holds); 12] = [
    ("any", |_| true),
    ("up to 1", |it| it <= 2),
    ("below 1", |it| it < 2),
    ("above 1", |it| it > 2),
    ("at least 1", |it| it >= 2),
    ("1", |it| it == 2),
    ("1 or 3", |it| it == 2 || it == 6),
    ("above 1 to 3", |it| it > 2 && it <= 6),
    ("1 to below 3", |it| (2..6).contains(&it)),
    ("above 3", |it| it > 6),
    ("at least 3", |it| it >= 6),
    ("above 2 to 4", |it| it > 4 && it <= 8),
];
const POINTS: [i32; 9] = [0, 2, 3, 4, 5, 6, 7, 8, 9];
const KINDS: [(&str, [bool; 3]); 5] = [
    ("any", [true, true, true]),
    ("one", [true, false, false]),
    ("two or three", [false, true, true]),
    ("one or three", [true, false, true]),
    ("two", [false, true, false]),
];
const TRUTHS: [(&str, [bool; 2]); 4] = [
    ("any", [true, true]),
    ("any", [true, true]),
    ("true", [false, true]),
    ("false", [true, false]),
];

const COUNTRIES: [(&str, [bool; 3]); 4] = [
    ("any", [true, true, true]),
    ("GB", [true, false, false]),
    ("GB or US", [true, true, false]),
    ("US", [false, true, false]),
];
const TEXTS: [(&str, [bool; 3]); 3] = [
    ("any", [true, true, true]),
    ("\"llc\"", [true, false, false]),
    ("\"plc\" or \"llc\"", [true, true, false]),
];

const FEES: &str = "
enum size { small, large }
facts {
  kind     : size over time
  filed    : date
  users_of : number of users over time
  again    : bool over time
}
event order
parameter most : money RUB { from 2021-01-01: 100 RUB  from 2022-03-01: 200 RUB  verified through 2022-06-30 }
scale fee on duration in days, flat {
  from 2021-01-01 { up to 0 days: 0 RUB   up to 30 days: 5 RUB   below 90 days: 7 RUB   above: 9 RUB }
  from 2021-09-15 { below 10 days: 1 RUB  above: 100 RUB }
  verified through 2022-01-31
}
scale share on number of users, marginal { up to 100: 10%  above: 20% }
table price on (kind : size, late : duration in days, again : bool, ordered : date) -> money RUB {
  | small | up to 10 days  | any   | any                  | fee(days from filed to today) |
  | small | above 10 days  | any   | up to 2021-12-31     | 3 RUB |
  | small | above 10 days  | true  | above 2021-12-31     | most  |
  | small | above 10 days  | false | above 2021-12-31     | 5 RUB |
  | large | up to 100 days | any   | any                  | most + 1 RUB |
  | large | above 100 days to 102 days | any | any        | 4 RUB |
  | large | above 102 days | any   | any                  | 6 RUB |
}
define owed = price(kind, days from filed to today, again, order)
define due_share = share(users_of)
duty pay { when owed > 4 RUB  must due_share < 50 }
sanctions block {
  for pay
  step fine_it { may fine fee(days from filed to today) to 200 RUB no less than owed  once 10 days have passed since breach }
  step ban { shall ban \"A\"  when due_share > 30 }
}
";

#[test]
fn the_timeline_of_scales_and_tables_is_what_each_day_says() {
    let sheets = [
        sheet(&[
            "kind: [{from: 2021-01-01, value: small}, {from: 2022-05-01, value: large}]",
            "filed: 2021-03-20",
            "users_of: [{from: 2021-01-01, value: 100}, {from: 2021-06-01, value: 400}]",
            "again: [{from: 2021-01-01, value: false}, {from: 2022-02-01, value: true}]",
            "order: [2021-02-01, 2022-01-15]",
        ]),
        sheet(&["kind: large", "filed: 2022-01-05", "users_of: {above: 300}", "again: true"]),
        sheet(&["kind: small", "filed: 2021-02-10", "order: unknown", "users_of: {below: 250}"]),
        sheet(&["filed: 2021-02-10", "again: true", "order: 2021-12-31"]),
        sheet(&["kind: small", "again: false"]),
        "recorded through: 2021-12-20\n".to_owned()
            + &sheet(&["kind: small", "filed: 2021-12-01", "again: true", "users_of: 500"]),
        sheet(&[]),
    ];
    for sheet in &sheets {
        let case = case(&law(FEES), sheet);
        compare(&case, "2020-12-01", "2022-12-01");
    }
}

#[test]
fn what_moves_every_day_is_looked_at_where_its_row_changes_only() {
    let case = case(&law(FEES), &sheet(&["kind: large", "filed: 2022-01-05", "users_of: 1"]));
    let timeline = case.timeline("2021-01-01", "2030-01-01");
    assert!(timeline.intervals.len() < 20, "{}", timeline.intervals.len());
    let mut day = date("2021-01-01");
    let mut looks = 0;
    while let Some(next) = case.verdict_on(day).horizon {
        (day, looks) = (next, looks + 1);
    }
    assert!(looks < 40, "{looks} looks");
}

#[test]
fn a_scale_past_its_verified_day_warns() {
    let case = case(&law(FEES), &sheet(&["kind: small", "filed: 2022-02-01", "users_of: 1"]));
    assert_eq!(case.warnings("2022-01-31"), [""; 0]);
    assert_eq!(case.warnings("2022-02-01"), ["fee past verified"]);
}

const SHARED: &str = "vocabulary shared
entity company { name : text  turnover : money EUR per year  services : list of service }
entity service { name : text }
entity other { name : text  worth : money EUR }
parameter base : money EUR { from 2022-01-01: 5 EUR }
scale tax on money EUR, marginal { from 2022-01-01 { up to 10 EUR: 0%  above: 20% } }
table fee on (size : number, late : bool) -> money EUR {
  | below 10    | any   | base                                     |
  | at least 10 | false | tax(100 EUR)                             |
  | at least 10 | true  | 1% of company.turnover in last year      |
}
table of_others on (late : bool) -> money EUR { | true | other.worth | | false | 1 EUR | }
table later on (late : bool) -> date {
  | true  | 1 month after 2022-01-31 |
  | false | 2022-01-31               |
}
table idle on (late : bool) -> number { | any | 1 | }
";

fn using(name: &str, from: &str, header: &str, declarations: &str) -> String {
    format!(
        "law {name} \"A law\" {{\n  source \"An act\"\n  jurisdiction RU\n  subject service\n  \
         in force from {from}\n{header}}}\nuse shared\n{declarations}\n"
    )
}

fn problems(laws: &[&str]) -> Vec<Diagnostic> {
    let mut files = vec![("shared.law", SHARED)];
    files.extend(laws.iter().map(|law| ("law.law", *law)));
    checked(&files).2.diagnostics
}

#[test]
fn several_laws_share_the_scales_and_tables_of_a_vocabulary() {
    let one = using(
        "a.one",
        "2022-01-01",
        "",
        "facts { n : number  late : bool }\nduty d { when fee(n, late) > 1 EUR  must late }",
    );
    let two = using(
        "b.two",
        "2023-01-01",
        "",
        "facts { m : money EUR  off : bool }\ndefine x = fee(20, false) + tax(m)\nduty d { when x = 118 EUR  must off }",
    );
    assert_eq!(problems(&[&one, &two]), []);
    let sheet = "name: C\nservices:\n  - name: S\n    b.two: { m: 510 EUR, off: false }\n";
    let mut case = case_of(&[SHARED, &one, &two], sheet);
    case.law = case.laws.laws.rows().find(|(_, law)| law.name == "b.two").unwrap().0;
    assert_eq!(case.duty("2023-01-01", "d"), "breached since 2023-01-01");
}

#[test]
fn a_law_that_is_older_than_a_shared_figure_is_told() {
    let one = using(
        "a.one",
        "2021-01-01",
        "",
        "facts { late : bool }\nduty d { when fee(1, late) > 1 EUR  must late }",
    );
    let found = problems(&[&one]);
    let told: Vec<_> = found.iter().map(|it| (it.code, it.message.as_str())).collect();
    let wanted = ["`base` has no value on 2021-01-01", "`tax` has no value on 2021-01-01"];
    assert_eq!(told, wanted.map(|message| (Code::E0402, message)));
}

#[test]
fn a_shared_table_names_only_what_the_law_reaches() {
    let one = using(
        "a.one",
        "2022-01-01",
        "",
        "facts { late : bool }\nduty d { when of_others(late) > 1 EUR  must late }",
    );
    let found = problems(&[&one]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].code, Code::E0207);
    assert_eq!(found[0].message, "`of_others` names facts of `other`");
}

#[test]
fn a_shared_table_that_adds_months_asks_for_a_month_end() {
    let ask = "facts { late : bool }\nduty d { when later(late) > 2022-02-01  must late }";
    let found = problems(&[&using("a.one", "2022-01-01", "", ask)]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].code, Code::E0405);
    let with = using("a.one", "2022-01-01", "  month end last day\n", ask);
    assert_eq!(problems(&[&with]), []);
}

#[test]
fn scales_and_tables_of_another_law_follow_its_rules() {
    let base = using(
        "a.base",
        "2022-01-01",
        "",
        "facts { m : money EUR  late : bool }\nparameter most : money EUR { from 2022-01-01: 7 EUR  from 2022-06-01: 8 EUR }\n\
         scale own on money EUR, flat { from 2022-01-01 { above: 1 EUR }  from 2022-06-01 { above: 2 EUR } }\n\
         table row on (late : bool) -> money EUR { | true | most | | false | m | }\n\
         duty d { when own(m) + row(late) > 1 EUR  must late }",
    );
    let naming = using(
        "b.naming",
        "2021-01-01",
        "",
        "facts { here : bool }\nduty e { when a.base.own(1 EUR) + a.base.row(here) = 8 EUR  must here = false }\n\
         duty f { when a.base.own(1 EUR) + a.base.row(here) = 10 EUR  must here = false }",
    );
    assert_eq!(problems(&[&base, &naming]), []);
    let sheet = "name: C\nservices:\n  - name: S\n    b.naming: { here: true }\n";
    let mut case = case_of(&[SHARED, &base, &naming], sheet);
    case.law = case.laws.laws.rows().find(|(_, law)| law.name == "b.naming").unwrap().0;
    assert_eq!(case.duty("2021-06-01", "e"), "breached since 2021-01-01");
    assert_eq!(case.duty("2022-06-01", "e"), "not applicable");
    assert_eq!(case.duty("2022-06-01", "f"), "breached since 2022-06-01");
    compare(&case, "2020-12-01", "2022-08-01");
}

#[test]
fn what_nothing_asks_is_unused_in_a_law_and_not_in_a_vocabulary() {
    let one = using(
        "a.one",
        "2022-01-01",
        "",
        "facts { late : bool }\nscale mine on number, flat { above: 1 }\n\
         table own on (late : bool) -> number { | any | 1 | }\nduty d { must late }",
    );
    let found = problems(&[&one]);
    let told: Vec<_> = found.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(told, ["scale `mine` is never used", "table `own` is never used"]);
}

#[test]
fn a_table_that_asks_itself_is_a_circle() {
    let text = law_from(
        "2022-01-01",
        "facts { late : bool }\ndefine twice = one(late) + 1\n\
         table one on (late : bool) -> number cite \"art. 1\" { | true | two(late) | | false | 1 | }\n\
         table two on (late : bool) -> number { | true | twice | | false | 1 | }\nduty d { when twice > 1  must late }",
    );
    let (_, _, found) = checked(&[("p", PLATFORMS), ("t", &text)]);
    assert_eq!(codes(&found), ["E0208"]);
    let help = found.diagnostics[0].help.clone().unwrap();
    assert!(help.contains("`one` (art. 1) → `two` → `twice` → `one` (art. 1)"), "{help}");
}

#[test]
fn an_explanation_shows_the_slices_and_the_row_with_their_citations() {
    let folder = tempfile::tempdir().unwrap();
    let law = folder.path().join("a.law");
    let sheet = folder.path().join("s.yaml");
    let text = "law a.law \"A law\" {\n  source \"x\"\n  jurisdiction GB\n  subject company\n  in force from 2021-01-01\n}\n\
        entity company { name : text }\nenum kind { private, public }\n\
        facts { of_kind : kind  income : money EUR  filed : date  again : bool }\n\
        scale tax on money EUR, marginal { cite \"art. 197\"\n  from 2021-01-01 { up to 10_000 EUR: 0% cite \"art. 197(1)\"  above: 30% }\n}\n\
        table fee on (kind : kind, delay : duration in days, again : bool) -> money EUR {\n\
          | any     | up to 30 days | any   | 1 EUR |\n\
          | private | above 30 days | any   | 2 EUR | cite \"s. 453\"\n\
          | public  | above 30 days | true  | 3 EUR |\n\
          | public  | above 30 days | false | 4 EUR |\n}\n\
        define owed = tax(income) + fee(of_kind, days from filed to today, again)\n\
        duty pay { must owed = 2 EUR }\n";
    std::fs::write(&law, text).unwrap();
    let told = |facts: &str| {
        std::fs::write(&sheet, format!("name: C\na.law: {{ {facts} }}\n")).unwrap();
        let paths = [law.to_str().unwrap(), "--facts", sheet.to_str().unwrap()];
        let ran = solon(&[&["explain"], &paths[..], &["--on", "2021-02-15"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let out = told("of_kind: private, income: 12_000 EUR, filed: 2021-01-01");
    for line in [
        "tax(income): 600 EUR — since 2021-01-01 (art. 197)",
        "up to 10,000 EUR: 0% of 10,000 EUR = 0 EUR (art. 197(1))",
        "above 10,000 EUR: 30% of 2,000 EUR = 600 EUR",
        "fee(of_kind, days from filed to today, again): 2 EUR",
        "row 2: private | above 30 days | any (s. 453)",
        "beside the point: again not known",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    let out = told("of_kind: public, income: 0 EUR, filed: 2021-01-01");
    for line in ["row 3 may match: public | above 30 days | true", "row 4 may match: public"] {
        assert!(out.contains(line), "{line}\n{out}");
    }
}
