//! The names that the declarations of a file mention.

use crate::ground::table::Id;
use crate::language::syntax::{
    BandEdge, Cell, DecisionTable, Declaration, DefineBody, Duty, DutyClause, Ends, Expect, Field,
    FieldType, FinePart, Given, GivenValue, Header, HeaderClause, LawFile, Measure, MeasureKind,
    Name, ParameterClause, Path, SanctionsClause, Scale, StatusClause, Step, StepClause, Target,
    TestClause, Turn, TypeName,
};
use crate::tools::names::expression::Mentions;
use crate::tools::names::{Declared, Names};

/// Notes every name of a file.
pub(super) fn file(names: &mut Names, home: usize, file: &LawFile) {
    let mut mentions = Mentions { names, home, bound: Vec::new() };
    if let Some(header) = &file.header {
        mentions.header(header);
    }
    for used in &file.uses {
        mentions.law(&used.name);
    }
    for declaration in &file.declarations {
        mentions.declaration(declaration);
    }
}

impl Mentions<'_> {
    fn header(&mut self, header: &Header) {
        match header {
            Header::Law { name, clauses, .. } => {
                self.law(name);
                for clause in clauses {
                    match clause {
                        HeaderClause::Subject(name, _) | HeaderClause::WorkingDays(name, _) => {
                            self.name(name);
                        }
                        HeaderClause::Source(..)
                        | HeaderClause::Jurisdiction(..)
                        | HeaderClause::Authority(..)
                        | HeaderClause::InForce { .. }
                        | HeaderClause::VerifiedThrough(..)
                        | HeaderClause::MonthEnd { .. }
                        | HeaderClause::DeadlinesMove { .. }
                        | HeaderClause::Clause(_) => {}
                    }
                }
            }
            Header::Vocabulary { name, .. } => self.law(name),
            Header::Tests { law, .. } => self.law(law),
        }
    }

    /// The name of a law or vocabulary.
    fn law(&mut self, path: &Path) {
        let home = self.names.by_law.get(&path.dotted()).copied();
        let home = home.and_then(|home| self.names.homes.get(home));
        if let Some(declared) = home.and_then(|home| home.declared) {
            self.names.write(path.span, declared);
        }
    }

    /// A name of the namespace.
    fn name(&mut self, name: &Name) -> Option<Id<Declared>> {
        let found = self.names.lookup(self.home, &name.text)?;
        self.names.write(name.span, found);
        Some(found)
    }

    fn declaration(&mut self, written: &Declaration) {
        match written {
            Declaration::Unit(_) | Declaration::Enumeration(_) | Declaration::Calendar(_) => {}
            Declaration::Entity(it) => self.types(&it.fields),
            Declaration::Facts(it) => {
                it.of.iter().for_each(|of| {
                    self.name(of);
                });
                self.types(&it.fields);
            }
            Declaration::Event(it) => {
                it.of.iter().for_each(|of| {
                    self.name(of);
                });
                self.types(&it.fields);
            }
            Declaration::Parameter(it) => {
                let hint = self.type_of(&it.type_);
                for clause in &it.clauses {
                    match clause {
                        ParameterClause::Version(version) => self.value(&version.value, hint),
                        ParameterClause::VerifiedThrough(..) | ParameterClause::Clause(_) => {}
                    }
                }
            }
            Declaration::Scale(it) => self.scale(it),
            Declaration::Table(it) => self.table(it),
            Declaration::Define(it) => {
                let hint = it.type_.as_ref().and_then(|type_| self.type_of(type_));
                match &it.body {
                    DefineBody::Always(value) => self.value(value, hint),
                    DefineBody::Versions(versions) => {
                        versions.iter().for_each(|version| self.value(&version.value, hint));
                    }
                }
            }
            Declaration::Status(it) => {
                for clause in &it.clauses {
                    match clause {
                        StatusClause::Begins(turn, _) | StatusClause::Ends(turn, _) => match turn {
                            Turn::On(path) => {
                                self.path(path, None);
                            }
                            Turn::When(value) | Turn::At(value) => self.value(value, None),
                        },
                        StatusClause::Clause(_) => {}
                    }
                }
            }
            Declaration::Duty(it) => self.duty(it),
            Declaration::Sanctions(it) => self.sanctions(&it.clauses),
            Declaration::Test(it) => {
                for clause in &it.clauses {
                    match clause {
                        TestClause::Given(given) => self.given(given),
                        TestClause::Expect(expect) => self.expect(expect),
                        TestClause::Sheet { .. } | TestClause::On(..) | TestClause::Clause(_) => {}
                    }
                }
            }
            Declaration::Assertion(it) => self.value(&it.condition, None),
        }
    }

    fn types(&mut self, fields: &[Field]) {
        for field in fields {
            self.type_of(&field.type_);
        }
    }

    /// Notes the name in a type, and gives the enum that it names.
    fn type_of(&mut self, type_: &FieldType) -> Option<Id<Declared>> {
        let mut name = &type_.name;
        while let TypeName::Set(of) = name {
            name = of;
        }
        match name {
            TypeName::Number(Some(unit)) => {
                self.name(unit);
                None
            }
            TypeName::Named(name) => self.name(name),
            TypeName::List(entity) => {
                self.name(entity);
                None
            }
            TypeName::Bool
            | TypeName::Number(None)
            | TypeName::Money(_)
            | TypeName::Date
            | TypeName::DateTime
            | TypeName::Duration(_)
            | TypeName::Country
            | TypeName::Text
            | TypeName::Set(_) => None,
        }
    }

    fn scale(&mut self, scale: &Scale) {
        self.type_of(&scale.on);
        for band in scale.versions.iter().flat_map(|version| &version.bands) {
            match &band.edge {
                BandEdge::UpTo(value) | BandEdge::Below(value) => self.value(value, None),
                BandEdge::Above => {}
            }
            self.value(&band.value, None);
        }
    }

    fn table(&mut self, table: &DecisionTable) {
        let hints: Vec<Option<Id<Declared>>> =
            table.columns.iter().map(|column| self.type_of(&column.type_)).collect();
        let result = self.type_of(&table.result);
        for row in &table.rows {
            for (at, cell) in row.cells.iter().enumerate() {
                let hint = hints.get(at).copied().flatten();
                match cell {
                    Cell::Any(_) => {}
                    Cell::OneOf(values, _) => {
                        values.iter().for_each(|value| self.value(value, hint));
                    }
                    Cell::UpTo(value, _)
                    | Cell::Below(value, _)
                    | Cell::Above(value, _)
                    | Cell::AtLeast(value, _) => self.value(value, hint),
                    Cell::AboveTo(one, two, _) | Cell::ToBelow(one, two, _) => {
                        self.value(one, hint);
                        self.value(two, hint);
                    }
                }
            }
            self.value(&row.result, result);
        }
    }

    fn duty(&mut self, duty: &Duty) {
        let before = self.bound.len();
        // The name of an occurrence is seen by every clause, also by those before it.
        for clause in &duty.clauses {
            if let DutyClause::OnEach { event, element, .. } = clause {
                let to = self.path(event, None);
                if let Some(element) = element {
                    self.bind(element, to);
                }
            }
        }
        for clause in &duty.clauses {
            match clause {
                DutyClause::When(value, _) => self.value(value, None),
                DutyClause::Must(must) => self.value(&must.what, None),
                DutyClause::Due(due) => self.value(&due.date, None),
                DutyClause::OnEach { .. } | DutyClause::Every(..) | DutyClause::Clause(_) => {}
            }
        }
        self.bound.truncate(before);
    }

    fn sanctions(&mut self, clauses: &[SanctionsClause]) {
        for clause in clauses {
            match clause {
                SanctionsClause::For(duties, _) => self.paths(duties),
                SanctionsClause::Step(step) => self.step(step),
                SanctionsClause::OnCure(value, _) => self.value(value, None),
                SanctionsClause::Together { cap, condition, .. } => {
                    self.value(cap, None);
                    condition.iter().for_each(|condition| self.value(condition, None));
                }
                SanctionsClause::Per(entity, _) => {
                    self.name(entity);
                }
                SanctionsClause::Clause(_) => {}
            }
        }
    }

    fn step(&mut self, step: &Step) {
        for clause in &step.clauses {
            match clause {
                StepClause::Measure(_, measure, _) => self.measure(measure),
                StepClause::Once(clock) => {
                    self.value(&clock.wait, None);
                    self.value(&clock.since, None);
                }
                StepClause::When(value, _) => self.value(value, None),
                StepClause::For(duties, _) => self.paths(duties),
                StepClause::Ends(Ends::When(value) | Ends::At(value), _) => self.value(value, None),
                StepClause::Ends(Ends::OnCure, _)
                | StepClause::By(..)
                | StepClause::On(..)
                | StepClause::Clause(_) => {}
            }
        }
    }

    fn measure(&mut self, measure: &Measure) {
        match &measure.kind {
            MeasureKind::Throttle(value) => self.value(value, None),
            MeasureKind::Fine(FinePart { amount, accrual }) => {
                self.value(amount, None);
                if let Some(accrual) = accrual {
                    self.value(&accrual.running_from, None);
                    accrual.total.iter().for_each(|total| self.value(total, None));
                }
            }
            MeasureKind::Notice(_)
            | MeasureKind::Ban(_)
            | MeasureKind::Block
            | MeasureKind::Lose(_) => {}
        }
    }

    fn paths(&mut self, paths: &[Path]) {
        for path in paths {
            self.path(path, None);
        }
    }

    fn given(&mut self, given: &Given) {
        let target = self.path(&given.target.name, None);
        let hint = target.and_then(|target| self.enumeration_of(target));
        match &given.value {
            GivenValue::Value(value) => self.value(value, hint),
            GivenValue::Unknown(_) => {}
        }
    }

    fn expect(&mut self, expect: &Expect) {
        match expect {
            Expect::State { name, state, .. } => {
                self.path(name, None);
                self.targets(&state.needs);
            }
            Expect::Undetermined { value, needs, .. } => {
                self.value(value, None);
                self.targets(needs);
            }
            Expect::Holds(value, _) => self.value(value, None),
        }
    }

    fn targets(&mut self, targets: &[Target]) {
        for target in targets {
            self.path(&target.name, None);
        }
    }
}
