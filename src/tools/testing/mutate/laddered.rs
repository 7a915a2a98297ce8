//! The changes of sanctions: their steps, one by one and in each other's place.

use super::{Operator, site::Sites};
use crate::ground::text::Span;
use crate::language::syntax::{
    Accrual, Clause, Ends, MeasureKind, Modality, Sanctions, SanctionsClause, Step, StepClause,
};

impl Sites<'_> {
    pub(super) fn sanctions(&mut self, block: &Sanctions) {
        let clauses: Vec<&Clause> = block
            .clauses
            .iter()
            .filter_map(|clause| match clause {
                SanctionsClause::Clause(clause) => Some(clause),
                SanctionsClause::For(..)
                | SanctionsClause::Step(_)
                | SanctionsClause::OnCure(..)
                | SanctionsClause::Together { .. }
                | SanctionsClause::Per(..) => None,
            })
            .collect();
        self.under(clauses.iter().copied(), |it| {
            it.provision = format!("sanctions {}", block.name.text);
            it.clauses(clauses.iter().copied());
            it.exchanges(block);
            for clause in &block.clauses {
                it.provision = format!("sanctions {}", block.name.text);
                match clause {
                    SanctionsClause::For(duties, span) => {
                        let elements: Vec<Span> = duties.iter().map(|duty| duty.span).collect();
                        it.elements(*span, &elements);
                    }
                    SanctionsClause::Step(step) => it.step(step),
                    SanctionsClause::OnCure(share, span) => {
                        it.drop_clause(Operator::Clause, *span);
                        it.expression(share);
                    }
                    SanctionsClause::Together { cap, condition, span } => {
                        it.drop_clause(Operator::Clause, *span);
                        it.expression(cap);
                        if let Some(condition) = condition {
                            let gone = it.place(cap.span.end, condition.span.end);
                            it.put(Operator::Condition, *span, gone, "");
                            it.expression(condition);
                        }
                    }
                    SanctionsClause::Per(_, span) => it.drop_clause(Operator::Clause, *span),
                    SanctionsClause::Clause(_) => {}
                }
            }
        });
    }

    /// Each two neighbouring steps in each other's place: the names are exchanged within the block,
    /// so that what came second comes first.
    fn exchanges(&mut self, block: &Sanctions) {
        let steps: Vec<&Step> = block
            .clauses
            .iter()
            .filter_map(|clause| match clause {
                SanctionsClause::Step(step) => Some(step),
                SanctionsClause::For(..)
                | SanctionsClause::OnCure(..)
                | SanctionsClause::Together { .. }
                | SanctionsClause::Per(..)
                | SanctionsClause::Clause(_) => None,
            })
            .collect();
        for (one, two) in steps.iter().zip(steps.iter().skip(1)) {
            let names = [one.name.text.as_str(), two.name.text.as_str()];
            let mut edits = Vec::new();
            for (name, other) in names.into_iter().zip(names.into_iter().rev()) {
                let mut rest = block.span;
                while let Some(at) = self.find_code(rest, name) {
                    edits.push((at, other.to_owned()));
                    rest.start = at.end;
                }
            }
            edits.sort();
            let shown = self.place(one.name.span.start, two.name.span.end);
            self.change(Operator::StepOrder, shown, edits);
            if let Some(mutant) = self.mutants.last_mut() {
                let [one, two] = names;
                mutant.told = Some((format!("{one}, then {two}"), format!("{two}, then {one}")));
            }
        }
    }

    /// Where a word stands within a place, outside of comments and texts.
    fn find_code(&self, within: Span, word: &str) -> Option<Span> {
        let mut rest = within;
        while let Some(at) = self.find(rest, word) {
            let line = self.text.get(..at.range().start)?.rsplit('\n').next()?;
            if line.matches('"').count().is_multiple_of(2) {
                return Some(at);
            }
            rest.start = at.end;
        }
        None
    }

    fn step(&mut self, step: &Step) {
        self.provision = format!("step {}", step.name.text);
        let clauses: Vec<&Clause> = step
            .clauses
            .iter()
            .filter_map(|clause| match clause {
                StepClause::Clause(clause) => Some(clause),
                StepClause::Measure(..)
                | StepClause::Once(_)
                | StepClause::By(..)
                | StepClause::On(..)
                | StepClause::When(..)
                | StepClause::For(..)
                | StepClause::Ends(..) => None,
            })
            .collect();
        self.under(clauses.iter().copied(), |it| {
            it.clauses(clauses.iter().copied());
            step.clauses.iter().for_each(|clause| it.step_clause(clause));
        });
    }

    fn step_clause(&mut self, clause: &StepClause) {
        match clause {
            StepClause::Measure(modality, measure, span) => {
                let words = match modality {
                    Modality::May => ("may", "shall"),
                    Modality::Shall => ("shall", "may"),
                };
                self.swap(
                    Operator::Modality,
                    *span,
                    self.between_start(*span, measure.span),
                    words,
                );
                match &measure.kind {
                    MeasureKind::Throttle(share) => self.expression(share),
                    MeasureKind::Fine(fine) => {
                        self.expression(&fine.amount);
                        fine.accrual.iter().for_each(|accrual| self.accrual(accrual));
                    }
                    MeasureKind::Notice(_)
                    | MeasureKind::Ban(_)
                    | MeasureKind::Block
                    | MeasureKind::Lose(_) => {}
                }
            }
            StepClause::Once(clock) => {
                self.drop_clause(Operator::Clause, clock.span);
                self.expression(&clock.wait);
                self.expression(&clock.since);
            }
            StepClause::When(condition, span) => {
                self.drop_clause(Operator::Condition, *span);
                self.expression(condition);
            }
            StepClause::For(duties, span) => {
                let elements: Vec<Span> = duties.iter().map(|duty| duty.span).collect();
                self.elements(*span, &elements);
            }
            StepClause::Ends(ends, span) => {
                self.drop_clause(Operator::Clause, *span);
                match ends {
                    Ends::OnCure => {}
                    Ends::When(value) | Ends::At(value) => self.expression(value),
                }
            }
            StepClause::By(..) | StepClause::On(..) | StepClause::Clause(_) => {}
        }
    }

    fn accrual(&mut self, accrual: &Accrual) {
        self.literal(&accrual.per);
        if accrual.started {
            self.swap(Operator::Rounding, accrual.span, accrual.span, ("started ", ""));
        }
        accrual.doubling_every.iter().for_each(|every| self.literal(every));
        self.expression(&accrual.running_from);
        accrual.at_most.iter().for_each(|most| self.literal(most));
        accrual.total.iter().for_each(|total| self.expression(total));
    }

    fn between_start(&self, whole: Span, part: Span) -> Span {
        self.place(whole.start, part.start)
    }
}
