//! Comparisons, membership, and the questions whether something is known or in a status.

use crate::ground::diagnostic::{Code, closest};
use crate::ground::text::Span;
use crate::language::check::expression_path::Meaning;
use crate::language::check::mismatch::{Typed, is_range};
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::test::{Judgeable, StatusWord};
use crate::language::law::{Comparison, Kind, Type};
use crate::language::syntax::{self, Expression, Literal, Name};

impl Checker<'_> {
    /// `a < b`
    pub fn compare(
        &mut self,
        scope: Scope,
        how: Comparison,
        one: &Expression,
        two: &Expression,
        span: Span,
    ) -> Typed {
        // A chain of comparisons was reported when it was read.
        if [one, two].iter().any(|part| matches!(part.kind, syntax::Kind::Compare(..))) {
            return self.add(Kind::Unknown, Type::Bool, span);
        }
        if is_none(one) || is_none(two) {
            return self.compare_none(scope, how, one, two, span);
        }
        let (left, right) = self.pair(scope, one, two);
        if let Some(type_) = self.agree(left, right) {
            self.comparable(how, &type_, span);
        }
        self.add(Kind::Compare(how, left.id, right.id), Type::Bool, span)
    }

    /// Whether values of a type can be compared so.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    fn comparable(&mut self, how: Comparison, type_: &Type, span: Span) {
        let ordered = match how {
            Comparison::Equal | Comparison::NotEqual => return,
            Comparison::Less
            | Comparison::LessOrEqual
            | Comparison::Greater
            | Comparison::GreaterOrEqual => match type_ {
                Type::Number(_) | Type::Money(_) | Type::Date | Type::DateTime => true,
                Type::Duration(_) | Type::Unknown => true,
                Type::Bool
                | Type::NumberRange(_)
                | Type::MoneyRange(_)
                | Type::Country
                | Type::Text
                | Type::Enum(_)
                | Type::Set(_)
                | Type::List(_)
                | Type::Optional(_) => false,
            },
        };
        if !ordered {
            let (symbol, said) = (how.symbol(), self.say(type_));
            let help = match type_ {
                Type::Bool => "join conditions with `and`, `or`, `implies`".to_string(),
                other if is_range(other) => "compare ranges with `=` or `!=` only".to_string(),
                _other => "compare them with `=` or `!=`, or ask `x in {…}`".to_string(),
            };
            self.report(Code::E0311, span, format!("`{symbol}` has no meaning for {said}"))
                .help(help);
        }
    }

    fn compare_none(
        &mut self,
        scope: Scope,
        how: Comparison,
        one: &Expression,
        two: &Expression,
        span: Span,
    ) -> Typed {
        let left = self.expression(scope, one, &Type::Unknown);
        let right = self.expression(scope, two, &Type::Unknown);
        match how {
            Comparison::Equal | Comparison::NotEqual => {}
            Comparison::Less
            | Comparison::LessOrEqual
            | Comparison::Greater
            | Comparison::GreaterOrEqual => {
                self.report(
                    Code::E0311,
                    span,
                    format!("`none` cannot be ordered by `{}`", how.symbol()),
                )
                .help("test it with `= none` or `!= none`");
            }
        }
        let other = if is_none(one) { right } else { left };
        if !self.may_be_none(other) {
            self.never_none(other);
        }
        self.add(Kind::Compare(how, left.id, right.id), Type::Bool, span)
    }

    /// Reports a value that can never be `none` where that is asked.
    pub fn never_none(&mut self, typed: Typed) {
        let span = self.span_of(typed);
        let words = self.words(span);
        let here = self.say(&self.type_of(typed));
        self.report(Code::E0312, span, "this is never `none`")
            .here(format!("this is {here}"))
            .help(format!("declare it as `optional {here}`, or ask `{words} is unknown`"));
    }

    /// Whether a value can be `none`: optional facts, events that may not have happened, and the
    /// start of what may not hold.
    pub fn may_be_none(&self, typed: Typed) -> bool {
        let row = &self.laws.expressions[typed.id];
        if let Kind::Presumed(value, _) = row.kind {
            return self.may_be_none(Typed { id: value, ..typed });
        }
        let by_kind = matches!(
            row.kind,
            Kind::Occurrence { .. }
                | Kind::OccurrenceField { .. }
                | Kind::StartOf(_)
                | Kind::Unknown
        );
        by_kind || matches!(row.type_, Type::Optional(_) | Type::Unknown)
    }

    /// Checks two sides; the one that says its type by itself is read first.
    pub fn pair(&mut self, scope: Scope, one: &Expression, two: &Expression) -> (Typed, Typed) {
        if self.needs_context(scope, one) && !self.needs_context(scope, two) {
            let right = self.expression(scope, two, &Type::Unknown);
            let left = self.expression(scope, one, &self.type_of(right));
            (left, right)
        } else {
            let left = self.expression(scope, one, &Type::Unknown);
            let right = self.expression(scope, two, &self.type_of(left));
            (left, right)
        }
    }

    /// Makes two sides agree in type: a bare literal takes the unit of the other. `None` and a
    /// report where they cannot.
    pub fn agree(&mut self, left: Typed, right: Typed) -> Option<Type> {
        let (one, two) = (self.type_of(left), self.type_of(right));
        for (typed, type_, other) in [(left, &one, &two), (right, &two, &one)] {
            if let Type::Optional(of) = type_ {
                let wanted = if let Type::Optional(_) = other { of } else { other };
                self.mismatch(type_, wanted, self.span_of(typed), None);
                return None;
            }
        }
        let fits = if (left.bare && !right.bare) || (is_range(&two) && !is_range(&one)) {
            self.fit(left, &two, Some(self.span_of(right)))
        } else {
            self.fit(right, &one, Some(self.span_of(left)))
        };
        // A range of bare literals stays a range beside a single value.
        let takes_right = !is_range(&one) && (left.bare || is_range(&two) || one == Type::Unknown);
        let agreed = if takes_right { right } else { left };
        fits.then(|| self.type_of(agreed))
    }

    /// `x in S`
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    pub fn is_in(&mut self, scope: Scope, one: &Expression, set: &Expression, span: Span) -> Typed {
        let (left, right) = if self.needs_context(scope, one) {
            let right = self.expression(scope, set, &Type::Unknown);
            let element = match self.type_of(right) {
                Type::Set(of) => *of,
                _other => Type::Unknown,
            };
            (self.expression(scope, one, &element), right)
        } else {
            let left = self.expression(scope, one, &Type::Unknown);
            let hint = Type::Set(Box::new(self.type_of(left)));
            (left, self.expression(scope, set, &hint))
        };
        match (self.type_of(left), self.type_of(right)) {
            (_, Type::Unknown) => {}
            (Type::Optional(of), Type::Set(_)) => {
                self.mismatch(&Type::Optional(of.clone()), &of, self.span_of(left), None);
            }
            (found, Type::Set(of)) => {
                if left.bare {
                    self.fit(left, &of, Some(self.span_of(right)));
                } else {
                    let wanted = Type::Set(Box::new(found));
                    self.fit(right, &wanted, Some(self.span_of(left)));
                }
            }
            (_, other) => {
                let said = self.say(&other);
                self.report(Code::E0301, set.span, "a set is needed behind `in`")
                    .here(format!("this is {said}"))
                    .help("write the values between braces: `x in {a, b}`");
            }
        }
        self.add(Kind::In(left.id, right.id), Type::Bool, span)
    }

    /// `x is known`
    pub fn is_known(&mut self, scope: Scope, value: &Expression, known: bool, span: Span) -> Typed {
        let value = self.expression(scope, value, &Type::Unknown);
        self.add(Kind::IsKnown(value.id, known), Type::Bool, span)
    }

    /// `duty is breached`
    #[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
    pub fn is_status(
        &mut self,
        scope: Scope,
        of: &Expression,
        words: &[Name],
        span: Span,
    ) -> Typed {
        let unsure = |checker: &mut Self| checker.add(Kind::Unknown, Type::Bool, span);
        let syntax::Kind::Path(path) = &of.kind else {
            self.report(Code::E0504, of.span, "only duties and steps have a status")
                .help("name a duty or a step before `is`");
            return unsure(self);
        };
        match self.meaning(scope, path, &Type::Unknown) {
            Meaning::Lost => unsure(self),
            meaning => match self.judgeable(meaning, path.span) {
                Some((of, name)) => match self.status(of, &name, words, span) {
                    Some(status) => {
                        let typed = self.add(Kind::Is(of, status), Type::Bool, span);
                        self.as_seen(scope, path, typed)
                    }
                    None => unsure(self),
                },
                None => unsure(self),
            },
        }
    }

    /// The duty or step that a meaning is; reports what has no status.
    pub fn judgeable(&mut self, meaning: Meaning, span: Span) -> Option<(Judgeable, String)> {
        match meaning {
            Meaning::Duty(duty) => {
                Some((Judgeable::Duty(duty), self.laws.duties[duty].name.clone()))
            }
            Meaning::Step(step) => {
                Some((Judgeable::Step(step), self.laws.steps[step].name.clone()))
            }
            Meaning::Lost => None,
            Meaning::Fact { .. }
            | Meaning::Event(_)
            | Meaning::EventField(..)
            | Meaning::Parameter(_)
            | Meaning::Define(_)
            | Meaning::Status(_)
            | Meaning::StepAmount(_)
            | Meaning::Block(_)
            | Meaning::Total(_)
            | Meaning::Payable(_)
            | Meaning::Bound(_)
            | Meaning::BoundField(..)
            | Meaning::Element(..)
            | Meaning::Variant(..)
            | Meaning::Country(_) => {
                let words = self.words(span);
                self.report(Code::E0504, span, format!("`{words}` has no status"))
                    .help("only duties and steps have one: compare a value with `=`");
                None
            }
        }
    }

    /// The status that words name, if a duty or step can have it.
    pub fn status(
        &mut self,
        of: Judgeable,
        name: &str,
        words: &[Name],
        span: Span,
    ) -> Option<StatusWord> {
        let said: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let said = said.join(" ");
        let place = match (words.first(), words.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            (_, _) => span,
        };
        let (what, can): (&str, Vec<StatusWord>) = match of {
            Judgeable::Duty(_) => ("duty", StatusWord::of_duties().collect()),
            Judgeable::Step(_) => ("step", StatusWord::of_steps().collect()),
        };
        if let Some(status) = can.iter().find(|status| status.words() == said) {
            return Some(*status);
        }
        let near = closest(&said, can.iter().map(|status| status.words())).map(str::to_string);
        let known: Vec<&str> = can.iter().map(|status| status.words()).collect();
        let message = format!("the {what} `{name}` is never `{said}`");
        let found = self.found.report(Code::E0504, place, message);
        match near {
            Some(near) => found.help(format!("did you mean `{near}`?")).fix(
                format!("change it to `{near}`"),
                place,
                near,
            ),
            None => found.help(format!("a {what} is one of: {}", known.join(", "))),
        };
        None
    }
}

/// Whether an expression is the literal `none`.
#[expect(clippy::wildcard_enum_match_arm, reason = "only the forms named here differ")]
pub(super) fn is_none(written: &Expression) -> bool {
    match &written.kind {
        syntax::Kind::Literal(Literal::None(_)) => true,
        syntax::Kind::Parenthesised(part) => is_none(part),
        _other => false,
    }
}
