//! What a declaration says, cut into its clauses: each can be told apart from the same one of before.

use crate::ground::text::Span;
use crate::language::syntax::{
    Calendar, CalendarClause, Clause, DecisionTable, Define, DefineBody, Duty, DutyClause, Entity,
    Enumeration, Event, Facts, Field, HeaderClause, Label, Parameter, ParameterClause, Sanctions,
    SanctionsClause, Scale, Status, StatusClause, Step, StepClause, Unit, ValueVersion,
};

/// One clause of a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is, in the words of the language: `when`, `from 2021-07-01`.
    pub what: Cut,
    /// Where it stands, its citations included.
    pub span: Span,
    /// Where it says what holds.
    pub says: Span,
}

/// How a clause is told apart from the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cut {
    /// By the word that begins it.
    Word(&'static str),
    /// A version, by its first day; an entry of a list, by its name.
    Named(&'static str, String),
}

impl Cut {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Cut::Word(word) => (*word).to_owned(),
            Cut::Named(word, name) => format!("{word} {name}"),
        }
    }

    /// Whether it only says how something is called or where the law says so.
    pub fn is_remark(&self) -> bool {
        match self {
            Cut::Word(word) => REMARKS.contains(word),
            Cut::Named(..) => false,
        }
    }
}

/// The clauses from which nothing follows.
const REMARKS: [&str; 9] =
    ["label", "cite", "quote", "reading", "allow", "source", "authority", "title", "jurisdiction"];

fn part(word: &'static str, span: Span) -> Part {
    Part { what: Cut::Word(word), span, says: span }
}

fn named(word: &'static str, name: impl Into<String>, span: Span) -> Part {
    Part { what: Cut::Named(word, name.into()), span, says: span }
}

fn clause(clause: &Clause) -> Part {
    let word = match clause {
        Clause::Cite(..) => "cite",
        Clause::Quote(..) => "quote",
        Clause::Reading(..) => "reading",
        Clause::Allow(..) => "allow",
        Clause::From(..) => "from",
        Clause::Until(..) => "until",
    };
    part(word, clause.span())
}

fn clauses<'a>(list: &'a [Clause], label: &'a Option<Label>) -> impl Iterator<Item = Part> + 'a {
    label.iter().map(|label| part("label", label.span)).chain(list.iter().map(clause))
}

/// A header.
pub fn of_header(title: &Option<Label>, list: &[HeaderClause]) -> Vec<Part> {
    let title = title.iter().map(|title| part("title", title.span));
    let rest = list.iter().map(|it| match it {
        HeaderClause::Source(_, span) => part("source", *span),
        HeaderClause::Jurisdiction(_, span) => part("jurisdiction", *span),
        HeaderClause::Authority(_, span) => part("authority", *span),
        HeaderClause::Subject(_, span) => part("subject", *span),
        HeaderClause::InForce { span, .. } => part("in force", *span),
        HeaderClause::VerifiedThrough(_, span) => part("verified through", *span),
        HeaderClause::MonthEnd { span, .. } => part("month end", *span),
        HeaderClause::WorkingDays(_, span) => part("working days", *span),
        HeaderClause::DeadlinesMove { span, .. } => part("deadlines move", *span),
        HeaderClause::Clause(it) => clause(it),
    });
    title.chain(rest).collect()
}

/// A unit.
pub fn of_unit(unit: &Unit) -> Vec<Part> {
    clauses(&unit.clauses, &unit.label).collect()
}

/// An entity.
pub fn of_entity(entity: &Entity) -> Vec<Part> {
    clauses(&entity.clauses, &entity.label).chain(fields(&entity.fields)).collect()
}

fn fields(list: &[Field]) -> impl Iterator<Item = Part> {
    list.iter().map(|field| named("field", field.name.text.as_str(), field.type_.span))
}

/// An enum.
pub fn of_enumeration(enumeration: &Enumeration) -> Vec<Part> {
    let values = enumeration.variants.iter();
    let values = values.map(|value| named("value", value.name.text.as_str(), value.name.span));
    clauses(&enumeration.clauses, &enumeration.label).chain(values).collect()
}

/// A fact of a block of facts.
pub fn of_fact(block: &Facts, field: &Field) -> Vec<Part> {
    let of = block.of.iter().map(|owner| part("of", owner.span));
    let type_ = [part("type", field.type_.span)];
    of.chain(type_).chain(clauses(&field.clauses, &field.label)).collect()
}

/// An event.
pub fn of_event(event: &Event) -> Vec<Part> {
    let of = event.of.iter().map(|owner| part("of", owner.span));
    let hour = event.at_time.then(|| part("at time", event.name.span));
    let rest = clauses(&event.clauses, &event.label).chain(fields(&event.fields));
    of.chain(hour).chain(rest).collect()
}

fn version(version: &ValueVersion, word: impl Fn(Span) -> String) -> Part {
    let mut from = word(version.from.span());
    from.retain(|letter| !letter.is_whitespace());
    Part { says: version.value.span, ..named("from", from, version.span) }
}

/// A parameter. `word` gives the words at a place.
pub fn of_parameter(parameter: &Parameter, word: impl Fn(Span) -> String) -> Vec<Part> {
    let mut parts = vec![part("type", parameter.type_.span)];
    parts.extend(parameter.label.iter().map(|label| part("label", label.span)));
    parts.extend(parameter.clauses.iter().map(|it| match it {
        ParameterClause::Version(it) => version(it, &word),
        ParameterClause::VerifiedThrough(_, span) => part("verified through", *span),
        ParameterClause::Clause(it) => clause(it),
    }));
    parts
}

/// A scale.
pub fn of_scale(scale: &Scale, word: impl Fn(Span) -> String) -> Vec<Part> {
    let mut parts = vec![part("on", scale.on.span)];
    parts.extend(clauses(&scale.clauses, &scale.label));
    parts.extend(scale.verified_through.iter().map(|it| part("verified through", it.1)));
    for version in &scale.versions {
        let from = version.from.as_ref().map_or_else(String::new, |from| word(from.span()));
        parts.extend(version.clauses.iter().map(clause));
        parts.extend(version.bands.iter().map(|band| named("band", from.as_str(), band.span)));
    }
    parts
}

/// A decision table.
pub fn of_table(table: &DecisionTable) -> Vec<Part> {
    let mut parts: Vec<Part> = clauses(&table.clauses, &table.label).collect();
    parts.extend(table.columns.iter().map(|column| {
        named("column", column.name.text.as_str(), column.name.span.to(column.type_.span))
    }));
    parts.push(part("answer", table.result.span));
    parts.extend(table.rows.iter().map(|row| part("row", row.span)));
    parts
}

/// A calendar.
pub fn of_calendar(calendar: &Calendar) -> Vec<Part> {
    let label = calendar.label.iter().map(|label| part("label", label.span));
    let rest = calendar.clauses.iter().map(|it| match it {
        CalendarClause::Weekend(_, span) => part("weekend", *span),
        CalendarClause::Holidays(_, span) => part("holidays", *span),
        CalendarClause::VerifiedThrough(_, span) => part("verified through", *span),
        CalendarClause::Clause(it) => clause(it),
    });
    label.chain(rest).collect()
}

/// A definition.
pub fn of_define(define: &Define, word: impl Fn(Span) -> String) -> Vec<Part> {
    let mut parts: Vec<Part> = clauses(&define.clauses, &define.label).collect();
    parts.extend(define.type_.iter().map(|type_| part("type", type_.span)));
    match &define.body {
        DefineBody::Always(value) => parts.push(part("means", value.span)),
        DefineBody::Versions(list) => parts.extend(list.iter().map(|it| version(it, &word))),
    }
    parts
}

/// A status.
pub fn of_status(status: &Status) -> Vec<Part> {
    let label = status.label.iter().map(|label| part("label", label.span));
    let rest = status.clauses.iter().map(|it| match it {
        StatusClause::Begins(_, span) => part("begins", *span),
        StatusClause::Ends(_, span) => part("ends", *span),
        StatusClause::Clause(it) => clause(it),
    });
    label.chain(rest).collect()
}

/// A duty.
pub fn of_duty(duty: &Duty) -> Vec<Part> {
    let label = duty.label.iter().map(|label| part("label", label.span));
    let rest = duty.clauses.iter().map(|it| match it {
        DutyClause::When(_, span) => part("when", *span),
        DutyClause::OnEach { span, .. } => part("on each", *span),
        DutyClause::Must(must) => part("must", must.span),
        DutyClause::Due(due) => part("due", due.span),
        DutyClause::Every(_, span) => part("every", *span),
        DutyClause::Clause(it) => clause(it),
    });
    label.chain(rest).collect()
}

/// A block of sanctions, without its steps.
pub fn of_sanctions(block: &Sanctions) -> Vec<Part> {
    let label = block.label.iter().map(|label| part("label", label.span));
    let rest = block.clauses.iter().filter_map(|it| match it {
        SanctionsClause::For(_, span) => Some(part("for", *span)),
        SanctionsClause::Step(_) => None,
        SanctionsClause::OnCure(_, span) => Some(part("on cure", *span)),
        SanctionsClause::Together { span, .. } => Some(part("together", *span)),
        SanctionsClause::Per(_, span) => Some(part("per", *span)),
        SanctionsClause::Clause(it) => Some(clause(it)),
    });
    label.chain(rest).collect()
}

/// A step.
pub fn of_step(step: &Step) -> Vec<Part> {
    let label = step.label.iter().map(|label| part("label", label.span));
    let rest = step.clauses.iter().map(|it| match it {
        StepClause::Measure(_, _, span) => part("measure", *span),
        StepClause::Once(clock) => part("once", clock.span),
        StepClause::By(_, span) => part("by", *span),
        StepClause::On(_, span) => part("on", *span),
        StepClause::When(_, span) => part("when", *span),
        StepClause::For(_, span) => part("for", *span),
        StepClause::Ends(_, span) => part("ends", *span),
        StepClause::Clause(it) => clause(it),
    });
    label.chain(rest).collect()
}
