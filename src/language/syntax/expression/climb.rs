//! From a flat list of operands and operators to a tree: the climb over the precedence table.

use super::infix::{COMPARE, Infix, NEGATIVE, NOT, OVER, RANGE, SUM};
use super::read::{Tall, duration_window, is_fraction, period, primary};
use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::value::Rounding;
use crate::language::syntax::clause;
use crate::language::syntax::expression::{
    Arithmetic, Comparison, Expression, Kind, Logic, Quantifier,
};
use crate::language::syntax::grammar::{Node, Parts, Reader, Rule};

/// How deep an expression may be: no pass over the tree goes deeper than this.
pub(in crate::language::syntax) const DEEPEST: usize = 256;

/// Climbs the parts of one flat list. `level` is how deep the list itself stands.
pub(super) fn climb_all(reader: &mut Reader, node: Node, level: usize) -> Tall {
    let mut parts = node.parts();
    climb(reader, &mut parts, node, 0, level)
}

fn climb(reader: &mut Reader, parts: &mut Parts, whole: Node, least: u8, level: usize) -> Tall {
    if level > DEEPEST {
        // The rest of the list is not read: it has been told that it is too deep.
        for _ in parts.by_ref() {}
        return too_deep(reader, reader.span(whole));
    }
    let mut left = operand(reader, parts, whole, least, level);
    loop {
        left = match parts.peek() {
            None => return left,
            Some(Rule::infix | Rule::clamp | Rule::rounded) => {
                let mut ahead = *parts;
                let Some(infix) = ahead.next().map(|part| infix_of(reader, part)) else {
                    return left;
                };
                if infix.row() < least {
                    return left;
                }
                *parts = ahead;
                grow(reader, parts, whole, left, infix, level)
            }
            Some(Rule::op_in) => {
                if COMPARE < least && !narrows(*parts) {
                    return left;
                }
                let windowed = matches!(behind(*parts), Some(Rule::each_window | Rule::any_window));
                if windowed && OVER < least {
                    return left;
                }
                inside(reader, parts, whole, left, level)
            }
            Some(Rule::is) if COMPARE < least => return left,
            Some(Rule::throughout) if OVER < least => return left,
            Some(_) => {
                let Some(part) = parts.next() else { return left };
                postfix(reader, parts, part, left, level)
            }
        };
    }
}

/// The rule behind the next one.
fn behind(mut parts: Parts) -> Option<Rule> {
    parts.next();
    parts.peek()
}

/// Whether `in` names a period, as a postfix that binds tightest.
fn narrows(parts: Parts) -> bool {
    behind(parts) == Some(Rule::period)
}

fn operand(reader: &mut Reader, parts: &mut Parts, whole: Node, least: u8, level: usize) -> Tall {
    let Some(part) = parts.next() else {
        let span = reader.span(whole);
        return (Expression { kind: Kind::Unreadable, span }, 1);
    };
    match part.rule() {
        Rule::not => {
            let inner = climb(reader, parts, whole, NOT, level + 1);
            if least > NOT {
                looser(reader, part, "not");
            }
            if matches!(inner.0.kind, Kind::Over { .. }) {
                two_readings(reader, reader.span(part), inner.0.span, "not");
            }
            wrap(reader, part.start(), inner, Kind::Not)
        }
        Rule::minus => {
            let inner = climb(reader, parts, whole, NEGATIVE, level + 1);
            wrap(reader, part.start(), inner, Kind::Negative)
        }
        Rule::up_to => {
            let inner = climb(reader, parts, whole, SUM, level + 1);
            if least > RANGE {
                looser(reader, part, "up to");
            }
            wrap(reader, part.start(), inner, Kind::UpTo)
        }
        Rule::numeric => literal_range(reader, parts, part, level),
        _ => primary(reader, part, level),
    }
}

/// `1/15 to 1/10 of x`: a range of two number literals applies to x as a whole.
fn literal_range(reader: &mut Reader, parts: &mut Parts, first: Node, level: usize) -> Tall {
    let low = primary(reader, first, level);
    let mut ahead = *parts;
    let next = [ahead.next(), ahead.next(), ahead.next()];
    let [Some(to), Some(high), Some(of)] = next else { return low };
    let is_range = to.rule() == Rule::infix
        && reader.words(to) == "to"
        && high.rule() == Rule::numeric
        && of.rule() == Rule::infix
        && reader.words(of) == "of";
    if !is_range {
        return low;
    }
    parts.next();
    parts.next();
    let high = primary(reader, high, level);
    both(reader, low, high, Kind::Range)
}

fn infix_of(reader: &Reader, part: Node) -> Infix {
    match part.rule() {
        Rule::clamp => return Infix::Clamp(part.has(Rule::kw_less)),
        Rule::rounded => {
            let words =
                part.maybe(Rule::rounding).map_or(Rule::kw_upward, |mode| mode.last().rule());
            return Infix::Rounded(match words {
                Rule::kw_up => Rounding::HalfUp,
                Rule::kw_even => Rounding::HalfEven,
                Rule::kw_downward => Rounding::Downward,
                _ => Rounding::Upward,
            });
        }
        _ => {}
    }
    match reader.words(part) {
        "and" => Infix::Logic(Logic::And),
        "or" => Infix::Logic(Logic::Or),
        "=" => Infix::Compare(Comparison::Equal),
        "!=" => Infix::Compare(Comparison::NotEqual),
        "<" => Infix::Compare(Comparison::Less),
        "<=" => Infix::Compare(Comparison::LessOrEqual),
        ">" => Infix::Compare(Comparison::Greater),
        ">=" => Infix::Compare(Comparison::GreaterOrEqual),
        "+" => Infix::Arithmetic(Arithmetic::Add),
        "-" => Infix::Arithmetic(Arithmetic::Subtract),
        "*" => Infix::Arithmetic(Arithmetic::Multiply),
        "/" => Infix::Arithmetic(Arithmetic::Divide),
        "of" => Infix::Of,
        "to" => Infix::Range,
        "after" => Infix::Moved(true),
        "before" => Infix::Moved(false),
        "otherwise" => Infix::Otherwise,
        "presumed" => Infix::Presumed,
        "unless" => Infix::Unless,
        _ => Infix::Implies,
    }
}

/// The left side, an operator and what stands behind it.
fn grow(
    reader: &mut Reader,
    parts: &mut Parts,
    whole: Node,
    left: Tall,
    infix: Infix,
    level: usize,
) -> Tall {
    if let Infix::Logic(logic) = infix {
        return chain(reader, parts, whole, left, logic, level);
    }
    if let Infix::Arithmetic(first) = infix {
        return arithmetic(reader, parts, whole, left, first, level);
    }
    let right = climb(reader, parts, whole, infix.right(), level + 1);
    if infix.row() == COMPARE && is_comparison(&left.0.kind) {
        chained_comparison(reader, left.0.span, right.0.span);
    }
    if infix.row() == RANGE && matches!(left.0.kind, Kind::Range(_, _) | Kind::UpTo(_)) {
        chained_range(reader, left.0.span, right.0.span);
    }
    both(reader, left, right, |left, right| match infix {
        Infix::Implies => Kind::Implies(left, right),
        Infix::Unless => Kind::Unless(left, right),
        Infix::Compare(comparison) => Kind::Compare(comparison, left, right),
        Infix::In => Kind::In(left, right),
        Infix::Moved(after) => Kind::Moved { by: left, after, date: right },
        Infix::Otherwise => Kind::Otherwise(left, right),
        Infix::Presumed => Kind::Presumed(left, right),
        Infix::Clamp(floor) => Kind::Clamp { value: left, floor, limit: right },
        Infix::Rounded(mode) => Kind::Rounded(left, mode, right),
        Infix::Range => Kind::Range(left, right),
        Infix::Of | Infix::Logic(_) | Infix::Arithmetic(_) => Kind::Of(left, right),
    })
}

fn is_comparison(kind: &Kind) -> bool {
    matches!(kind, Kind::Compare(..) | Kind::In(..) | Kind::IsKnown { .. } | Kind::IsStatus(..))
}

/// `a and b and c`, as one flat row.
fn chain(
    reader: &mut Reader,
    parts: &mut Parts,
    whole: Node,
    left: Tall,
    logic: Logic,
    level: usize,
) -> Tall {
    let word = match logic {
        Logic::And => "and",
        Logic::Or => "or",
    };
    let row = Infix::Logic(logic).row();
    let start = left.0.span;
    let mut height = left.1;
    let mut operands = vec![left.0];
    loop {
        let (operand, tall) = climb(reader, parts, whole, row + 1, level + 1);
        if matches!(operand.kind, Kind::Over { .. }) {
            let before = operands.last().map_or(start, |operand| operand.span);
            two_readings(reader, before, operand.span, word);
        }
        height = height.max(tall);
        operands.push(operand);
        let mut ahead = *parts;
        match ahead.next() {
            Some(next) if next.rule() == Rule::infix && reader.words(next) == word => {
                *parts = ahead;
            }
            _ => break,
        }
    }
    let end = operands.last().map_or(start, |operand| operand.span);
    built(reader, Kind::Chain(logic, operands), start.to(end), height)
}

/// `a + b - c` or `a * b / c`, as one flat row.
fn arithmetic(
    reader: &mut Reader,
    parts: &mut Parts,
    whole: Node,
    left: Tall,
    first: Arithmetic,
    level: usize,
) -> Tall {
    let row = Infix::Arithmetic(first).row();
    let start = left.0.span;
    let (first_operand, mut height) = left;
    let mut operator = first;
    let mut rest = Vec::new();
    loop {
        fraction_behind_slash(reader, *parts, operator);
        let (operand, tall) = climb(reader, parts, whole, row + 1, level + 1);
        height = height.max(tall);
        rest.push((operator, operand));
        let mut ahead = *parts;
        let next = ahead.next().filter(|next| next.rule() == Rule::infix);
        match next.map(|next| infix_of(reader, next)) {
            Some(Infix::Arithmetic(next)) if Infix::Arithmetic(next).row() == row => {
                operator = next;
                *parts = ahead;
            }
            _ => break,
        }
    }
    let end = rest.last().map_or(start, |(_, operand)| operand.span);
    let kind = Kind::Arithmetic(Box::new(first_operand), rest);
    built(reader, kind, start.to(end), height)
}

/// `a / 1/20` could be read two ways.
fn fraction_behind_slash(reader: &mut Reader, parts: Parts, operator: Arithmetic) {
    let mut ahead = parts;
    if operator != Arithmetic::Divide {
        return;
    }
    if let Some(next) = ahead.next().filter(|next| next.rule() == Rule::numeric)
        && is_fraction(reader.words(next))
    {
        let place = reader.span(next);
        let told = reader.found.report(Code::E0110, place, "a fraction stands right after `/`");
        told.help("put it in parentheses: `/ (1/20)`");
    }
}

/// `in` with a period, a window or a set behind it.
fn inside(reader: &mut Reader, parts: &mut Parts, whole: Node, left: Tall, level: usize) -> Tall {
    parts.next();
    let mut ahead = *parts;
    let Some(next) = ahead.next() else { return left };
    match next.rule() {
        Rule::period => {
            *parts = ahead;
            let period = period(reader, next);
            extend(reader, next.end(), left, |inner| Kind::InPeriod(inner, period))
        }
        Rule::each_window | Rule::any_window => {
            *parts = ahead;
            let quantifier =
                if next.rule() == Rule::each_window { Quantifier::Each } else { Quantifier::Any };
            let window = duration_window(reader, next.part(Rule::window));
            extend(reader, next.end(), left, |condition| Kind::Over {
                condition,
                quantifier,
                window,
            })
        }
        _ => grow(reader, parts, whole, left, Infix::In, level),
    }
}

/// What stands behind an operand and needs nothing further.
fn postfix(reader: &mut Reader, parts: &mut Parts, part: Node, left: Tall, level: usize) -> Tall {
    match part.rule() {
        Rule::throughout => {
            let window = duration_window(reader, part.part(Rule::window));
            let quantifier = Quantifier::Throughout;
            extend(reader, part.end(), left, |condition| Kind::Over {
                condition,
                quantifier,
                window,
            })
        }
        Rule::is => is(reader, part, left),
        Rule::happened => extend(reader, part.end(), left, Kind::HasHappened),
        Rule::field => {
            let name = clause::name(reader, part.part(Rule::name));
            extend(reader, part.end(), left, |inner| Kind::Field(inner, name))
        }
        Rule::arguments => super::read::call(reader, part, left, level),
        Rule::op_at => {
            let Some(day) = parts.next() else { return left };
            let date = super::read::day(reader, day, level + 1);
            both(reader, left, date, Kind::At)
        }
        _ => left,
    }
}

fn is(reader: &mut Reader, part: Node, left: Tall) -> Tall {
    if is_comparison(&left.0.kind) {
        let place = reader.span(part);
        chained_comparison(reader, left.0.span, place);
    }
    let inner = part.last();
    match inner.rule() {
        Rule::known | Rule::unknown => {
            let known = inner.rule() == Rule::known;
            extend(reader, part.end(), left, |value| Kind::IsKnown { value, known })
        }
        _ => {
            let words = crate::language::syntax::test::state(reader, inner);
            extend(reader, part.end(), left, |value| Kind::IsStatus(value, words))
        }
    }
}

/// A prefix behind an operator that binds tighter.
fn looser(reader: &mut Reader, part: Node, words: &str) {
    if std::mem::replace(&mut reader.loose, true) {
        return;
    }
    let place = reader.span(part);
    let message = format!("`{words}` is looser than the word before it");
    let told = reader.found.report(Code::E0108, place, message);
    told.help(format!("put it in parentheses: `({words} …)`"));
}

fn chained_comparison(reader: &mut Reader, left: Span, right: Span) {
    if std::mem::replace(&mut reader.loose, true) {
        return;
    }
    let told = reader.found.report(Code::E0109, right, "comparisons do not chain");
    told.and(left, "this is already true or false");
    told.help("join two comparisons with `and`");
}

fn chained_range(reader: &mut Reader, left: Span, right: Span) {
    if std::mem::replace(&mut reader.loose, true) {
        return;
    }
    let told = reader.found.report(Code::E0109, right, "a range has two ends");
    told.and(left, "this is already a range");
    told.help("write `LOW to HIGH`");
}

fn two_readings(reader: &mut Reader, left: Span, over: Span, word: &str) {
    let told = reader.found.report(
        Code::E0111,
        over,
        format!("`{word}` before this can be read two ways"),
    );
    told.and(left, format!("`{word}` may belong inside or outside"));
    told.help(match word {
        "not" => "write `(not …) throughout …` or `not (… throughout …)`".to_string(),
        word => format!("write `(… {word} …) throughout …` or `… {word} (… throughout …)`"),
    });
}

/// An operator before its operand.
fn wrap(
    reader: &mut Reader,
    start: usize,
    inner: Tall,
    kind: impl FnOnce(Box<Expression>) -> Kind,
) -> Tall {
    let (inner, height) = inner;
    let span = reader.place(start, inner.span.end as usize);
    built(reader, kind(Box::new(inner)), span, height)
}

/// An operator behind its operand.
fn extend(
    reader: &mut Reader,
    end: usize,
    inner: Tall,
    kind: impl FnOnce(Box<Expression>) -> Kind,
) -> Tall {
    let (inner, height) = inner;
    let span = reader.place(inner.span.start as usize, end);
    built(reader, kind(Box::new(inner)), span, height)
}

/// An operator between its operands.
fn both(
    reader: &mut Reader,
    left: Tall,
    right: Tall,
    kind: impl FnOnce(Box<Expression>, Box<Expression>) -> Kind,
) -> Tall {
    let span = left.0.span.to(right.0.span);
    let height = left.1.max(right.1);
    built(reader, kind(Box::new(left.0), Box::new(right.0)), span, height)
}

/// One node over parts of `height`, unless that would be too deep.
pub(super) fn built(reader: &mut Reader, kind: Kind, span: Span, height: usize) -> Tall {
    if height >= DEEPEST {
        return too_deep(reader, span);
    }
    (Expression { kind, span }, height + 1)
}

fn too_deep(reader: &mut Reader, span: Span) -> Tall {
    if !reader.too_deep {
        reader.too_deep = true;
        let told = reader.found.report(Code::E0806, span, "this expression is nested too deeply");
        told.here(format!("more than {DEEPEST} levels"));
        told.help("name parts of it with `define`");
    }
    (Expression { kind: Kind::Unreadable, span }, 1)
}
