//! Figures: sums, limits, rounding and slices in exact decimals, and moved dates.

use crate::engine::plan::{Node, Op};
use crate::engine::sql::decimal::{cast, multiplier};
use crate::engine::sql::dialect::DIGITS;
use crate::engine::sql::extent::{Domain, Open, coefficient};
use crate::engine::sql::piece::{Piece, Result};
use crate::engine::sql::text::{self, Rank, Sql};
use crate::engine::sql::truth::undetermined;
use crate::engine::sql::writer::Writer;
use crate::ground::value::{Number, Rounding};

/// Decimals of so few digits are whole numbers of every engine.
const FEW: usize = 9;

/// One end of a figure, or the figure itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Value,
    Low,
    High,
}

impl Writer<'_> {
    /// An operation that gives figures or dates.
    pub(super) fn figure(&mut self, node: Node, domain: Domain) -> Result<Piece> {
        let op = self.operation(node).op.clone();
        if let Op::Bounded(of, limits, _) = op {
            return self.limited(node, domain, of, limits);
        }
        let mut operands = Vec::new();
        op.each_operand(&mut |of| operands.push(of));
        let mut pieces = Vec::new();
        let mut needs = Vec::new();
        let mut few = false;
        // In a sum each stands once; elsewhere several times.
        let once = matches!(op, Op::Sum(..) | Op::Months(..));
        for of in &operands {
            let asked = self.domain(*of, domain);
            pieces.push(if once { self.piece(*of, asked)? } else { self.brief(*of, asked)? });
            needs.extend(self.waits(*of, asked)?);
            let open = self.open(*of)?;
            few |= open == Open::Few
                || (open == Open::Fixed && matches!(op, Op::Extreme(..) | Op::Product(..)));
        }
        let needs = text::union(needs);
        let none: Vec<Sql> = pieces.iter().filter_map(|piece| piece.none.clone()).collect();
        let none = (!none.is_empty()).then(|| text::any(&none));
        // What is asked of several figures may be settled by one that is known only by its bounds.
        let settles = !matches!(op, Op::Sum(..));
        let open = self.open(node)?;
        if self.is_bounded(node) || (settles && few) {
            if none.is_some() || matches!(op, Op::Product(..) | Op::Months(..)) {
                return Err("bounds of what may be nothing, of a product or of months".to_owned());
            }
            let mut ranges = Vec::new();
            for (of, piece) in operands.iter().zip(&pieces) {
                ranges.push(self.range(*of, piece)?);
            }
            let low = self.end(node, domain, &op, &ranges, End::Low)?;
            let high = self.end(node, domain, &op, &ranges, End::High)?;
            let piece =
                Piece { value: Sql::atom("NULL"), none: None, range: None, needs, unknown: None };
            return Ok(self.by_range(low, high, piece));
        }
        let values: Vec<(Sql, Sql)> =
            pieces.iter().map(|piece| (piece.value.clone(), piece.value.clone())).collect();
        let value = self.end(node, domain, &op, &values, End::Value)?;
        if let [only] = pieces.as_slice() {
            // It is undetermined where its only operand is.
            let (needs, unknown) = (only.needs.clone(), only.unknown.clone());
            return Ok(Piece { value, none, range: None, needs, unknown });
        }
        let unknown = undetermined(open, &value, none.as_ref());
        Ok(Piece { value, none, range: None, needs, unknown })
    }

    /// One end of an operation, of the ends of its operands.
    fn end(
        &mut self,
        node: Node,
        domain: Domain,
        op: &Op,
        ranges: &[(Sql, Sql)],
        end: End,
    ) -> Result<Sql> {
        let pick = |range: &(Sql, Sql)| match end {
            End::Value | End::Low => range.0.clone(),
            End::High => range.1.clone(),
        };
        let first = ranges.first().map_or(Sql::atom("NULL"), pick);
        let unit = self.operation(node).unit;
        match op {
            Op::Sum(terms, constant) => self.sum(node, domain, (terms, *constant), ranges, end),
            Op::Product(one, two) => {
                let optional = self.is_optional(node);
                let [(left, _), (right, _)] = ranges else { return Err("an error".to_owned()) };
                if optional {
                    return Err("a product of what may be nothing".to_owned());
                }
                self.product(node, (*one, left), (*two, right))
            }
            Op::Extreme(greatest, _) => {
                let mut ends = ranges.iter().map(pick);
                let mut most = ends.next().unwrap_or(Sql::atom("NULL"));
                for other in ends {
                    if !most.is_short() {
                        let name = format!("{}_{}", "extreme", self.steps.len());
                        most = Sql::atom(self.put(&name, Vec::new(), most));
                    }
                    most = extreme(*greatest, &most, (&other, false), end);
                }
                Ok(most)
            }
            Op::Clamp(_, low, high) => {
                let mut value = first;
                for (limit, floor) in [(low, true), (high, false)] {
                    let Some(limit) = limit else { continue };
                    let limit = self.literal(*limit, unit, domain)?;
                    value = extreme(floor, &value, (&limit, true), end);
                }
                Ok(value)
            }
            Op::Round(of, _, mode) => self.rounded(node, *of, &first, *mode),
            Op::Slices(of, slices) => self.slices(node, *of, slices, &first, end),
            Op::Months(of, months, rule) => self.moved(*of, &first, *months, *rule),
            Op::Input(_)
            | Op::Constant(_)
            | Op::Happened(_)
            | Op::Not(_)
            | Op::All(_)
            | Op::Any(_)
            | Op::Compare(..)
            | Op::CompareWith(..)
            | Op::OneOf(..)
            | Op::Has(..)
            | Op::IsNothing(_)
            | Op::Choose(..)
            | Op::Except(..)
            | Op::Lookup(..)
            | Op::Bounded(..) => Err("an error".to_owned()),
        }
    }

    /// A decimal with room for what an operation makes of it.
    fn widened(&self, value: &Sql, of: Node, digits: usize, beside: usize) -> Result<Sql> {
        let (own, places) = self.digits(of)?;
        // Past 18 digits engines compute in 128 bits; where both sides have less, some of them in 64.
        let wide = own.max(digits.min(19));
        if wide + beside + 1 > DIGITS {
            return Err("figures of more than 38 digits".to_owned());
        }
        Ok(if digits > FEW {
            cast(value, &self.dialect.decimal(wide, places))
        } else {
            value.clone()
        })
    }

    fn sum(
        &mut self,
        node: Node,
        domain: Domain,
        (terms, constant): (&[(i64, Node)], i64),
        ranges: &[(Sql, Sql)],
        end: End,
    ) -> Result<Sql> {
        let unit = self.operation(node).unit;
        let far = || "a figure too large".to_owned();
        let mut parts: Vec<(Number, Sql, Node)> = Vec::new();
        let mut dates: Vec<(bool, Sql)> = Vec::new();
        for ((factor, of), range) in terms.iter().zip(ranges) {
            let inner = self.operation(*of).unit;
            let coefficient = coefficient(*factor, unit, inner);
            let low = end != End::High;
            let value = if low != coefficient.is_negative() { &range.0 } else { &range.1 };
            if self.domain(*of, Domain::Number) == Domain::Date {
                let later = coefficient == Number::ONE;
                if !later && coefficient.neg() != Number::ONE {
                    return Err("a multiple of a date".to_owned());
                }
                dates.push((later, value.clone()));
                continue;
            }
            let ratio = Number::ratio(multiplier(unit), multiplier(inner)).ok_or_else(far)?;
            parts.push((coefficient.mul(&ratio).map_err(|_| far())?, value.clone(), *of));
        }
        if !dates.is_empty() {
            return self.days(domain, &dates, &parts, constant);
        }
        let (digits, places) = self.digits(node)?;
        let constant = Number::whole(constant).mul(&unit.number()).map_err(|_| far())?;
        let mut whole = String::new();
        let mut widest = 0;
        for (coefficient, value, of) in &parts {
            let (own, behind) = self.digits(*of)?;
            widest = widest.max(own.saturating_sub(behind));
            let negative = coefficient.is_negative();
            let size = coefficient.abs();
            let part = if size == Number::ONE {
                let value =
                    if digits > 18 { self.widened(value, *of, digits, 0)? } else { value.clone() };
                value.within(Rank::Product)
            } else if size.is_zero() {
                // Nothing times zero is nothing, and so is what may be nothing; all else is zero.
                match self.is_optional(*of) {
                    true => format!("{} * 0", value.within(Rank::Product)),
                    false => "0".to_owned(),
                }
            } else {
                let by = self.dialect.number(&size).ok_or_else(far)?;
                let beside = size.decimal().map_or(0, |it| it.len());
                let value = self.widened(value, *of, digits, beside)?;
                format!("{} * {}", value.within(Rank::Product), by.text)
            };
            match (whole.is_empty(), negative) {
                (true, false) => whole.push_str(&part),
                (true, true) => whole.push_str(&format!("-{}", minus(&part))),
                (false, false) => whole.push_str(&format!(" + {part}")),
                (false, true) => whole.push_str(&format!(" - {part}")),
            }
        }
        if !constant.is_zero() {
            let sign = if constant.is_negative() { '-' } else { '+' };
            let number = self.number(&constant.abs(), unit)?;
            whole.push_str(&format!(" {sign} {}", number.text));
        }
        let plain = parts.len() == 1 && constant.is_zero();
        let rank = if plain && parts.iter().all(|(by, ..)| *by == Number::ONE) {
            return Ok(parts.into_iter().next().map_or(Sql::atom("NULL"), |(_, value, _)| value));
        } else if plain {
            Rank::Product
        } else {
            Rank::Sum
        };
        if widest + parts.len() + 1 + places > DIGITS {
            return Err("a sum of figures of too many digits".to_owned());
        }
        let whole = Sql::new(whole, rank);
        Ok(if digits > FEW { self.sized(&whole, node)? } else { whole })
    }

    fn product(&self, node: Node, one: (Node, &Sql), two: (Node, &Sql)) -> Result<Sql> {
        let (digits, _) = self.digits(node)?;
        let (beside, _) = self.digits(two.0)?;
        let left = self.widened(one.1, one.0, digits, beside)?;
        let right = self.widened(two.1, two.0, 0, 0)?;
        let text = format!("{} * {}", left.within(Rank::Product), right.within(Rank::Atom));
        let product = Sql::new(text, Rank::Product);
        let product = if digits > FEW { self.sized(&product, node)? } else { product };
        let zero = Sql::atom("0");
        let mut arms = Vec::new();
        for (of, value) in [one, two] {
            let extent = self.extent(of)?;
            let past = extent.low > Number::ZERO || extent.high.is_negative();
            if !past {
                arms.push(text::compare(value, "=", &zero));
            }
        }
        // Zero times whatever there is stays zero.
        Ok(match arms.is_empty() {
            true => product,
            false => text::case(&[(text::any(&arms), zero)], Some(&product)),
        })
    }

    /// Without a division: what is left over a multiple of the step is taken away or filled up.
    fn rounded(&self, node: Node, of: Node, value: &Sql, mode: Rounding) -> Result<Sql> {
        let (unit, inner) = (self.operation(node).unit, self.operation(of).unit);
        if multiplier(unit) != multiplier(inner) {
            return Err("a figure rounded that is no decimal, as a third of another".to_owned());
        }
        let far = || "a figure too large".to_owned();
        let step = unit.number();
        let half = step.div(&Number::whole(2)).ok_or_else(far)?;
        let number = |number: &Number| self.number(number, unit);
        let (up, down) = (number(&step)?, number(&step.neg())?);
        let rest = Sql::new(format!("{} % {}", value.within(Rank::Atom), up.text), Rank::Product);
        let extent = self.extent(of)?;
        let (may_be_below, may_be_above) = (extent.low.is_negative(), extent.high > Number::ZERO);
        let (half_up, half_down) = (number(&half)?, number(&half.neg())?);
        let odd = |sign: &str, half: &Sql| -> Result<Sql> {
            let double = number(&step.mul(&Number::whole(2)).map_err(|_| far())?)?;
            let whole =
                format!("({} - {}) % {}", value.text, rest.within(Rank::Product), double.text);
            let even = Sql::new(format!("{whole} <> 0"), Rank::Comparison);
            let exactly = text::all(&[text::compare(&rest, "=", half), even]);
            Ok(text::any(&[text::compare(&rest, sign, half), exactly]))
        };
        let zero = Sql::atom("0");
        let (above, below) = match mode {
            Rounding::HalfUp => {
                (text::compare(&rest, ">=", &half_up), text::compare(&rest, "<=", &half_down))
            }
            Rounding::HalfEven => (odd(">", &half_up)?, odd("<", &half_down)?),
            Rounding::Upward => (text::compare(&rest, ">", &zero), Sql::atom("FALSE")),
            Rounding::Downward => (Sql::atom("FALSE"), text::compare(&rest, "<", &zero)),
        };
        let mut arms = Vec::new();
        if may_be_above && !above.is("FALSE") {
            arms.push((above, up));
        }
        if may_be_below && !below.is("FALSE") {
            arms.push((below, down));
        }
        let whole = format!("{} - {}", value.text, rest.within(Rank::Product));
        let whole = match arms.is_empty() {
            true => whole,
            false => {
                format!("{whole}\n  + {}", text::indented(&text::case(&arms, Some(&zero)).text, 2))
            }
        };
        self.sized(&Sql::new(whole, Rank::Sum), node)
    }

    /// Stretch by stretch: what lies below it is the same for all, the rest is at its rate.
    fn slices(
        &self,
        node: Node,
        of: Node,
        slices: &[(i64, i64, i64)],
        value: &Sql,
        end: End,
    ) -> Result<Sql> {
        let (unit, inner) = (self.operation(node).unit, self.operation(of).unit);
        let far = || "a figure too large".to_owned();
        if end != End::Value && slices.iter().any(|(_, _, factor)| *factor < 0) {
            return Err("bounds of a scale with a rate below zero".to_owned());
        }
        let at = |figure: i64| Number::whole(figure).mul(&inner.number()).map_err(|_| far());
        let (digits, _) = self.digits(node)?;
        let mut arms = Vec::new();
        let mut sum = Number::ZERO;
        let (mut last, mut reached): (Option<Sql>, Option<i64>) = (None, None);
        for (from, to, factor) in slices {
            let rate = coefficient(*factor, unit, inner);
            let before = self.number(&sum, unit)?;
            let low = at(*from)?;
            let limit = self.literal(*from, inner, Domain::Number)?;
            if reached != Some(*from) {
                arms.push((text::compare(value, "<=", &limit), before.clone()));
            }
            reached = Some(*to);
            let ratio = Number::ratio(multiplier(unit), multiplier(inner)).ok_or_else(far)?;
            let by = rate.mul(&ratio).map_err(|_| far())?;
            let beside = by.decimal().map_or(0, |it| it.len());
            let by = self.dialect.number(&by).ok_or_else(far)?;
            let wide = self.widened(value, of, digits.max(FEW + 1), beside)?;
            let slice = match from {
                0 => wide.text,
                _ => format!("({} - {})", wide.text, limit.text),
            };
            let slice = format!("{slice} * {}", by.text);
            let slice = if sum.is_zero() { slice } else { format!("{} + {slice}", before.text) };
            let slice = self.sized(&Sql::new(slice, Rank::Sum), node)?;
            if *to == i64::MAX {
                last = Some(slice);
                break;
            }
            arms.push((
                text::compare(value, "<=", &self.literal(*to, inner, Domain::Number)?),
                slice,
            ));
            sum = sum.add(&at(*to)?.sub(&low).mul(&rate).map_err(|_| far())?);
        }
        let total = self.number(&sum, unit)?;
        Ok(match (last, end) {
            // Without a bound it is least where it is least, and most at the last edge, if there is one.
            (Some(last), End::Low) => {
                arms.insert(0, (text::is_missing(value), Sql::atom("0")));
                text::case(&arms, Some(&last))
            }
            (Some(last), End::Value | End::High) => text::case(&arms, Some(&last)),
            (None, End::Low) => {
                arms.insert(0, (text::is_missing(value), Sql::atom("0")));
                text::case(&arms, Some(&total))
            }
            (None, End::High) => text::case(&arms, Some(&total)),
            (None, End::Value) => {
                arms.push((text::not(&text::is_missing(value)), total));
                text::case(&arms, None)
            }
        })
    }
}

/// A part behind a minus.
fn minus(part: &str) -> String {
    if part.starts_with('-') { format!("({part})") } else { part.to_owned() }
}

/// The greater or the lesser of two; of bounds, `NULL` is none.
fn extreme(greatest: bool, one: &Sql, (two, constant): (&Sql, bool), end: End) -> Sql {
    let (at_least, above) = if greatest { (">=", ">") } else { ("<=", "<") };
    let arms = [
        (text::compare(one, at_least, two), one.clone()),
        (text::compare(two, above, one), two.clone()),
    ];
    // A greatest has a lower bound where any has; an upper one where all have.
    let any = matches!((greatest, end), (true, End::Low) | (false, End::High));
    match (any, constant) {
        (false, false) => text::case(&arms, None),
        (false, true) => text::case(arms.get(1..).unwrap_or(&[]), Some(one)),
        (true, true) => text::case(arms.get(..1).unwrap_or(&[]), Some(two)),
        (true, false) => {
            let open = [(text::is_missing(one), two.clone()), (text::is_missing(two), one.clone())];
            let all: Vec<(Sql, Sql)> = open.into_iter().chain(arms).collect();
            text::case(&all, None)
        }
    }
}
