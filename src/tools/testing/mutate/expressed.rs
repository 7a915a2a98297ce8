//! The changes of expressions: one arm for each form.

use super::{Operator, site::Sites};
use crate::ground::text::Span;
use crate::ground::value::Rounding;
use crate::language::syntax::{
    Aggregate, Arithmetic, Comparison, Count, CountWindow, Counted, Expression, Extreme, Kind,
    Logic, Moment, PeriodName, Quantifier, Quantity,
};

impl Sites<'_> {
    /// Every change of an expression and its parts.
    pub fn expression(&mut self, written: &Expression) {
        self.form(written);
        if let Kind::Except { base, exceptions } = &written.kind {
            self.expression(base);
            for exception in exceptions {
                self.drop_clause(Operator::Exception, exception.span);
                self.under(&exception.clauses, |it| {
                    it.expression(&exception.value);
                    it.expression(&exception.condition);
                    it.clauses(&exception.clauses);
                });
            }
        } else if let Kind::AnyOf(list) | Kind::AllOf(list) = &written.kind {
            self.counted(list);
        } else if let Kind::AtLeast(number, list) = &written.kind {
            self.expression(number);
            self.counted(list);
        } else {
            written.each_child(&mut |part| self.expression(part));
        }
    }

    fn counted(&mut self, list: &[Counted]) {
        for counted in list {
            self.under(&counted.clauses, |it| it.expression(&counted.condition));
        }
    }

    fn form(&mut self, written: &Expression) {
        let span = written.span;
        match &written.kind {
            Kind::Implies(one, two) => {
                let (first, second) = (self.words(one.span), self.words(two.span));
                let edits = vec![(one.span, second.to_owned()), (two.span, first.to_owned())];
                self.change(Operator::Connective, span, edits);
            }
            Kind::Unless(one, two) => {
                self.put(Operator::Condition, span, self.place(one.span.end, two.span.end), "");
            }
            Kind::Chain(logic, parts) => self.chain(span, *logic, parts),
            Kind::Not(part) => {
                self.put(Operator::Negation, span, self.place(span.start, part.span.start), "");
            }
            Kind::Over { condition, quantifier, window } => {
                let between = self.between(condition.span, window.span);
                match quantifier {
                    Quantifier::Each => {
                        self.swap(Operator::Window, span, between, ("each", "any"));
                    }
                    Quantifier::Any => {
                        self.swap(Operator::Window, span, between, ("any", "each"));
                    }
                    Quantifier::Throughout => {}
                }
                let gone = self.place(condition.span.end, window.span.end);
                self.put(Operator::Window, span, gone, "");
                self.literal(&window.duration);
            }
            Kind::Compare(comparison, one, two) => {
                let at = self.between(one.span, two.span);
                let (sign, others) = opposites(*comparison);
                for other in others {
                    self.swap(Operator::Comparison, span, at, (sign, other));
                }
            }
            Kind::In(..) | Kind::IsStatus(..) | Kind::HasHappened(_) => {
                self.put(Operator::Negation, span, span, format!("not ({})", self.words(span)));
            }
            Kind::IsKnown { value, known } => {
                let words = if *known { ("known", "unknown") } else { ("unknown", "known") };
                let at = self.place(value.span.end, span.end);
                self.swap(Operator::Negation, span, at, words);
            }
            Kind::Moved { by, after, date } => {
                let words = if *after { ("after", "before") } else { ("before", "after") };
                self.swap(Operator::Moment, span, self.between(by.span, date.span), words);
            }
            Kind::Otherwise(one, two) | Kind::Presumed(one, two) => {
                self.put(Operator::Fallback, span, self.place(one.span.end, two.span.end), "");
            }
            Kind::Clamp { value, floor, limit } => {
                let words = if *floor { ("less", "more") } else { ("more", "less") };
                self.swap(Operator::Bound, span, self.between(value.span, limit.span), words);
                self.put(Operator::Bound, span, self.place(value.span.end, limit.span.end), "");
            }
            Kind::Rounded(value, rounding, step) => {
                let other = match rounding {
                    Rounding::HalfUp | Rounding::HalfEven | Rounding::Upward => "downward",
                    Rounding::Downward => "upward",
                };
                let at = self.between(value.span, step.span);
                self.put(Operator::Rounding, span, at, format!(" rounded {other} to "));
            }
            Kind::Arithmetic(first, rest) => {
                let mut before = first.span;
                for (sign, operand) in rest {
                    let words = match sign {
                        Arithmetic::Add => ("+", "-"),
                        Arithmetic::Subtract => ("-", "+"),
                        Arithmetic::Multiply => ("*", "/"),
                        Arithmetic::Divide => ("/", "*"),
                    };
                    self.swap(
                        Operator::Arithmetic,
                        span,
                        self.between(before, operand.span),
                        words,
                    );
                    before = operand.span;
                }
            }
            Kind::Negative(part) => {
                self.put(Operator::Arithmetic, span, self.place(span.start, part.span.start), "");
            }
            Kind::InPeriod(_, period) => self.period(span, period),
            Kind::DayOf { first, period } => {
                self.ordinal(span, *first);
                self.period(span, period);
            }
            Kind::Occurrence { first, .. } => self.ordinal(span, *first),
            Kind::Literal(literal) => self.literal(literal),
            Kind::Set(parts) => {
                let elements: Vec<Span> = parts.iter().map(|part| part.span).collect();
                self.elements(span, &elements);
            }
            Kind::If(_, one, two) => {
                let (first, second) = (self.words(one.span), self.words(two.span));
                let edits = vec![(one.span, second.to_owned()), (two.span, first.to_owned())];
                self.change(Operator::Value, span, edits);
            }
            Kind::AnyOf(list) => self.listed(span, ("any", "all"), list),
            Kind::AllOf(list) => self.listed(span, ("all", "any"), list),
            Kind::AtLeast(_, list) => self.alternatives(span, list),
            Kind::ExtremeOf(extreme, _) => {
                let words = match extreme {
                    Extreme::Greater => ("greater", "lesser"),
                    Extreme::Lesser => ("lesser", "greater"),
                };
                self.swap(Operator::Bound, span, span, words);
            }
            Kind::OverWindow(aggregate, _, window) => {
                self.aggregate(span, *aggregate);
                self.literal(&window.duration);
            }
            Kind::OverList { aggregate, element, condition, .. } => {
                self.aggregate(span, *aggregate);
                if condition.is_some() {
                    let gone = self.place(element.span.end, span.end);
                    self.put(Operator::Condition, span, gone, "");
                }
            }
            Kind::Count(count) => self.count(span, count),
            Kind::Except { .. }
            | Kind::Range(..)
            | Kind::UpTo(_)
            | Kind::Of(..)
            | Kind::At(..)
            | Kind::Field(..)
            | Kind::Path(_)
            | Kind::Parenthesised(_)
            | Kind::DaysFrom(..)
            | Kind::StartOf(_)
            | Kind::Today
            | Kind::Breach
            | Kind::ThePeriod
            | Kind::HighestOfThem
            | Kind::Call(..)
            | Kind::Unreadable => {}
        }
    }

    fn chain(&mut self, span: Span, logic: Logic, parts: &[Expression]) {
        let words = match logic {
            Logic::And => ("and", "or"),
            Logic::Or => ("or", "and"),
        };
        for (one, two) in parts.iter().zip(parts.iter().skip(1)) {
            self.swap(Operator::Connective, span, self.between(one.span, two.span), words);
        }
        for (at, part) in parts.iter().enumerate() {
            let next = parts.get(at + 1);
            let before = at.checked_sub(1).and_then(|before| parts.get(before));
            let gone = match (next, before) {
                (Some(next), _) => self.place(part.span.start, next.span.start),
                (None, Some(before)) => self.place(before.span.end, part.span.end),
                (None, None) => continue,
            };
            self.put(Operator::Condition, span, gone, "");
        }
    }

    fn listed(&mut self, span: Span, words: (&str, &str), list: &[Counted]) {
        self.swap(Operator::Connective, span, span, words);
        self.alternatives(span, list);
    }

    fn alternatives(&mut self, span: Span, list: &[Counted]) {
        let whole = |counted: &Counted| match counted.clauses.last() {
            Some(last) => counted.condition.span.to(last.span()),
            None => counted.condition.span,
        };
        let elements: Vec<Span> = list.iter().map(whole).collect();
        self.elements(span, &elements);
    }

    fn aggregate(&mut self, span: Span, aggregate: Aggregate) {
        let words = match aggregate {
            Aggregate::Average => ("average", "highest"),
            Aggregate::Sum => ("sum", "highest"),
            Aggregate::Highest => ("highest", "lowest"),
            Aggregate::Lowest => ("lowest", "highest"),
        };
        self.swap(Operator::Aggregate, span, span, words);
    }

    fn count(&mut self, span: Span, count: &Count) {
        match count.quantity {
            Quantity::Any => self.swap(Operator::Connective, span, span, ("any", "all")),
            Quantity::All => self.swap(Operator::Connective, span, span, ("all", "any")),
            Quantity::Count => {}
        }
        let mut end = count.element.as_ref().map_or(count.of.span.end, |name| name.span.end);
        if let Some(window) = &count.window {
            let (literal, last) = match window {
                CountWindow::Last(window) => (&window.duration, window.span.end),
                CountWindow::Before(literal, date) => (literal, date.span.end),
            };
            self.literal(literal);
            self.put(Operator::Window, span, self.place(end, last), "");
            end = last;
        }
        if count.condition.is_some() {
            self.put(Operator::Condition, span, self.place(end, span.end), "");
        }
    }

    fn ordinal(&mut self, span: Span, first: bool) {
        let words = if first { ("first", "last") } else { ("last", "first") };
        self.swap(Operator::Moment, span, span, words);
    }

    fn period(&mut self, shown: Span, period: &PeriodName) {
        match period.moment {
            Moment::Last(_) => self.swap(Operator::Moment, shown, period.span, ("last", "this")),
            Moment::This(_) => self.swap(Operator::Moment, shown, period.span, ("this", "last")),
            Moment::Named(_) => {
                let words = self.words(period.span);
                let Some((year, rest)) = words.split_at_checked(4) else { return };
                let Ok(year) = year.parse::<u16>() else { return };
                for other in [year.saturating_sub(1), year.saturating_add(1)] {
                    self.put(Operator::Moment, shown, period.span, format!("{other:04}{rest}"));
                }
            }
        }
    }
}

/// How a comparison is written, and what is put in its place: the other side of the edge, and the
/// opposite.
fn opposites(comparison: Comparison) -> (&'static str, &'static [&'static str]) {
    match comparison {
        Comparison::Equal => ("=", &["!="]),
        Comparison::NotEqual => ("!=", &["="]),
        Comparison::Less => ("<", &["<=", ">="]),
        Comparison::LessOrEqual => ("<=", &["<", ">"]),
        Comparison::Greater => (">", &[">=", "<="]),
        Comparison::GreaterOrEqual => (">=", &[">", "<"]),
    }
}
