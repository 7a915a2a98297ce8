//! Writes sanctions: a step on one line where it fits, adjacent ones in columns.

use crate::language::format::clause::{Said, clause, head, named, names, said};
use crate::language::format::document::{Doc, WIDTH, columns};
use crate::language::format::expression::expression;
use crate::language::format::literal::literal;
use crate::language::format::pen::Pen;
use crate::language::syntax::{
    Accrual, Ends, FinePart, MeasureKind, Modality, Sanctions, SanctionsClause, Step, StepClause,
};

/// How wide the words of a block's clauses are.
const WORDS: usize = 4;

/// How wide the words of a step's clauses are.
const STEP_WORDS: usize = 5;

/// How far apart clauses stand on one line.
const APART: usize = 3;

/// What stands between the braces of a block.
enum Row<'t> {
    /// Written as it is.
    Done(Doc<'t>),
    /// A step on one line.
    Short(Short<'t>),
}

/// The pieces of a step that takes one line.
#[derive(Clone)]
struct Short<'t> {
    above: Vec<Doc<'t>>,
    head: Doc<'t>,
    open: Doc<'t>,
    clauses: Vec<Doc<'t>>,
    close: Doc<'t>,
}

/// `sanctions ladder "…" { for …  step … { … } }`
pub fn sanctions<'t>(pen: &mut Pen<'t>, written: &'t Sanctions) -> Doc<'t> {
    let (name, label) = (&written.name, written.label.as_ref());
    let mut docs = head(pen, &written.documentation, "sanctions", name, label);
    docs.extend([Doc::Space(1), pen.word("{")]);
    let mut rows = Vec::new();
    let mut run = Vec::new();
    for row in &written.clauses {
        match block_clause(pen, row) {
            Row::Short(step) => {
                if step.stands_apart() {
                    rows.extend(aligned(std::mem::take(&mut run)));
                }
                run.push(step);
            }
            Row::Done(doc) => {
                rows.extend(aligned(std::mem::take(&mut run)));
                rows.push(doc);
            }
        }
    }
    rows.extend(aligned(run));
    pen.close(docs, rows)
}

fn block_clause<'t>(pen: &mut Pen<'t>, row: &'t SanctionsClause) -> Row<'t> {
    let said = match row {
        SanctionsClause::For(duties, _) => said(pen, "for", |pen| names(pen, duties)),
        SanctionsClause::Step(written) => return step(pen, written),
        SanctionsClause::OnCure(share, _) => {
            said(pen, "on cure collect", |pen| expression(pen, share))
        }
        SanctionsClause::Together { cap, condition, .. } => {
            said(pen, "together no more than", |pen| {
                let mut docs = vec![expression(pen, cap)];
                if let Some(condition) = condition {
                    docs.extend([Doc::Space(1), pen.word("when"), Doc::Space(1)]);
                    docs.push(expression(pen, condition));
                }
                Doc::several(docs)
            })
        }
        SanctionsClause::Per(owner, _) => said(pen, "per", |pen| pen.at(owner.span)),
        SanctionsClause::Clause(row) => clause(pen, row),
    };
    Row::Done(said.padded(WORDS))
}

/// Adjacent steps of one line: in columns if all of them fit so.
fn aligned<'t>(steps: Vec<Short<'t>>) -> Vec<Doc<'t>> {
    let clauses: Vec<_> = steps.iter().map(|step| step.clauses.clone()).collect();
    let clauses = columns(clauses, APART);
    let rows = steps.iter().zip(clauses).map(|(step, clauses)| step.row(clauses)).collect();
    let rows = columns(rows, 1);
    let rows = match rows.iter().all(|row| row.size().flat + 2 <= WIDTH) {
        true => rows,
        false => steps.iter().map(Short::alone).collect(),
    };
    let with_above = |(step, row): (Short<'t>, _)| Doc::several([step.above, vec![row]].concat());
    steps.into_iter().zip(rows).map(with_above).collect()
}

impl<'t> Short<'t> {
    /// Whether something stands between it and the step before.
    fn stands_apart(&self) -> bool {
        !self.above.is_empty() || self.head.stands_apart()
    }

    /// Its line, on its own.
    fn alone(&self) -> Doc<'t> {
        let clauses = columns(vec![self.clauses.clone()], APART);
        Doc::several(columns(vec![self.row(Doc::several(clauses))], 1))
    }

    /// `step NAME` and `{ CLAUSES }`
    fn row(&self, clauses: Doc<'t>) -> Vec<Doc<'t>> {
        let inside = vec![self.open.clone(), Doc::Space(1), clauses, Doc::Space(1)];
        let braces = [inside, vec![self.close.clone()]].concat();
        vec![self.head.clone(), Doc::several(braces)]
    }
}

/// `step first_fine "…" { shall fine 10 million TRY once … by "BTK" }`
fn step<'t>(pen: &mut Pen<'t>, written: &'t Step) -> Row<'t> {
    let (name, label) = (&written.name, written.label.as_ref());
    let above = pen.documentation(&written.documentation);
    let head = named(pen, "step", name, label);
    let open = pen.word("{");
    let clauses: Vec<Said<'t>> = written.clauses.iter().map(|row| step_clause(pen, row)).collect();
    if clauses.iter().all(Said::is_plain) && !open.size().starts && !pen.comment_is_next() {
        let clauses: Vec<_> = clauses.iter().cloned().map(|said| said.padded(0)).collect();
        let head = Doc::several(head.clone());
        let close = Doc::text("}");
        let short = Short { above: above.clone(), head, open: open.clone(), clauses, close };
        if !short.clauses.is_empty() && short.alone().size().flat + 2 <= WIDTH {
            return Row::Short(Short { close: pen.word("}"), ..short });
        }
    }
    let head = [above, head, vec![Doc::Space(1), open]].concat();
    let rows = clauses.into_iter().map(|said| said.padded(STEP_WORDS)).collect();
    Row::Done(pen.close(head, rows))
}

fn step_clause<'t>(pen: &mut Pen<'t>, row: &'t StepClause) -> Said<'t> {
    match row {
        StepClause::Measure(modality, measure, _) => {
            let word = match modality {
                Modality::May => "may",
                Modality::Shall => "shall",
            };
            said(pen, word, |pen| self::measure(pen, &measure.kind))
        }
        StepClause::Once(clock) => said(pen, "once", |pen| {
            let wait = vec![expression(pen, &clock.wait), Doc::Space(1)];
            let words = match pen.stands_before("has") {
                true => "has passed since",
                false => "have passed since",
            };
            let since = vec![pen.word(words), Doc::Space(1)];
            Doc::several([wait, since, vec![expression(pen, &clock.since)]].concat())
        }),
        StepClause::By(label, _) => said(pen, "by", |pen| pen.at(label.span)),
        StepClause::On(label, _) => said(pen, "on", |pen| pen.at(label.span)),
        StepClause::When(condition, _) => said(pen, "when", |pen| expression(pen, condition)),
        StepClause::For(duties, _) => said(pen, "for", |pen| names(pen, duties)),
        StepClause::Ends(ends, _) => said(pen, "ends", |pen| match ends {
            Ends::OnCure => pen.word("on cure"),
            Ends::When(condition) => {
                Doc::several(vec![pen.word("when"), Doc::Space(1), expression(pen, condition)])
            }
            Ends::At(date) => expression(pen, date),
        }),
        StepClause::Clause(row) => clause(pen, row),
    }
}

/// `notice "…"`, `fine 10 million TRY`
fn measure<'t>(pen: &mut Pen<'t>, kind: &'t MeasureKind) -> Doc<'t> {
    let labelled = |pen: &mut Pen<'t>, word, span| {
        Doc::several(vec![pen.word(word), Doc::Space(1), pen.at(span)])
    };
    match kind {
        MeasureKind::Notice(label) => labelled(pen, "notice", label.span),
        MeasureKind::Ban(label) => labelled(pen, "ban", label.span),
        MeasureKind::Throttle(range) => {
            Doc::several(vec![pen.word("throttle"), Doc::Space(1), expression(pen, range)])
        }
        MeasureKind::Block => pen.word("block"),
        MeasureKind::Fine(fine) => self::fine(pen, fine),
        MeasureKind::Lose(label) => labelled(pen, "lose", label.span),
    }
}

/// `fine AMOUNT per day …`
fn fine<'t>(pen: &mut Pen<'t>, fine: &'t FinePart) -> Doc<'t> {
    let mut docs = vec![pen.word("fine"), Doc::Space(1), expression(pen, &fine.amount)];
    if let Some(accrual) = &fine.accrual {
        docs.push(Doc::nest(self::accrual(pen, accrual)));
    }
    Doc::group(docs)
}

/// `per day doubling every 7 days running from D for at most 60 days total no more than X`
fn accrual<'t>(pen: &mut Pen<'t>, accrual: &'t Accrual) -> Vec<Doc<'t>> {
    let mut docs = vec![Doc::Line(1), pen.word("per"), Doc::Space(1)];
    if accrual.started {
        docs.extend([pen.word("started"), Doc::Space(1)]);
    }
    docs.push(literal(pen, &accrual.per));
    if let Some(length) = &accrual.doubling_every {
        docs.extend([Doc::Line(1), pen.word("doubling every"), Doc::Space(1)]);
        docs.push(literal(pen, length));
    }
    docs.extend([Doc::Line(1), pen.word("running from"), Doc::Space(1)]);
    docs.push(expression(pen, &accrual.running_from));
    if let Some(length) = &accrual.at_most {
        docs.extend([Doc::Line(1), pen.word("for at most"), Doc::Space(1)]);
        docs.push(literal(pen, length));
    }
    if let Some(total) = &accrual.total {
        docs.extend([Doc::Line(1), pen.word("total no more than"), Doc::Space(1)]);
        docs.push(expression(pen, total));
    }
    docs
}
