//! `solon doc`: everything that a law says stands in its rulebook once, and every link leads somewhere.

use solon::front::project::{self, Project};
use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::law::Judged;
use solon::language::syntax;
use solon::tools::doc::book::book;
use solon::tools::doc::{Block, Rulebook, SaidLine, Section, html, markdown};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The rulebook of one text, which need not check.
fn of(law: &str) -> Rulebook {
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let source = sources.add("a.law", law);
    let file = syntax::read(source, law, &Limits::default(), &mut found);
    assert!(!found.has_errors(), "{found:#?}");
    book(&[(file, Judged::Named)], &sources)
}

fn shipped() -> (Project, Rulebook) {
    let project = project::open(&[PathBuf::from("policies")], &Limits::default());
    assert!(!project.found.has_errors());
    let book = book(&project.files, &project.sources);
    (project, book)
}

fn page(book: &Rulebook) -> String {
    html::write(book).expect("the page's template holds")
}

/// What stands between two words, at every place at which the first stands.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| Some(rest.split_once(after)?.0)).collect()
}

/// The section that declares a name.
fn section<'a>(book: &'a Rulebook, name: &str) -> &'a Section {
    let mut sections = book.chapters.iter().flat_map(|chapter| &chapter.sections);
    sections.find(|section| section.name == name).unwrap_or_else(|| panic!("no section {name}"))
}

/// Lines of what is said, each behind as many dots as it stands in, with the articles in brackets.
fn lines(said: &[SaidLine]) -> Vec<String> {
    let line = |statement: &SaidLine| {
        let words: String = statement.line.iter().map(|piece| piece.text.as_str()).collect();
        let cites = statement.basis.cites.iter().map(|cite| format!(" [{cite}]"));
        format!("{}{words}{}", "·".repeat(statement.depth), cites.collect::<String>())
    };
    said.iter().map(line).collect()
}

/// What is said under a heading of a section.
fn under(section: &Section, head: &str) -> Vec<String> {
    let terms = section.blocks.iter().flat_map(|block| match block {
        Block::Terms { terms } => terms.as_slice(),
        Block::Paragraph { .. } | Block::Basis { .. } | Block::Grid { .. } => &[],
    });
    terms.filter(|term| term.name[0].text == head).flat_map(|term| lines(&term.said)).collect()
}

/// The rows of the tables of a section, their cells joined by bars and the lines of one by slashes.
fn rows(section: &Section) -> Vec<String> {
    let mut all = Vec::new();
    for block in &section.blocks {
        let Block::Grid { head, rows } = block else { continue };
        let head = head.iter().map(|line| line[0].text.clone());
        all.push(head.collect::<Vec<_>>().join(" | "));
        for row in rows {
            let cells = row.cells.iter().map(|cell| lines(cell).join(" / "));
            all.push(cells.collect::<Vec<_>>().join(" | "));
        }
    }
    all
}

#[test]
fn every_link_leads_to_one_place_and_nothing_leads_out() {
    let (_, book) = shipped();
    for text in [page(&book), markdown::write(&book)] {
        let ids = between(&text, " id=\"", "\"");
        let once: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(once.len(), ids.len(), "an anchor stands twice");
        let links: Vec<&str> = between(&text, "](#", ")")
            .into_iter()
            .chain(between(&text, "href=\"#", "\""))
            .collect();
        assert!(links.len() > 2000, "only {} links", links.len());
        for link in links {
            assert!(once.contains(link), "{link} leads nowhere");
        }
        for out in ["href=\"http", "<script", "<link", "src=", "url(", "@import", "](http"] {
            assert!(!text.contains(out), "{out}");
        }
    }
}

#[test]
fn everything_that_the_shipped_laws_declare_and_rest_on_stands_in_the_book() {
    let (project, book) = shipped();
    let anchors: BTreeSet<&str> = book
        .chapters
        .iter()
        .flat_map(|chapter| &chapter.sections)
        .flat_map(|it| it.rows().map(|row| row.anchor.as_str()).chain([it.anchor.as_str()]))
        .collect();
    let laws = &project.laws;
    let mut missing = Vec::new();
    for law in laws.laws.iter() {
        let called = |name: &str| format!("{}.{name}", law.name);
        let duties = law.duties().map(|duty| called(&laws.duties[duty].name));
        let steps = law.sanctions().flat_map(|block| &laws.sanctions[block].steps);
        let steps = steps.map(|step| called(&laws.steps[*step].name));
        let statuses = law.statuses().map(|status| called(&laws.statuses[status].name));
        missing.extend(
            duties.chain(steps).chain(statuses).filter(|name| !anchors.contains(name.as_str())),
        );
    }
    for (row, law) in laws
        .facts
        .iter()
        .filter_map(|fact| Some((fact, fact.law?)))
        // A field of an event, and what a step records, stand below another name.
        .filter(|(fact, _)| {
            !laws
                .events
                .iter()
                .any(|event| event.fields.iter().any(|it| laws.facts[*it].span == fact.span))
        })
    {
        let name = format!("{}.{}", laws.laws[law].name, row.name);
        missing.extend(Some(name).filter(|name| !anchors.contains(name.as_str())));
    }
    assert_eq!(missing, Vec::<String>::new());

    let text = page(&book);
    let escaped = |words: &str| {
        let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        words.replace('"', "&quot;").replace('\'', "&#x27;").replace('/', "&#x2f;")
    };
    let mut count = 0;
    for (file, _) in &project.files {
        for clause in between(&project.sources.source(file.source).text, "reading \"", "\"")
            .into_iter()
            .chain(between(&project.sources.source(file.source).text, "quote \"", "\""))
        {
            count += 1;
            assert!(text.contains(&escaped(clause)), "{clause}");
        }
    }
    assert!(count > 50, "only {count} clauses");
}

#[test]
fn a_ladder_is_a_table_with_its_clocks() {
    let (_, book) = shipped();
    let ladder = section(&book, "representative_ladder");
    let told = rows(ladder);
    assert_eq!(told[0], "# | Step | Measure | Earliest | By | On | Ends | Basis");
    assert_eq!(
        told[1],
        "1 | first_fine | shall fine 10 million TRY | 30 days after finding | BTK |  | on cure | "
    );
    assert_eq!(
        told[4],
        "4 | half_speed | may throttle up to 50% | 3 months after ad_ban | criminal judge of peace |  |  | "
    );
    assert_eq!(under(ladder, "For breach of"), ["appoint_representative"]);
    assert_eq!(under(ladder, "On cure"), ["collect 1/4"]);
}

#[test]
fn a_parameter_is_a_table_of_its_values_by_date() {
    let (_, book) = shipped();
    let audience = book
        .chapters
        .iter()
        .find(|chapter| chapter.name == "ru.landing")
        .and_then(|chapter| chapter.sections.iter().find(|section| section.name == "audience"));
    assert_eq!(
        rows(audience.unwrap()),
        ["From | Value | Basis", "2021-07-01 | 500,000 users |  [art. 4]"]
    );
}

/// A law with what the shipped ones lack.
const EVERY_FORM: &str = r#"law a.b "A" { source "S" jurisdiction DE subject shop in force from 2021-01-01 until 2030-01-01 }
unit people
entity shop { name : text }
facts { staff : number of people  open : bool  small : bool  old : bool  fee_paid : money EUR }
parameter most : number of people { from 2021-01-01: 1_000 cite "s. 2" from 2024-01-01: 1.5 thousand cite "s. 10" }
scale tax on money EUR, marginal { up to 11_497 EUR: 0%  above: 20% cite "s. 4" }
table late on (late_by : number, urgent : bool) -> money EUR { | up to 5 | any | 0 EUR |  | above 5 | true | 1_000 EUR | cite "s. 5"  | above 5 | false | 2_000 EUR | }
define covered = staff > most // an aside that readers do not see
  except false when small and not old cite "s. 3"
  except true when old cite "s. 3(2)"
define hard = open and all of { staff > 5 cite "s. 7", not (old and small) } and (old or small or staff > 12_000 or fee_paid > 3_000_000 EUR or staff = 7 or staff = 99)
duty stay "Stay open" { from 2022-01-01 cite "s. 12" when covered must open due 2022-03-01 }
"#;

#[test]
fn a_condition_is_told_line_by_line_with_its_articles() {
    let book = of(EVERY_FORM);
    assert_eq!(
        under(section(&book, "covered"), "Means"),
        [
            "staff > most",
            "except false when small and not old [s. 3]",
            "except true when old [s. 3(2)]",
        ]
    );
    assert_eq!(
        under(section(&book, "hard"), "Means"),
        [
            "all of these:",
            "·open",
            "·all of these:",
            "··staff > 5 [s. 7]",
            "··not (old and small)",
            "·any of these:",
            "··old",
            "··small",
            "··staff > 12,000",
            "··fee_paid > 3,000,000 EUR",
            "··staff = 7",
            "··staff = 99",
        ]
    );
    let stay = section(&book, "stay");
    assert_eq!(under(stay, "In force"), ["from 2022-01-01"]);
    assert_eq!(under(stay, "Applies when"), ["covered"]);
    assert_eq!(under(stay, "Must"), ["open"]);
    assert_eq!(under(stay, "Due"), ["2022-03-01"]);
    assert!(!page(&book).contains("an aside"));
}

#[test]
fn scales_tables_dates_and_articles_are_tables() {
    let book = of(EVERY_FORM);
    assert_eq!(
        rows(section(&book, "tax")),
        ["Band | Value | Basis", "up to 11,497 EUR | 0% | ", "above | 20% |  [s. 4]"]
    );
    assert_eq!(
        rows(section(&book, "late")),
        [
            "late_by | urgent | Answer | Basis",
            "up to 5 | any | 0 EUR | ",
            "above 5 | true | 1,000 EUR |  [s. 5]",
            "above 5 | false | 2,000 EUR | ",
        ]
    );
    let titled = |title: &str| {
        let mut sections = book.chapters[0].sections.iter();
        rows(sections.find(|section| section.title == title).unwrap())
    };
    assert_eq!(
        titled("Dates"),
        [
            "From | What changes",
            "2021-01-01 | the law is in force",
            "2021-01-01 | most is 1,000",
            "2022-01-01 | stay begins",
            "2024-01-01 | most is 1.5 thousand",
            "2030-01-01 | the law is no longer in force",
        ]
    );
    // Ten stands behind two, as numbers do.
    assert_eq!(
        titled("Articles"),
        [
            "Article | Rests on it",
            "s. 2 | most",
            "s. 3 | covered",
            "s. 3(2) | covered",
            "s. 4 | tax",
            "s. 5 | late",
            "s. 7 | hard",
            "s. 10 | most",
            "s. 12 | stay",
        ]
    );
}

#[test]
fn what_an_author_writes_is_text_and_never_markup() {
    let law = r#"law a.b "<script>alert(1)</script>" { source "a|b <b>" jurisdiction DE subject shop in force from 2021-01-01 }
entity shop { name : text }
facts { open : bool "`tick` *star* [x](http://y) & <i>" }
duty stay "A <img src=x onerror=y>" { cite "s. 1 | \ <u>" quote "5 < 6 & 7" must open }
"#;
    let book = of(law);
    let text = page(&book);
    for markup in ["<script>alert", "<img", "<b>", "<i>", "<u>"] {
        assert!(!text.contains(markup), "{markup}");
    }
    let text = markdown::write(&book);
    for markup in ["<script>", "<img", "<b>", "<i>", "<u>"] {
        assert!(!text.contains(markup), "{markup}");
    }
    assert!(!text.replace("\\]", "").contains("](http"));
    let cells = |row: &str| row.replace("\\|", "").matches('|').count();
    let row = text.lines().find(|line| line.contains("tick")).unwrap();
    assert_eq!(cells(row), 4, "{row}");
    assert!(text.contains("\\`tick\\` \\*star\\* \\[x\\]"), "{row}");
}

#[test]
fn every_construct_can_be_told() {
    let path = Path::new("tests/layout/everything.law");
    let book = of(&std::fs::read_to_string(path).unwrap());
    assert!(page(&book).len() > 10_000);
    insta::assert_snapshot!("rulebook_everything", markdown::write(&book));
}

#[test]
fn a_law_that_was_only_found_gets_no_chapter_and_no_links() {
    let paths = [PathBuf::from("policies/ru/traffic_response")];
    let project = project::open(&paths, &Limits::default());
    let book = book(&project.files, &project.sources);
    let chapters: Vec<&str> = book.chapters.iter().map(|chapter| chapter.name.as_str()).collect();
    assert_eq!(chapters, ["ru.traffic_response", "platforms"]);
    assert!(!page(&book).contains("#ru.landing"));
}

#[test]
fn the_command_writes_the_form_that_the_name_of_the_file_says() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_solon"));
        let output =
            command.arg("doc").args(arguments).current_dir(folder.path()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    };
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    std::fs::write(folder.path().join("solon.toml"), "").unwrap();
    std::fs::write(folder.path().join("a.law"), EVERY_FORM).unwrap();
    std::fs::write(folder.path().join("t.law"), "tests for a.b\n").unwrap();
    let clean = |told: (i32, String, String)| {
        assert_eq!((told.0, told.2.contains("error")), (0, false), "{}", told.2);
        told.1
    };
    assert_eq!(clean(run(&["a.law", "--out", "book.html"])), "wrote book.html\n");
    assert!(read("book.html").starts_with("<!DOCTYPE html>"));
    assert_eq!(clean(run(&["a.law", "--out", "book.md"])), "wrote book.md\n");
    assert_eq!(read("book.md"), clean(run(&["a.law"])));
    assert_eq!(read("book.html"), clean(run(&["a.law", "--format", "html"])));
    clean(run(&["a.law", "--format", "markdown", "--out", "book.html"]));
    assert_eq!(read("book.html"), read("book.md"));

    // What cannot be written or read leaves what was there.
    assert_eq!(run(&["a.law", "--out", "no/such/book.md"]).0, 3);
    let (code, _, told) = run(&["t.law", "--out", "book.md"]);
    assert_eq!((code, told.contains("E1009")), (3, true), "{told}");
    std::fs::write(folder.path().join("a.law"), format!("{EVERY_FORM}\nduty broken {{")).unwrap();
    let (code, out, told) = run(&["a.law", "--out", "book.md"]);
    assert_eq!((code, out.as_str(), told.contains("E01")), (3, "", true), "{told}");
    assert!(read("book.md").starts_with("# A\n"));
}
