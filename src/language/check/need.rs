//! What a test says is needed: facts and events by name, figures with or without their period.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::language::check::expression_path::Meaning;
use crate::language::check::homes::Home;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Fact, Law, PeriodName, Type};
use crate::language::syntax::{Path, Target};

impl Checker<'_> {
    /// The facts and events that an expectation needs, by name.
    pub fn needs(&mut self, scope: Scope, written: &[Target]) -> Vec<String> {
        let law = self.homes.get(scope.home).and_then(Home::law).unwrap_or(Id::at(0));
        let mut names = Vec::new();
        for target in written {
            let path = &target.name;
            // What lies outside its verified days is no fact, and missing like one.
            if let [name] = path.segments.as_slice()
                && let Some((Named::Calendar(_), _)) = self.lookup(scope.home, &name.text)
            {
                names.push(path.dotted());
                continue;
            }
            if let Some(fact) = self.fact_of_listed(scope, path) {
                let name = self.laws.fact_called(fact, law);
                names.extend(self.needed(target, name, Some(fact)));
                continue;
            }
            if let Some(name) = self.event_of_listed(scope, path, law) {
                names.push(name);
                continue;
            }
            let (name, fact) = match self.meaning(scope, path, &Type::Unknown) {
                Meaning::Fact { fact, .. } => (self.laws.fact_called(fact, law), Some(fact)),
                Meaning::Event(event) => (self.laws.event_called(event, law), None),
                Meaning::EventField(event, at) => (self.laws.field_called(event, at, law), None),
                Meaning::Step(step) => {
                    (self.laws.event_called(self.laws.steps[step].record, law), None)
                }
                Meaning::Lost => continue,
                Meaning::Parameter(_)
                | Meaning::Define(_)
                | Meaning::Status(_)
                | Meaning::Duty(_)
                | Meaning::StepAmount(_)
                | Meaning::Block(_)
                | Meaning::Total(_)
                | Meaning::Payable(_)
                | Meaning::Bound(_)
                | Meaning::BoundField(..)
                | Meaning::Element(..)
                | Meaning::Variant(..)
                | Meaning::Country(_) => {
                    let words = path.dotted();
                    self.report(Code::E0207, path.span, format!("`{words}` is not a fact"))
                        .help("`needs` names the facts and events that would settle it");
                    continue;
                }
            };
            names.extend(self.needed(target, name, fact));
        }
        names.sort();
        names.dedup();
        names
    }

    /// A field of an entity that is neither subject nor owner, as the elements of a list are:
    /// `service.users`.
    fn fact_of_listed(&self, scope: Scope, path: &Path) -> Option<Id<Fact>> {
        let [name, field] = path.segments.as_slice() else { return None };
        let (Named::Entity(entity), _) = self.lookup(scope.home, &name.text)? else { return None };
        let subject = self.homes.get(scope.home)?.subject?;
        if self.reaches(subject, entity) {
            return None;
        }
        self.field_named(entity, &field.text)
    }

    /// An event of such an entity, or a field of it.
    fn event_of_listed(&self, scope: Scope, path: &Path, law: Id<Law>) -> Option<String> {
        let (name, rest) = path.segments.split_first()?;
        let (named @ Named::Event(event), _) = self.lookup(scope.home, &name.text)? else {
            return None;
        };
        if self.is_in_reach(scope, named) {
            return None;
        }
        match rest {
            [] => Some(self.laws.event_called(event, law)),
            [field] => {
                let at = self.event_field_at(event, &field.text)?;
                Some(self.laws.field_called(event, at, law))
            }
            [_, _, ..] => None,
        }
    }

    /// The name of what is needed, with the period where one is written.
    fn needed(&mut self, target: &Target, name: String, fact: Option<Id<Fact>>) -> Option<String> {
        let Some(period) = &target.period else { return Some(name) };
        let Some((fact, cycle)) = fact.and_then(|fact| Some((fact, self.cycle_of(fact)?))) else {
            self.report(Code::E0307, period.span, format!("`{name}` is not stated per period"))
                .help("take the period away");
            return None;
        };
        match self.period(period, Some((cycle, fact)))? {
            PeriodName::Named(period) => Some(format!("{name} in {period}")),
            PeriodName::Last(_) | PeriodName::This(_) | PeriodName::Window(_) => {
                self.report(Code::E0307, period.span, "a need names its period by number")
                    .help("write which one it is: `2021`, `2021-Q3`, `2021-03`");
                None
            }
        }
    }
}
