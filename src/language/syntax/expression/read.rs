//! Definitions, expressions and what they are made of, from the grammar's parts to the tree.

use super::climb::{built, climb_all};
use crate::ground::diagnostic::Code;
use crate::ground::time::Period;
use crate::language::syntax::clause::{clauses, name, path};
use crate::language::syntax::expression::{
    Aggregate, Count, CountWindow, Counted, Exception, Expression, Extreme, Kind, Moment,
    PeriodName, Quantity, Window,
};
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::literal;

/// An expression and how deep it is.
pub(super) type Tall = (Expression, usize);

/// An expression that stands by itself.
pub(in crate::language::syntax) fn expression(reader: &mut Reader, node: Node) -> Expression {
    (reader.too_deep, reader.loose) = (false, false);
    climb_all(reader, node, 1).0
}

/// `v except w when c`: an expression with its exceptions.
pub(in crate::language::syntax) fn definition(reader: &mut Reader, node: Node) -> Expression {
    (reader.too_deep, reader.loose) = (false, false);
    excepted(reader, node, 1).0
}

fn excepted(reader: &mut Reader, node: Node, level: usize) -> Tall {
    let (base, mut height) = climb_all(reader, node.part(Rule::expression), level);
    let mut exceptions = Vec::new();
    for part in node.all(Rule::exception) {
        let mut values = part.all(Rule::expression);
        let value = climb_all(reader, values.next().unwrap_or(part), level + 1);
        let condition = climb_all(reader, values.next().unwrap_or(part), level + 1);
        height = height.max(value.1).max(condition.1);
        exceptions.push(Exception {
            value: value.0,
            condition: condition.0,
            clauses: clauses(reader, part),
            span: reader.span(part),
        });
    }
    if exceptions.is_empty() {
        return (base, height);
    }
    let span = reader.span(node);
    built(reader, Kind::Except { base: Box::new(base), exceptions }, span, height)
}

/// Whether the words of a number are a fraction literal.
pub(super) fn is_fraction(words: &str) -> bool {
    words.contains('/')
}

/// One operand without the operators around it.
pub(super) fn primary(reader: &mut Reader, node: Node, level: usize) -> Tall {
    let span = reader.span(node);
    let kind = match node.rule() {
        Rule::path => Kind::Path(path(reader, node)),
        Rule::numeric => Kind::Literal(literal::numeric(reader, node)),
        Rule::duration => Kind::Literal(literal::duration(reader, node)),
        Rule::string => Kind::Literal(literal::text(reader, node)),
        Rule::constant => Kind::Literal(literal::constant(reader, node)),
        Rule::today => Kind::Today,
        Rule::breach => Kind::Breach,
        Rule::the_period => Kind::ThePeriod,
        Rule::the_highest => Kind::HighestOfThem,
        Rule::ordinal => ordinal(reader, node),
        _ => return nested(reader, node, level),
    };
    built(reader, kind, span, 0)
}

/// The operands that hold expressions themselves.
fn nested(reader: &mut Reader, node: Node, level: usize) -> Tall {
    let span = reader.span(node);
    let (kind, height) = match node.rule() {
        Rule::parentheses => {
            let (inner, height) = inner(reader, node, level + 1);
            (Kind::Parenthesised(Box::new(inner)), height)
        }
        Rule::set => {
            let (values, height) = list(reader, node, level + 1);
            (Kind::Set(values), height)
        }
        Rule::extreme => {
            let extreme =
                if node.has(Rule::kw_greater) { Extreme::Greater } else { Extreme::Lesser };
            let (values, height) = list(reader, node.part(Rule::set), level + 1);
            (Kind::ExtremeOf(extreme, values), height)
        }
        Rule::choice => choice(reader, node, level + 1),
        Rule::any_of | Rule::all_of => some_of(reader, node, level + 1),
        Rule::at_least => {
            let number = node.part(Rule::expression_without_of).last();
            let (number, first) = primary(reader, number, level + 1);
            let (counted, second) = alternatives(reader, node, level + 1);
            (Kind::AtLeast(Box::new(number), counted), first.max(second))
        }
        Rule::start_of => {
            let (condition, height) = inner(reader, node.part(Rule::parentheses), level + 1);
            (Kind::StartOf(Box::new(condition)), height)
        }
        Rule::days_from => {
            let mut days = node.all(Rule::day);
            let from = day(reader, days.next().unwrap_or(node), level + 1);
            let to = day(reader, days.next().unwrap_or(node), level + 1);
            (Kind::DaysFrom(Box::new(from.0), Box::new(to.0)), from.1.max(to.1))
        }
        Rule::count => count(reader, node, level + 1),
        Rule::aggregate => aggregate(reader, node, level + 1),
        _ => (Kind::Unreadable, 0),
    };
    built(reader, kind, span, height)
}

/// What stands between parentheses.
fn inner(reader: &mut Reader, node: Node, level: usize) -> Tall {
    excepted(reader, node.part(Rule::definition), level)
}

/// The expressions between braces or behind a name.
fn list(reader: &mut Reader, node: Node, level: usize) -> (Vec<Expression>, usize) {
    let mut height = 0;
    let mut values = Vec::new();
    for part in node.all(Rule::expression) {
        let (value, tall) = climb_all(reader, part, level);
        height = height.max(tall);
        values.push(value);
    }
    (values, height)
}

fn choice(reader: &mut Reader, node: Node, level: usize) -> (Kind, usize) {
    let mut values = node.all(Rule::expression);
    let mut height = 0;
    let mut next = |reader: &mut Reader| {
        let (value, tall) = climb_all(reader, values.next().unwrap_or(node), level);
        height = height.max(tall);
        Box::new(value)
    };
    let kind = Kind::If(next(reader), next(reader), next(reader));
    (kind, height)
}

/// `any of { … }`, `all of LIST as s where (c)`
fn some_of(reader: &mut Reader, node: Node, level: usize) -> (Kind, usize) {
    let all = node.rule() == Rule::all_of;
    if let Some(listed) = node.maybe(Rule::listed) {
        let (condition, height) = where_clause(reader, listed, level);
        let count = Count {
            quantity: if all { Quantity::All } else { Quantity::Any },
            of: path(reader, listed.part(Rule::path)),
            element: Some(name(reader, listed.part(Rule::name))),
            window: None,
            condition,
        };
        return (Kind::Count(Box::new(count)), height);
    }
    let (counted, height) = alternatives(reader, node, level);
    (if all { Kind::AllOf(counted) } else { Kind::AnyOf(counted) }, height)
}

fn alternatives(reader: &mut Reader, node: Node, level: usize) -> (Vec<Counted>, usize) {
    let mut height = 0;
    let mut counted = Vec::new();
    for part in node.part(Rule::alternatives).all(Rule::alternative) {
        let (condition, tall) = climb_all(reader, part.part(Rule::expression), level);
        height = height.max(tall);
        counted.push(Counted { condition, clauses: clauses(reader, part) });
    }
    (counted, height)
}

/// `where (c)`, where it is written.
fn where_clause(reader: &mut Reader, node: Node, level: usize) -> (Option<Expression>, usize) {
    match node.maybe(Rule::where_clause) {
        Some(part) => {
            let (condition, height) = inner(reader, part.part(Rule::parentheses), level);
            (Some(condition), height)
        }
        None => (None, 0),
    }
}

fn count(reader: &mut Reader, node: Node, level: usize) -> (Kind, usize) {
    let (condition, mut height) = where_clause(reader, node, level);
    let of = path(reader, node.part(Rule::path));
    let element = node.maybe(Rule::name).map(|element| name(reader, element));
    let window = node.maybe(Rule::count_window).map(|part| match part.maybe(Rule::window) {
        Some(window) => CountWindow::Last(duration_window(reader, window)),
        None => {
            let length = literal::duration(reader, part.part(Rule::duration));
            let (end, tall) = day(reader, part.part(Rule::day), level);
            height = height.max(tall);
            CountWindow::Before(length, end)
        }
    });
    let quantity = Quantity::Count;
    (Kind::Count(Box::new(Count { quantity, of, element, window, condition })), height)
}

fn aggregate(reader: &mut Reader, node: Node, level: usize) -> (Kind, usize) {
    let aggregate = match reader.words(node.part(Rule::aggregate_word)) {
        "average" => Aggregate::Average,
        "sum" => Aggregate::Sum,
        "highest" => Aggregate::Highest,
        _ => Aggregate::Lowest,
    };
    let (value, tall) = climb_all(reader, node.part(Rule::expression), level);
    let value = Box::new(value);
    match node.maybe(Rule::listed) {
        Some(listed) => {
            let (condition, height) = where_clause(reader, listed, level);
            let list = path(reader, listed.part(Rule::path));
            let element = name(reader, listed.part(Rule::name));
            let condition = condition.map(Box::new);
            let kind = Kind::OverList { aggregate, value, list, element, condition };
            (kind, tall.max(height))
        }
        None => {
            let window = duration_window(reader, node.part(Rule::window));
            (Kind::OverWindow(aggregate, value, window), tall)
        }
    }
}

fn ordinal(reader: &mut Reader, node: Node) -> Kind {
    let first = node.has(Rule::kw_first);
    match node.maybe(Rule::period) {
        Some(part) => Kind::DayOf { first, period: period(reader, part) },
        None => Kind::Occurrence { first, event: path(reader, node.part(Rule::path)) },
    }
}

/// `income_tax(x)`: a name with arguments.
pub(super) fn call(reader: &mut Reader, node: Node, left: Tall, level: usize) -> Tall {
    let (values, height) = list(reader, node, level + 1);
    let span = reader.place(left.0.span.start as usize, node.end());
    match left.0.kind {
        Kind::Path(called) => built(reader, Kind::Call(called, values), span, height),
        kind => (Expression { kind, span }, left.1),
    }
}

/// The date of `x at D`: durations before or after a moment.
pub(super) fn day(reader: &mut Reader, node: Node, level: usize) -> Tall {
    let parts: Vec<Node> = node.parts().collect();
    let Some((moment, moves)) = parts.split_last() else { return primary(reader, node, level) };
    let mut date = primary(reader, *moment, level);
    for pair in moves.rchunks(2) {
        let [length, direction] = pair else { continue };
        let by = literal::duration(reader, *length);
        let by = Box::new(Expression { span: by.span(), kind: Kind::Literal(by) });
        let after = reader.words(*direction) == "after";
        let span = by.span.to(date.0.span);
        let kind = Kind::Moved { by, after, date: Box::new(date.0) };
        date = built(reader, kind, span, date.1);
    }
    date
}

/// `the last 3 months`
pub(super) fn duration_window(reader: &mut Reader, node: Node) -> Window {
    let duration = literal::duration(reader, node.part(Rule::duration));
    Window { duration, span: reader.span(node) }
}

/// `last year`, `this month`, `2021`, `2021-Q3`
pub(in crate::language::syntax) fn period(reader: &mut Reader, node: Node) -> PeriodName {
    let span = reader.span(node);
    let moment = match node.maybe(Rule::cycle) {
        Some(part) => {
            let cycle = literal::cycle(reader, part);
            if node.has(Rule::kw_last) { Moment::Last(cycle) } else { Moment::This(cycle) }
        }
        None => {
            let words = reader.words(node);
            let named = Period::parse(words);
            if named.is_none() && !(words.len() == 4 && words == "0000") {
                let message = format!("`{words}` is not a period");
                let told = reader.found.report(Code::E0103, span, message);
                told.help("a period is `2021`, `2021-Q3` or `2021-03`");
            }
            Moment::Named(named)
        }
    };
    PeriodName { moment, span }
}
