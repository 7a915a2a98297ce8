//! What tests touch of laws: told to people, as LCOV, and beside the lines of the source.

use crate::ground::table::Id;
use crate::ground::text::{Source, Sources, Span};
use crate::language::law::{Laws, Provision};
use crate::tools::report::harmless::plain;
use crate::tools::testing::coverage::{Coverage, Covered, Goal, Kinds, Placed, Side};
use std::collections::BTreeMap;

/// The report for people: how much of each kind, and what is not touched, by its place.
pub fn text(laws: &Laws, sources: &Sources, coverage: &Coverage) -> String {
    let mut out = String::new();
    for covered in &coverage.laws {
        let row = &laws.laws[covered.law];
        out.push_str(&format!("{}  {}\n", row.name, plain(&row.title)));
        for kind in covered.kinds() {
            out.push_str(&format!(
                "  {:<24} {}\n",
                kind.words(),
                share(covered.counted(Some(kind)))
            ));
        }
        out.push_str(&format!("  {:<24} {}\n\n", "together", share(covered.counted(None))));
        let missing = missing(laws, sources, covered);
        if !missing.is_empty() {
            out.push_str("  not touched by any test\n");
            missing.iter().for_each(|line| out.push_str(&format!("    {line}\n")));
            out.push('\n');
        }
    }
    out
}

/// `7 of 9 (77%)`, the percent rounded down.
fn share((touched, all): (usize, usize)) -> String {
    let percent = (touched * 100).checked_div(all).unwrap_or(100);
    format!("{touched:>4} of {all:<4} {percent:>3}%")
}

/// What is not touched: a line for each thing, with all that is missing of it.
fn missing(laws: &Laws, sources: &Sources, covered: &Covered) -> Vec<String> {
    let mut lines: Vec<(Kinds, Span, String, Vec<&'static str>)> = Vec::new();
    for (placed, hits) in &covered.goals {
        if *hits > 0 {
            continue;
        }
        let (kind, span) = (placed.goal.kind(), placed.span);
        let (what, how) = words(laws, sources, placed);
        match lines.iter_mut().rev().find(|it| (it.0, it.1) == (kind, span) && it.2 == what) {
            Some(line) => line.3.push(how),
            None => lines.push((kind, span, what, vec![how])),
        }
    }
    lines.sort_by_key(|(kind, span, ..)| (span.source, span.start, *kind));
    let told = |(_, span, what, how): (Kinds, Span, String, Vec<&str>)| {
        format!("{}  {what}: {}", place(sources, span), how.join(", "))
    };
    lines.into_iter().map(told).collect()
}

/// What a goal is of, and what is to come of it.
pub fn words(laws: &Laws, sources: &Sources, placed: &Placed) -> (String, &'static str) {
    let said = |span: Span| {
        let words = sources.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut short: String = words.chars().take(60).collect();
        if short.len() < words.len() {
            short.push('…');
        }
        plain(&short)
    };
    let holds = |holds: bool| if holds { "holds" } else { "does not hold" };
    match placed.goal {
        Goal::Outcome(define, outcome) => {
            let how = match outcome {
                Some(true) => "true",
                Some(false) => "false",
                None => "undetermined",
            };
            (laws.defines[define].name.clone(), how)
        }
        Goal::Evaluated(define) => (laws.defines[define].name.clone(), "never evaluated"),
        Goal::Alternative(_, _, is) => (said(placed.span), holds(is)),
        Goal::Exception(_, _, is) => {
            (said(placed.span), if is { "displaces" } else { "does not displace" })
        }
        Goal::Row(table, at) => (
            format!("table {}, row {}: {}", laws.tables[table].name, at + 1, said(placed.span)),
            "never answers",
        ),
        Goal::Band(scale, _, at) => (
            format!("scale {}, band {}: {}", laws.scales[scale].name, at + 1, said(placed.span)),
            "never counts",
        ),
        Goal::Version(parameter, _) => (
            format!("parameter {}, {}", laws.parameters[parameter].name, said(placed.span)),
            "never in use",
        ),
        Goal::Duty(duty, word) => (laws.duties[duty].name.clone(), word.words()),
        Goal::Step(step, word) => (laws.steps[step].name.clone(), word.words()),
        Goal::Threshold(_, side) => {
            let how = match side {
                Side::Below => "below",
                Side::At => "at",
                Side::Above => "above",
            };
            (said(placed.span), how)
        }
        Goal::Day(_, day, side) => {
            let how = match side {
                Side::Below => "the day before",
                Side::At => "that day",
                Side::Above => "the day after",
            };
            let of = placed.provision.map_or(String::new(), |of| format!(", {}", called(laws, of)));
            (format!("{day}{of}"), how)
        }
    }
}

/// A provision by its kind and name.
pub fn called(laws: &Laws, provision: Provision) -> String {
    match provision {
        Provision::Fact(id) => format!("fact {}", laws.facts[id].name),
        Provision::Event(id) => format!("event {}", laws.events[id].name),
        Provision::Parameter(id) => format!("parameter {}", laws.parameters[id].name),
        Provision::Scale(id) => format!("scale {}", laws.scales[id].name),
        Provision::Table(id) => format!("table {}", laws.tables[id].name),
        Provision::Define(id) => format!("define {}", laws.defines[id].name),
        Provision::Status(id) => format!("status {}", laws.statuses[id].name),
        Provision::Duty(id) => format!("duty {}", laws.duties[id].name),
        Provision::Sanctions(id) => format!("sanctions {}", laws.sanctions[id].name),
    }
}

/// Where the law lays a provision down: its kind and name, its citations and its quoted words.
pub fn founded(laws: &Laws, provision: Provision) -> String {
    let basis = match provision {
        Provision::Fact(_) | Provision::Event(_) => None,
        Provision::Parameter(id) => Some(&laws.parameters[id].basis),
        Provision::Scale(id) => Some(&laws.scales[id].basis),
        Provision::Table(id) => Some(&laws.tables[id].basis),
        Provision::Define(id) => Some(&laws.defines[id].basis),
        Provision::Status(id) => Some(&laws.statuses[id].basis),
        Provision::Duty(id) => Some(&laws.duties[id].basis),
        Provision::Sanctions(id) => Some(&laws.sanctions[id].basis),
    };
    let mut told = called(laws, provision);
    if let Some(basis) = basis {
        let quotes = basis.quotes.iter().map(|words| format!("“{words}”"));
        for more in basis.cites.iter().cloned().chain(quotes) {
            told.push_str(&format!(", {}", plain(&more)));
        }
    }
    told
}

/// `file:line:column`
fn place(sources: &Sources, span: Span) -> String {
    let at = sources.position(span);
    format!("{}:{}:{}", plain(&sources.source(span.source).name), at.line, at.column)
}

/// The goals of each line of each file: how many tests touch each, in order.
type Lines = BTreeMap<Id<Source>, BTreeMap<usize, Vec<usize>>>;

fn lines(sources: &Sources, coverage: &Coverage) -> Lines {
    let mut lines = Lines::new();
    for (placed, hits) in coverage.laws.iter().flat_map(|covered| &covered.goals) {
        let line = sources.position(placed.span).line;
        lines.entry(placed.span.source).or_default().entry(line).or_default().push(*hits);
    }
    lines
}

/// The trace that `genhtml` and editors read: a line is hit as often as the goal on it that is hit
/// least, and each goal is a branch.
///
/// Source: the format of `geninfo(1)`.
pub fn lcov(sources: &Sources, coverage: &Coverage) -> String {
    let mut out = String::new();
    for (file, lines) in lines(sources, coverage) {
        let name: String =
            sources.source(file).name.chars().filter(|letter| !letter.is_control()).collect();
        out.push_str(&format!("TN:\nSF:{name}\n"));
        let (mut branches, mut taken) = (0, 0);
        for (line, hits) in &lines {
            for (at, hits) in hits.iter().enumerate() {
                let hits_told = if *hits == 0 { "-".to_owned() } else { hits.to_string() };
                out.push_str(&format!("BRDA:{line},0,{at},{hits_told}\n"));
                branches += 1;
                taken += usize::from(*hits > 0);
            }
        }
        out.push_str(&format!("BRF:{branches}\nBRH:{taken}\n"));
        let least = |hits: &Vec<usize>| hits.iter().min().copied().unwrap_or(0);
        for (line, hits) in &lines {
            out.push_str(&format!("DA:{line},{}\n", least(hits)));
        }
        let hit = lines.values().filter(|hits| least(hits) > 0).count();
        out.push_str(&format!("LF:{}\nLH:{hit}\nend_of_record\n", lines.len()));
    }
    out
}

/// The source beside what is touched of each line: `3/4`, and `!` where something is not.
pub fn source(sources: &Sources, coverage: &Coverage) -> String {
    let mut out = String::new();
    for (file, lines) in lines(sources, coverage) {
        let source = sources.source(file);
        out.push_str(&format!("{}\n", plain(&source.name)));
        for (at, text) in source.text.lines().enumerate() {
            let mark = lines.get(&(at + 1)).map_or(String::new(), |hits| {
                let touched = hits.iter().filter(|hits| **hits > 0).count();
                let sign = if touched < hits.len() { "!" } else { " " };
                format!("{touched}/{} {sign}", hits.len())
            });
            let line = format!("{mark:>9} {:>5} │ {}", at + 1, plain(text));
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out.push('\n');
    }
    out
}
