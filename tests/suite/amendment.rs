//! Two editions of a law compared: which provisions differ, what follows, and which of them does it.

use crate::support::{PLATFORMS, day, law, sheet};
use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::law::Judged;
use solon::language::syntax;
use solon::tools::compare::{self, Amended, Edition, Editions, Only};
use solon::tools::report::diff::words;
use std::collections::BTreeSet;

/// Both editions of a law and the sheets that are compared.
pub struct Pair {
    pub sources: Sources,
    pub limits: Limits,
    pub elsewhere: BTreeSet<String>,
    pub old: Edition,
    pub new: Edition,
}

impl Pair {
    /// Two wordings of one law, without errors.
    pub fn of(old: &str, new: &str) -> Self {
        Self::of_files(&[PLATFORMS, old], &[PLATFORMS, new])
    }

    /// The files of two editions.
    pub fn of_files(old: &[&str], new: &[&str]) -> Self {
        let mut sources = Sources::new();
        let mut edition = |texts: &[&str]| {
            let (mut files, mut found) = (Vec::new(), Found::new());
            for text in texts {
                let source = sources.add("file.law", *text);
                let file = syntax::read(source, text, &Limits::default(), &mut found);
                files.push((file, Judged::Named));
            }
            let (edition, checked) = Edition::of(files, &sources);
            found.append(checked);
            assert!(!found.has_errors(), "{found:#?}");
            edition
        };
        let (old, new) = (edition(old), edition(new));
        let (limits, elsewhere) = (Limits::default(), BTreeSet::new());
        Self { sources, limits, elsewhere, old, new }
    }

    pub fn editions(&self) -> Editions<'_> {
        Editions {
            sources: &self.sources,
            limits: &self.limits,
            elsewhere: &self.elsewhere,
            old: &self.old,
            new: &self.new,
        }
    }

    pub fn amended(&self) -> Vec<Amended> {
        compare::amended(self.editions())
    }

    /// The provisions that differ: `changed parameter audience: from 2021-01-01: 1 → 2 [art. 4]`.
    fn provisions(&self) -> Vec<String> {
        let told = |it: &Amended| {
            let clauses = words::clauses(it).join("; ");
            let clauses = if clauses.is_empty() { clauses } else { format!(": {clauses}") };
            let cites = it.cites.join(", ");
            let cites = if cites.is_empty() { cites } else { format!(" [{cites}]") };
            format!("{} {}{clauses}{cites}", words::kind(it), words::called(&it.called))
        };
        self.amended().iter().map(told).collect()
    }

    /// What differs for the first entity of a sheet on a day, and by what.
    fn differences(&mut self, sheet: &str, on: &str) -> Vec<String> {
        let source = self.sources.add("sheet.yaml", sheet);
        let mut found = Found::new();
        let sheets = compare::sheets(self.editions(), &[source], &mut found);
        assert!(!found.has_errors(), "{found:#?}");
        let amended = self.amended();
        let all =
            compare::by_company(self.editions(), &amended, &sheets, Only::default(), &[day(on)]);
        let told = |it: &compare::Difference| {
            let cause = words::cause(&amended, &it.cause);
            format!("{}: {} {cause}", words::item(&it.item), words::change(it))
        };
        all[0].differences.iter().map(told).collect()
    }
}

const BASE: &str = r#"
facts {
  daily   : number of users over time
  open    : bool over time
  foreign : bool
}
parameter audience : number of users {
  from 2021-01-01: 500_000 cite "art. 4"
}
define large = daily > audience
define covered = large and foreign
duty keep_open "Keep open" { cite "art. 5"  when covered  must open }
sanctions powers {
  cite "art. 9"
  for keep_open
  step warn { may notice "Open" }
  step pay  { may fine 10 RUB }
}
"#;

fn amended(edits: &[(&str, &str)]) -> Pair {
    let mut text = BASE.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    Pair::of(&law(BASE), &law(&text))
}

#[test]
fn layout_comments_and_ways_to_write_a_number_are_no_amendment() {
    let pair = amended(&[
        ("500_000", "0.5 million"),
        (
            "define large = daily > audience",
            "// who is large\ndefine large =\n  daily   > audience",
        ),
        ("foreign : bool\n", "foreign : bool // or not\n"),
    ]);
    assert_eq!(pair.provisions(), [""; 0]);
}

#[test]
fn each_changed_clause_is_told_with_its_citation() {
    let pair = amended(&[
        ("500_000 cite", "100_000 cite"),
        ("when covered  must open", "when covered or large  must open"),
        ("fine 10 RUB", "fine 20 RUB"),
        ("step warn { may notice \"Open\" }\n", ""),
    ]);
    assert_eq!(
        pair.provisions(),
        [
            "changed parameter audience: from 2021-01-01: 500_000 → 100_000 [art. 4]",
            "changed duty keep_open: when covered → when covered or large [art. 5]",
            "changed step pay: may fine 10 RUB → may fine 20 RUB [art. 9]",
            "removed step warn [art. 9]",
        ]
    );
}

#[test]
fn a_citation_that_moves_is_a_remark() {
    let pair = amended(&[("art. 4", "art. 4(1)")]);
    let told = pair.amended();
    assert_eq!(told.len(), 1);
    assert!(!told[0].lays_down);
    assert_eq!(words::kind(&told[0]), "remarks");
}

const SHEET: [&str; 3] = ["daily: 200_000", "open: false", "foreign: true"];

#[test]
fn a_lower_threshold_covers_who_lay_between() {
    let mut pair = amended(&[("500_000", "100_000")]);
    assert_eq!(
        pair.differences(&sheet(&SHEET), "2021-06-01"),
        [
            "the whole: not applicable → BREACH by parameter audience (art. 4)",
            "covered: no → yes by parameter audience (art. 4)",
            "keep_open: not applicable → BREACHED since 2021-01-01 by parameter audience (art. 4)",
            "warn: not triggered → available since 2021-01-01 by parameter audience (art. 4)",
            "pay: not triggered → available since 2021-01-01: 10 RUB by parameter audience (art. 4)",
            "fines in RUB: 0 RUB → 10 RUB by parameter audience (art. 4)",
        ]
    );
    let at = |users: &str, pair: &mut Pair| {
        let facts = [format!("daily: {users}"), "open: false".into(), "foreign: true".into()];
        let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
        pair.differences(&sheet(&facts), "2021-06-01").len()
    };
    assert_eq!(at("100_000", &mut pair), 0);
    assert_eq!(at("100_001", &mut pair), 6);
    assert_eq!(at("500_000", &mut pair), 6);
    assert_eq!(at("500_001", &mut pair), 0);
}

#[test]
fn what_takes_two_changes_is_laid_to_both() {
    let mut pair = amended(&[("500_000", "100_000"), ("fine 10 RUB", "fine 20 RUB")]);
    let told = pair.differences(&sheet(&SHEET), "2021-06-01");
    assert_eq!(told[1], "covered: no → yes by parameter audience (art. 4)");
    assert_eq!(
        told[4],
        "pay: not triggered → available since 2021-01-01: 20 RUB by parameter audience (art. 4) and \
         step pay (art. 9), together"
    );
    let large = ["daily: 600_000", "open: false", "foreign: true"];
    assert_eq!(
        pair.differences(&sheet(&large), "2021-06-01"),
        [
            "pay: available since 2021-01-01: 10 RUB → available since 2021-01-01: 20 RUB by step \
             pay (art. 9)",
            "fines in RUB: 10 RUB → 20 RUB by step pay (art. 9)",
        ]
    );
}

#[test]
fn what_either_change_does_alone_is_laid_to_each() {
    let mut pair = amended(&[
        ("500_000", "100_000"),
        ("define covered = large and foreign", "define covered = (large or foreign) and foreign"),
    ]);
    let told = pair.differences(&sheet(&SHEET), "2021-06-01");
    assert_eq!(
        told[1],
        "covered: no → yes by parameter audience (art. 4), or alone by define covered"
    );
}

#[test]
fn a_new_condition_comes_with_the_fact_it_asks_for() {
    let mut pair = amended(&[
        ("define large = daily > audience", "define large = daily > audience and not exempt"),
        ("  foreign : bool\n", "  foreign : bool\n  exempt : bool\n"),
    ]);
    let large = ["daily: 600_000", "open: true", "foreign: true"];
    assert_eq!(
        pair.differences(&sheet(&large), "2021-06-01"),
        [
            "the whole: compliant → undetermined by define large",
            "covered: yes → undetermined, needs exempt by define large",
            "keep_open: fulfilled since 2021-01-01 → undetermined, needs exempt by define large",
        ]
    );
    // What only the new edition asks is no mistake in the sheet.
    let stated = ["daily: 600_000", "open: true", "foreign: true", "exempt: false"];
    assert_eq!(pair.differences(&sheet(&stated), "2021-06-01"), [""; 0]);
}

#[test]
fn an_added_duty_that_binds_nobody_changes_nothing() {
    let more = "duty report { when covered must not open }\nsanctions powers";
    let mut pair = amended(&[("sanctions powers", more)]);
    let small = ["daily: 1", "open: true", "foreign: true"];
    assert_eq!(pair.differences(&sheet(&small), "2021-06-01"), [""; 0]);
    let large = ["daily: 600_000", "open: true", "foreign: true"];
    assert_eq!(
        pair.differences(&sheet(&large), "2021-06-01"),
        [
            "the whole: compliant → BREACH by duty report",
            "report: not asked → BREACHED since 2021-01-01 by duty report",
        ]
    );
}

#[test]
fn a_later_commencement_moves_the_first_day() {
    let mut pair = amended(&[("when covered  must", "from 2021-03-01  when covered  must")]);
    let large = ["daily: 600_000", "open: false", "foreign: true"];
    let told = pair.differences(&sheet(&large), "2021-02-28");
    assert_eq!(
        told[1],
        "keep_open: BREACHED since 2021-01-01 → not in force by duty keep_open (art. 5)"
    );
    let told = pair.differences(&sheet(&large), "2021-03-01");
    assert_eq!(
        told[0],
        "keep_open: BREACHED since 2021-01-01 → BREACHED since 2021-03-01 by duty keep_open (art. 5)"
    );
}
