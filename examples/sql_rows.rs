//! Rows of facts and what the reference evaluator says of them, for engines that carry out `solon export sql`.
//!
//! `cargo run --release --example sql_rows -- OUT ROWS SEED LAW-NAME DATE PATH…` writes to the folder OUT
//! the table `facts.csv` with its `schema.tsv`, the answers `answers.csv`, and one query for each dialect.
//! With `LAW-NAME:each` it does so for each column alone, in folders of its name, so that what each waits for
//! is compared too.

#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    clippy::match_wildcard_for_single_variants,
    reason = "a program of the tests: what is out of place ends it, what it made is said"
)]

use solon::engine::eval::{Evaluator, Explain, judge};
use solon::engine::plan::{Input, Stated, lower_with};
use solon::engine::sql::{Asked, Dialect, emit, fact_name};
use solon::engine::verdict::{Needs, Outcome, Status, Wanted};
use solon::facts::generate::cases;
use solon::facts::{Instance, Known, Occurrences, Record, Sheet};
use solon::front::project;
use solon::ground::table::Id;
use solon::ground::text::Limits;
use solon::ground::time::Date;
use solon::ground::value::{Number, Value};
use solon::language::law::{Define, Fact, Law, Laws, Must, Type};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What may stand in one column: nothing where it is not stated.
type Pool<T> = Vec<Option<T>>;

const DIALECTS: [Dialect; 4] =
    [Dialect::DuckDb, Dialect::Postgres, Dialect::DataFusion, Dialect::Spark];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out, rows, seed, name, on, paths @ ..] = arguments.as_slice() else {
        return Err("OUT ROWS SEED LAW-NAME DATE PATH…".into());
    };
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let project = project::open(&paths, &Limits::default());
    if project.found.has_errors() {
        return Err(format!("{:#?}", project.found).into());
    }
    let laws = &project.laws;
    let (name, each) = match name.split_once(':') {
        Some((name, _)) => (name, true),
        None => (name.as_str(), false),
    };
    let (law, _) = laws.laws.rows().find(|(_, law)| law.name == name).ok_or("no such law")?;
    let on = Date::parse(on).ok_or("no such day")?;
    let out = Path::new(out);
    std::fs::create_dir_all(out)?;
    let all = Rows::new(laws, law, on)?;
    let (rows, seed) = (rows.parse()?, seed.parse()?);
    if !each {
        return all.write(out, rows, seed);
    }
    for (at, define) in all.defines.iter().enumerate() {
        let columns = [all.columns[0].as_str(), &all.columns[at + 1], "needs"].map(str::to_owned);
        let one = Rows {
            defines: vec![*define],
            duties: Vec::new(),
            columns: columns.into(),
            ..all.clone()
        };
        one.write(&out.join(&one.columns[1]), rows, seed + at as u64)?;
    }
    for (at, duty) in all.duties.iter().enumerate() {
        let column = &all.columns[1 + all.defines.len() + at];
        let columns = [all.columns[0].as_str(), column, "needs"].map(str::to_owned);
        let one = Rows {
            defines: Vec::new(),
            duties: vec![*duty],
            columns: columns.into(),
            ..all.clone()
        };
        one.write(&out.join(&one.columns[1]), rows, seed + at as u64)?;
    }
    Ok(())
}

#[derive(Clone)]
struct Rows<'l> {
    laws: &'l Laws,
    law: Id<Law>,
    on: Date,
    key: Id<Fact>,
    inputs: Vec<Input>,
    base: (Sheet, Id<Instance>),
    facts: BTreeMap<(Id<Fact>, usize), Pool<Record>>,
    events: BTreeMap<usize, Pool<Occurrences>>,
    defines: Vec<Id<Define>>,
    /// Positions among the duties of the law.
    duties: Vec<usize>,
    columns: Vec<String>,
}

impl<'l> Rows<'l> {
    fn new(laws: &'l Laws, law: Id<Law>, on: Date) -> Result<Self, Box<dyn Error>> {
        let subject = laws.laws[law].subject;
        let mut fields = laws.entities[subject].fields.iter().copied();
        let key = fields.find(|fact| laws.facts[*fact].type_ == Type::Text).ok_or("no key")?;
        let told = |column: &str| {
            let columns = [column.to_owned()];
            let asked = Asked { law, on, dialect: Dialect::DuckDb, columns: &columns, table: "t" };
            emit(laws, &asked).is_ok()
        };
        let own = laws.defines.ids().filter(|it| laws.defines[*it].law == law);
        let defines: Vec<Id<Define>> = own.filter(|it| told(&laws.defines[*it].name)).collect();
        let duties: Vec<usize> = laws.laws[law]
            .duties()
            .enumerate()
            .filter(|(_, it)| told(&format!("{}.status", laws.duties[*it].name)))
            .map(|(at, _)| at)
            .collect();
        let mut columns = vec![laws.facts[key].name.clone()];
        columns.extend(defines.iter().map(|it| laws.defines[*it].name.clone()));
        let all: Vec<_> = laws.laws[law].duties().collect();
        for at in &duties {
            columns.push(format!("{}.status", laws.duties[all[*at]].name));
        }
        columns.push("needs".to_owned());
        let mut expressions = Vec::new();
        for duty in laws.laws[law].duties() {
            let duty = &laws.duties[duty];
            expressions.extend(duty.when);
            if let Must::Keep(state) = duty.must {
                expressions.push(state);
            }
        }
        let every: Vec<Id<Define>> =
            laws.defines.ids().filter(|it| laws.defines[*it].law == law).collect();
        let (plan, ..) = lower_with(laws, law, on, &every, &expressions);
        let mut rows = Rows {
            laws,
            law,
            on,
            key,
            inputs: plan.inputs,
            base: base(laws, law, &every, &expressions)?,
            facts: BTreeMap::new(),
            events: BTreeMap::new(),
            defines,
            duties,
            columns,
        };
        for define in &every {
            for version in laws.defines[*define].versions.versions() {
                expressions.push(version.value.value);
            }
        }
        rows.fill(&expressions);
        Ok(rows)
    }

    /// Fills the pools with what the boundary cases of expressions state.
    fn fill(&mut self, expressions: &[Id<solon::language::law::Expression>]) {
        for expression in expressions {
            for case in cases(self.laws, self.law, *expression, 400) {
                for (at, input) in self.inputs.iter().enumerate() {
                    let Some(instance) = case.sheet.reach(case.subject, input.of) else { continue };
                    let instance = &case.sheet.instances[instance];
                    match input.stated {
                        Stated::Fact(fact) => {
                            let pool = self.facts.entry((fact, at)).or_insert_with(|| vec![None]);
                            let record = instance.record(fact).cloned();
                            let plain = matches!(&record, Some(Record::Always(entry))
                                if matches!(entry.known, Known::Value(_)));
                            if plain && !pool.contains(&record) {
                                pool.push(record);
                            }
                        }
                        Stated::Event(event) => {
                            let pool = self.events.entry(at).or_insert_with(|| vec![None]);
                            let recorded = instance.occurrences(event).cloned();
                            let one = matches!(&recorded,
                                Some(Occurrences::Recorded(all)) if all.len() == 1);
                            if one && !pool.contains(&recorded) {
                                pool.push(recorded);
                            }
                        }
                    }
                }
            }
        }
    }

    fn write(&self, out: &Path, rows: usize, seed: u64) -> Result<(), Box<dyn Error>> {
        std::fs::create_dir_all(out)?;
        for dialect in DIALECTS {
            let columns = &self.columns;
            let asked = Asked { law: self.law, on: self.on, dialect, columns, table: "sheets" };
            match emit(self.laws, &asked) {
                Ok(query) => std::fs::write(out.join(format!("{}.sql", dialect.word())), query)?,
                Err(found) => return Err(format!("{}: {found:#?}", dialect.word()).into()),
            }
        }
        std::fs::write(out.join("schema.tsv"), self.schema())?;
        let mut facts = self.header();
        let mut answers = format!("{}\n", self.columns.join(","));
        let mut state = seed;
        let (mut open, mut failed) = (0_u64, 0_u64);
        for row in 0..rows {
            let sheet = self.row(row, &mut state, &mut facts);
            self.answer(row, &sheet, &mut answers, &mut open, &mut failed);
        }
        std::fs::write(out.join("facts.csv"), facts)?;
        std::fs::write(out.join("answers.csv"), answers)?;
        println!(
            "{}: {rows} rows, seed {seed}, columns {}; {open} answers open, {failed} failed",
            self.laws.laws[self.law].name,
            self.columns.join(" ")
        );
        Ok(())
    }

    /// The distinct columns of the table: a fact may be read for several reasons.
    fn table(&self) -> Vec<(usize, String)> {
        let mut seen = BTreeSet::new();
        let mut columns = Vec::new();
        for (at, input) in self.inputs.iter().enumerate() {
            let name = match input.stated {
                Stated::Fact(fact) => fact_name(self.laws, self.law, fact),
                Stated::Event(event) => {
                    let row = &self.laws.events[event];
                    match row.entity == self.laws.laws[self.law].subject {
                        true => row.name.clone(),
                        false => format!("{}.{}", self.laws.entities[row.entity].name, row.name),
                    }
                }
            };
            if seen.insert(name.clone()) {
                columns.push((at, name));
            }
        }
        columns
    }

    fn optional(&self, at: usize) -> bool {
        let Stated::Fact(fact) = self.inputs[at].stated else { return false };
        matches!(self.laws.facts[fact].type_, Type::Optional(_))
    }

    fn by_column(&self, at: usize) -> bool {
        self.optional(at) && !matches!(self.inputs[at].type_, Type::Enum(_) | Type::Country)
    }

    fn schema(&self) -> String {
        let mut text = format!("{}\ttext\n", self.laws.facts[self.key].name);
        for (at, name) in self.table() {
            let input = &self.inputs[at];
            let kind = match &input.type_ {
                Type::Bool => "bool".to_owned(),
                Type::Date => "date".to_owned(),
                Type::Number(_) | Type::Money(_) | Type::Duration(_) => {
                    format!("decimal {}", input.unit.parts().1.ilog10())
                }
                Type::Set(_) => "texts".to_owned(),
                _ => "text".to_owned(),
            };
            let _ = writeln!(text, "{name}\t{kind}");
            if self.by_column(at) {
                let _ = writeln!(text, "{name}_none\tbool");
            }
        }
        text
    }

    fn header(&self) -> String {
        let mut names = vec![self.laws.facts[self.key].name.clone()];
        for (at, name) in self.table() {
            names.push(name.clone());
            if self.by_column(at) {
                names.push(format!("{name}_none"));
            }
        }
        format!("{}\n", names.join(","))
    }

    /// A row, chosen from the pools; a fact is unknown more often than any one value.
    fn row(&self, row: usize, state: &mut u64, facts: &mut String) -> Sheet {
        let (mut sheet, subject) = self.base.clone();
        let mut cells = vec![format!("r{row}")];
        for (at, _) in self.table() {
            let input = &self.inputs[at];
            let Some(instance) = sheet.reach(subject, input.of) else { continue };
            match input.stated {
                Stated::Fact(fact) => {
                    let pool = self.facts.get(&(fact, at)).map_or(&[][..], Vec::as_slice);
                    let mut record = pick(pool, state);
                    if random(state).is_multiple_of(6) {
                        record = None;
                    }
                    vary(&mut record, input, state);
                    let value = match &record {
                        Some(Record::Always(entry)) => match &entry.known {
                            Known::Value(value) => Some(value.clone()),
                            Known::Bounds(_) | Known::Unknown => None,
                        },
                        _ => None,
                    };
                    cells.push(self.cell(&input.type_, value.as_ref(), self.by_column(at)));
                    if self.by_column(at) {
                        let none = value.as_ref().map(|value| *value == Value::None);
                        cells.push(none.map_or(String::new(), |none| none.to_string()));
                    }
                    sheet.instances[instance].set_record(fact, record);
                }
                Stated::Event(event) => {
                    let pool = self.events.get(&at).map_or(&[][..], Vec::as_slice);
                    let recorded = pick(pool, state);
                    let day = match &recorded {
                        Some(Occurrences::Recorded(all)) => all.first().map(|it| it.on.to_string()),
                        _ => None,
                    };
                    cells.push(day.unwrap_or_default());
                    sheet.instances[instance].set_occurrences(event, recorded);
                }
            }
        }
        let _ = writeln!(facts, "{}", cells.join(","));
        sheet
    }

    fn cell(&self, type_: &Type, value: Option<&Value>, by_column: bool) -> String {
        match value {
            None => String::new(),
            Some(Value::None) if by_column => String::new(),
            Some(value) => self.shown(type_, value),
        }
    }

    fn shown(&self, type_: &Type, value: &Value) -> String {
        let variant = |of: &Type, at: u32| match of {
            Type::Enum(of) => self.laws.enumerations[*of].variants[at as usize].name.clone(),
            _ => at.to_string(),
        };
        let plain = if let Type::Optional(inner) = type_ { inner.as_ref() } else { type_ };
        match (value, plain) {
            (Value::Bool(truth), _) => truth.to_string(),
            (Value::Number(number), _) => number.decimal().unwrap_or_else(|| "?".to_owned()),
            (Value::Date(date), _) => date.to_string(),
            (Value::Duration(duration), _) => duration.amount.to_string(),
            (Value::Country(country), _) => country.code().to_owned(),
            (Value::Variant(at), of) => variant(of, *at),
            (Value::Set(all), Type::Set(of)) => {
                let names = all.iter().map(|it| match it {
                    Value::Variant(at) => variant(of, *at),
                    _ => "?".to_owned(),
                });
                format!("{{{}}}", names.collect::<Vec<_>>().join(";"))
            }
            (Value::None, _) => "none".to_owned(),
            (_, _) => "?".to_owned(),
        }
    }

    fn answer(
        &self,
        row: usize,
        sheet: &Sheet,
        answers: &mut String,
        open: &mut u64,
        failed: &mut u64,
    ) {
        let mut cells = vec![format!("r{row}")];
        let mut needs = Needs::default();
        let mut evaluator = Evaluator::new(self.laws, self.law, sheet, self.base.1, Explain::No);
        for define in &self.defines {
            let row = &self.laws.defines[*define];
            let version = row.versions.on(self.on);
            let outcome = version.map(|it| evaluator.evaluate(it.value.value, self.on).outcome);
            let mut cell = String::new();
            match outcome {
                Some(Outcome::Known(value)) => cell = self.shown(&row.type_, &value),
                Some(Outcome::Undetermined(undetermined)) => {
                    *open += 1;
                    needs = needs.and(&undetermined.needs);
                }
                Some(Outcome::Failed(_)) | None => *failed += 1,
            }
            cells.push(cell);
        }
        if !self.duties.is_empty() {
            let verdict = judge(self.laws, self.law, sheet, self.base.1, self.on, Explain::No);
            for at in &self.duties {
                let status = &verdict.duties[*at].status;
                cells.push(status.word().words().replace(' ', "_"));
                if let Status::Undetermined { needs: open } = status {
                    needs = needs.and(open);
                }
            }
        }
        let names: BTreeSet<String> = needs
            .iter()
            .map(|need| match &need.wanted {
                Wanted::Fact { fact, .. } => fact_name(self.laws, self.law, *fact),
                other => format!("{other:?}"),
            })
            .collect();
        cells.push(names.into_iter().collect::<Vec<_>>().join(";"));
        let _ = writeln!(answers, "{}", cells.join(","));
    }
}

/// A sheet that has every entity a law asks of.
fn base(
    laws: &Laws,
    law: Id<Law>,
    defines: &[Id<Define>],
    expressions: &[Id<solon::language::law::Expression>],
) -> Result<(Sheet, Id<Instance>), Box<dyn Error>> {
    let versions = defines.iter().flat_map(|it| laws.defines[*it].versions.versions());
    let mut all = versions.map(|it| it.value.value).chain(expressions.iter().copied());
    let case = all.find_map(|it| cases(laws, law, it, 1).next());
    let case = case.ok_or("nothing to try")?;
    let (mut sheet, subject) = (case.sheet, case.subject);
    let instances: Vec<_> = sheet.instances.ids().collect();
    for instance in instances {
        for fact in laws.facts.ids() {
            if sheet.instances[instance].record(fact).is_some() {
                sheet.instances[instance].set_record(fact, None);
            }
        }
        for event in laws.events.ids() {
            if sheet.instances[instance].occurrences(event).is_some() {
                sheet.instances[instance].set_occurrences(event, None);
            }
        }
    }
    Ok((sheet, subject))
}

/// Instead of a number of the law, in some rows any other that the column holds.
fn vary(record: &mut Option<Record>, input: &Input, state: &mut u64) {
    let Some(Record::Always(entry)) = record else { return };
    let Known::Value(Value::Number(_)) = entry.known else { return };
    if !random(state).is_multiple_of(3) {
        return;
    }
    let digits = u32::try_from(random(state) % 18).unwrap_or(0);
    let most = 10_u64.pow(digits);
    let figure = i64::try_from(random(state) % most.max(2)).unwrap_or(0);
    let figure = if random(state).is_multiple_of(5) { -figure } else { figure };
    if let Ok(number) = Number::whole(figure).mul(&input.unit.number()) {
        entry.known = Known::Value(Value::Number(number));
    }
}

fn pick<T: Clone>(pool: &[Option<T>], state: &mut u64) -> Option<T> {
    let at = usize::try_from(random(state) % (pool.len().max(1) as u64)).ok()?;
    pool.get(at).cloned().flatten()
}

/// The next number of a fixed sequence (splitmix64).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
