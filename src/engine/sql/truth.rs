//! Conditions: comparisons, membership, and the connectives, which are those of SQL.

use crate::engine::plan::{Node, Op, Unit};
use crate::engine::sql::extent::{Domain, Open};
use crate::engine::sql::piece::{Piece, Result, unknown};
use crate::engine::sql::text::{self, Rank, Sql};
use crate::engine::sql::writer::Writer;
use crate::ground::value::Number;
use crate::language::law::Comparison;

/// A side of a comparison.
struct Side {
    value: Sql,
    none: Option<Sql>,
    range: (Sql, Sql),
    is_open: bool,
}

impl Writer<'_> {
    /// A condition; its own needs are those of its operands that are undetermined.
    pub(super) fn truth(&mut self, node: Node) -> Result<Piece> {
        let op = self.operation(node).op.clone();
        let value = match &op {
            Op::Not(of) => text::not(&self.piece(*of, Domain::Truth)?.value),
            Op::All(of) => text::all(&self.conditions(of)?),
            Op::Any(of) => text::any(&self.conditions(of)?),
            Op::Compare(by, one, two) => self.compared(*by, *one, *two)?,
            Op::CompareWith(by, of, with) => self.compared_with(*by, *of, *with)?,
            Op::OneOf(of, figures) => self.one_of(*of, figures)?,
            Op::Has(of, at) => self.has(*of, i64::from(*at))?,
            Op::IsNothing(of) => self.is_nothing(*of)?,
            Op::Input(_)
            | Op::Constant(_)
            | Op::Happened(_)
            | Op::Sum(..)
            | Op::Product(..)
            | Op::Choose(..)
            | Op::Except(..)
            | Op::Extreme(..)
            | Op::Clamp(..)
            | Op::Round(..)
            | Op::Lookup(..)
            | Op::Slices(..)
            | Op::Bounded(..)
            | Op::Months(..) => return Err("an error".to_owned()),
        };
        let mut operands = Vec::new();
        op.each_operand(&mut |of| operands.push(of));
        if let [only] = operands.as_slice()
            && self.open(*only)? <= Open::Anything
        {
            // It is undetermined where its only operand is.
            let domain = self.domain(*only, Domain::Number);
            let Piece { needs, unknown, .. } = self.piece(*only, domain)?;
            return Ok(Piece { value, none: None, range: None, needs, unknown });
        }
        let mut needs = Vec::new();
        for of in operands {
            let domain = self.domain(of, Domain::Number);
            needs.extend(self.waits(of, domain)?);
        }
        let open = self.open(node)? != Open::Never;
        let unknown = open.then(|| text::is_missing(&value));
        Ok(Piece { value, none: None, range: None, needs: text::union(needs), unknown })
    }

    fn conditions(&mut self, of: &[Node]) -> Result<Vec<Sql>> {
        of.iter().map(|node| Ok(self.piece(*node, Domain::Truth)?.value)).collect()
    }

    /// The facts that would settle an operand, where it is undetermined.
    pub(super) fn waits(&mut self, node: Node, domain: Domain) -> Result<Option<Sql>> {
        if !self.telling || self.open(node)? == Open::Never {
            return Ok(None);
        }
        let mut piece = self.piece(node, domain)?;
        let short = |it: &Option<Sql>| it.as_ref().is_none_or(Sql::is_short);
        if !short(&piece.needs) || !short(&piece.unknown) {
            piece = self.brief(node, domain)?;
        }
        Ok(piece.waits())
    }

    fn side(&mut self, node: Node, domain: Domain) -> Result<Side> {
        let piece = self.piece(node, domain)?;
        if piece.none.is_some() && self.open(node)? >= Open::Fixed {
            return Err("a comparison with what may be one of several values or nothing".to_owned());
        }
        let range = self.range(node, &piece)?;
        let is_open = self.open(node)? != Open::Never;
        Ok(Side { value: piece.value, none: piece.none, range, is_open })
    }

    fn compared(&mut self, by: Comparison, one: Node, two: Node) -> Result<Sql> {
        let domain = self.domain(one, self.domain(two, Domain::Number));
        let few = self.open(one)?.max(self.open(two)?) >= Open::Fixed;
        if let Domain::Enum(_) | Domain::Country | Domain::Set(_) = domain
            && (few || !matches!(by, Comparison::Equal | Comparison::NotEqual))
        {
            return Err("an order of values, or one of several, compared".to_owned());
        }
        if domain == Domain::Number {
            let ((one, behind), (two, places)) = (self.digits(one)?, self.digits(two)?);
            if one.saturating_sub(behind).max(two.saturating_sub(places)) + behind.max(places) > 38
            {
                return Err("figures of more than 38 digits".to_owned());
            }
        }
        let (left, right) = (self.side(one, domain)?, self.side(two, domain)?);
        let value = match few {
            false => text::compare(&left.value, sign(by), &right.value),
            true if left.none.is_some() || right.none.is_some() => {
                return Err("a comparison with what may be nothing".to_owned());
            }
            true => within(by, &left.range, &right.range)?,
        };
        let known = |side: &Side| text::not(&text::is_missing(&side.value));
        let nothing: Vec<Sql> = [&left, &right].iter().filter_map(|it| it.none.clone()).collect();
        if nothing.is_empty() {
            return Ok(value);
        }
        let is_open = left.is_open || right.is_open;
        Ok(match by {
            Comparison::Less
            | Comparison::LessOrEqual
            | Comparison::Greater
            | Comparison::GreaterOrEqual
                if !is_open =>
            {
                Sql::atom(format!("COALESCE({}, FALSE)", value.text))
            }
            Comparison::Less
            | Comparison::LessOrEqual
            | Comparison::Greater
            | Comparison::GreaterOrEqual => {
                text::case(&[(text::any(&nothing), Sql::atom("FALSE"))], Some(&value))
            }
            Comparison::Equal | Comparison::NotEqual => {
                let truth = |equal: bool| {
                    Sql::atom(if equal == (by == Comparison::Equal) { "TRUE" } else { "FALSE" })
                };
                let mut arms = Vec::new();
                if nothing.len() == 2 {
                    arms.push((text::all(&nothing), truth(true)));
                }
                for (side, other) in [(&left, &right), (&right, &left)] {
                    if let Some(none) = &side.none {
                        arms.push((text::all(&[none.clone(), known(other)]), truth(false)));
                    }
                }
                text::case(&arms, Some(&value))
            }
        })
    }

    fn compared_with(&mut self, by: Comparison, node: Node, figure: i64) -> Result<Sql> {
        let domain = self.domain(node, Domain::Number);
        let unit = self.operation(node).unit;
        let with = self.literal(figure, unit, domain)?;
        let by = match (self.open(node)?, by) {
            (Open::Few | Open::Fixed, Comparison::Equal | Comparison::NotEqual) => {
                self.at_an_end(by, node, figure, unit)?
            }
            (Open::Few | Open::Fixed | Open::Anything | Open::Never, by) => by,
        };
        let ordered = matches!(domain, Domain::Enum(_) | Domain::Country | Domain::Set(_));
        if ordered && !matches!(by, Comparison::Equal | Comparison::NotEqual) {
            return Err("an order of values of an enum".to_owned());
        }
        let side = self.side(node, domain)?;
        let value = match self.open(node)? {
            Open::Few | Open::Fixed => within(by, &side.range, &(with.clone(), with))?,
            Open::Anything | Open::Never => text::compare(&side.value, sign(by), &with),
        };
        let Some(none) = side.none else { return Ok(value) };
        let otherwise = by == Comparison::NotEqual;
        let otherwise = if otherwise { "TRUE" } else { "FALSE" };
        Ok(match side.is_open {
            false => Sql::atom(format!("COALESCE({}, {otherwise})", value.text)),
            true => text::case(&[(none, Sql::atom(otherwise))], Some(&value)),
        })
    }

    /// Whether what may be one of several values equals one is settled by its bounds alone where that
    /// one is the least or the greatest that there is.
    fn at_an_end(&self, by: Comparison, node: Node, figure: i64, unit: Unit) -> Result<Comparison> {
        let number = Number::whole(figure).mul(&unit.number());
        let number = number.map_err(|_| "a figure too large".to_owned())?;
        let extent = self.extent(node)?;
        let equal = by == Comparison::Equal;
        if number <= extent.low {
            return Ok(if equal { Comparison::LessOrEqual } else { Comparison::Greater });
        }
        if number >= extent.high {
            return Ok(if equal { Comparison::GreaterOrEqual } else { Comparison::Less });
        }
        Err("whether what may be one of several values equals one in their midst".to_owned())
    }

    fn one_of(&mut self, node: Node, figures: &[i64]) -> Result<Sql> {
        let domain = self.domain(node, Domain::Number);
        let open = self.open(node)?;
        if open >= Open::Fixed || (figures.is_empty() && open != Open::Never) {
            return Err("whether what may be one of several values is in a set".to_owned());
        }
        let piece = self.piece(node, domain)?;
        if figures.is_empty() {
            return Ok(Sql::atom("FALSE"));
        }
        let unit = self.operation(node).unit;
        let names: Result<Vec<String>> =
            figures.iter().map(|figure| Ok(self.literal(*figure, unit, domain)?.text)).collect();
        let text = format!("{} IN ({})", piece.value.within(Rank::Sum), names?.join(", "));
        Ok(false_of_nothing(Sql::new(text, Rank::Comparison), piece.none, open))
    }

    fn has(&mut self, node: Node, at: i64) -> Result<Sql> {
        let domain = self.domain(node, Domain::Number);
        let (Domain::Set(of), Op::Input(_)) = (domain, &self.operation(node).op) else {
            return Err("a computed set".to_owned());
        };
        let name = self.variant(of, at)?;
        let piece = self.piece(node, domain)?;
        let value = self.dialect.has(&piece.value, &name.text);
        Ok(false_of_nothing(value, piece.none, Open::Anything))
    }

    fn is_nothing(&mut self, node: Node) -> Result<Sql> {
        let domain = self.domain(node, Domain::Number);
        let piece = self.piece(node, domain)?;
        let stated = matches!(self.operation(node).op, Op::Input(_) | Op::Happened(_));
        if !stated && self.open(node)? != Open::Never {
            return Err("whether what is computed is nothing, where it may be unknown".to_owned());
        }
        Ok(piece.none.unwrap_or(Sql::atom("FALSE")))
    }
}

/// A condition that does not hold of nothing.
fn false_of_nothing(value: Sql, none: Option<Sql>, open: Open) -> Sql {
    match none {
        None => value,
        Some(_) if open == Open::Never => Sql::atom(format!("COALESCE({}, FALSE)", value.text)),
        Some(none) => text::case(&[(none, Sql::atom("FALSE"))], Some(&value)),
    }
}

/// A comparison of what lies between two bounds each.
fn within(by: Comparison, one: &(Sql, Sql), two: &(Sql, Sql)) -> Result<Sql> {
    let arms = |holds: Sql, fails: Sql| {
        text::case(&[(holds, Sql::atom("TRUE")), (fails, Sql::atom("FALSE"))], None)
    };
    let compare = text::compare;
    Ok(match by {
        Comparison::Less => arms(compare(&one.1, "<", &two.0), compare(&one.0, ">=", &two.1)),
        Comparison::LessOrEqual => {
            arms(compare(&one.1, "<=", &two.0), compare(&one.0, ">", &two.1))
        }
        Comparison::Greater => arms(compare(&one.0, ">", &two.1), compare(&one.1, "<=", &two.0)),
        Comparison::GreaterOrEqual => {
            arms(compare(&one.0, ">=", &two.1), compare(&one.1, "<", &two.0))
        }
        Comparison::Equal | Comparison::NotEqual => {
            return Err("whether two equal that may be one of several values".to_owned());
        }
    })
}

fn sign(by: Comparison) -> &'static str {
    match by {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

/// Whether a value is undetermined, of a piece that may be.
pub(super) fn undetermined(open: Open, value: &Sql, none: Option<&Sql>) -> Option<Sql> {
    (open != Open::Never).then(|| unknown(value, none))
}
