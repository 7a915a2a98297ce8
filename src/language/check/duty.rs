//! Duties: exactly one `must`, an act with its `due`, and when it applies.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::clause::{joined, label};
use crate::language::check::homes::Home;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{
    self, Basis, Bound, Commencement, Duty, Event, Kind, Must, Provision, Type,
};
use crate::language::syntax::{self, Clause, DutyClause};
use std::collections::BTreeSet;

/// What a duty says, each clause with its place.
#[derive(Default)]
struct Sorted<'a> {
    when: Option<(&'a syntax::Expression, Span)>,
    must: Option<(&'a syntax::Must, Span)>,
    due: Option<(&'a syntax::Due, Span)>,
    every: Option<(&'a syntax::Every, Span)>,
    on_each: Option<(&'a syntax::Path, Span)>,
    /// The name of each occurrence.
    element: Option<&'a syntax::Name>,
    clauses: Vec<&'a Clause>,
}

impl<'a> Checker<'a> {
    /// Gives a duty its row and name.
    pub fn declare_duty(&mut self, home: usize, written: &'a syntax::Duty) {
        let Some(law) = self.homes.get(home).and_then(Home::law) else { return };
        let id = self.laws.duties.add(Duty {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            documentation: joined(&written.documentation),
            law,
            commencement: Commencement::default(),
            when: None,
            recurs: None,
            must: Must::Keep(Id::at(0)),
            due: None,
            basis: Basis::default(),
            span: written.name.span,
        });
        self.name(home, &written.name, Named::Duty(id));
        self.work.duties.push((home, id, written));
        self.laws.laws[law].provisions.push(Provision::Duty(id));
    }

    /// Reads a duty.
    pub fn duty(&mut self, home: usize, id: Id<Duty>, written: &'a syntax::Duty) {
        let scope = Scope::of(home);
        let said = self.sorted_duty(written);
        let commencement = self.commencement(said.clauses.iter().copied());
        let basis = self.basis(said.clauses.iter().copied());
        let bound = said.on_each.and_then(|(event, span)| {
            let to = self.event_named(scope, event).map(Bound::Occurrence);
            Some((self.bind(scope, said.element, span, to)?, span))
        });
        let recurs = self.recurrence(scope, said.every, bound);
        let when = said.when.map(|(when, _)| self.condition(scope, when));
        let must = self.must(scope, written, said.must.map(|(must, _)| must));
        self.in_period = said.every.is_some();
        let due = said.due.map(|(due, _)| self.moment(scope, &due.date));
        self.in_period = false;
        if said.on_each.is_some() {
            self.release();
        }
        match (must, due, said.every, said.must) {
            (Must::Act(event), None, None, Some((must, _))) => self.no_due(event, must),
            (Must::Keep(state), _, Some((_, every)), Some((must, _)))
                if self.laws.expressions[state].kind != Kind::Unknown =>
            {
                self.every_is_of_acts(every, must);
            }
            (Must::Act(_) | Must::Keep(_), ..) => {}
        }
        if let (Must::Act(event), Some(due)) = (must, due) {
            self.hour_recorded(event, due);
        }
        if let (Some(when), Some((place, _))) = (when, said.when) {
            self.never_applies(when, place.span, &written.name, "duty");
        }
        self.out_of_force(home, commencement, written.name.span, "duty", &written.name.text);
        let row = &mut self.laws.duties[id];
        row.commencement = commencement;
        row.basis = basis;
        row.when = when;
        row.recurs = recurs;
        row.must = must;
        row.due = due;
    }

    fn sorted_duty(&mut self, written: &'a syntax::Duty) -> Sorted<'a> {
        let mut said = Sorted::default();
        for clause in &written.clauses {
            match clause {
                DutyClause::When(when, span) => self.once("when", &mut said.when, when, *span),
                DutyClause::OnEach { event, element, span } => {
                    self.once("on each", &mut said.on_each, event, *span);
                    said.element = said.element.or(element.as_ref());
                }
                DutyClause::Must(must) => self.once("must", &mut said.must, must, must.span),
                DutyClause::Due(due) => self.once("due", &mut said.due, due, due.span),
                DutyClause::Every(every, span) => {
                    self.once("every", &mut said.every, every, *span);
                }
                DutyClause::Clause(clause) => said.clauses.push(clause),
            }
        }
        said
    }

    fn no_due(&mut self, event: Id<Event>, must: &syntax::Must) {
        let name = self.laws.events[event].name.clone();
        let place = self.laws.events[event].span;
        self.report(Code::E0501, must.span, format!("by when must `{name}` happen?"))
            .and(place, "this is an event, so the duty is an act")
            .help("add `due D`, the last day in time, such as `due 30 days after finding`");
    }

    /// An act due at an hour must be recorded with its hour, or nobody can tell on that day.
    fn hour_recorded(&mut self, event: Id<Event>, due: Id<law::Expression>) {
        let row = &self.laws.expressions[due];
        let (type_, span) = (row.type_.clone(), row.span);
        let event = &self.laws.events[event];
        if type_ != Type::DateTime || event.at_time {
            return;
        }
        let (name, place) = (event.name.clone(), event.span);
        self.report(Code::E0507, span, "due at an hour, and the act is recorded by its day")
            .and(place, format!("the hour of `{name}` is not recorded"))
            .help(format!("declare it with its hour: `event {name} at time`"));
    }

    /// The state or the act; one word tells which: an event alone is an act.
    fn must(&mut self, scope: Scope, duty: &syntax::Duty, written: Option<&syntax::Must>) -> Must {
        let Some(written) = written else {
            let name = &duty.name;
            self.report(Code::E0501, name.span, format!("duty `{}` has no `must`", name.text))
                .help("say what is to be kept or done: `must CONDITION` or `must EVENT`");
            return Must::Keep(self.unknown(duty.name.span).id);
        };
        if let Some((event, name)) = self.act(scope, &written.what) {
            if !written.not {
                return Must::Act(event);
            }
            self.report(Code::E0301, written.what.span, "`must not` needs a condition")
                .here("this is an event")
                .help(format!("write `must not {name} has happened`"));
            return Must::Keep(self.unknown(written.span).id);
        }
        let state = self.condition(scope, &written.what);
        if written.not {
            let span = written.what.span;
            return Must::Keep(self.add(Kind::Not(state), Type::Bool, span).id);
        }
        Must::Keep(state)
    }

    /// The event that an expression is, where it is the name of one and nothing else.
    fn act(&mut self, scope: Scope, written: &syntax::Expression) -> Option<(Id<Event>, String)> {
        let syntax::Kind::Path(path) = &written.kind else { return None };
        if let Some((Named::Event(event), _, [])) = self.find(scope.home, path) {
            self.meaning(scope, path, &Type::Unknown);
            return Some((event, path.dotted()));
        }
        None
    }

    /// The duties that a `for` names, each once.
    pub fn duties_named(
        &mut self,
        scope: Scope,
        paths: &'a [syntax::Path],
        span: Span,
    ) -> Vec<Id<Duty>> {
        if paths.is_empty() {
            self.report(Code::E0501, span, "`for` names no duty")
                .help("name the duties whose breach opens it");
        }
        let mut duties: Vec<Id<Duty>> = Vec::new();
        let mut seen: BTreeSet<Id<Duty>> = BTreeSet::new();
        for path in paths {
            let [name] = path.segments.as_slice() else {
                self.meaning(scope, path, &Type::Unknown);
                continue;
            };
            let Some(duty) = self.look_for(scope, name, "duty", Named::duty) else { continue };
            if !seen.insert(duty) {
                self.report(Code::E0502, name.span, format!("`{}` is named twice", name.text))
                    .help("take one of the two away");
                continue;
            }
            duties.push(duty);
        }
        duties
    }
}
