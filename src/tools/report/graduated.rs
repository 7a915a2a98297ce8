//! Scales and tables in words: the bands and rows that count, each with where the law says so.

use crate::engine::verdict::{BandUsed, Reason, ReasonStep};
use crate::ground::table::Id;
use crate::ground::time::{Date, Interval};
use crate::ground::value::{Edge, Number, Value};
use crate::language::law::{Bands, DecisionTable, Scale, ScaleKind};
use crate::tools::report::case::cites;
use crate::tools::report::{Case, figure};

/// So many rows that may match are told one by one.
const MOST_ROWS: usize = 12;

/// A band that counts, in words.
pub struct BandTold {
    /// From where to where it goes.
    pub edges: String,
    /// How much of the amount lies in it, of a marginal scale.
    pub slice: Option<String>,
    /// Its rate or value.
    pub value: String,
    /// What its slice comes to, of a marginal scale.
    pub comes_to: Option<String>,
    /// Where the law says so.
    pub cites: Vec<String>,
}

/// A row that matches or may, in words.
pub struct RowTold {
    /// Its number, counted from 1.
    pub number: usize,
    /// Its cells as the law writes them.
    pub cells: String,
    /// Where the law says so.
    pub cites: Vec<String>,
}

/// The bands that count.
pub fn bands(case: Case<'_>, scale: Id<Scale>, day: Date, used: &[BandUsed]) -> Vec<BandTold> {
    let scale = &case.laws.scales[scale];
    let Some(version) = scale.versions.on(day) else { return Vec::new() };
    used.iter().filter_map(|used| band(case, scale, &version.value, used)).collect()
}

fn band(case: Case<'_>, scale: &Scale, bands: &Bands, used: &BandUsed) -> Option<BandTold> {
    let row = bands.bands.get(used.band)?;
    let within = bands.within(used.band);
    let on = |edge: &Edge<Number>| figure::on_line(&edge.at, &scale.on, case.laws);
    let low = within.low.as_ref().map(|edge| match edge.included {
        true => format!("from {}", on(edge)),
        false => format!("above {}", on(edge)),
    });
    let high = within.high.as_ref().map(|edge| match edge.included {
        true => format!("up to {}", on(edge)),
        false => format!("below {}", on(edge)),
    });
    let edges = match (low, high) {
        (Some(low), Some(high)) => format!("{low} {high}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "whatever it is".to_owned(),
    };
    let rate = if let Value::Number(rate) = &row.value { Some(rate) } else { None };
    let (value, slice) = match (scale.kind, rate, &used.slice) {
        (ScaleKind::Marginal, Some(rate), slice) => (figure::share(rate), slice.as_ref()),
        (ScaleKind::Marginal | ScaleKind::Flat, _, _) => {
            (figure::value(&row.value, &scale.gives, case.laws), None)
        }
    };
    let quantity = |number: &Number| figure::quantity(number, &scale.gives, case.laws);
    let comes_to = slice.zip(rate).and_then(|(slice, rate)| slice.mul(rate).ok());
    Some(BandTold {
        edges,
        slice: slice.map(quantity),
        value,
        comes_to: comes_to.as_ref().map(quantity),
        cites: row.basis.cites.clone(),
    })
}

/// The rows that match or may.
pub fn rows(case: Case<'_>, table: Id<DecisionTable>, used: &[usize]) -> Vec<RowTold> {
    let table = &case.laws.tables[table];
    let row = |at: &usize| {
        let row = table.rows.get(*at)?;
        let cells = case.words(row.asked);
        Some(RowTold { number: at + 1, cells, cites: row.basis.cites.clone() })
    };
    used.iter().filter_map(row).collect()
}

/// Where the law says what the version of a scale is.
pub fn scale_cites(case: Case<'_>, scale: Id<Scale>, day: Date) -> Vec<String> {
    let row = &case.laws.scales[scale];
    let version = row.versions.on(day);
    let own = version.map_or(Vec::new(), |version| version.value.basis.cites.clone());
    if own.is_empty() { row.basis.cites.clone() } else { own }
}

/// What to say of a scale or table beside what it came to: its version and where it stands.
pub fn aside(case: Case<'_>, reason: &Reason) -> String {
    let bracketed = |cite: String| if cite.is_empty() { cite } else { format!(" ({cite})") };
    if let ReasonStep::Scale { scale, version, .. } = &reason.step {
        let cite = super::harmless::plain(&scale_cites(case, *scale, version.from).join("; "));
        format!("{}{}", since(*version), bracketed(cite))
    } else if let ReasonStep::Table { table, .. } = &reason.step {
        bracketed(cites(&case.laws.tables[*table].basis))
    } else {
        String::new()
    }
}

fn since(version: Interval) -> String {
    if version.from == Date::FIRST {
        return String::new();
    }
    let until = version.until.map_or(String::new(), |until| format!(", changes on {until}"));
    format!(" — since {}{until}", version.from)
}

/// The bands or rows that count, a line for each.
pub fn lines(case: Case<'_>, reason: &Reason) -> Vec<String> {
    let bracketed = |cites: &[String]| match cites {
        [] => String::new(),
        cites => format!(" ({})", super::harmless::plain(&cites.join("; "))),
    };
    if let ReasonStep::Scale { scale, version, bands: used } = &reason.step {
        let line = |band: BandTold| {
            let cite = bracketed(&band.cites);
            match (band.slice, band.comes_to) {
                (Some(slice), Some(comes_to)) => {
                    format!("{}: {} of {slice} = {comes_to}{cite}", band.edges, band.value)
                }
                (_, _) => format!("{}: {}{cite}", band.edges, band.value),
            }
        };
        return bands(case, *scale, version.from, used).into_iter().map(line).collect();
    }
    let ReasonStep::Table { table, rows: used } = &reason.step else { return Vec::new() };
    let told = rows(case, *table, used.get(..MOST_ROWS).unwrap_or(used));
    let one = used.len() == 1;
    let line = |row: RowTold| {
        let may = if one { "" } else { " may match" };
        format!("row {}{may}: {}{}", row.number, row.cells, bracketed(&row.cites))
    };
    let more = used.len().checked_sub(MOST_ROWS).filter(|more| *more > 0);
    told.into_iter()
        .map(line)
        .chain(more.map(|more| format!("{more} more rows may match")))
        .collect()
}
