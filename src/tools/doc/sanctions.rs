//! Sanctions: a ladder or a menu as a table, each step with its measure, its clock and who decides.

use crate::ground::text::Span;
use crate::language::syntax::{
    Clause, Ends, FinePart, Measure, MeasureKind, Modality, Path, Sanctions, SanctionsClause, Step,
    StepClause,
};
use crate::tools::doc::basis::{basis, commencement, in_force, opening, terms, told};
use crate::tools::doc::condition::condition;
use crate::tools::doc::duties::led;
use crate::tools::doc::figures::{Row, grid, words};
use crate::tools::doc::section::title;
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Block, Line, Piece, SaidLine, Term};

/// A block of sanctions.
pub fn sanctions(texts: &Texts<'_>, written: &Sanctions) -> Vec<Block> {
    let mut clauses: Vec<&Clause> = Vec::new();
    let (mut under, mut steps) = (Vec::new(), Vec::new());
    for clause in &written.clauses {
        match clause {
            SanctionsClause::For(duties, _) => {
                under.push(Term::said("For breach of", listed(texts, duties)));
            }
            SanctionsClause::Step(step) => steps.push(step),
            SanctionsClause::OnCure(share, _) => {
                let line = [words("collect "), texts.line(share.span)].concat();
                under.push(Term::line("On cure", line));
            }
            SanctionsClause::Together { cap, condition: when, .. } => {
                let mut said = led("no more than ", "no more than:", condition(texts, cap));
                let when = when.as_ref();
                said.extend(
                    when.map(|it| led("when ", "when:", condition(texts, it))).unwrap_or_default(),
                );
                under.push(Term::said("Fines together", said));
            }
            SanctionsClause::Per(entity, _) => {
                under.push(Term::line("Counts once for each", vec![texts.name(entity.span)]));
            }
            SanctionsClause::Clause(clause) => clauses.push(clause),
        }
    }
    let mut blocks = opening(&written.documentation, clauses.iter().copied());
    let mut all: Vec<Term> = in_force(texts, clauses.iter().copied()).into_iter().collect();
    all.append(&mut under);
    blocks.extend(terms(all));
    if !steps.is_empty() {
        blocks.push(ladder(texts, &steps));
    }
    blocks
}

/// The columns of a ladder between the name of a step and what it rests on, in order.
#[derive(Default)]
struct Columns {
    measure: Vec<SaidLine>,
    clock: Vec<SaidLine>,
    restricted: Vec<SaidLine>,
    by: Vec<SaidLine>,
    on: Vec<SaidLine>,
    ends: Vec<SaidLine>,
}

/// The heads of a ladder.
const HEADS: [&str; 8] = ["#", "Step", "Measure", "Earliest", "Where", "By", "On", "Ends"];

/// The steps as a table.
fn ladder(texts: &Texts<'_>, steps: &[&Step]) -> Block {
    let rows = steps.iter().enumerate().map(|(at, step)| row(texts, at, step));
    grid(HEADS.map(words).into(), rows.collect())
}

fn row(texts: &Texts<'_>, at: usize, step: &Step) -> Row {
    let mut clauses: Vec<&Clause> = Vec::new();
    let mut columns = Columns::default();
    for clause in &step.clauses {
        match clause {
            StepClause::Measure(modality, measure, _) => {
                columns.measure.extend(self::measure(texts, *modality, measure));
            }
            StepClause::Once(clock) => {
                let line =
                    [texts.line(clock.wait.span), words(" after "), texts.line(clock.since.span)];
                columns.clock.push(SaidLine::plain(line.concat()));
            }
            StepClause::By(who, _) => columns.by.push(SaidLine::plain(words(who.text.as_str()))),
            StepClause::On(who, _) => columns.on.push(SaidLine::plain(words(who.text.as_str()))),
            StepClause::When(value, _) => {
                columns.restricted.extend(led("when ", "when:", condition(texts, value)));
            }
            StepClause::For(duties, _) => {
                let line = [words("for breach of "), joined(texts, duties)].concat();
                columns.restricted.push(SaidLine::plain(line));
            }
            StepClause::Ends(ends, _) => columns.ends.extend(match ends {
                Ends::OnCure => vec![SaidLine::plain(words("on cure"))],
                Ends::When(value) => led("when ", "when:", condition(texts, value)),
                Ends::At(value) => led("on ", "on:", condition(texts, value)),
            }),
            StepClause::Clause(clause) => clauses.push(clause),
        }
    }
    let held = commencement(texts, clauses.iter().copied());
    if !held.is_empty() {
        columns.restricted.insert(0, SaidLine::plain(held));
    }
    let mut called = vec![SaidLine::plain(vec![Piece::name(step.name.text.as_str())])];
    let label = step.label.as_ref();
    called.extend(label.map(|label| SaidLine::plain(words(label.text.as_str()))));
    called.extend(told(&step.documentation));
    let number = vec![SaidLine::plain(words((at + 1).to_string()))];
    let Columns { measure, clock, restricted, by, on, ends } = columns;
    Row {
        anchor: texts.anchor_at(step.name.span),
        title: title(&step.name, label),
        cells: vec![number, called, measure, clock, restricted, by, on, ends],
        basis: basis(clauses.iter().copied()),
    }
}

fn measure(texts: &Texts<'_>, modality: Modality, written: &Measure) -> Vec<SaidLine> {
    let modality = match modality {
        Modality::May => "may",
        Modality::Shall => "shall",
    };
    let said = |word: &str, rest: Line| {
        vec![SaidLine::plain([words(format!("{modality} {word}")), rest].concat())]
    };
    match &written.kind {
        MeasureKind::Notice(text) => said("notice: ", words(text.text.as_str())),
        MeasureKind::Ban(text) => said("ban: ", words(text.text.as_str())),
        MeasureKind::Lose(text) => said("lose: ", words(text.text.as_str())),
        MeasureKind::Throttle(share) => said("throttle ", texts.line(share.span)),
        MeasureKind::Block => said("block", Line::new()),
        MeasureKind::Fine(fine) => self::fine(texts, modality, fine),
    }
}

/// The amount of a fine, and below it how it grows.
fn fine(texts: &Texts<'_>, modality: &str, written: &FinePart) -> Vec<SaidLine> {
    let amount = condition(texts, &written.amount);
    let mut said = led(&format!("{modality} fine "), &format!("{modality} fine:"), amount);
    if let Some(accrual) = &written.accrual {
        let started = if accrual.started { "started " } else { "" };
        said.push(SaidLine::plain(words(format!(
            "per {started}{}",
            texts.plain(accrual.per.span())
        ))));
        let parts: [(&str, Option<Span>); 4] = [
            ("doubling every ", accrual.doubling_every.as_ref().map(|it| it.span())),
            ("running from ", Some(accrual.running_from.span)),
            ("for at most ", accrual.at_most.as_ref().map(|it| it.span())),
            ("total no more than ", accrual.total.as_ref().map(|it| it.span)),
        ];
        for (lead, span) in parts {
            let line = span.map(|span| [words(lead), texts.line(span)].concat());
            said.extend(line.map(|line| SaidLine { depth: 1, ..SaidLine::plain(line) }));
        }
    }
    said
}

fn listed(texts: &Texts<'_>, paths: &[Path]) -> Vec<SaidLine> {
    paths.iter().map(|path| SaidLine::plain(texts.line(path.span))).collect()
}

fn joined(texts: &Texts<'_>, paths: &[Path]) -> Line {
    let mut line = Line::new();
    for path in paths {
        if !line.is_empty() {
            line.push(Piece::words(", "));
        }
        line.extend(texts.line(path.span));
    }
    line
}
