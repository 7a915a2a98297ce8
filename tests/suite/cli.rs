//! The command line as a user drives it: every command, every exit code, wrong input, streams.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A law that checks without a problem.
const GOOD: &str = r#"law xx.shop "Shops" {
  source       "Act 1"
  jurisdiction DE
  subject      shop
  in force     from 2020-01-01
}

entity shop {
  name : text
}

facts {
  open : bool over time "Whether the shop is open"
}

duty keep_open "Keep the shop open" {
  cite "s. 1"
  must open
}

sanctions penalties {
  cite "s. 2"
  for  keep_open
  step warn { may notice "Open up" by "the mayor" }
}

test "An open shop" {
  given  open = true
  on     2020-02-01
  expect keep_open fulfilled
}
"#;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_solon"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env_remove("COLUMNS")
            .env_remove("NO_COLOR")
            .env_remove("RUST_BACKTRACE");
        command
    }
}

#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().expect("ended by itself, not by a signal"),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// What was said, as a snapshot.
fn told(ran: &Ran) -> String {
    format!("exit {}\n--- output\n{}--- errors\n{}", ran.code, ran.out, ran.err)
}

const COMMANDS: [&str; 18] = [
    "eval",
    "batch",
    "merge",
    "explain",
    "timeline",
    "diff",
    "flip",
    "lint",
    "check",
    "test",
    "fmt",
    "new",
    "export",
    "doc",
    "code",
    "lsp",
    "completions",
    "man",
];

#[test]
fn every_command_has_help_with_examples() {
    let folder = Folder::new();
    let general = folder.run(&["--help"]);
    assert_eq!(general.code, 0);
    for command in COMMANDS {
        assert!(general.out.contains(command), "{command} is not listed");
        let help = folder.run(&[command, "--help"]);
        assert_eq!(help.code, 0, "{command}");
        assert!(help.out.contains("Examples:"), "{command} has no examples");
        assert!(help.err.is_empty());
        assert!(help.out.lines().all(|line| line.chars().count() <= 100), "{command} is too wide");
        insta::assert_snapshot!(format!("help_{command}"), folder.run(&[command, "-h"]).out);
    }
    insta::assert_snapshot!("help", folder.run(&["-h"]).out);
}

#[test]
fn commands_of_later_work_do_not_exist() {
    for command in ["prove", "ask", "serve", "repl"] {
        assert_eq!(Folder::new().run(&[command]).code, 2, "{command}");
    }
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let folder = Folder::new();
    for arguments in [
        &["nonsense"][..],
        &["check"],
        &["check", "--nonsense", "x"],
        &["eval", "x", "--facts", "y"],
        &["eval", "x", "--on", "2022-02-04"],
        &["eval", "x", "--facts", "y", "--on", "2022-02-30"],
        &["eval", "x", "--facts", "y", "--on", "yesterday"],
        &["eval", "x", "--facts", "y", "--on", "2022-02-04", "--format", "html"],
        &["completions", "klingon"],
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.out.is_empty());
        assert!(!ran.err.is_empty());
    }
    // Nothing asked at all: the help, on standard error.
    assert_eq!(folder.run(&[]).code, 2);
}

#[test]
fn what_cannot_be_read_ends_with_3() {
    let folder = Folder::new()
        .with("docs/readme.md", "# nothing")
        .with("latin1.law", b"// caf\xe9\n")
        .with("wide.law", b"\xff\xfel\0a\0w\0");
    for (arguments, code) in [
        (&["check", "nothing.law"][..], "E1001"),
        (&["check", "docs"], "E1002"),
        (&["check", "docs/readme.md"], "E1007"),
        (&["check", "latin1.law"], "E0114"),
        (&["check", "wide.law"], "E0114"),
        (&["fmt", "nothing.law"], "E1001"),
        (&["test", "docs"], "E1002"),
        (&["code", "E9999"], "E1005"),
        (&["man", "nonsense"], "E1005"),
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, 3, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(code), "{arguments:?}: {}", ran.err);
        assert!(ran.out.is_empty(), "{arguments:?}");
    }
    insta::assert_snapshot!("no_such_file", told(&folder.run(&["check", "nothing.law"])));
    insta::assert_snapshot!("utf16", told(&folder.run(&["check", "wide.law"])));
}

#[test]
fn a_limit_ends_with_6() {
    let folder = Folder::new().with("a.law", GOOD);
    let ran = folder.run(&["check", "a.law", "--max-law-bytes", "100"]);
    assert_eq!(ran.code, 6, "{}", ran.err);
    assert!(ran.err.contains("E0805"));
    let deep = format!("{GOOD}\ndefine deep = {}true{}\n", "(".repeat(100), ")".repeat(100));
    let folder = folder.with("deep.law", deep);
    let ran = folder.run(&["check", "deep.law"]);
    assert_eq!(ran.code, 6, "{}", ran.err);
    let more = folder.run(&["check", "deep.law", "--max-depth", "200"]);
    assert_ne!(more.code, 6, "{}", more.err);
}

#[test]
fn a_directory_named_as_a_law_is_walked_and_a_device_refused() {
    let folder = Folder::new();
    fs::create_dir(folder.path().join("a.law")).unwrap();
    let ran = folder.run(&["check", "a.law"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("E1002"), "{}", ran.err);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.law")).unwrap();
        let ran = folder.run(&["check", "zero.law"]);
        assert_eq!(ran.code, 3);
        assert!(ran.err.contains("not a regular file"), "{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_refused_and_circles_end() {
    let outside = Folder::new().with("secret.law", "law not.yours \"x\" { }\n");
    let folder = Folder::new().with("laws/a.law", GOOD);
    let link = |target: &Path, name: &str| {
        std::os::unix::fs::symlink(target, folder.path().join(name)).unwrap();
    };
    link(&folder.path().join("laws"), "laws/circle");
    let ran = folder.run(&["fmt", "--check", "laws"]);
    assert_ne!(ran.code, 3, "{}", ran.err);
    link(outside.path(), "laws/out");
    let ran = folder.run(&["check", "laws"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("E1006"), "{}", ran.err);
    assert!(!ran.err.contains("not.yours"), "foreign text is not echoed");
}

#[test]
fn syntax_errors_are_all_told_with_their_places() {
    let folder = Folder::new().with("é.law", "law xx.a \"é\" {\n  subject\n}\n\nduty {\n}\n");
    let ran = folder.run(&["check", "é.law"]);
    assert_eq!(ran.code, 3);
    insta::assert_snapshot!("syntax_errors", told(&ran));
    let narrated = folder.run(&["check", "é.law", "--diagnostics", "narrated"]);
    insta::assert_snapshot!("syntax_errors_narrated", told(&narrated));
    let json = folder.run(&["check", "é.law", "--format", "json"]);
    assert_eq!(json.code, 3);
    assert!(json.err.is_empty(), "everything is in the document");
    let document: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(document["schema"], "solon.diagnostics/1");
    assert_eq!(document["diagnostics"][0]["file"], "é.law");
    insta::assert_snapshot!("syntax_errors_json", json.out);
}

#[test]
fn terminal_commands_in_a_law_never_reach_the_terminal() {
    let folder = Folder::new().with("a.law", "law \u{1b}[2Jx \"\u{202e}\" {\n");
    for look in ["drawn", "narrated", "json"] {
        let ran = folder.run(&["check", "a.law", "--diagnostics", look]);
        assert_eq!(ran.code, 3);
        assert!(!ran.err.contains('\u{1b}'), "{look}: {:?}", ran.err);
        assert!(!ran.err.contains('\u{202e}'), "{look}: {:?}", ran.err);
    }
}

#[test]
fn colours_come_only_when_asked_for_without_a_terminal() {
    let folder = Folder::new().with("a.law", "law");
    let escapes = |arguments: &[&str]| folder.run(arguments).err.contains('\u{1b}');
    assert!(!escapes(&["check", "a.law"]));
    assert!(!escapes(&["check", "a.law", "--color", "never"]));
    assert!(escapes(&["check", "a.law", "--color", "always"]));
}

#[test]
fn fmt_lists_writes_and_leaves_alone() {
    let untidy = GOOD.replace("  must open", "      must    open");
    let folder = Folder::new().with("a.law", &untidy).with("broken.law", "law {{{\n");
    let ran = folder.run(&["fmt", "--check", "a.law"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "a.law\n"), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("a.law")).unwrap(), untidy);

    let ran = folder.run(&["fmt", "."]);
    assert_eq!(ran.code, 3, "the broken one is told: {}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("broken.law")).unwrap(), "law {{{\n");
    assert_ne!(fs::read_to_string(folder.path().join("a.law")).unwrap(), untidy);
    let again = folder.run(&["fmt", "--check", "a.law"]);
    assert_eq!((again.code, again.out.as_str()), (0, ""));
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 2, "nothing is left beside the files");
}

#[test]
fn fmt_reads_standard_input() {
    let folder = Folder::new();
    let mut child =
        folder.command(&["fmt", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(GOOD.as_bytes()).unwrap();
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("law xx.shop"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_told_and_the_file_kept() {
    use std::os::unix::fs::PermissionsExt;
    let untidy = GOOD.replace("  must open", "      must    open");
    let folder = Folder::new().with("laws/a.law", &untidy);
    let laws = folder.path().join("laws");
    fs::set_permissions(&laws, fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever may do everything can write here all the same.
    let writable = fs::write(laws.join("probe"), "").is_ok();
    let ran = folder.run(&["fmt", "laws"]);
    let after = fs::read_to_string(laws.join("a.law")).unwrap();
    fs::set_permissions(&laws, fs::Permissions::from_mode(0o755)).unwrap();
    if !writable {
        assert_eq!(ran.code, 3);
        assert!(ran.err.contains("E1008"), "{}", ran.err);
        assert_eq!(after, untidy);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_a_closed_pipe_is_quiet() {
    let folder = Folder::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = folder.command(&["man"]).stdout(full).output().unwrap();
    let ran = ran(output);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("E1008"), "{}", ran.err);

    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = folder.command(&["completions", "bash"]).stdout(writer).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_code_has_a_page_to_print() {
    let folder = Folder::new();
    let list = folder.run(&["code"]);
    assert_eq!(list.code, 0);
    for code in ["E0101", "E1005", "e1005"] {
        let ran = folder.run(&["code", code]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.starts_with(&format!("# {}", code.to_uppercase())), "{}", ran.out);
    }
}

#[test]
fn completions_and_manual_pages_are_made_from_the_commands() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = folder.run(&["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("check"), "{shell}");
    }
    assert!(folder.run(&["man"]).out.contains(".TH solon 1"));
    assert!(folder.run(&["man", "check"]).out.contains(".TH solon-check 1"));
    fs::create_dir(folder.path().join("man1")).unwrap();
    assert_eq!(folder.run(&["man", "--dir", "man1"]).code, 0);
    assert!(folder.path().join("man1/solon-fmt.1").exists());
    assert_eq!(folder.run(&["man", "--dir", "nowhere"]).code, 3);
}

#[test]
fn random_bytes_give_a_diagnostic_and_no_crash() {
    let mut state = 1u64;
    let mut bytes = Vec::new();
    for _ in 0..100_000 {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        bytes.push((state >> 33) as u8);
    }
    let folder = Folder::new().with("noise.law", &bytes);
    assert_eq!(folder.run(&["check", "noise.law"]).code, 3);
    let ascii: Vec<u8> = bytes.iter().map(|byte| byte % 95 + 32).collect();
    let folder = Folder::new().with("noise.law", &ascii);
    let ran = folder.run(&["check", "noise.law"]);
    assert!([3, 6].contains(&ran.code), "{}", ran.code);
}

#[test]
fn what_cannot_be_evaluated_ends_with_5_and_a_wrong_sheet_with_3() {
    let law = GOOD
        .replace("  open : bool", "  share : number\n  open : bool")
        .replace("  must open", "  must open and 1 / share > 2");
    let law = law.split("test \"").next().unwrap();
    let folder = Folder::new()
        .with("shop.law", law)
        .with(
            "zero.yaml",
            "name: \u{1b}[31mCorner\nxx.shop: { open: true, share: 0 }\n".replace('\u{1b}', "\\e"),
        )
        .with("quoted.yaml", "name: Corner\nxx.shop: { open: true, share: \"1\" }\n")
        .with("typo.yaml", "name: Corner\nxx.shop: { opne: true }\n");
    let eval = |sheet: &str, more: &[&str]| {
        let mut arguments = vec!["eval", "shop.law", "--facts", sheet, "--on", "2020-02-01"];
        arguments.extend(more);
        folder.run(&arguments)
    };
    let ran = eval("zero.yaml", &[]);
    assert_eq!(ran.code, 5, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("a division by zero"), "{}", ran.out);
    for sheet in ["quoted.yaml", "typo.yaml"] {
        let ran = eval(sheet, &[]);
        assert_eq!(ran.code, 3, "{sheet}: {}", ran.out);
        assert!(ran.out.is_empty());
        assert!(ran.err.contains("E06"), "{}", ran.err);
    }
    for nothing in ["nothing.yaml", "."] {
        assert_eq!(eval(nothing, &[]).code, 3);
    }
}

#[test]
fn what_a_sheet_says_is_data() {
    let hostile = "name: \"\\e[2J<script> | `x` _y_\"\nxx.shop: { open: false }\n";
    let folder = Folder::new().with("shop.law", GOOD).with("hostile.yaml", hostile);
    for format in ["text", "json", "markdown"] {
        let arguments = [
            "eval",
            "shop.law",
            "--facts",
            "hostile.yaml",
            "--on",
            "2020-02-01",
            "--format",
            format,
        ];
        let ran = folder.run(&arguments);
        if ran.code == 0 {
            assert!(!ran.out.contains('\u{1b}'), "{format}: {}", ran.out);
        }
        if format == "markdown" {
            assert!(!ran.out.contains("<script>"), "{}", ran.out);
        }
    }
}

#[test]
fn a_sheet_comes_from_standard_input() {
    let folder = Folder::new().with("shop.law", GOOD);
    let mut child = folder
        .command(&["eval", "shop.law", "--facts", "-", "--on", "2020-02-01"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"name: Corner\nxx.shop: { open: false }\n").unwrap();
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("BREACHED"), "{}", ran.out);
}

#[test]
fn tests_that_fail_end_with_1_and_no_tests_with_3() {
    let folder = Folder::new()
        .with("good/shop.law", GOOD)
        .with("bad/shop.law", GOOD.replace("keep_open fulfilled", "keep_open breached"))
        .with("none/shop.law", GOOD.split("test \"").next().unwrap())
        .with("out/shop.law", GOOD.replace("  given  open = true", "  sheet \"../../../x.yaml\""));
    let ran = folder.run(&["test", "good"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let ran = folder.run(&["test", "bad"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    insta::assert_snapshot!("failed_test", told(&ran));
    let ran = folder.run(&["test", "bad", "--format", "json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("\"failed\": 1"), "{}", ran.out);
    let ran = folder.run(&["test", "none"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("E1004"), "{}", ran.err);
    let ran = folder.run(&["test", "out"]);
    assert_eq!(ran.code, 3, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("E10"), "{}", ran.err);
}

#[test]
fn two_laws_of_one_name_below_the_root_are_an_error_and_a_use_is_found() {
    let user = "law xx.user \"User\" {\n  source \"Act 2\"\n  jurisdiction DE\n  subject thing\n  in force from 2020-01-01\n}\n\nuse xx.words\n\nfacts { fine : bool }\n\nduty be_fine { must fine }\n";
    let words = "vocabulary xx.words\n\nentity thing {\n  name : text\n}\n";
    let folder = Folder::new()
        .with("solon.toml", "")
        .with("laws/user.law", user)
        .with("words/words.law", words);
    let ran = folder.run(&["check", "laws/user.law"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let folder = folder.with("more/words.law", words);
    let ran = folder.run(&["check", "laws/user.law"]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    insta::assert_snapshot!("two_of_one_name", told(&ran));
}

/// The same law with another first day of its only duty.
fn amended() -> String {
    GOOD.replace("  must open\n", "  from 2020-02-01\n  must open\n")
}

#[test]
fn diff_ends_with_1_where_anything_differs() {
    let sheet = "xx.shop: { open: false }";
    let folder = Folder::new()
        .with("old/shop.law", GOOD)
        .with("new/shop.law", amended())
        .with("same/shop.law", GOOD.replace("duty keep_open", "// a comment\nduty keep_open"))
        .with("other/shop.law", GOOD.replace("xx.shop", "xx.other"))
        .with("bad/shop.law", GOOD.replace("must open", "must opne"))
        .with("shop.yaml", sheet);
    let ran = folder.run(&["diff", "old", "new"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("duty keep_open"), "{}", ran.out);
    let ran = folder.run(&["diff", "old", "same"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("nothing differs"), "{}", ran.out);
    for wrong in [&["diff", "old", "bad"][..], &["diff", "old", "other"], &["diff", "old", "none"]]
    {
        assert_eq!(folder.run(wrong).code, 3, "{wrong:?}");
    }
    let days = ["diff", "old", "new", "--facts", "shop.yaml", "--on", "2020-01-31", "2020-02-01"];
    insta::assert_snapshot!("diff", told(&folder.run(&days)));
    let json: Vec<&str> = days.iter().copied().chain(["--format", "json"]).collect();
    let ran = folder.run(&json);
    let schema = serde_json::from_str(&solon::tools::report::json::diff_schema()).unwrap();
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&document), "{}", ran.out);
    assert_eq!(document["differs"], true);
    let markdown: Vec<&str> = days.iter().copied().chain(["--format", "markdown"]).collect();
    insta::assert_snapshot!("diff_markdown", folder.run(&markdown).out);
    // Sheets without a day, a day without sheets.
    assert_eq!(folder.run(&["diff", "old", "new", "--facts", "shop.yaml"]).code, 2);
    assert_eq!(folder.run(&["diff", "old", "new", "--on", "2020-01-31"]).code, 2);
    let nobody = [&days[..], &["--entity", "nobody"]].concat();
    assert_eq!(folder.run(&nobody).code, 3);
}
