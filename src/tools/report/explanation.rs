//! The explanation: the tree of conditions with the values of both sides, and where each came from.

use crate::engine::verdict::{Element, Outcome, Reason, ReasonStep};
use crate::ground::table::Id;
use crate::ground::time::{Date, Interval, Period};
use crate::ground::value::Value;
use crate::language::law::{Define, Kind, Logic};
use crate::tools::report::case::{cites, parameter_basis};
use crate::tools::report::harmless::plain;
use crate::tools::report::layout::{self, Look};
use crate::tools::report::{Case, condition, figure, graduated, origin, wording};

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What decided; the rest in one line each.
    Decisive,
    /// Everything.
    Full,
}

/// So many of what was counted are named.
const MOST_COUNTED: usize = 20;

/// Columns by which each level stands further right.
const STEP: usize = 2;

/// Tells trees one after the other: what a definition rests on is told once.
pub struct Teller<'a> {
    case: Case<'a>,
    depth: Depth,
    look: Look,
    told: Vec<(Id<Define>, Date)>,
}

impl<'a> Teller<'a> {
    /// A teller that has told nothing yet.
    pub fn new(case: Case<'a>, depth: Depth, look: Look) -> Self {
        Self { case, depth, look, told: Vec::new() }
    }

    /// A reason and what lies below it, as lines of text.
    pub fn tree(&mut self, reason: &Reason, indent: usize) -> String {
        let mut out = String::new();
        self.node(reason, None, indent, &mut out);
        out
    }

    /// Whether a tree rests on anything but what the law says outright.
    pub fn is_telling(&self, reason: &Reason) -> bool {
        let looked_up = match &reason.step {
            ReasonStep::Fact { .. }
            | ReasonStep::Event { .. }
            | ReasonStep::Parameter { .. }
            | ReasonStep::Define(_)
            | ReasonStep::Status { .. }
            | ReasonStep::Scale { .. }
            | ReasonStep::Table { .. }
            | ReasonStep::History(_)
            | ReasonStep::Counted(_) => true,
            ReasonStep::Literal | ReasonStep::Combined => false,
        };
        looked_up
            || self.depth == Depth::Full
            || reason.parts.iter().any(|part| self.is_telling(part))
    }

    /// A step and those below it; `of` is the period of a window that it is about.
    fn node(&mut self, reason: &Reason, of: Option<Period>, indent: usize, out: &mut String) {
        // Far down a tree the text would have no room left: it goes on under the same indent.
        let indent = indent.min(self.look.width / 2);
        let lead = format!("{}- ", " ".repeat(indent));
        let words = words(self.case, reason);
        if words.is_empty() {
            return;
        }
        let again = self.again(reason);
        let words = if again { format!("{words} (as above)") } else { words };
        let words = condition::of_element(self.case, reason, in_period(of, words));
        out.push_str(&layout::hanging(&lead, &words, self.look));
        if again {
            return;
        }
        if let ReasonStep::History(stretches) = &reason.step {
            history(self.case, reason, stretches, indent + STEP, self.look, out);
        }
        for line in graduated::lines(self.case, reason) {
            let lead = format!("{}- ", " ".repeat(indent + STEP));
            out.push_str(&layout::hanging(&lead, &line, self.look));
        }
        let mut idle = Vec::new();
        for part in &reason.parts {
            let of = condition::window_period(self.case, reason, part);
            if part.decisive || self.depth == Depth::Full {
                self.node(part, of, indent + STEP, out);
            } else {
                let words = in_period(of, condition::atom(self.case, part));
                idle.push(condition::of_element(self.case, part, words));
            }
        }
        idle.retain(|words| !words.is_empty());
        if !idle.is_empty() {
            let lead = format!("{}- ", " ".repeat(indent + STEP));
            let words = format!("beside the point: {}", idle.join("; "));
            out.push_str(&layout::hanging(&lead, &words, self.look));
        }
    }

    /// Whether a definition was told before, for the same day.
    fn again(&mut self, reason: &Reason) -> bool {
        let ReasonStep::Define(define) = &reason.step else { return false };
        let key = (*define, reason.on);
        if reason.parts.is_empty() || self.told.contains(&key) {
            return true;
        }
        self.told.push(key);
        false
    }
}

/// Words about a period, which they name unless they do already.
fn in_period(of: Option<Period>, words: String) -> String {
    match of.map(|period| format!("in {period}")) {
        Some(period) if !words.is_empty() && !words.contains(&period) => {
            format!("{period}: {words}")
        }
        Some(_) | None => words,
    }
}

/// One step in words; empty for a literal, which the step above shows.
fn words(case: Case<'_>, reason: &Reason) -> String {
    let laws = case.laws;
    let expression = &laws.expressions[reason.expression];
    let shown = || figure::outcome(&reason.outcome, &expression.type_, laws);
    let cite = reason.basis.as_ref().map_or(String::new(), cites);
    let words = match &reason.step {
        ReasonStep::Literal => return String::new(),
        ReasonStep::Fact { fact, entity, period, origin: found } => {
            let name = case.fact(*fact);
            let figure_of = period.map_or(String::new(), |period| format!(" in {period}"));
            let entry = origin::entry(case, *entity, *fact, *period, found, reason.on);
            let from = origin::words(case, found, entry);
            let dash = if from.is_empty() { "" } else { " — " };
            format!("{name}{figure_of}: {}{dash}{from}", shown())
        }
        ReasonStep::Event { event, entity, found } => {
            let row = &laws.events[*event];
            let label =
                row.label.as_deref().map_or(String::new(), |label| format!(" — {}", plain(label)));
            match (found, &reason.outcome) {
                (Some(day), _) => {
                    let from = origin::record(case, *entity, *event, day.date());
                    format!("{}: on {day}{from}{label}", case.event(*event))
                }
                (None, Outcome::Undetermined(_)) => {
                    format!("{}: not known{label}", case.event(*event))
                }
                (None, Outcome::Known(_) | Outcome::Failed(_)) => {
                    format!("{}: has not happened{label}", case.event(*event))
                }
            }
        }
        ReasonStep::Parameter { parameter, version } => {
            let name = case.parameter(*parameter);
            let until = match version.until {
                Some(until) => format!(", changes on {until}"),
                None => String::new(),
            };
            let cite = parameter_basis(case, *parameter, version.from).join("; ");
            let cite = if cite.is_empty() { cite } else { format!(" ({})", plain(&cite)) };
            format!("{name}: {} — since {}{until}{cite}", shown(), version.from)
        }
        ReasonStep::Scale { .. } | ReasonStep::Table { .. } => {
            format!("{}: {}{}", case.said(reason), shown(), graduated::aside(case, reason))
        }
        ReasonStep::Define(define) => {
            format!("{}: {}", case.define(*define), shown())
        }
        ReasonStep::Status { status, turning } => {
            let name = case.latch(*status);
            let why = wording::turned(case, &reason.outcome, turning.as_ref());
            format!("{name}: {}, {why}", shown())
        }
        ReasonStep::History(_) => format!("{}: {}", case.said(reason), shown()),
        ReasonStep::Counted(elements) => {
            let counted = counted(case, elements);
            format!("{}: {}{counted}", case.said(reason), shown())
        }
        ReasonStep::Combined => combined(case, reason),
    };
    if cite.is_empty() { words } else { format!("{words} ({cite})") }
}

/// What was counted, in words: ` — 2018-07-18, 2019-03-20`.
fn counted(case: Case<'_>, elements: &[Element]) -> String {
    let named: Vec<String> =
        elements.iter().take(MOST_COUNTED).map(|element| case.element(*element)).collect();
    let more = match elements.len().saturating_sub(MOST_COUNTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    if named.is_empty() { String::new() } else { format!(" — {}{more}", named.join(", ")) }
}

fn combined(case: Case<'_>, reason: &Reason) -> String {
    let expression = &case.laws.expressions[reason.expression];
    let shown = figure::outcome(&reason.outcome, &expression.type_, case.laws);
    match (&expression.kind, &reason.outcome) {
        (Kind::Presumed(..), _) if condition::is_presumed(case, reason) => {
            format!("{}, since it is not known", condition::presumed(case, reason))
        }
        (Kind::Logic(logic, parts), outcome) if parts.len() > 1 => {
            chain(*logic, outcome, parts.len())
        }
        (Kind::AtLeast(..), Outcome::Known(Value::Bool(holds))) => {
            format!("{}: {}", "enough of these hold", if *holds { "yes" } else { "no" })
        }
        (Kind::Compare(..) | Kind::In(..), Outcome::Known(Value::Bool(true))) => {
            condition::atom(case, reason)
        }
        (Kind::Compare(..) | Kind::In(..), Outcome::Known(Value::Bool(false))) => {
            format!("{}: no, {}", case.said(reason), condition::atom(case, reason))
        }
        // `must not X` is written without a `not` of its own before the words of X.
        (Kind::Not(inner), _) if case.laws.expressions[*inner].span == expression.span => {
            let words = case.said(reason);
            let words = if words.contains(' ') { format!("({words})") } else { words };
            format!("not {words}: {shown}")
        }
        _ => format!("{}: {shown}", case.said(reason)),
    }
}

fn chain(logic: Logic, outcome: &Outcome, count: usize) -> String {
    let words = match (logic, count) {
        (Logic::And, 2) => "both of these",
        (Logic::Or, 2) => "one of these two",
        (Logic::And, _) => "all of these",
        (Logic::Or, _) => "any of these",
    };
    match outcome {
        Outcome::Known(Value::Bool(true)) => format!("{words}: yes"),
        Outcome::Known(_) => format!("{words}: no"),
        Outcome::Undetermined(_) => format!("{words}: undetermined"),
        Outcome::Failed(_) => format!("{words}: error"),
    }
}

fn history(
    case: Case<'_>,
    reason: &Reason,
    stretches: &[(Interval, Outcome)],
    indent: usize,
    look: Look,
    out: &mut String,
) {
    let type_ = &case.laws.expressions[reason.expression].type_;
    for (days, outcome) in stretches {
        let shown = figure::outcome(outcome, type_, case.laws);
        let until = days.until.map_or(String::new(), |until| format!(" until {until}"));
        let words = format!("from {}{until}: {shown}", days.from);
        out.push_str(&layout::hanging(&format!("{}- ", " ".repeat(indent)), &words, look));
    }
}
