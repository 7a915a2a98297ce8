//! Blocks of sanctions: the duties they are for, and their steps in order.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::clause::{joined, label};
use crate::language::check::homes::Home;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Basis, Commencement, Measure, Provision, Sanctions, Type};
use crate::language::syntax::{self, Clause, Path, SanctionsClause, StepClause};

/// What a block says, each clause with its place.
#[derive(Default)]
struct Sorted<'a> {
    duties: Option<(&'a [Path], Span)>,
    on_cure: Option<(&'a syntax::Expression, Span)>,
    together: Option<(&'a SanctionsClause, Span)>,
    per: Option<(&'a syntax::Name, Span)>,
    clauses: Vec<&'a Clause>,
}

impl<'a> Checker<'a> {
    /// Gives a block and its steps their rows and names.
    pub fn declare_sanctions(&mut self, home: usize, written: &'a syntax::Sanctions) {
        let Some(law) = self.homes.get(home).and_then(Home::law) else { return };
        let id = self.laws.sanctions.add(Sanctions {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            documentation: joined(&written.documentation),
            law,
            commencement: Commencement::default(),
            duties: Vec::new(),
            steps: Vec::new(),
            on_cure: None,
            together: None,
            per: None,
            basis: Basis::default(),
            span: written.name.span,
        });
        self.name(home, &written.name, Named::Sanctions(id));
        self.work.blocks.push((home, id, written));
        self.laws.laws[law].provisions.push(Provision::Sanctions(id));
        for clause in &written.clauses {
            match clause {
                SanctionsClause::Step(step) => self.declare_step(home, law, id, step),
                SanctionsClause::For(..)
                | SanctionsClause::OnCure(..)
                | SanctionsClause::Together { .. }
                | SanctionsClause::Per(..)
                | SanctionsClause::Clause(_) => {}
            }
        }
    }

    /// Reads a block; its steps have been read.
    pub fn block(&mut self, home: usize, id: Id<Sanctions>, written: &'a syntax::Sanctions) {
        let scope = Scope { block: Some(id), ..Scope::of(home) };
        let mut said = Sorted::default();
        let mut all_have_duties = true;
        for clause in &written.clauses {
            match clause {
                SanctionsClause::For(paths, span) => {
                    self.once("for", &mut said.duties, paths.as_slice(), *span);
                }
                SanctionsClause::Step(step) => {
                    all_have_duties &=
                        step.clauses.iter().any(|clause| matches!(clause, StepClause::For(..)));
                }
                SanctionsClause::OnCure(share, span) => {
                    self.once("on cure", &mut said.on_cure, share, *span);
                }
                SanctionsClause::Together { span, .. } => {
                    self.once("together", &mut said.together, clause, *span);
                }
                SanctionsClause::Per(name, span) => {
                    self.once("per", &mut said.per, name, *span);
                }
                SanctionsClause::Clause(clause) => said.clauses.push(clause),
            }
        }
        let name = &written.name;
        if self.laws.sanctions[id].steps.is_empty() {
            self.report(Code::E0501, name.span, format!("`{}` has no step", name.text))
                .help("say what may or shall follow: `step warning { may notice \"…\" }`");
        } else if said.duties.is_none() && !all_have_duties {
            self.report(Code::E0501, name.span, format!("`{}` is for no duty", name.text))
                .help("name the duties whose breach opens it: `for DUTY, DUTY`");
        }
        let duties = said.duties.map(|(paths, span)| self.duties_named(scope, paths, span));
        let on_cure = said.on_cure.map(|(share, _)| self.share(scope, share, "a share collected"));
        let together = said.together.and_then(|(clause, _)| self.together(scope, id, clause));
        let per = said.per.and_then(|(owner, span)| self.per_owner(home, owner, span));
        let commencement = self.commencement(said.clauses.iter().copied());
        self.out_of_force(home, commencement, name.span, "block", &name.text);
        let basis = self.basis(said.clauses.iter().copied());
        let row = &mut self.laws.sanctions[id];
        row.duties = duties.unwrap_or_default();
        row.on_cure = on_cure;
        row.together = together;
        row.per = per;
        row.commencement = commencement;
        row.basis = basis;
    }

    /// The type of `BLOCK.total`: the currency of its fines, a range where one of them is.
    pub fn total_type(&mut self, block: Id<Sanctions>, span: Span) -> Type {
        let row = &self.laws.sanctions[block];
        let fines: Vec<_> = row
            .steps
            .iter()
            .filter(|step| self.laws.steps[**step].measure.is_fine())
            .map(|step| (self.amount_type(*step), self.laws.steps[*step].span))
            .collect();
        let (name, place) = (row.name.clone(), row.span);
        let mut total: Option<(Type, Span)> = None;
        for (type_, at) in fines {
            match (&total, &type_) {
                (_, Type::Unknown) => return Type::Unknown,
                (None, _) => total = Some((type_, at)),
                (
                    Some((Type::Money(one) | Type::MoneyRange(one), first)),
                    Type::Money(two) | Type::MoneyRange(two),
                ) => {
                    if one != two {
                        let first = *first;
                        self.report(
                            Code::E0303,
                            span,
                            format!("`{name}` has fines in two currencies"),
                        )
                        .and(first, format!("a fine in {one}"))
                        .and(at, format!("a fine in {two}"))
                        .help("ask for the amount of one step: `STEP.amount`");
                        return Type::Unknown;
                    }
                    if matches!(type_, Type::MoneyRange(_)) {
                        total = Some((type_, at));
                    }
                }
                (Some(_), _) => {}
            }
        }
        match total {
            Some((type_, _)) => type_,
            None => {
                self.report(Code::E0207, span, format!("`{name}` has no fines"))
                    .and(place, "declared here")
                    .help("only a block with fines has a total");
                Type::Unknown
            }
        }
    }

    /// A measure that is not known yet.
    pub fn no_measure() -> Measure {
        Measure::Block
    }
}
