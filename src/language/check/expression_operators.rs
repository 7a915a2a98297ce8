//! Conditions joined and chosen between: not, and, or, unless, implies, any of, if, except.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::value::{Number, Value};
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::{Alternative, Basis, Exception, Kind, Logic, Type};
use crate::language::syntax::{self, Counted, Expression};

impl Checker<'_> {
    /// `not a`
    pub fn not(&mut self, scope: Scope, part: &Expression, span: Span) -> Typed {
        let id = self.condition(scope, part);
        self.add(Kind::Not(id), Type::Bool, span)
    }

    /// `a and b and c`
    pub fn chain(&mut self, scope: Scope, logic: Logic, parts: &[Expression], span: Span) -> Typed {
        let mut list = Vec::with_capacity(parts.len());
        for part in parts {
            let condition = self.condition(scope, part);
            list.push(Alternative { condition, basis: Basis::default() });
        }
        self.add(Kind::Logic(logic, list), Type::Bool, span)
    }

    /// `a unless b`: a and not b
    pub fn unless(
        &mut self,
        scope: Scope,
        one: &Expression,
        two: &Expression,
        span: Span,
    ) -> Typed {
        let one = self.condition(scope, one);
        let place = two.span;
        let two = self.condition(scope, two);
        let not = self.add(Kind::Not(two), Type::Bool, place);
        self.joined(Logic::And, [one, not.id], span)
    }

    /// `a implies b`: not a or b
    pub fn implies(
        &mut self,
        scope: Scope,
        one: &Expression,
        two: &Expression,
        span: Span,
    ) -> Typed {
        let place = one.span;
        let one = self.condition(scope, one);
        let not = self.add(Kind::Not(one), Type::Bool, place);
        let two = self.condition(scope, two);
        self.joined(Logic::Or, [not.id, two], span)
    }

    fn joined(
        &mut self,
        logic: Logic,
        parts: [crate::ground::table::Id<crate::language::law::Expression>; 2],
        span: Span,
    ) -> Typed {
        let list = parts.map(|condition| Alternative { condition, basis: Basis::default() });
        self.add(Kind::Logic(logic, list.into()), Type::Bool, span)
    }

    /// `any of { … }`, `all of { … }`
    pub fn any_of(&mut self, scope: Scope, logic: Logic, list: &[Counted], span: Span) -> Typed {
        let list = self.counted(scope, list, span);
        for alternative in &list {
            self.never(alternative.condition, logic, "alternative");
        }
        self.add(Kind::Logic(logic, list), Type::Bool, span)
    }

    /// `at least 2 of { … }`
    pub fn at_least(
        &mut self,
        scope: Scope,
        number: &Expression,
        list: &[Counted],
        span: Span,
    ) -> Typed {
        let place = number.span;
        let number = self.typed(scope, number, &Type::Number(None));
        let list = self.counted(scope, list, span);
        if let Some(Value::Number(least)) = self.literal_value(number) {
            let most = list.len();
            let whole = |count: &usize| Number::whole(i64::try_from(*count).unwrap_or(i64::MAX));
            if !(1..=most).any(|count| whole(&count) == least) && most > 0 {
                self.report(
                    Code::E0314,
                    place,
                    format!("a number from 1 to {most} is needed here"),
                )
                .help(format!("write how many of the {most} conditions must hold"));
            }
        }
        self.add(Kind::AtLeast(number, list), Type::Bool, span)
    }

    fn counted(&mut self, scope: Scope, list: &[Counted], span: Span) -> Vec<Alternative> {
        if list.is_empty() {
            self.report(Code::E0501, span, "there is nothing between the braces")
                .help("name at least one condition");
        }
        let mut alternatives = Vec::with_capacity(list.len());
        for counted in list {
            let condition = self.condition(scope, &counted.condition);
            self.no_commencement(&counted.clauses, "an alternative");
            let basis = self.basis(&counted.clauses);
            alternatives.push(Alternative { condition, basis });
        }
        alternatives
    }

    /// `if c then a else b`
    pub fn if_(
        &mut self,
        scope: Scope,
        condition: &Expression,
        [one, two]: [&Expression; 2],
        hint: &Type,
        span: Span,
    ) -> Typed {
        let condition = self.condition(scope, condition);
        let (typed, type_, bare) = self.alternatives(scope, &[one, two], hint);
        let [one, two] = typed.as_slice() else { return self.unknown(span) };
        Typed { bare, ..self.add(Kind::If(condition, one.id, two.id), type_, span) }
    }

    /// `v except w when c`
    pub fn except(
        &mut self,
        scope: Scope,
        base: &Expression,
        exceptions: &[syntax::Exception],
        hint: &Type,
        span: Span,
    ) -> Typed {
        let mut parts = vec![base];
        parts.extend(exceptions.iter().map(|exception| &exception.value));
        let (typed, type_, bare) = self.alternatives(scope, &parts, hint);
        let mut list = Vec::with_capacity(exceptions.len());
        for (value, written) in typed.iter().skip(1).zip(exceptions) {
            let condition = self.condition(scope, &written.condition);
            self.never(condition, Logic::Or, "exception");
            self.no_commencement(&written.clauses, "an exception");
            let basis = self.basis(&written.clauses);
            list.push(Exception { value: value.id, condition, basis, span: written.span });
        }
        let Some(base) = typed.first() else { return self.unknown(span) };
        Typed { bare, ..self.add(Kind::Except(base.id, list), type_, span) }
    }

    /// The words at a place, on one line.
    pub fn words(&self, span: Span) -> String {
        let words = self.sources.words(span);
        let inner = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.starts_with(char::is_whitespace) { format!(" {inner}") } else { inner }
    }
}
