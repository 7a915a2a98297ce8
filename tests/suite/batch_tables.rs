//! Tables of columns: Parquet in and out says what JSON Lines say, and only what is exact is read.

use crate::batch::{Folder, cells, rows};
use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, ListBuilder,
    RecordBatch, StringArray, StringBuilder,
};
use arrow::util::display::array_value_to_string;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::sync::Arc;

fn write(folder: &Folder, name: &str, columns: Vec<(&str, ArrayRef)>) {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, column)| (name, column, true)),
    );
    let batch = batch.unwrap();
    let file = File::create(folder.path(name)).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// Two shops, with a column that no law asks for.
fn shops(folder: &Folder) {
    let mut kinds = ListBuilder::new(StringBuilder::new());
    kinds.append_value([Some("small"), Some("large")]);
    kinds.append_null();
    let money = Decimal128Array::from(vec![Some(100_050), None]).with_precision_and_scale(18, 2);
    write(
        folder,
        "shops.parquet",
        vec![
            ("id", Arc::new(StringArray::from(vec!["C1", "C2"]))),
            ("colour", Arc::new(StringArray::from(vec!["red", "blue"]))),
            ("shop.name", Arc::new(StringArray::from(vec![Some("A"), None]))),
            ("visitors", Arc::new(Int64Array::from(vec![101, 5]))),
            ("turnover", Arc::new(money.unwrap())),
            ("kinds", Arc::new(kinds.finish())),
            ("opened", Arc::new(Date32Array::from(vec![Some(18_628), None]))),
            ("open", Arc::new(BooleanArray::from(vec![Some(false), None]))),
            ("complaint", Arc::new(StringArray::from(vec![Some("2021-01-01;2021-02-01"), None]))),
        ],
    );
}

const COLUMNS: &str = "--columns=sheet,entity,state,keep_open.since,pay.high,needs,id,visitors,\
                       turnover,kinds,opened,open,busy";

#[test]
fn parquet_is_read_exactly_and_only_where_it_is_asked_for() {
    let folder = Folder::new();
    shops(&folder);
    let judged = folder.batch(&["--facts", "shops.parquet", "--out", "-", "--to", "csv", COLUMNS]);
    assert_eq!(judged.code, Some(3));
    assert!(judged.err.contains("asks for the column `colour`"), "{}", judged.err);
    let judged = folder.batch(&[
        "--facts",
        "shops.parquet",
        "--out",
        "-",
        "--to",
        "csv",
        COLUMNS,
        "--skip-unknown",
    ]);
    assert_eq!(judged.code, Some(0), "{}", judged.err);
    assert!(judged.err.contains("passed over  colour"), "{}", judged.err);
    assert_eq!(
        judged.out,
        "sheet,entity,state,keep_open.since,pay.high,needs,id,visitors,turnover,kinds,opened,open,busy\n\
         company 1,A,breach,2020-01-01,333.50,,C1,101,1000.50,small;large,2021-01-01,false,true\n\
         company 2,shop 1,not_applicable,,,,C2,5,,,,,false\n"
    );
}

#[test]
fn a_floating_number_is_read_where_it_is_whole_and_else_rejected() {
    let folder = Folder::new();
    let visitors = Float64Array::from(vec![Some(500.0), Some(500.5), Some(1e300), None]);
    write(&folder, "a.parquet", vec![("visitors", Arc::new(visitors))]);
    let judged = folder.batch(&["--facts", "a.parquet", "--out", "r.csv", "--columns=visitors"]);
    assert_eq!(judged.code, Some(1), "{}", judged.err);
    assert_eq!(folder.read("r.csv"), "visitors\n500\n\"\"\n");
    let rejects = rows(&folder.read("r.csv.rejects.jsonl"));
    assert_eq!(rejects.len(), 2);
    assert_eq!(rejects[0]["line"], 2);
    assert_eq!(rejects[0]["at"], "visitors");
    assert_eq!(rejects[0]["code"], "E0606");
}

#[test]
fn rows_in_parquet_are_those_of_csv() {
    let folder = Folder::new();
    shops(&folder);
    let to = |out: &str| {
        let asked = ["--facts", "shops.parquet", "--out", out, "--skip-unknown"];
        let judged = folder.batch(&asked);
        assert_eq!(judged.code, Some(0), "{}", judged.err);
    };
    to("rows.csv");
    to("rows.parquet");
    let table = cells(&folder.read("rows.csv"));
    let file = File::open(folder.path("rows.parquet")).unwrap();
    let batches: Vec<RecordBatch> = ParquetRecordBatchReaderBuilder::try_new(file)
        .unwrap()
        .build()
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let [batch] = batches.as_slice() else { panic!("{} batches", batches.len()) };
    assert_eq!(batch.num_rows(), table.len());
    for (at, row) in table.iter().enumerate() {
        for ((name, cell), (field, column)) in
            row.iter().zip(batch.schema().fields().iter().zip(batch.columns()))
        {
            assert_eq!(name, field.name());
            let shown = array_value_to_string(column, at).unwrap();
            let shown = shown.trim_matches(['[', ']']).replace(", ", ";");
            assert_eq!(*cell, shown, "{name}");
        }
    }
    let types: Vec<String> = ["on", "keep_open.since", "pay.low", "needs"]
        .iter()
        .map(|name| batch.schema().field_with_name(name).unwrap().data_type().to_string())
        .collect();
    assert_eq!(types[..3], ["Date32", "Date32", "Utf8"]);
    assert!(types[3].starts_with("List("), "{}", types[3]);
}

#[test]
fn a_file_that_is_no_parquet_ends_the_run() {
    let folder = Folder::new();
    folder.write("a.parquet", "PAR1 but no more");
    let judged = folder.batch(&["--facts", "a.parquet", "--out", "r.csv"]);
    assert_eq!(judged.code, Some(3));
    assert!(judged.err.contains("E1014"), "{}", judged.err);
    assert!(!folder.path("r.csv").exists());
}

#[test]
fn the_columns_of_laws_can_be_listed() {
    let folder = Folder::new();
    let listed = folder.command(&["export", "schema", "shop.law", "--columns"]).output().unwrap();
    assert_eq!(
        String::from_utf8(listed.stdout).unwrap(),
        "column,full name,holds,label\n\
         id,company.id,a text,\n\
         name,company.name,a text,\n\
         seat,company.seat,a country code,\n\
         shop.name,shop.name,a text,\n\
         complaint,xx.shop.complaint,\"dates as YYYY-MM-DD, or none\",Somebody complained\n\
         kinds,xx.shop.kinds,\"a list of kind: small, large\",\n\
         open,xx.shop.open,`true` or `false`,\n\
         opened,xx.shop.opened,\"a date as YYYY-MM-DD, or none\",\n\
         pay,xx.shop.pay,\"dates as YYYY-MM-DD, or none\",\n\
         turnover,xx.shop.turnover,an amount in EUR,\n\
         visitors,xx.shop.visitors,a number of users,\n\
         warn,xx.shop.warn,\"dates as YYYY-MM-DD, or none\",\n\
         yearly.2021,xx.shop.yearly.2021,\"an amount in EUR, one column for each year\",\n"
    );
}

#[test]
fn groups_of_a_table_without_an_end_can_be_read_again() {
    use solon::engine::columnar::cell::Cell;
    use solon::engine::columnar::sinks::Encoded;
    use solon::engine::columnar::sinks::columns::Building;
    use solon::engine::columnar::sinks::parquet::{Chunked, Table};
    use solon::engine::columnar::{Kind, Shown, What};
    let folder = Folder::new();
    let shown = [("entity", What::Entity, Kind::Text), ("needs", What::Needs, Kind::Texts)]
        .map(|(name, what, kind)| Shown { name: name.to_owned(), what, kind });
    let chunk = |number: usize| {
        let mut rows = Building::new(&shown);
        for at in 0..30_000 {
            let name = format!("shop {}", number * 30_000 + at);
            let needs = vec!["open".into(); at % 3];
            rows.row(&[Cell::Text(name.into()), Cell::Texts(needs)]);
        }
        let Encoded::Columns(Some(batch)) = rows.finish() else { panic!("no rows") };
        batch
    };
    let file = |name: &str| File::create(folder.path(name)).unwrap();
    let mut table = Table::new(file("a"), &shown).unwrap();
    let mut groups = Vec::new();
    for number in 0..7 {
        table.write(&chunk(number)).unwrap();
        if let Some(count) = table.is_between_groups() {
            groups.extend(table.groups(groups.len()).unwrap());
            assert_eq!(groups.len(), count);
        }
    }
    // Seven chunks are two groups of three each, and one chunk that is lost.
    assert_eq!(groups.len(), 2);
    std::io::Write::flush(table.stream().unwrap()).unwrap();
    drop(table);
    let unfinished = File::open(folder.path("a")).unwrap();
    let mut before = Chunked::unfinished(unfinished, groups, &shown).unwrap();
    let (mut resumed, mut whole) =
        (Table::new(file("b"), &shown).unwrap(), Table::new(file("c"), &shown).unwrap());
    for number in 0..6 {
        resumed.write(&before.take(30_000).unwrap().unwrap()).unwrap();
        whole.write(&chunk(number)).unwrap();
    }
    assert!(before.take(1).is_err());
    for table in [&mut resumed, &mut whole] {
        table.write(&chunk(6)).unwrap();
    }
    resumed.finish().unwrap();
    whole.finish().unwrap();
    let bytes = |name: &str| std::fs::read(folder.path(name)).unwrap();
    assert!(bytes("b") == bytes("c"));
}
