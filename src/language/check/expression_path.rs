//! Names in expressions: facts, events and their fields, parameters, definitions, enum values.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::value::{Country, Value};
use crate::language::check::element::Part;
use crate::language::check::expression::bare_of_optional;
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::{
    Binding, Bound, Define, Duty, Entity, Enumeration, Event, Fact, Kind, Parameter, Sanctions,
    Status, Step, Type,
};
use crate::language::syntax::{self, Expression, Name, Path};

/// What a path stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Fact {
        fact: Id<Fact>,
        of: Id<Entity>,
    },
    Event(Id<Event>),
    EventField(Id<Event>, usize),
    Parameter(Id<Parameter>),
    Define(Id<Define>),
    Status(Id<Status>),
    Duty(Id<Duty>),
    Step(Id<Step>),
    StepAmount(Id<Step>),
    Block(Id<Sanctions>),
    Total(Id<Sanctions>),
    Payable(Id<Sanctions>),
    Bound(Id<Binding>),
    BoundField(Id<Binding>, usize),
    Element(Id<Binding>, Part),
    Variant(Id<Enumeration>, usize),
    Country(Country),
    /// Nothing that can be used; it is reported.
    Lost,
}

impl Checker<'_> {
    /// What a path stands for; what it cannot stand for is reported.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    pub fn meaning(&mut self, scope: Scope, path: &Path, hint: &Type) -> Meaning {
        if let Some(lead) = self.lead(scope.home, path) {
            return self.led(scope, path, lead);
        }
        let Some((first, rest)) = path.segments.split_first() else { return Meaning::Lost };
        let expected = match bare_of_optional(hint.clone()) {
            Type::Enum(enumeration) if rest.is_empty() => {
                self.variant(enumeration, &first.text).map(|position| (enumeration, position))
            }
            _other => None,
        };
        if let Some((enumeration, position)) = expected {
            if let Some((named, place)) = self.lookup(scope.home, &first.text) {
                self.two_meanings(first, enumeration, position, named, place);
                return Meaning::Lost;
            }
            self.used_variants.insert((enumeration, position));
            return Meaning::Variant(enumeration, position);
        }
        match self.look_at(scope, &first.text) {
            Some((Named::Bound(binding), _))
                if !rest.is_empty()
                    && rest.len() < 3
                    && matches!(self.laws.bindings[binding].to, Bound::Element(_)) =>
            {
                self.element_part(scope, binding, rest)
            }
            Some((named, place)) if !self.is_in_reach(scope, named) => {
                self.out_of_reach(first, named, place);
                Meaning::Lost
            }
            Some((named, place)) => match rest {
                [] => self.whole(first, named, place),
                [field] => self.part(scope, first, field, named, place),
                [_, second, ..] => self.too_deep(path, second),
            },
            None => self.undeclared(scope, path, first, hint),
        }
    }

    /// Reports a path of more parts than anything has.
    pub fn too_deep(&mut self, path: &Path, second: &Name) -> Meaning {
        let message = format!("`{}` goes too deep", path.dotted());
        self.report(Code::E0201, second.span, message).help("a path has a name and one field");
        Meaning::Lost
    }

    fn two_meanings(
        &mut self,
        name: &Name,
        enumeration: Id<Enumeration>,
        position: usize,
        named: Named,
        place: Span,
    ) {
        let row = &self.laws.enumerations[enumeration];
        let (of, value) = (row.name.clone(), row.variants.get(position).map(|value| value.span));
        let what = named.what();
        let found = self.found.report(
            Code::E0205,
            name.span,
            format!("`{}` means two things here", name.text),
        );
        found.and(place, format!("{what} here"));
        if let Some(value) = value {
            found.and(value, format!("a value of {of} here"));
        }
        found.help(format!("for the value write `{of}.{}`", name.text)).fix(
            format!("write `{of}.{}`", name.text),
            name.span,
            format!("{of}.{}", name.text),
        );
    }

    /// A name of one segment.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    pub fn whole(&mut self, name: &Name, named: Named, place: Span) -> Meaning {
        match named {
            Named::Fact(fact) => Meaning::Fact { fact, of: self.laws.facts[fact].entity },
            Named::Event(event) => Meaning::Event(event),
            Named::Parameter(parameter) => Meaning::Parameter(parameter),
            Named::Define(define) => Meaning::Define(define),
            Named::Status(status) => Meaning::Status(status),
            Named::Duty(duty) => Meaning::Duty(duty),
            Named::Sanctions(block) => Meaning::Block(block),
            Named::Step(step) => Meaning::Step(step),
            Named::Bound(binding) => Meaning::Bound(binding),
            Named::Refused(_) => Meaning::Lost,
            Named::Unit(_)
            | Named::Entity(_)
            | Named::Enumeration(_)
            | Named::Scale(_)
            | Named::Table(_)
            | Named::Calendar(_) => {
                let help = match named {
                    Named::Scale(_) => format!("apply it to something: `{}(…)`", name.text),
                    Named::Table(_) => format!("ask it of each column: `{}(…)`", name.text),
                    Named::Entity(_) => format!("name one of its facts: `{}.…`", name.text),
                    Named::Enumeration(_) => format!("name one of its values: `{}.…`", name.text),
                    Named::Calendar(_) => "count by it: `10 working days after D`".to_string(),
                    Named::Unit(_) => "write the number alone: it takes the unit".to_string(),
                    _other => String::new(),
                };
                self.report(Code::E0207, name.span, format!("`{}` is {}", name.text, named.what()))
                    .and(place, "declared here")
                    .help(help);
                Meaning::Lost
            }
        }
    }

    /// A name and a field of it.
    pub fn part(
        &mut self,
        scope: Scope,
        first: &Name,
        field: &Name,
        named: Named,
        place: Span,
    ) -> Meaning {
        match named {
            Named::Entity(entity) => self.entity_field(scope, first, field, entity),
            Named::Enumeration(enumeration) => match self.variant(enumeration, &field.text) {
                Some(position) => {
                    self.used_variants.insert((enumeration, position));
                    Meaning::Variant(enumeration, position)
                }
                None => {
                    let row = &self.laws.enumerations[enumeration];
                    let names = row.variants.iter().map(|value| value.name.as_str());
                    let near = self.near(&field.text, names);
                    self.unknown_part("value", field, &first.text, place, near);
                    Meaning::Lost
                }
            },
            Named::Event(event) => self.event_part(event, first, field, place),
            Named::Step(step) => {
                if field.text == "amount" {
                    return self.step_amount(step, first, field, place);
                }
                let event = self.laws.steps[step].record;
                self.event_part(event, first, field, place)
            }
            Named::Sanctions(block) => match field.text.as_str() {
                "total" => Meaning::Total(block),
                "payable" => Meaning::Payable(block),
                other => {
                    let near = self.near(other, ["total", "payable"]);
                    self.unknown_part("figure", field, &first.text, place, near);
                    Meaning::Lost
                }
            },
            Named::Bound(binding) => self.bound_part(binding, first, field, place),
            Named::Refused(_) => Meaning::Lost,
            Named::Unit(_)
            | Named::Fact(_)
            | Named::Parameter(_)
            | Named::Scale(_)
            | Named::Table(_)
            | Named::Define(_)
            | Named::Status(_)
            | Named::Duty(_) => {
                self.report(Code::E0201, field.span, format!("{} has no fields", named.what()))
                    .and(place, format!("`{}` is declared here", first.text))
                    .help(format!("write `{}` alone", first.text));
                Meaning::Lost
            }
            Named::Calendar(_) => {
                self.report(Code::E0207, field.span, "a calendar has no fields")
                    .and(place, "declared here")
                    .help("count by it: `10 working days after D`");
                Meaning::Lost
            }
        }
    }

    fn step_amount(&mut self, step: Id<Step>, name: &Name, field: &Name, place: Span) -> Meaning {
        let event = self.laws.steps[step].record;
        if self.event_field_at(event, "amount").is_some() {
            return Meaning::StepAmount(step);
        }
        self.report(Code::E0201, field.span, format!("`{}` has no amount", name.text))
            .and(place, "this step is declared here")
            .help("only fines and throttles have one");
        Meaning::Lost
    }

    pub fn event_part(
        &mut self,
        event: Id<Event>,
        name: &Name,
        field: &Name,
        place: Span,
    ) -> Meaning {
        if let Some(at) = self.event_field_at(event, &field.text) {
            return Meaning::EventField(event, at);
        }
        let fields = self.laws.events[event].fields.iter();
        let names = fields.map(|field| self.laws.facts[*field].name.as_str());
        let near = self.near(&field.text, names);
        self.unknown_part("field", field, &name.text, place, near);
        Meaning::Lost
    }

    fn bound_part(
        &mut self,
        binding: Id<Binding>,
        name: &Name,
        field: &Name,
        place: Span,
    ) -> Meaning {
        match self.laws.bindings[binding].to {
            Bound::Occurrence(event) => {
                let part = self.event_part(event, name, field, place);
                let Meaning::EventField(_, at) = part else { return part };
                Meaning::BoundField(binding, at)
            }
            Bound::Element(_) => Meaning::Lost,
        }
    }

    fn entity_field(
        &mut self,
        scope: Scope,
        name: &Name,
        field: &Name,
        entity: Id<Entity>,
    ) -> Meaning {
        let subject = self.homes.get(scope.home).and_then(|home| home.subject);
        if let Some(subject) = subject
            && !self.reaches(subject, entity)
        {
            let of = self.laws.entities[subject].name.clone();
            let place = self.laws.entities[entity].span;
            self.report(
                Code::E0207,
                name.span,
                format!("`{}` is neither subject nor owner", name.text),
            )
            .and(place, "declared here")
            .help(format!("this law judges `{of}`: name it or what it belongs to"));
            return Meaning::Lost;
        }
        if let Some(fact) = self.field_named(entity, &field.text) {
            if scope.counts {
                self.used.insert(Named::Fact(fact));
            }
            return Meaning::Fact { fact, of: entity };
        }
        if let Some((Named::Fact(_) | Named::Event(_), place)) =
            self.lookup(scope.home, &field.text)
        {
            let dotted = name.span.to(field.span);
            self.report(Code::E0201, field.span, format!("unknown field `{}`", field.text))
                .and(place, "the law itself declares this")
                .help(format!("write `{}` alone", field.text))
                .fix(format!("write `{}`", field.text), dotted, field.text.as_str());
            return Meaning::Lost;
        }
        let place = self.laws.entities[entity].span;
        let names = self.laws.entities[entity].fields.iter();
        let names = names.map(|fact| self.laws.facts[*fact].name.as_str());
        let near = self.near(&field.text, names);
        self.unknown_part("field", field, &name.text, place, near);
        Meaning::Lost
    }

    pub fn unknown_part(
        &mut self,
        what: &str,
        part: &Name,
        of: &str,
        place: Span,
        near: Option<String>,
    ) {
        let message = format!("`{of}` has no {what} `{}`", part.text);
        let found = self.found.report(Code::E0201, part.span, message);
        found.and(place, format!("`{of}` is declared here"));
        match near {
            Some(near) => found.help(format!("did you mean `{near}`?")).fix(
                format!("change it to `{near}`"),
                part.span,
                near,
            ),
            None => found.help(format!("add it to `{of}`, or name one that it has")),
        };
    }

    /// A name that the home does not see: a country, another law's path, an enum value without
    /// its enum, or a misspelling.
    fn undeclared(&mut self, scope: Scope, path: &Path, first: &Name, hint: &Type) -> Meaning {
        let alone = path.segments.len() == 1;
        let hint = bare_of_optional(hint.clone());
        let code =
            first.text.len() == 2 && first.text.bytes().all(|byte| byte.is_ascii_uppercase());
        if alone && (code || hint == Type::Country) {
            if let Some(country) = Country::of(&first.text) {
                return Meaning::Country(country);
            }
            self.unknown_country(&first.text, first.span);
            return Meaning::Lost;
        }
        // Capitals in a name were reported when it was read.
        if first.text.bytes().any(|byte| !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')) {
            return Meaning::Lost;
        }
        if self.is_incomplete(scope.home) {
            return Meaning::Lost;
        }
        if path.segments.len() > 2 {
            self.no_such_law(path);
            return Meaning::Lost;
        }
        if let Type::Enum(enumeration) = hint {
            let row = &self.laws.enumerations[enumeration];
            let (of, place) = (row.name.clone(), row.span);
            let names = row.variants.iter().map(|value| value.name.as_str());
            let near = self.near(&first.text, names);
            if alone && near.is_some() {
                self.unknown_part("value", first, &of, place, near);
                return Meaning::Lost;
            }
        }
        let of = self.enum_with(scope.home, &first.text).filter(|_| alone);
        let near = of.map(|of| format!("{of}.{}", first.text)).or_else(|| {
            let names = self.names_of(scope.home, |named| !matches!(named, Named::Unit(_)));
            self.near(&first.text, names)
        });
        self.unknown_name("name", &first.text, first.span, near);
        Meaning::Lost
    }

    /// The name of an enum in sight that has a value of this name.
    fn enum_with(&self, home: usize, value: &str) -> Option<&str> {
        let names = self.names_of(home, |named| {
            named
                .enumeration()
                .is_some_and(|enumeration| self.variant(enumeration, value).is_some())
        });
        names.first().copied()
    }

    /// Whether a bare name or set cannot be read without knowing the type that is expected.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    pub fn needs_context(&self, scope: Scope, written: &Expression) -> bool {
        match &written.kind {
            syntax::Kind::Path(path) => match path.segments.as_slice() {
                [only] => self.lookup(scope.home, &only.text).is_none(),
                [] | [_, _, ..] => false,
            },
            syntax::Kind::Set(parts) => {
                parts.is_empty() || parts.iter().any(|part| self.needs_context(scope, part))
            }
            syntax::Kind::Parenthesised(part) => self.needs_context(scope, part),
            syntax::Kind::Literal(syntax::Literal::None(_)) => true,
            _other => false,
        }
    }

    /// A path used as a value.
    pub fn path(&mut self, scope: Scope, path: &Path, hint: &Type) -> Typed {
        let meaning = self.meaning(scope, path, hint);
        let typed = self.value_of(meaning, path);
        self.as_seen(scope, path, typed)
    }

    fn value_of(&mut self, meaning: Meaning, path: &Path) -> Typed {
        let span = path.span;
        match meaning {
            Meaning::Fact { fact, of } => self.fact_value(fact, of, span),
            Meaning::Event(event) => {
                let type_ = self.moment_type(event);
                self.add(Kind::Occurrence { event, first: false }, type_, span)
            }
            Meaning::EventField(event, field) => {
                let fact = self.laws.events[event].fields.get(field).copied();
                let type_ = fact.map_or(Type::Unknown, |fact| self.laws.facts[fact].type_.clone());
                self.add(Kind::OccurrenceField { event, field }, type_, span)
            }
            Meaning::Parameter(parameter) => {
                let type_ = self.laws.parameters[parameter].type_.clone();
                self.add(Kind::Parameter(parameter), type_, span)
            }
            Meaning::Define(define) => {
                let type_ = self.laws.defines[define].type_.clone();
                self.add(Kind::Define(define), type_, span)
            }
            Meaning::Status(status) => self.add(Kind::Status(status), Type::Bool, span),
            Meaning::Step(step) => {
                let event = self.laws.steps[step].record;
                self.add(Kind::Occurrence { event, first: false }, Type::Date, span)
            }
            Meaning::StepAmount(step) => {
                let type_ = self.amount_type(step);
                self.add(Kind::StepAmount(step), type_, span)
            }
            Meaning::Total(block) => {
                let type_ = self.total_type(block, span);
                self.add(Kind::BlockTotal(block), type_, span)
            }
            Meaning::Payable(block) => {
                let type_ = self.total_type(block, span);
                self.add(Kind::BlockPayable(block), type_, span)
            }
            Meaning::Bound(binding) => self.bound_value(binding, span),
            Meaning::BoundField(binding, field) => self.bound_field(binding, field, span),
            Meaning::Element(binding, part) => self.element_value(binding, part, span),
            Meaning::Variant(enumeration, position) => {
                let position = u32::try_from(position).unwrap_or(u32::MAX);
                self.add(Kind::Literal(Value::Variant(position)), Type::Enum(enumeration), span)
            }
            Meaning::Country(country) => {
                self.add(Kind::Literal(Value::Country(country)), Type::Country, span)
            }
            Meaning::Duty(duty) => {
                let (name, place) =
                    (self.laws.duties[duty].name.clone(), self.laws.duties[duty].span);
                self.report(Code::E0207, span, format!("`{name}` is a duty"))
                    .and(place, "declared here")
                    .help(format!("ask for its status: `{name} is breached`"));
                self.unknown(span)
            }
            Meaning::Block(block) => {
                let row = &self.laws.sanctions[block];
                let (name, place) = (row.name.clone(), row.span);
                self.report(Code::E0207, span, format!("`{name}` is a block of sanctions"))
                    .and(place, "declared here")
                    .help(format!("name a figure of it: `{name}.total` or `{name}.payable`"));
                self.unknown(span)
            }
            Meaning::Lost => self.unknown(span),
        }
    }
}
