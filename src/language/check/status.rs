//! Statuses: what begins a latch, what ends it, and on which days the provision is in force.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::language::check::clause::{joined, label};
use crate::language::check::homes::Home;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{Basis, Commencement, Logic, Provision, Status, Turn};
use crate::language::syntax::{self, Clause, StatusClause};

impl<'a> Checker<'a> {
    /// Gives a status its row and name.
    pub fn declare_status(&mut self, home: usize, written: &'a syntax::Status) {
        let Some(law) = self.homes.get(home).and_then(Home::law) else { return };
        let id = self.laws.statuses.add(Status {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            documentation: joined(&written.documentation),
            law,
            commencement: Commencement::default(),
            begins: Vec::new(),
            ends: Vec::new(),
            basis: Basis::default(),
            span: written.name.span,
        });
        self.name(home, &written.name, Named::Status(id));
        self.work.statuses.push((home, id, written));
        self.laws.laws[law].provisions.push(Provision::Status(id));
    }

    /// Reads a status; what its turns depend on has been read.
    pub fn latch(&mut self, home: usize, id: Id<Status>, written: &'a syntax::Status) {
        let scope = Scope::of(home);
        let mut clauses: Vec<&'a Clause> = Vec::new();
        let (mut begins, mut ends) = (Vec::new(), Vec::new());
        let mut begun = false;
        for clause in &written.clauses {
            match clause {
                StatusClause::Begins(turn, _) => {
                    begun = true;
                    begins.extend(self.turn(scope, turn));
                }
                StatusClause::Ends(turn, _) => ends.extend(self.turn(scope, turn)),
                StatusClause::Clause(clause) => clauses.push(clause),
            }
        }
        let name = &written.name;
        if !begun {
            self.report(Code::E0501, name.span, format!("status `{}` never begins", name.text))
                .help("say what begins it: `begins on EVENT`, `begins when CONDITION` or a date");
        }
        let commencement = self.commencement(clauses.iter().copied());
        self.out_of_force(home, commencement, name.span, "status", &name.text);
        let basis = self.basis(clauses.iter().copied());
        let row = &mut self.laws.statuses[id];
        row.commencement = commencement;
        row.basis = basis;
        row.begins = begins;
        row.ends = ends;
    }

    fn turn(&mut self, scope: Scope, written: &'a syntax::Turn) -> Option<Turn> {
        match written {
            syntax::Turn::On(path) => self.event_named(scope, path).map(Turn::On),
            syntax::Turn::When(condition) => {
                let condition = self.condition(scope, condition);
                self.never(condition, Logic::Or, "turn");
                Some(Turn::When(condition))
            }
            syntax::Turn::At(date) => Some(Turn::At(self.day(scope, date))),
        }
    }
}
