//! Writes expressions: on one line, or broken before the operators that bind most loosely.

use crate::language::format::clause::{inline, list, path};
use crate::language::format::document::{Doc, GAP, WIDTH, columns_if_they_fit};
use crate::language::format::literal::literal;
use crate::language::format::pen::Pen;
use crate::language::syntax::{
    Aggregate, Arithmetic, Comparison, Count, CountWindow, Counted, Exception, Expression, Extreme,
    Kind, Logic, Path, PeriodName, Quantifier, Quantity, Window,
};

/// Any expression.
pub fn expression<'t>(pen: &mut Pen<'t>, written: &'t Expression) -> Doc<'t> {
    match &written.kind {
        Kind::Except { base, exceptions } => except(pen, base, exceptions),
        Kind::Implies(..) => right(pen, written, "implies"),
        Kind::Unless(..) => right(pen, written, "unless"),
        Kind::Chain(logic, operands) => chain(pen, *logic, operands),
        Kind::Not(operand) => prefix(pen, "not", operand),
        Kind::Over { condition, quantifier, window } => over(pen, condition, *quantifier, window),
        Kind::Compare(operator, left, right) => infix(pen, left, comparison(*operator), right),
        Kind::In(value, set) => infix(pen, value, "in", set),
        Kind::IsKnown { value, known } => {
            let words = if *known { "is known" } else { "is unknown" };
            Doc::several(vec![expression(pen, value), Doc::Space(1), pen.word(words)])
        }
        Kind::IsStatus(value, words) => {
            let mut docs = vec![expression(pen, value), Doc::Space(1), pen.word("is")];
            for word in words {
                docs.extend([Doc::Space(1), pen.at(word.span)]);
            }
            Doc::several(docs)
        }
        Kind::Moved { by, after, date } => {
            infix(pen, by, if *after { "after" } else { "before" }, date)
        }
        Kind::Otherwise(value, other) => infix(pen, value, "otherwise", other),
        Kind::Presumed(value, other) => infix(pen, value, "presumed", other),
        Kind::Clamp { value, floor, limit } => {
            infix(pen, value, if *floor { "no less than" } else { "no more than" }, limit)
        }
        Kind::Rounded(value, mode, step) => {
            let mut docs = vec![expression(pen, value)];
            let words = vec![
                Doc::Line(1),
                pen.word("rounded"),
                Doc::Space(1),
                pen.word(mode.words()),
                Doc::Space(1),
                pen.word("to"),
                Doc::Space(1),
                expression(pen, step),
            ];
            docs.push(Doc::nest(words));
            Doc::group(docs)
        }
        Kind::Range(low, high) => infix(pen, low, "to", high),
        Kind::UpTo(high) => prefix(pen, "up to", high),
        Kind::Arithmetic(first, rest) => arithmetic(pen, first, rest),
        Kind::Of(share, whole) => infix(pen, share, "of", whole),
        Kind::Negative(operand) => Doc::several(vec![pen.word("-"), expression(pen, operand)]),
        Kind::InPeriod(value, period) => {
            Doc::several(vec![expression(pen, value), Doc::Space(1), in_period(pen, period)])
        }
        Kind::At(value, date) => infix(pen, value, "at", date),
        Kind::HasHappened(event) => {
            Doc::several(vec![expression(pen, event), Doc::Space(1), pen.word("has happened")])
        }
        Kind::Field(value, field) => {
            Doc::several(vec![expression(pen, value), pen.word("."), pen.at(field.span)])
        }
        Kind::Literal(value) => literal(pen, value),
        Kind::Path(name) => path(pen, name),
        Kind::Set(values) => {
            let head = vec![pen.word("{")];
            braced(pen, head, 0, values)
        }
        Kind::Parenthesised(inner) => parenthesised(pen, inner),
        Kind::If(..) => conditional(pen, written),
        Kind::AnyOf(rows) => alternatives(pen, "any of", None, rows),
        Kind::AllOf(rows) => alternatives(pen, "all of", None, rows),
        Kind::AtLeast(count, rows) => alternatives(pen, "at least", Some(count), rows),
        Kind::ExtremeOf(which, values) => {
            let words = match which {
                Extreme::Greater => "greater of",
                Extreme::Lesser => "lesser of",
            };
            let head = vec![pen.word(words), Doc::Space(1), pen.word("{")];
            braced(pen, head, 1, values)
        }
        Kind::OverWindow(which, value, period) => {
            let mut docs = aggregated(pen, *which, value);
            docs.extend([Doc::Space(1), window(pen, period)]);
            Doc::several(docs)
        }
        Kind::OverList { aggregate, value, list, element, condition } => {
            let mut docs = aggregated(pen, *aggregate, value);
            docs.extend([Doc::Space(1), path(pen, list), Doc::Space(1), pen.word("as")]);
            docs.extend([Doc::Space(1), pen.at(element.span)]);
            docs.extend(condition.as_ref().map(|condition| filter(pen, condition)));
            Doc::group(docs)
        }
        Kind::Count(count) => counted(pen, count),
        Kind::DaysFrom(first, last) => {
            let mut docs = vec![pen.word("days from"), Doc::Space(1), expression(pen, first)];
            let last = vec![Doc::Line(1), pen.word("to"), Doc::Space(1), expression(pen, last)];
            docs.push(Doc::nest(last));
            Doc::group(docs)
        }
        Kind::StartOf(condition) => {
            Doc::several(vec![pen.word("start of"), Doc::Space(1), bracketed(pen, condition)])
        }
        Kind::DayOf { first, period } => {
            let words = if *first { "first day of" } else { "last day of" };
            Doc::several(vec![pen.word(words), Doc::Space(1), pen.at(period.span)])
        }
        Kind::Today => pen.word("today"),
        Kind::Breach => pen.word("breach"),
        Kind::ThePeriod => pen.word("the period"),
        Kind::HighestOfThem => pen.word("the highest of them"),
        Kind::Occurrence { first, event } => {
            let word = if *first { "first" } else { "last" };
            Doc::several(vec![pen.word(word), Doc::Space(1), path(pen, event)])
        }
        Kind::Call(name, arguments) => call(pen, name, arguments),
        Kind::Unreadable => pen.at(written.span),
    }
}

/// `( … )`, whether or not the tree keeps the brackets that the language asks for here.
pub fn bracketed<'t>(pen: &mut Pen<'t>, written: &'t Expression) -> Doc<'t> {
    if let Kind::Parenthesised(inner) = &written.kind
        && pen.is_next(written.span)
    {
        return parenthesised(pen, inner);
    }
    parenthesised(pen, written)
}

/// `in last year`, `in 2021`
pub fn in_period<'t>(pen: &mut Pen<'t>, period: &'t PeriodName) -> Doc<'t> {
    Doc::several(vec![pen.word("in"), Doc::Space(1), pen.at(period.span)])
}

/// `the last 3 months`
fn window<'t>(pen: &mut Pen<'t>, window: &'t Window) -> Doc<'t> {
    pen.at(window.span)
}

/// `v except w when c cite "…" except …`
fn except<'t>(pen: &mut Pen<'t>, base: &'t Expression, exceptions: &'t [Exception]) -> Doc<'t> {
    let mut docs = vec![expression(pen, base)];
    for exception in exceptions {
        let mut inside = vec![Doc::Line(1), pen.word("except"), Doc::Space(1)];
        inside.push(expression(pen, &exception.value));
        let condition = vec![
            Doc::Line(1),
            pen.word("when"),
            Doc::Space(1),
            expression(pen, &exception.condition),
        ];
        inside.push(Doc::group(vec![Doc::nest(condition)]));
        if let Some(clauses) = inline(pen, &exception.clauses) {
            inside.push(Doc::group(vec![Doc::nest(vec![Doc::Line(GAP), clauses])]));
        }
        docs.push(Doc::nest(inside));
    }
    Doc::group(docs)
}

/// `a implies b implies c`, `a unless b unless c`: the tree leans to the right, the lines do not.
fn right<'t>(pen: &mut Pen<'t>, written: &'t Expression, word: &'static str) -> Doc<'t> {
    let mut docs = Vec::new();
    let mut rest = written;
    while let Some((left, next)) = leaning(&rest.kind, word) {
        let operand = expression(pen, left);
        docs.push(operand_behind(operand, docs.is_empty()));
        docs.push(Doc::nest(vec![Doc::Line(1), pen.word(word), Doc::Space(1)]));
        rest = next;
    }
    let last = expression(pen, rest);
    docs.push(operand_behind(last, docs.is_empty()));
    Doc::group(docs)
}

/// The two sides where the operator is the one of this word.
fn leaning<'t>(kind: &'t Kind, word: &str) -> Option<(&'t Expression, &'t Expression)> {
    if let Kind::Implies(left, right) = kind
        && word == "implies"
    {
        return Some((left, right));
    }
    if let Kind::Unless(left, right) = kind
        && word == "unless"
    {
        return Some((left, right));
    }
    None
}

/// Operands behind an operator that began a line stand one step in, as the operator does.
fn operand_behind(operand: Doc<'_>, first: bool) -> Doc<'_> {
    if first { operand } else { Doc::nest(vec![operand]) }
}

/// `a or b or c`, `a and b and c`
fn chain<'t>(pen: &mut Pen<'t>, logic: Logic, operands: &'t [Expression]) -> Doc<'t> {
    let word = match logic {
        Logic::Or => "or",
        Logic::And => "and",
    };
    let mut docs = Vec::with_capacity(operands.len());
    for operand in operands {
        if docs.is_empty() {
            docs.push(expression(pen, operand));
        } else {
            let inside =
                vec![Doc::Line(1), pen.word(word), Doc::Space(1), expression(pen, operand)];
            docs.push(Doc::nest(inside));
        }
    }
    Doc::group(docs)
}

/// `not a`, `up to b`
fn prefix<'t>(pen: &mut Pen<'t>, word: &'static str, operand: &'t Expression) -> Doc<'t> {
    Doc::several(vec![pen.word(word), Doc::Space(1), expression(pen, operand)])
}

/// `a WORD b`
fn infix<'t>(
    pen: &mut Pen<'t>,
    left: &'t Expression,
    word: &'static str,
    right: &'t Expression,
) -> Doc<'t> {
    let left = expression(pen, left);
    let inside = vec![Doc::Line(1), pen.word(word), Doc::Space(1), expression(pen, right)];
    Doc::group(vec![left, Doc::nest(inside)])
}

fn comparison(operator: Comparison) -> &'static str {
    match operator {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

/// `a + b - c`
fn arithmetic<'t>(
    pen: &mut Pen<'t>,
    first: &'t Expression,
    rest: &'t [(Arithmetic, Expression)],
) -> Doc<'t> {
    let mut docs = vec![expression(pen, first)];
    for (operator, operand) in rest {
        let word = match operator {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide => "/",
        };
        let inside = vec![Doc::Line(1), pen.word(word), Doc::Space(1), expression(pen, operand)];
        docs.push(Doc::nest(inside));
    }
    Doc::group(docs)
}

/// `c throughout the last 3 months`
fn over<'t>(
    pen: &mut Pen<'t>,
    condition: &'t Expression,
    quantifier: Quantifier,
    period: &'t Window,
) -> Doc<'t> {
    let condition = expression(pen, condition);
    let word = match quantifier {
        Quantifier::Throughout => "throughout",
        Quantifier::Each => "in each of",
        Quantifier::Any => "in any of",
    };
    let inside = vec![Doc::Line(1), pen.word(word), Doc::Space(1), window(pen, period)];
    Doc::group(vec![condition, Doc::nest(inside)])
}

/// `( … )`
fn parenthesised<'t>(pen: &mut Pen<'t>, inner: &'t Expression) -> Doc<'t> {
    let open = pen.word("(");
    let inside = Doc::nest(vec![Doc::Line(0), expression(pen, inner)]);
    Doc::group(vec![open, inside, Doc::Line(0), pen.word(")")])
}

/// `if c then a else if d then b else e`: each `else` on a line of its own where they do not fit.
fn conditional<'t>(pen: &mut Pen<'t>, written: &'t Expression) -> Doc<'t> {
    let mut docs = Vec::new();
    let mut rest = written;
    while let Kind::If(condition, then, other) = &rest.kind {
        let asked = vec![pen.word("if"), Doc::Space(1), expression(pen, condition)];
        let then = vec![Doc::Line(1), pen.word("then"), Doc::Space(1), expression(pen, then)];
        let branch = Doc::group([asked, vec![Doc::nest(then)]].concat());
        docs.push(operand_behind(branch, docs.is_empty()));
        docs.push(Doc::nest(vec![Doc::Line(1), pen.word("else"), Doc::Space(1)]));
        rest = other;
    }
    docs.push(Doc::nest(vec![expression(pen, rest)]));
    Doc::group(docs)
}

/// `any of { a cite "…", b }`: one to a line where any has a clause.
fn alternatives<'t>(
    pen: &mut Pen<'t>,
    words: &'static str,
    count: Option<&'t Expression>,
    rows: &'t [Counted],
) -> Doc<'t> {
    let mut head = vec![pen.word(words), Doc::Space(1)];
    if let Some(count) = count {
        head.extend([expression(pen, count), Doc::Space(1), pen.word("of"), Doc::Space(1)]);
    }
    head.push(pen.word("{"));
    let rows = pen.separated(rows, |pen, row| {
        let mut cells = vec![expression(pen, &row.condition)];
        cells.extend(inline(pen, &row.clauses));
        cells
    });
    let apart = rows.iter().any(|cells| cells.len() > 1);
    let rows = match apart {
        // Alternatives stand at least one step in.
        true => columns_if_they_fit(rows, GAP, WIDTH - 2),
        false => rows.into_iter().map(Doc::several).collect(),
    };
    list(pen, head, 1, rows, apart)
}

/// `{a, b}`, `greater of { a, b }`
fn braced<'t>(
    pen: &mut Pen<'t>,
    head: Vec<Doc<'t>>,
    inner: usize,
    values: &'t [Expression],
) -> Doc<'t> {
    let rows = pen.separated(values, |pen, value| vec![expression(pen, value)]);
    list(pen, head, inner, rows.into_iter().map(Doc::several).collect(), false)
}

/// `average of e over`
fn aggregated<'t>(pen: &mut Pen<'t>, which: Aggregate, value: &'t Expression) -> Vec<Doc<'t>> {
    let word = match which {
        Aggregate::Average => "average of",
        Aggregate::Sum => "sum of",
        Aggregate::Highest => "highest of",
        Aggregate::Lowest => "lowest of",
    };
    vec![pen.word(word), Doc::Space(1), expression(pen, value), Doc::Space(1), pen.word("over")]
}

/// `where (c)`
fn filter<'t>(pen: &mut Pen<'t>, condition: &'t Expression) -> Doc<'t> {
    let inside = vec![Doc::Line(1), pen.word("where"), Doc::Space(1), bracketed(pen, condition)];
    Doc::nest(inside)
}

/// `count of EVENT as d in the last 8 years where (c)`
fn counted<'t>(pen: &mut Pen<'t>, count: &'t Count) -> Doc<'t> {
    let word = match count.quantity {
        Quantity::Count => "count of",
        Quantity::Any => "any of",
        Quantity::All => "all of",
    };
    let mut docs = vec![pen.word(word), Doc::Space(1), path(pen, &count.of)];
    if let Some(element) = &count.element {
        docs.extend([Doc::Space(1), pen.word("as"), Doc::Space(1), pen.at(element.span)]);
    }
    let inside = match &count.window {
        Some(CountWindow::Last(period)) => {
            vec![Doc::Line(1), pen.word("in"), Doc::Space(1), window(pen, period)]
        }
        Some(CountWindow::Before(span, date)) => vec![
            Doc::Line(1),
            pen.word("in the"),
            Doc::Space(1),
            literal(pen, span),
            Doc::Space(1),
            pen.word("before"),
            Doc::Space(1),
            expression(pen, date),
        ],
        None => Vec::new(),
    };
    docs.push(Doc::nest(inside));
    docs.extend(count.condition.as_ref().map(|condition| filter(pen, condition)));
    Doc::group(docs)
}

/// `late_fee(c, d, r)`
fn call<'t>(pen: &mut Pen<'t>, name: &'t Path, arguments: &'t [Expression]) -> Doc<'t> {
    let mut docs = vec![path(pen, name), pen.word("(")];
    let mut inside = Vec::new();
    for (at, argument) in arguments.iter().enumerate() {
        inside.push(Doc::Line(usize::from(at > 0)));
        inside.push(expression(pen, argument));
        let comma = pen.comma();
        inside.extend((at + 1 < arguments.len()).then_some(comma));
    }
    docs.extend([Doc::nest(inside), Doc::Line(0), pen.word(")")]);
    Doc::group(docs)
}
