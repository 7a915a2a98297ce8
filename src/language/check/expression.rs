//! Expressions: one arm per form, each checked beside its kin.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::value::Value;
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::{self, Kind, Type};
use crate::language::syntax::{self, Expression, Literal};

/// How many expressions may stand within one another; brackets are limited before.
const DEEPEST: usize = 300;

impl Checker<'_> {
    /// Checks an expression. `hint` is the type that is expected: it says in which enum a bare
    /// name is looked up. It is not enforced here: that is [`Checker::fit`].
    pub fn expression(&mut self, scope: Scope, written: &Expression, hint: &Type) -> Typed {
        self.depth += 1;
        let typed = if self.depth > DEEPEST {
            self.report(Code::E0806, written.span, "this expression is nested too deeply")
                .help("give a part of it a name with `define`");
            self.unknown(written.span)
        } else {
            self.form(scope, written, hint)
        };
        self.depth -= 1;
        typed
    }

    /// Checks a condition.
    pub fn condition(&mut self, scope: Scope, written: &Expression) -> Id<law::Expression> {
        let typed = self.expression(scope, written, &Type::Bool);
        self.fit(typed, &Type::Bool, None);
        typed.id
    }

    /// Checks an expression that must be of a type.
    pub fn typed(
        &mut self,
        scope: Scope,
        written: &Expression,
        wanted: &Type,
    ) -> Id<law::Expression> {
        let typed = self.expression(scope, written, wanted);
        self.fit(typed, wanted, None);
        typed.id
    }

    /// Adds a checked expression.
    pub fn add(&mut self, kind: Kind, type_: Type, span: Span) -> Typed {
        let id = self.laws.expressions.add(law::Expression { kind, type_, span });
        Typed { id, bare: false }
    }

    /// An expression whose error is reported.
    pub fn unknown(&mut self, span: Span) -> Typed {
        self.add(Kind::Unknown, Type::Unknown, span)
    }

    fn form(&mut self, scope: Scope, written: &Expression, hint: &Type) -> Typed {
        use syntax::Kind as Form;
        let span = written.span;
        match &written.kind {
            Form::Except { base, exceptions } => self.except(scope, base, exceptions, hint, span),
            Form::Implies(one, two) => self.implies(scope, one, two, span),
            Form::Unless(one, two) => self.unless(scope, one, two, span),
            Form::Chain(logic, parts) => self.chain(scope, *logic, parts, span),
            Form::Not(part) => self.not(scope, part, span),
            Form::Over { condition, quantifier, window } => {
                self.over(scope, condition, *quantifier, window, span)
            }
            Form::Compare(how, one, two) => self.compare(scope, *how, one, two, span),
            Form::In(one, two) => self.is_in(scope, one, two, span),
            Form::IsKnown { value, known } => self.is_known(scope, value, *known, span),
            Form::IsStatus(of, words) => self.is_status(scope, of, words, span),
            Form::Moved { by, after, date } => self.moved(scope, by, *after, date, span),
            Form::Otherwise(one, two) => self.otherwise(scope, one, two, hint, span),
            Form::Presumed(one, two) => self.presumed(scope, one, two, hint, span),
            Form::Clamp { value, floor, limit } => self.clamp(scope, value, *floor, limit, span),
            Form::Rounded(value, mode, step) => self.rounded(scope, value, *mode, step, span),
            Form::Range(one, two) => self.range(scope, one, two, span),
            Form::UpTo(part) => self.up_to(scope, part, span),
            Form::Arithmetic(first, rest) => self.arithmetic(scope, first, rest, span),
            Form::Of(share, whole) => self.share_of(scope, share, whole, span),
            Form::Negative(part) => self.negative(scope, part, span),
            Form::InPeriod(of, period) => self.in_period(scope, of, period, span),
            Form::At(value, date) => self.at(scope, value, date, hint, span),
            Form::HasHappened(of) => self.has_happened(scope, of, span),
            Form::Field(of, field) => self.field_of(scope, of, field, span),
            Form::Literal(literal) => self.literal(literal),
            Form::Path(path) => self.path(scope, path, hint),
            Form::Set(parts) => self.set(scope, parts, hint, span),
            Form::Parenthesised(part) => self.expression(scope, part, hint),
            Form::If(condition, one, two) => self.if_(scope, condition, [one, two], hint, span),
            Form::AnyOf(list) => self.any_of(scope, syntax::Logic::Or, list, span),
            Form::AllOf(list) => self.any_of(scope, syntax::Logic::And, list, span),
            Form::AtLeast(number, list) => self.at_least(scope, number, list, span),
            Form::ExtremeOf(which, parts) => self.extreme_of(scope, *which, parts, hint, span),
            Form::OverWindow(aggregate, value, window) => {
                self.over_window(scope, *aggregate, value, window, span)
            }
            Form::OverList { aggregate, value, list, element, condition } => {
                let (what, over) = ((*aggregate, value.as_ref()), (list, element));
                self.over_list(scope, what, over, condition.as_deref(), span)
            }
            Form::Count(count) => self.count(scope, count, span),
            Form::DaysFrom(one, two) => self.days_from(scope, one, two, span),
            Form::StartOf(part) => self.start_of(scope, part, span),
            Form::DayOf { first, period } => self.day_of(*first, period, span),
            Form::Today => self.add(Kind::Today, Type::Date, span),
            Form::Breach => self.breach(scope, span),
            Form::ThePeriod => self.the_period(span),
            Form::HighestOfThem => {
                self.report(Code::E0506, span, "`the highest of them` has no place here")
                    .help("it stands alone behind `together no more than`");
                self.unknown(span)
            }
            Form::Occurrence { first, event } => self.occurrence(scope, *first, event, span),
            Form::Call(path, parts) => self.call(scope, path, parts, span),
            Form::Unreadable => self.unknown(span),
        }
    }

    /// Counts the names in a part of what makes no sense as used.
    pub fn use_names(&mut self, scope: Scope, part: &Expression) {
        if let syntax::Kind::Path(path) = &part.kind
            && let Some(first) = path.segments.first()
        {
            self.look_at(scope, &first.text);
        }
        part.each_child(&mut |child| self.use_names(scope, child));
    }

    /// A literal; one of a bare number takes its unit from the other side.
    pub fn literal(&mut self, literal: &Literal) -> Typed {
        let span = literal.span();
        let (value, type_) = match literal {
            Literal::Bool(truth, _) => (Value::Bool(*truth), Type::Bool),
            Literal::None(_) => (Value::None, Type::Optional(Box::new(Type::Unknown))),
            Literal::Number(number, _) => {
                // A number with capitals behind it has no currency: reported when it was read.
                if self.sources.words(span).ends_with(|last: char| last.is_ascii_uppercase()) {
                    return self.unknown(span);
                }
                let kind = Kind::Literal(Value::Number(number.clone()));
                return Typed { bare: true, ..self.add(kind, Type::Number(None), span) };
            }
            Literal::Money(amount, currency, _) => {
                (Value::Number(amount.clone()), Type::Money(*currency))
            }
            Literal::Date(..) => match self.date(literal) {
                Some(date) => (Value::Date(date), Type::Date),
                None => return self.unknown(span),
            },
            Literal::DateTime(..) => match self.datetime(literal) {
                Some(minute) => (Value::DateTime(minute), Type::DateTime),
                None => return self.unknown(span),
            },
            Literal::Duration(Some(duration), _) => {
                (Value::Duration(*duration), Type::Duration(duration.family))
            }
            Literal::Duration(None, _) => {
                self.report(Code::E0407, span, "a duration is a whole number of units")
                    .help("write it in a smaller unit, such as days instead of weeks");
                return self.unknown(span);
            }
            Literal::Period(..) => {
                self.report(Code::E0307, span, "a period stands only behind `in`")
                    .help("name the figure it is of: `revenue in 2021-Q3`");
                return self.unknown(span);
            }
            Literal::Text(label) => (Value::Text(label.text.as_str().into()), Type::Text),
        };
        self.add(Kind::Literal(value), type_, span)
    }

    /// `{a, b}`
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    fn set(&mut self, scope: Scope, parts: &[Expression], hint: &Type, span: Span) -> Typed {
        let element = match hint {
            Type::Set(of) => (**of).clone(),
            _other => Type::Unknown,
        };
        let parts: Vec<&Expression> = parts.iter().collect();
        let (typed, type_, bare) = self.alternatives(scope, &parts, &element);
        let ids = typed.iter().map(|typed| typed.id).collect();
        Typed { bare, ..self.add(Kind::Set(ids), Type::Set(Box::new(type_)), span) }
    }

    /// Values of which one is taken: they must agree in type. Those that say their type by
    /// themselves are read first, so that the others can be looked up in it.
    pub fn alternatives(
        &mut self,
        scope: Scope,
        parts: &[&Expression],
        hint: &Type,
    ) -> (Vec<Typed>, Type, bool) {
        let mut common = hint.clone();
        let mut rows: Vec<(usize, Typed)> = Vec::new();
        for late in [false, true] {
            for (at, part) in parts.iter().enumerate() {
                if self.needs_context(scope, part) != late {
                    continue;
                }
                let typed = self.expression(scope, part, &common);
                if common == Type::Unknown && !typed.bare {
                    common = bare_of_optional(self.type_of(typed));
                }
                rows.push((at, typed));
            }
        }
        rows.sort_by_key(|(at, _)| *at);
        let typed: Vec<Typed> = rows.into_iter().map(|(_, typed)| typed).collect();
        let bare = !typed.is_empty() && typed.iter().all(|typed| typed.bare);
        let types: Vec<(Type, bool)> =
            typed.iter().map(|typed| (self.type_of(*typed), typed.bare)).collect();
        let joined = join(&types);
        let giver = typed.iter().find(|typed| !typed.bare).map(|typed| self.span_of(*typed));
        for one in &typed {
            let other = giver.filter(|place| *place != self.span_of(*one));
            self.fit(*one, &joined, other);
        }
        (typed, joined, bare)
    }
}

/// The type that alternatives share: that of the first that is not bare, as a range where one of
/// them is a range, optional where one of them may be none.
#[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
fn join(types: &[(Type, bool)]) -> Type {
    let strip = |type_: &Type| match type_ {
        Type::Optional(of) => (**of).clone(),
        other => other.clone(),
    };
    let known = types.iter().filter(|(type_, _)| strip(type_) != Type::Unknown);
    let giver = known.clone().find(|(_, bare)| !bare).or_else(|| known.clone().next());
    let Some(giver) = giver.map(|(type_, _)| strip(type_)) else {
        return types.first().map_or(Type::Unknown, |(type_, _)| type_.clone());
    };
    let range = known.clone().any(|(type_, _)| super::mismatch::is_range(&strip(type_)));
    let joined = match giver {
        Type::Money(currency) if range => Type::MoneyRange(currency),
        Type::Number(unit) if range => Type::NumberRange(unit),
        other => other,
    };
    let optional = types.iter().any(|(type_, _)| matches!(type_, Type::Optional(_)));
    if optional { Type::Optional(Box::new(joined)) } else { joined }
}

/// The type inside `optional`, or the type itself.
pub(super) fn bare_of_optional(type_: Type) -> Type {
    if let Type::Optional(of) = type_ { *of } else { type_ }
}
