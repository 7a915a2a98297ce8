//! Many records at once: rows say what `solon eval` says, and nothing is lost on the way.

use serde_json::Value;
use solon::facts::document::{Content, Node};
use solon::facts::yaml;
use solon::ground::diagnostic::Found;
use solon::ground::table::Id;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A law that asks for a value of most types.
pub const LAW: &str = r#"law xx.shop "Shops" {
  source       "Act 1"
  jurisdiction DE
  subject      shop
  in force     from 2020-01-01
  month end    last day
}

unit users

enum kind { small, large }

entity company {
  id     : text
  name   : text
  seat   : country
  shops  : list of shop
}

entity shop {
  name : text
}

facts {
  visitors : number of users
  turnover : money EUR
  kinds    : set of kind
  opened   : optional date
  open     : bool
  yearly   : money EUR per year
}

event complaint "Somebody complained"

define busy = visitors > 100
define share = turnover / 3

duty keep_open "Keep the shop open" {
  cite "s. 1"
  when busy
  must open
}

sanctions penalties {
  cite "s. 2"
  for  keep_open
  step warn { may notice "Open up" by "the mayor" }
  step pay  { may fine 100 EUR to share }
}
"#;

/// A folder with a law, in which commands run.
pub struct Folder(tempfile::TempDir);

/// How a command ended.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Folder {
    pub fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("solon.toml", "");
        folder.write("shop.law", LAW);
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_solon"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        command.env("NO_COLOR", "1").env_remove("RUST_BACKTRACE");
        command
    }

    /// `solon batch shop.law … --on 2021-05-01`
    pub fn batch(&self, arguments: &[&str]) -> Ran {
        let all = [&["batch", "shop.law", "--on", "2021-05-01"], arguments].concat();
        ran(self.command(&all))
    }

    /// The names of the files, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort();
        names
    }
}

pub fn ran(mut command: Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A YAML sheet as one line of JSON.
pub fn as_json(text: &str) -> String {
    let mut found = Found::new();
    let node = yaml::read(text, Id::at(0), &mut found).unwrap();
    assert!(found.diagnostics.is_empty());
    json(&node).to_string()
}

fn json(node: &Node) -> Value {
    match &node.content {
        Content::Map(pairs) => {
            Value::Object(pairs.iter().map(|(key, it)| (key.text.clone(), json(it))).collect())
        }
        Content::List(items) => Value::Array(items.iter().map(json).collect()),
        Content::Scalar(scalar) => {
            let digits = scalar.text.replace('_', "");
            let bare: Result<Value, _> = serde_json::from_str(&digits);
            match bare {
                Ok(bare) if !scalar.quoted && (bare.is_number() || bare.is_boolean()) => bare,
                Ok(_) | Err(_) => Value::String(scalar.text.clone()),
            }
        }
    }
}

/// The rows of JSON Lines.
pub fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The rows of CSV by the names of its header, each cell as text.
pub fn cells(text: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| {
        names.iter().cloned().zip(record.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// What a row of CSV says of the same row of JSON.
fn flat(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(flat).collect::<Vec<_>>().join(";"),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

/// Holds a row against the verdict that `eval` gives.
pub fn says_the_same(row: &Value, verdict: &Value) {
    let names = |list: &Value, key: &str| -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for item in list.as_array().unwrap() {
            let name = item[key].as_str().unwrap().to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    assert_eq!(row["law"], verdict["law"]["name"]);
    assert_eq!(row["entity"], verdict["entity"]["name"]);
    assert_eq!(row["on"], verdict["on"]);
    assert_eq!(row["state"], verdict["state"]);
    let needs: Vec<String> = names(&verdict["needs"], "fact");
    assert_eq!(row["needs"], serde_json::to_value(needs).unwrap());
    let law = verdict["law"]["name"].as_str().unwrap();
    let cell = |name: &str| match row.get(format!("{law}:{name}")) {
        Some(own) => own,
        None => row.get(name).unwrap_or_else(|| panic!("no column {name}")),
    };
    for duty in verdict["duties"].as_array().unwrap() {
        let name = duty["duty"].as_str().unwrap();
        assert_eq!(*cell(&format!("{name}.status")), duty["status"], "{name}");
        assert_eq!(*cell(&format!("{name}.since")), duty["since"], "{name}");
    }
    for step in verdict["sanctions"].as_array().unwrap() {
        let name = step["step"].as_str().unwrap();
        assert_eq!(*cell(&format!("{name}.state")), step["state"], "{name}");
        assert_eq!(*cell(&format!("{name}.since")), step["since"], "{name}");
        let amount = &step["amount"];
        if step["measure"] != "fine" || amount["determined"] != true {
            continue;
        }
        assert_eq!(*cell(&format!("{name}.currency")), amount["currency"], "{name}");
        for end in ["low", "high"] {
            let told = cell(&format!("{name}.{end}")).as_str().unwrap();
            let shown = told.strip_suffix(".00").unwrap_or(told);
            assert_eq!(shown, amount[end].as_str().unwrap(), "{name}");
        }
    }
}

#[test]
fn a_row_says_what_eval_says_of_every_sheet_we_ship() {
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let folder = Folder::new();
    let laws = policies.to_str().unwrap();
    for (sheets, on, least) in [
        ("ru/landing/sheets", "2023-03-01", 30),
        ("eu/sheets", "2024-06-01", 60),
        ("tr/social_networks/sheets", "2021-01-01", 2),
    ] {
        let mut paths: Vec<PathBuf> = fs::read_dir(policies.join(sheets))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
            .collect();
        paths.sort();
        let lines: Vec<String> =
            paths.iter().map(|path| as_json(&fs::read_to_string(path).unwrap())).collect();
        folder.write("sheets.jsonl", lines.join("\n"));
        let out = folder.path("rows.jsonl");
        let asked =
            ["batch", laws, "--facts", "sheets.jsonl", "--on", on, "--out", out.to_str().unwrap()];
        let judged = ran(folder.command(&asked));
        assert_eq!(judged.code, Some(0), "{}", judged.err);
        let rows = rows(&folder.read("rows.jsonl"));

        let mut eval = vec!["eval", laws, "--on", on, "--format", "json", "--facts"];
        eval.extend(paths.iter().map(|path| path.to_str().unwrap()));
        let told: Value = serde_json::from_str(&ran(folder.command(&eval)).out).unwrap();
        let verdicts = told["verdicts"].as_array().unwrap();
        assert_eq!(rows.len(), verdicts.len());
        assert!(rows.len() >= least, "{} rows of {sheets}", rows.len());
        for (row, verdict) in rows.iter().zip(verdicts) {
            says_the_same(row, verdict);
        }

        // The same rows as CSV.
        let csv = ["batch", laws, "--facts", "sheets.jsonl", "--on", on, "--out", "rows.csv"];
        assert_eq!(ran(folder.command(&csv)).code, Some(0));
        let table = cells(&folder.read("rows.csv"));
        assert_eq!(table.len(), rows.len());
        for (cells, row) in table.iter().zip(&rows) {
            for ((name, cell), value) in cells.iter().zip(row.as_object().unwrap().values()) {
                assert_eq!(*cell, flat(value), "{name}");
            }
        }
    }
}

/// The line of a shop whose visitors are these.
pub fn shop(at: usize, visitors: usize, open: bool) -> String {
    format!(
        r#"{{"id":"C{at}","seat":"DE","shops":[{{"name":"Shop {at}","xx.shop":{{"visitors":{visitors},"turnover":"1000 EUR","open":{open}}}}}]}}"#
    )
}

#[test]
fn a_flat_line_says_the_same_as_a_nested_one() {
    let folder = Folder::new();
    folder.write(
        "nested.jsonl",
        r#"{"id":"C1","name":"One","seat":"DE","shops":[{"name":"Corner","xx.shop":{"visitors":101,"turnover":"1000.50 EUR","kinds":["small","large"],"open":false,"complaint":["2021-01-01"],"yearly":{"2020":"5 EUR"}}}]}"#,
    );
    folder.write(
        "flat.jsonl",
        r#"{"id":"C1","name":"One","seat":"DE","shop.name":"Corner","visitors":101,"turnover":1000.50,"kinds":["small","large"],"xx.shop.open":false,"opened":null,"complaint":"2021-01-01","yearly.2020":5}"#,
    );
    folder.write(
        "flat.csv",
        "id,name,company.seat,shop.name,visitors,turnover,kinds,open,opened,complaint,yearly.2020\r\n\
         C1,One,DE,Corner,101,1000.50,small;large,false,,2021-01-01,5\r\n",
    );
    let columns = "--columns=sheet,entity,state,keep_open.status,keep_open.since,pay.low,pay.high,\
                   needs,id,company.name,shop.name,seat,visitors,turnover,kinds,opened,open,busy,share";
    for input in ["nested.jsonl", "flat.jsonl", "flat.csv"] {
        let judged = folder.batch(&["--facts", input, "--out", "-", "--to", "jsonl", columns]);
        assert_eq!(judged.code, Some(0), "{}", judged.err);
        assert_eq!(
            judged.out,
            "{\"sheet\":\"One\",\"entity\":\"Corner\",\"state\":\"breach\",\
             \"keep_open.status\":\"breached\",\"keep_open.since\":\"2020-01-01\",\
             \"pay.low\":\"100.00\",\"pay.high\":\"333.50\",\"needs\":[],\"id\":\"C1\",\
             \"company.name\":\"One\",\"shop.name\":\"Corner\",\"seat\":\"DE\",\
             \"visitors\":\"101\",\"turnover\":\"1000.50\",\"kinds\":[\"small\",\"large\"],\
             \"opened\":null,\"open\":false,\"busy\":true,\"share\":\"333.50\"}\n",
            "{input}"
        );
    }
}

#[test]
fn an_empty_cell_is_unknown_and_none_only_where_that_is_said() {
    let folder = Folder::new();
    folder.write("rows.csv", "shop.name,visitors,opened\nA,,\n");
    let columns = "--columns=opened,busy,needs";
    let to = ["--facts", "rows.csv", "--out", "-", "--to", "csv", columns, "--no-header"];
    assert_eq!(folder.batch(&to).out, ",undetermined,visitors;open\n");
    let none = [&to[..], &["--empty", "none"]].concat();
    assert_eq!(folder.batch(&none).out, "none,undetermined,visitors;open\n");
}

#[test]
fn amounts_without_a_finite_decimal_are_fractions() {
    let folder = Folder::new();
    folder.write("a.jsonl", r#"{"visitors":200,"turnover":1000,"open":false}"#);
    let columns = "--columns=sheet,entity,pay.low,pay.high,pay.currency,share";
    let judged = folder.batch(&["--facts", "a.jsonl", "--out", "-", "--to", "csv", columns]);
    assert_eq!(
        judged.out,
        "sheet,entity,pay.low,pay.high,pay.currency,share\n\
         company 1,shop 1,100.00,1000/3,EUR,1000/3\n"
    );
}

#[test]
fn a_bad_record_is_rejected_with_its_line_and_the_run_goes_on() {
    let folder = Folder::new();
    let lines = [
        shop(1, 5, true).into_bytes(),
        Vec::new(),
        br#"{"visitors": 5, "visitor": 6}"#.to_vec(),
        br#"{"visitors": "many"}"#.to_vec(),
        b"{\"visitors\": \xff}".to_vec(),
        b"{ oops".to_vec(),
        br#"{"seat": "DE", "shops": []}"#.to_vec(),
        shop(2, 500, false).into_bytes(),
    ];
    folder.write("a.jsonl", lines.join(&b'\n'));
    let judged = folder.batch(&["--facts", "a.jsonl", "--out", "rows.csv"]);
    assert_eq!(judged.code, Some(1), "{}", judged.err);
    let told = "7 records = 2 judged + 5 rejected; 2 rows\n  xx.shop  breach 1, not_applicable 1\n";
    assert!(judged.err.starts_with(told), "{}", judged.err);
    assert!(judged.err.contains("  fines    100.00 to 1000/3 EUR\n"), "{}", judged.err);
    let rejects = rows(&folder.read("rows.csv.rejects.jsonl"));
    let told: Vec<(u64, &str)> = rejects
        .iter()
        .map(|it| (it["line"].as_u64().unwrap(), it["code"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [(3, "E0601"), (4, "E0604"), (5, "E0114"), (6, "E0603"), (7, "E1009")]);
    assert_eq!(rejects[0]["file"], "a.jsonl");
    assert_eq!(rejects[0]["at"], "17");
    assert_eq!(rejects[0]["help"], "did you mean `visitors`?");
    assert_eq!(rejects[0]["original"], r#"{"visitors": 5, "visitor": 6}"#);
    assert_eq!(cells(&folder.read("rows.csv")).len(), 2);
    assert_eq!(
        folder.names(),
        ["a.jsonl", "rows.csv", "rows.csv.rejects.jsonl", "shop.law", "solon.toml"]
    );
}

#[test]
fn what_no_law_asks_for_is_passed_over_only_where_that_is_asked() {
    let folder = Folder::new();
    folder.write("rows.csv", "shop.name,visitors,colour,open\nA,500,red,true\n");
    let judged = folder.batch(&["--facts", "rows.csv", "--out", "rows.jsonl"]);
    assert_eq!(judged.code, Some(3));
    assert!(judged.err.contains("E1013"), "{}", judged.err);
    assert_eq!(folder.names(), ["rows.csv", "shop.law", "solon.toml"]);
    let judged = folder.batch(&["--facts", "rows.csv", "--out", "rows.jsonl", "--skip-unknown"]);
    assert_eq!(judged.code, Some(0), "{}", judged.err);
    assert!(judged.err.contains("passed over  colour"), "{}", judged.err);
    folder.write("a.jsonl", r#"{"visitors": 500, "open": true, "colour": {"id": 5}}"#);
    let judged = folder.batch(&["--facts", "a.jsonl", "--out", "rows.jsonl", "--skip-unknown"]);
    assert_eq!(judged.code, Some(0), "{}", judged.err);
}

#[test]
fn cells_of_csv_may_hold_commas_quotes_and_line_ends() {
    let folder = Folder::new();
    folder.write(
        "rows.csv",
        "\u{feff}name,shop.name,visitors\n\"A, \"\"B\"\"\nC\",5\" pipe,7\nlast,x,8,9\nD,E,9",
    );
    let judged =
        folder.batch(&["--facts", "rows.csv", "--out", "out.csv", "--columns=sheet,entity"]);
    assert_eq!(judged.code, Some(1), "{}", judged.err);
    let written = "sheet,entity\n\"A, \"\"B\"\"\nC\",\"5\"\" pipe\"\nD,E\n";
    assert_eq!(folder.read("out.csv"), written);
    let rejects = rows(&folder.read("out.csv.rejects.jsonl"));
    assert_eq!(rejects[0]["line"], 4);
    assert_eq!(rejects[0]["code"], "E0623");
    assert_eq!(rejects[0]["original"], "last,x,8,9");
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = Folder::new();
    let line = |at: usize| match at % 97 {
        13 => "{ oops".to_owned(),
        _ => shop(at, at % 200, at.is_multiple_of(3)),
    };
    folder.write("in/b.jsonl", (0..5000).map(line).collect::<Vec<_>>().join("\n"));
    folder.write("in/a.jsonl", (5000..9500).map(line).collect::<Vec<_>>().join("\r\n"));
    let run = |threads: &str| {
        let out = format!("rows{threads}.csv");
        let ran = folder.batch(&["--facts", "in", "--out", &out, "--threads", threads]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        (folder.read(&out), folder.read(&format!("{out}.rejects.jsonl")))
    };
    let one = run("1");
    assert_eq!(one, run("3"));
    assert_eq!(one.0.lines().count() + one.1.lines().count(), 9501);
    // Files of a folder come in the order of their names.
    let second = one.0.lines().nth(1).unwrap();
    assert!(second.starts_with("company 1,Shop 5000,"), "{second}");
}

#[test]
fn a_run_that_cannot_end_leaves_what_was_there() {
    let folder = Folder::new();
    folder.write("rows.csv", "of an earlier run\n");
    folder.write("a.jsonl", shop(1, 5, true));
    folder.write("b.csv", "nonsense\n1\n");
    let judged = folder.batch(&["--facts", "a.jsonl", "b.csv", "--out", "rows.csv"]);
    assert_eq!(judged.code, Some(3));
    assert_eq!(folder.read("rows.csv"), "of an earlier run\n");
    assert_eq!(folder.names(), ["a.jsonl", "b.csv", "rows.csv", "shop.law", "solon.toml"]);
}

#[test]
fn compressed_inputs_are_read_by_their_ending() {
    use std::io::Write;
    let folder = Folder::new();
    let text = shop(1, 500, true);
    folder.write("plain.jsonl", &text);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(text.as_bytes()).unwrap();
    folder.write("packed.jsonl.gz", gz.finish().unwrap());
    folder.write("packed.jsonl.zst", zstd::encode_all(text.as_bytes(), 1).unwrap());
    let of = |input: &str| {
        let judged = folder.batch(&["--facts", input, "--out", "rows.csv"]);
        assert_eq!(judged.code, Some(0), "{}", judged.err);
        folder.read("rows.csv")
    };
    let plain = of("plain.jsonl");
    assert_eq!(plain, of("packed.jsonl.gz"));
    assert_eq!(plain, of("packed.jsonl.zst"));
}

#[test]
fn a_name_that_is_no_column_is_refused() {
    let folder = Folder::new();
    folder.write("a.jsonl", shop(1, 5, true));
    for (columns, told) in [
        ("state,bussy", "did you mean `busy`?"),
        ("state,state", "is named twice"),
        ("name", "means several columns"),
        ("yearly", "no column is called `yearly`"),
    ] {
        let asked = ["--facts", "a.jsonl", "--out", "r.csv", "--columns", columns];
        let judged = folder.batch(&asked);
        assert_eq!(judged.code, Some(3), "{columns}");
        assert!(judged.err.contains(told), "{columns}: {}", judged.err);
    }
    let asked = ["--facts", "a.jsonl", "--out", "-", "--to", "csv", "--columns=xx.shop:busy"];
    assert_eq!(folder.batch(&asked).out, "xx.shop:busy\nfalse\n");
}

#[test]
fn what_is_read_is_not_written_over() {
    let folder = Folder::new();
    folder.write("a.csv", "visitors\n5\n");
    for (out, rejects) in [("a.csv", "b.jsonl"), ("b.csv", "a.csv"), ("b.csv", "b.csv")] {
        let judged = folder.batch(&["--facts", "a.csv", "--out", out, "--rejects", rejects]);
        assert_eq!(judged.code, Some(3), "{out} {rejects}");
        assert!(judged.err.contains("E1008"), "{}", judged.err);
    }
    assert_eq!(folder.read("a.csv"), "visitors\n5\n");
    assert_eq!(folder.names(), ["a.csv", "shop.law", "solon.toml"]);
}

#[test]
fn a_row_of_a_law_that_cannot_be_evaluated_says_so_and_ends_with_5() {
    let folder = Folder::new();
    let law = LAW.replace("turnover / 3", "turnover * (visitors / (visitors - 200))");
    folder.write("shop.law", law);
    folder.write("a.jsonl", [shop(1, 200, false), shop(2, 500, false)].join("\n"));
    let to = ["--facts", "a.jsonl", "--out", "-", "--to", "csv", "--columns=entity,state,share"];
    let judged = folder.batch(&to);
    assert_eq!(judged.code, Some(5), "{}", judged.err);
    assert_eq!(judged.out, "entity,state,share\nShop 1,error,error\nShop 2,breach,5000/3\n");
}

#[test]
fn records_come_from_standard_input_where_it_is_said_what_they_are() {
    use std::io::Write;
    let folder = Folder::new();
    let piped = |more: &[&str], text: &str| {
        let asked = ["batch", "shop.law", "--on", "2021-05-01", "--facts", "-", "--out", "-"];
        let mut command = folder.command(&[&asked[..], more].concat());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut run = command.spawn().unwrap();
        run.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = run.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let to = ["--to", "csv", "--columns=sheet,state", "--no-header"];
    let csv = piped(&[&to[..], &["--from", "csv"]].concat(), "visitors,open\n500,true\n");
    assert_eq!(csv, (Some(0), "company 2,compliant\n".to_owned()));
    let lines = "{\"visitors\":500,\"open\":true}\n{ oops\n";
    let json = piped(&[&to[..], &["--from", "jsonl"]].concat(), lines);
    assert_eq!(json, (Some(1), "company 1,compliant\n".to_owned()));
    assert_eq!(piped(&to, lines).0, Some(3));
    let shard = piped(&[&to[..], &["--from", "csv", "--shard", "1/2"]].concat(), "");
    assert_eq!(shard.0, Some(3));
    assert_eq!(folder.names(), ["shop.law", "solon.toml"]);
}
