//! The statements of the specification that a law is held to when it is read, one by one: what is
//! right and what is wrong, with the code that says so. What a law then means is tested in
//! `tests/language/**/means_*.law`.

use crate::check::{checked, codes};
use crate::support::{case, law, sheet};
use solon::ground::diagnostic::Severity;

/// The beginning of every law below.
const LAW: &str = "law a.law \"A law\" {
  source \"An act\"
  jurisdiction EU
  subject service
  in force from 2021-01-01
  month end last day
}
unit users
unit visits
enum kind { small, large }
entity company { name : text  seat : country  turnover : money EUR per year  services : list of service }
entity service { name : text }
facts {
  f : bool  g : bool over time
  n : number  readers : number of users  calls : number of visits
  paid : money EUR  paid_rub : money RUB
  at_hand : date  wait : duration in days  span : duration in months
  home : country  title : text  k : kind  kinds : set of kind
  agent : optional text  fee : money EUR per year  heads : number per quarter
}
event order { amount : money EUR }
";

/// A statement, a law that it is about, and the codes of the errors that it must give.
type Row = (&'static str, &'static str, &'static [&'static str]);

fn hold(rows: &[Row]) {
    let mut wrong = Vec::new();
    for (statement, declarations, expected) in rows {
        let whole = declarations.starts_with("law ") || declarations.starts_with("vocabulary ");
        let text =
            if whole { (*declarations).to_owned() } else { format!("{LAW}{declarations}\n") };
        let (_, _, mut found) = checked(&[("a.law", &text)]);
        found.diagnostics.retain(|it| it.code.severity() == Severity::Error);
        if codes(&found) != *expected {
            let found: Vec<String> = found
                .diagnostics
                .iter()
                .map(|it| format!("{} {}", it.code.name(), it.message))
                .collect();
            wrong.push(format!(
                "{statement}: {declarations}\n  expected {expected:?}, found {found:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files() {
    hold(&[
        ("a name is snake_case", "define aB = f", &["E0106"]),
        ("reserved words cannot be names", "define each = f", &["E0101"]),
        ("one namespace: a definition and a fact", "define f = g", &["E0202"]),
        ("one namespace: an event and a duty", "duty order { must f }", &["E0202"]),
        (
            "one namespace: a step and a fact",
            "duty d { must f }\nsanctions s { for d  step n { may block by \"x\" } }",
            &["E0202"],
        ),
        (
            "one namespace: an entity and a parameter",
            "parameter company : number { from 2021-01-01: 1 }",
            &["E0202"],
        ),
        ("one namespace: a status and a unit", "status users { begins on order }", &["E0202"]),
        ("enum values are looked up where the enum is expected", "define x = k = small", &[]),
        ("else they are written with it", "define x = kind.small in kinds", &[]),
        ("an enum value is no name elsewhere", "define x = small", &["E0201"]),
        ("a string has no line break", "define x = title = \"a\nb\"", &["E0101"]),
        ("values take commas, the last one may have one", "define x = k in {small, large,}", &[]),
        ("clauses take none", "duty d { when f, must g }", &["E0101"]),
        ("`///` documents what follows", "/// Here\ndefine x = f", &[]),
        ("and is an error elsewhere", "define x = f /// here\n", &["E0101"]),
        ("a comment goes to the end of the line", "define x = f // and g", &[]),
        (
            "any declaration may carry its clauses",
            "define x = f cite \"a\" quote \"b\" reading \"c\"\nduty d { cite \"a\" quote \"b\" reading \"c\" from 2021-02-01 until 2021-03-01 must f }",
            &[],
        ),
        (
            "an end is after its beginning",
            "duty d { from 2021-02-01 until 2021-02-01 must f }",
            &["E0406"],
        ),
    ]);
}

#[test]
fn headers() {
    let header = |clauses: &str| {
        format!("law a.law \"A\" {{ {clauses} }}\nentity service {{ name : text }}\n")
    };
    let all = ["source \"s\"", "jurisdiction EU", "subject service", "in force from 2021-01-01"];
    for (missing, _) in all.iter().enumerate() {
        let clauses: Vec<&str> =
            all.iter().enumerate().filter(|it| it.0 != missing).map(|it| *it.1).collect();
        let (_, _, found) = checked(&[("a.law", &header(&clauses.join(" ")))]);
        assert_eq!(codes(&found), ["E0209"], "{clauses:?}");
    }
    for (clause, expected) in [
        ("authority \"a\"", &[][..]),
        ("verified through 2026-11-23", &[]),
        ("month end last day", &[]),
        ("month end next day", &[]),
        ("source \"twice\"", &["E0502"]),
        ("working days nobody", &["E0201"]),
    ] {
        let (_, _, found) = checked(&[("a.law", &header(&format!("{} {clause}", all.join(" "))))]);
        assert_eq!(codes(&found), expected, "{clause}");
    }
    let jurisdiction = |code: &str| header(&all.join(" ").replace("EU", code));
    assert_eq!(codes(&checked(&[("a.law", &jurisdiction("RU"))]).2), [""; 0]);
    assert_eq!(codes(&checked(&[("a.law", &jurisdiction("XX"))]).2), ["E0305"]);
}

#[test]
fn values_and_types() {
    hold(&[
        (
            "a number",
            "define x = n > 500_000 or n > 0.25 or n > 6% or n > 45 million or n > 1/20",
            &[],
        ),
        (
            "magnitudes",
            "define x = n > 1 thousand or n > 1 million or n > 1 billion or n > 1 trillion",
            &[],
        ),
        ("a fraction has no spaces: this divides", "define x = n > 1 / 20", &[]),
        ("a fraction may not stand right after `/`", "define x = n / 1/20 > 3", &["E0110"]),
        ("two units never mix", "define x = readers > calls", &["E0302"]),
        ("one unit divided gives a number", "define x = readers / readers > 0.5", &[]),
        ("a bare literal takes the unit of the other side", "define x = readers > 5", &[]),
        ("currencies never mix", "define x = paid > paid_rub", &["E0303"]),
        ("money by money is a number", "define x = paid / paid > 0.5", &[]),
        ("money times money is an error", "define x = paid * paid > 3 EUR", &["E0311"]),
        ("a number is no money", "define x = paid > 3", &["E0301"]),
        ("an impossible date is an error", "define x = at_hand > 2021-02-29", &["E0401"]),
        ("years go from 0001", "define x = at_hand > 0000-01-01", &["E0401"]),
        ("digits-digits is never a subtraction", "define x = n > 2022-2021", &["E0103"]),
        ("with blanks it is", "define x = n > 2022 - 2021", &[]),
        ("days and months never mix", "define x = wait > 1 month", &["E0310"]),
        ("24 hours are not a day", "define x = wait > 24 hours", &["E0310"]),
        ("a week is seven days", "define x = wait > 2 weeks", &[]),
        ("a year is twelve months", "define x = span > 1 year", &[]),
        ("a country is checked", "define x = home = XX", &["E0305"]),
        ("a country", "define x = home = RU", &[]),
        ("text can be compared for equality", "define x = title = \"a\" or title != \"b\"", &[]),
        ("only", "define x = title < \"a\"", &["E0311"]),
        ("truth values have no order", "define x = f < g", &["E0311"]),
        ("sets", "define x = k in kinds and small in kinds and k in {small}", &[]),
        ("a member must be of the set's kind", "define x = home in kinds", &["E0301"]),
        ("an optional is asked", "define x = agent = none", &[]),
        ("or something stands in", "define x = agent otherwise \"a\" = \"b\"", &[]),
        ("any other use is an error", "define x = agent = \"b\"", &["E0304"]),
        ("what is never none is not asked", "define x = n = none", &["E0312"]),
        (
            "what is never none needs nothing in its place",
            "define x = n otherwise 3 > 2",
            &["E0312"],
        ),
        (
            "days from A to B is a duration in days",
            "define x = days from at_hand to today > 3 days",
            &[],
        ),
        ("and no number", "define x = days from at_hand to today > 3", &["E0301"]),
        ("a period stands behind `in`", "define x = n > 2021-Q3", &["E0307"]),
        ("a period", "define x = heads in 2021-Q3 > 1 and fee in 2021 > 1 EUR", &[]),
    ]);
}

#[test]
fn facts_and_events() {
    hold(&[
        ("facts of the owner", "facts company { listed : bool }\ndefine x = listed", &[]),
        ("owners are reached by entity name", "define x = company.seat = RU", &[]),
        ("a figure needs its period", "define x = fee > 3 EUR", &["E0306"]),
        ("of its own length", "define x = fee in last quarter > 3 EUR", &["E0307"]),
        ("a state has no period", "define x = g in last year", &["E0307"]),
        ("an event has fields", "define x = order.amount > 3 EUR", &[]),
        ("and no others", "define x = order.sum > 3 EUR", &["E0201"]),
        ("an event of the owner", "event e of company\ndefine x = e has happened", &[]),
        (
            "of no stranger",
            "entity shop { name : text }\nevent e of shop\ndefine x = e has happened",
            &["E0207"],
        ),
        (
            "an event with an hour",
            "event e at time\ndefine x = 36 hours after e > 2021-01-01T00:00",
            &[],
        ),
    ]);
}

#[test]
fn parameters() {
    hold(&[
        (
            "the next version ends the one before",
            "parameter p : number { from 2021-01-01: 1 from 2022-01-01: 2 }",
            &[],
        ),
        (
            "a day of the law without a value",
            "parameter p : number { from 2021-01-02: 1 }",
            &["E0402"],
        ),
        (
            "a gap",
            "parameter p : number { from 2021-01-01: 1 until 2021-06-01 from 2021-07-01: 2 }",
            &["E0402"],
        ),
        (
            "an overlap",
            "parameter p : number { from 2021-01-01: 1 until 2021-08-01 from 2021-07-01: 2 }",
            &["E0404"],
        ),
        (
            "out of order",
            "parameter p : number { from 2022-01-01: 1 from 2021-01-01: 2 }",
            &["E0403"],
        ),
        ("a value is fixed", "parameter p : number { from 2021-01-01: n }", &["E0407"]),
        ("dated definitions likewise", "define p : number { from 2021-01-02: n }", &["E0402"]),
    ]);
}

#[test]
fn expressions() {
    hold(&[
        ("exceptions at the top", "define x = 1% except 2% when f", &[]),
        ("or in parentheses", "define x = 3% + (1% except 2% when f)", &[]),
        ("implies, unless, or, and, not", "define x = f implies f unless g or f and not g", &[]),
        (
            "windows take the comparison on their left",
            "define x = n > 3 throughout the last 3 months",
            &[],
        ),
        (
            "directly under not they are ambiguous",
            "define x = not g throughout the last 3 months",
            &["E0111"],
        ),
        (
            "so are and, or on their left",
            "define x = f and g throughout the last 3 months",
            &["E0111"],
        ),
        ("parentheses say which", "define x = f and (g throughout the last 3 months)", &[]),
        ("comparisons do not chain", "define x = 1 < n < 3", &["E0109"]),
        ("known and unknown", "define x = n is known or n is unknown", &[]),
        (
            "a date is only moved by a duration before it",
            "define x = at_hand + 3 days > today",
            &["E0311"],
        ),
        ("like this", "define x = 30 days after at_hand > 2 months before today", &[]),
        (
            "rounding needs its step's currency",
            "define x = paid rounded half up to 0.01 RUB > 3 EUR",
            &["E0303"],
        ),
        (
            "floors and caps of a range",
            "define x = up to 3 EUR = (up to 6 EUR no more than 3 EUR)",
            &[],
        ),
        ("ranges have no order", "define x = 1 EUR to 2 EUR < 3 EUR to 4 EUR", &["E0311"]),
        ("a range of literals of x", "define x = (1/15 to 1/10 of paid) = 1 EUR to 2 EUR", &[]),
        (
            "months need the rule of the header",
            "law a.law \"A\" { source \"s\" jurisdiction EU subject service in force from 2021-01-01 }\n\
          entity service { name : text }\nfacts { at_hand : date }\ndefine x = 1 month after at_hand",
            &["E0405"],
        ),
        (
            "days do not",
            "law a.law \"A\" { source \"s\" jurisdiction EU subject service in force from 2021-01-01 }\n\
          entity service { name : text }\nfacts { at_hand : date }\ndefine x = 30 days after at_hand",
            &[],
        ),
        (
            "at takes a name, a literal, parentheses or a moved date",
            "define x = g at at_hand and g at 2021-02-01 and g at (30 days after at_hand) and g at 30 days after at_hand",
            &[],
        ),
        ("if", "define x = if f then g else f", &[]),
        ("its ways agree in type", "define x = if f then 3 EUR else n", &["E0301"]),
        ("greater and lesser", "define x = greater of { n, 3 } > lesser of { 2, n }", &[]),
        (
            "counted conditions",
            "define x = any of { f, g } and all of { f, g } and at least 2 of { f, g }",
            &[],
        ),
        ("at most as many as there are", "define x = at least 3 of { f, g }", &["E0314"]),
        ("days of periods", "define x = first day of last year < last day of this month", &[]),
        ("first and last of an event", "define x = first order < last order", &[]),
        ("only an event happens", "define x = f has happened", &["E0207"]),
        ("presumptions", "define x = f presumed true", &[]),
        ("of what may be unknown", "define x = 3 presumed n > 2", &["E0315"]),
    ]);
}

#[test]
fn definitions_and_statuses() {
    hold(&[
        ("a definition may not depend on itself", "define x = not x", &["E0208"]),
        ("nor by way of others", "define x = y\ndefine y = z\ndefine z = x", &["E0208"]),
        ("a status begins", "status s { ends on order }", &["E0501"]),
        (
            "on an event, a date, when",
            "status s { begins on order  begins 2021-02-01  begins 3 months after order  begins when f  ends on order  ends when not f }",
            &[],
        ),
        ("a status may not depend on itself", "status s { begins when s }", &["E0208"]),
    ]);
}

#[test]
fn duties_and_sanctions() {
    hold(&[
        ("a state", "duty d { when f must g }", &[]),
        ("a state to avoid", "duty d { must not g }", &[]),
        ("an act needs its day", "duty d { must order }", &["E0501"]),
        ("or its period", "duty d { must order every 6 months }", &[]),
        ("an act with its day", "duty d { must order due 30 days after at_hand }", &[]),
        ("a duty must something", "duty d { when f }", &["E0501"]),
        ("must not of several is doubtful", "duty d { must not f or g }", &["E0111"]),
        (
            "on each",
            "event reply\nduty d { on each order as o must reply due 7 days after o }",
            &[],
        ),
        ("the closed list of a duty", "duty d { must f }\ndefine x = d is waiting", &["E0504"]),
        (
            "and of a step",
            "duty d { must f }\nsanctions s { for d step t { may block by \"x\" } }\ndefine x = t is pending",
            &["E0504"],
        ),
        ("a block is for duties", "sanctions s { for f step t { may block } }", &["E0207"]),
        (
            "a step may or shall",
            "duty d { must f }\nsanctions s { for d step t { by \"x\" } }",
            &["E0501"],
        ),
        (
            "every measure",
            "duty d { must f }\nsanctions s { for d step a1 { shall notice \"x\" } step a2 { may ban \"x\" } step a3 { may throttle up to 50% } \
          step a4 { may block } step a5 { may fine 3 EUR } step a6 { shall lose \"x\" } }",
            &[],
        ),
        (
            "a clock waits for a breach, an event or an earlier step",
            "duty d { must f }\nsanctions s { for d step a1 { may block once 3 days have passed since breach } \
          step a2 { may block once 3 days have passed since order } step a3 { may block once 3 days have passed since a1 } }",
            &[],
        ),
        (
            "for no later one",
            "duty d { must f }\nsanctions s { for d step a1 { may block once 3 days have passed since a2 } step a2 { may block } }",
            &["E0503"],
        ),
        ("breach is a date within its block only", "define x = breach < today", &["E0207"]),
    ]);
}

#[test]
fn tests_and_asserts() {
    hold(&[
        ("a test expects something", "test \"t\" { on 2021-06-01 }", &["E0501"]),
        ("a test says its day", "test \"t\" { expect f }", &["E0501"]),
        (
            "givens of facts, periods and events",
            "test \"t\" { given n = 3 given fee in 2021 = 3 EUR given order = {2021-02-01} given g = true from 2021-02-01 on 2021-06-01 expect f }",
            &[],
        ),
        (
            "nothing else is given",
            "define x = f\ntest \"t\" { given x = true on 2021-06-01 expect f }",
            &["E0207"],
        ),
        (
            "only facts and events are needed",
            "define x = f\ntest \"t\" { on 2021-06-01 expect undetermined x needs x }",
            &["E0207"],
        ),
        (
            "a status has its details",
            "duty d { must f }\ntest \"t\" { on 2021-06-01 expect d breached late since 2021-02-01 }",
            &["E0506"],
        ),
        ("an assert is a condition", "assert \"a\" { n + 1 }", &["E0301"]),
        ("tests do not use", "vocabulary v\ntest \"t\" { on 2021-06-01 expect true }", &["E0206"]),
    ]);
}

/// §11, word by word: none of them is a name.
#[test]
fn reserved_words_are_no_names() {
    let words = "law vocabulary tests use unit entity facts event enum parameter scale table calendar define status duty \
        sanctions step test assert cite quote reading from until when must every due for on by may shall begins ends given \
        expect sheet once have has passed since together true false none and or not implies unless otherwise presumed except \
        if then else where is as in of to at after before over per up no than below above throughout each any all average sum \
        highest lowest count greater lesser first last this start day end the today breach rounded year years quarter quarters \
        month months week weeks days hour hours working thousand million billion trillion";
    for word in words.split_whitespace() {
        let (_, _, found) = checked(&[("a.law", &format!("{LAW}facts {{ {word} : bool }}\n"))]);
        assert_eq!(codes(&found)[0], "E0101", "{word}");
        let message = &found.diagnostics[0].message;
        assert!(message.contains(&format!("`{word}`")), "{word}: {message}");
    }
    let free = "source jurisdiction authority subject force verified working_days deadlines notice ban throttle block fine \
        lose bool number money date datetime duration country text set list optional pending fulfilled breached waiting \
        available imposed lifted undetermined late collect cure marginal flat weekend holidays doubling total payable amount";
    for word in free.split_whitespace() {
        let text = format!("{LAW}facts {{ {word} : bool }}\ndefine x_of = {word}\n");
        let (_, _, mut found) = checked(&[("a.law", &text)]);
        found.diagnostics.retain(|it| it.code.severity() == Severity::Error);
        assert_eq!(codes(&found), [""; 0], "{word}");
    }
}

/// §1: the nearest parent folder with `solon.toml`, else the nearest with `Cargo.toml` or `.git`.
#[test]
fn the_project_root_is_where_its_marks_say() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    std::fs::create_dir_all(at("one/two/three")).unwrap();
    let law = at("one/two/three/a.law");
    std::fs::write(&law, "").unwrap();
    let root = || solon::front::project::root(&law);
    std::fs::create_dir(at("one/.git")).unwrap();
    assert_eq!(root(), at("one"));
    std::fs::write(at("one/two/Cargo.toml"), "").unwrap();
    assert_eq!(root(), at("one/two"), "the nearer of the two");
    std::fs::write(at("solon.toml"), "").unwrap();
    assert_eq!(root(), at(""), "however far");
    std::fs::write(at("one/two/three/solon.toml"), "").unwrap();
    assert_eq!(root(), at("one/two/three"), "the nearest of its kind");
}

/// §3: provenance is shown and never evaluated.
#[test]
fn where_a_value_came_from_changes_nothing() {
    let text = law("facts { staff : number over time  big : bool }\nevent order\n\
         duty d { when big  must staff > 3 and not (order has happened) }");
    let bare =
        sheet(&["staff: [{from: 2021-02-01, value: 5}]", "big: true", "order: [2021-05-01]"]);
    let told = sheet(&[
        "staff: [{from: 2021-02-01, value: 5, source: \"a book\", of: 2021-01-20, note: \"5 or 50\"}]",
        "big: { value: true, source: \"a letter\" }",
        "order: [{on: 2021-05-01, source: \"a notice\", note: \"of 2 May\"}]",
    ]);
    let (bare, told) = (case(&text, &bare), case(&text, &told));
    for on in ["2021-01-31", "2021-02-01", "2021-04-30", "2021-05-01", "2022-01-01"] {
        assert_eq!(bare.verdict(on), told.verdict(on), "{on}");
    }
}
