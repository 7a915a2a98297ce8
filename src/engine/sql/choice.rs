//! Choices: `CASE`, with the value on which all that may be chosen agree where it is unknown which is.

use crate::engine::plan::{Arm, Node, Op, Unit};
use crate::engine::sql::extent::{Domain, Open, otherwise};
use crate::engine::sql::piece::{Piece, Result};
use crate::engine::sql::text::{self, Sql};
use crate::engine::sql::truth::undetermined;
use crate::engine::sql::writer::Writer;
use crate::ground::value::Number;

impl Writer<'_> {
    pub(super) fn choice(&mut self, node: Node, domain: Domain) -> Result<Piece> {
        match self.operation(node).op.clone() {
            Op::Choose(condition, one, two) => self.choose(node, domain, condition, (one, two)),
            Op::Except(base, exceptions) => match exceptions.as_slice() {
                [(condition, value)] => self.choose(node, domain, *condition, (*value, base)),
                several => {
                    let alike = several.iter().all(|(_, value)| {
                        matches!(value, Arm::Constant(_))
                            && Some(value) == several.first().map(|(_, it)| it)
                    });
                    if !alike {
                        return Err("several exceptions, which may say different things".to_owned());
                    }
                    Err("several exceptions".to_owned())
                }
            },
            Op::Lookup(of, behind, values) => self.lookup(node, domain, of, (&behind, &values)),
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
            | Op::Sum(..)
            | Op::Product(..)
            | Op::Extreme(..)
            | Op::Clamp(..)
            | Op::Round(..)
            | Op::Slices(..)
            | Op::Bounded(..)
            | Op::Months(..) => Err("an error".to_owned()),
        }
    }

    fn choose(
        &mut self,
        node: Node,
        domain: Domain,
        condition: Node,
        (one, two): (Arm, Arm),
    ) -> Result<Piece> {
        let unit = self.operation(node).unit;
        if one == two {
            // What a table makes of operands that are all known.
            return match self.asked_of_table(condition) {
                Some(why) => Err(why.to_owned()),
                None => {
                    let needs = self.choice_needs(condition, &[one, two], domain)?;
                    Ok(Piece { needs, ..self.arm(one, unit, domain)? })
                }
            };
        }
        if domain == Domain::Truth {
            return self.chosen_truth(node, condition, (one, two));
        }
        let by = self.open(condition)?;
        let when = self.brief(condition, Domain::Truth)?;
        let (then, other) = (self.arm(one, unit, domain)?, self.arm(two, unit, domain)?);
        let needs = self.choice_needs(condition, &[one, two], domain)?;
        let optional = then.none.is_some() || other.none.is_some();
        let not = text::not(&when.value);
        let open = self.open(node)?;
        if let Arm::Of(of) = two
            && otherwise(self.plan, condition, of)
        {
            let value = text::case(&[(when.value.clone(), then.value)], Some(&other.value));
            let none =
                then.none.map(|none| text::case(&[(when.value, none)], Some(&Sql::atom("FALSE"))));
            let unknown = undetermined(open, &value, none.as_ref());
            return Ok(Piece { value, none, range: None, needs, unknown });
        }
        if self.is_bounded(node) {
            if optional {
                return Err("bounds of what may be nothing".to_owned());
            }
            let (low, high) = (self.arm_range(one, &then)?, self.arm_range(two, &other)?);
            let end = |a: &Sql, b: &Sql, sign: &str| {
                let mut arms = vec![(when.value.clone(), a.clone()), (not.clone(), b.clone())];
                match extreme_of(a, b, sign) {
                    _ if by == Open::Never => text::case(arms.get(..1).unwrap_or(&[]), Some(b)),
                    // What is the least stands for both where it is not known which it is.
                    Some(true) => text::case(arms.get(1..).unwrap_or(&[]), Some(a)),
                    Some(false) => text::case(arms.get(..1).unwrap_or(&[]), Some(b)),
                    None => {
                        arms.push((text::compare(a, sign, b), a.clone()));
                        arms.push((text::compare(b, sign, a), b.clone()));
                        text::case(&arms, None)
                    }
                }
            };
            let (least, most) = (end(&low.0, &high.0, "<="), end(&low.1, &high.1, ">="));
            let constant = |arm: Arm| matches!(arm, Arm::Constant(_));
            let piece = match constant(one) && constant(two) {
                // Two that differ leave it open where the condition is.
                true => when,
                false => Piece { unknown: None, needs, ..when },
            };
            return Ok(self.by_range(least, most, piece));
        }
        let (value, none) = if by == Open::Never {
            let value = text::case(&[(when.value.clone(), then.value.clone())], Some(&other.value));
            let flag = |piece: &Piece| piece.none.clone().unwrap_or(Sql::atom("FALSE"));
            let none = text::case(&[(when.value.clone(), flag(&then))], Some(&flag(&other)));
            (value, optional.then_some(none))
        } else {
            let then = self.brief_arm(one, domain, &then)?;
            let other = self.brief_arm(two, domain, &other)?;
            self.agreed(node, &when.value, (one, two), (&then, &other))?
        };
        let unknown = undetermined(open, &value, none.as_ref());
        let constant = |arm: Arm| matches!(arm, Arm::Constant(_) | Arm::Nothing);
        if constant(one) && constant(two) {
            // Two that differ leave it open where the condition is.
            return Ok(Piece {
                value,
                none,
                range: None,
                needs: when.needs,
                unknown: when.unknown,
            });
        }
        Ok(Piece { value, none, range: None, needs, unknown })
    }

    /// Why the rows of a table are not said that is asked for what a condition says is known.
    fn asked_of_table(&self, condition: Node) -> Option<&'static str> {
        let may_be_nothing = |of: Node| matches!(self.operation(of).op, Op::Bounded(_, _, false));
        let op = &self.operation(condition).op;
        if let Op::All(all) = op {
            return match all.as_slice() {
                [only] => self.asked_of_table(*only),
                _several => Some("a table of several columns"),
            };
        }
        let asked = matches!(op, Op::Compare(_, one, two) if one == two && may_be_nothing(*one));
        asked.then_some("a table asked of what may be nothing")
    }

    /// One of two values by a condition that may be unknown.
    fn agreed(
        &mut self,
        node: Node,
        when: &Sql,
        (one, two): (Arm, Arm),
        (then, other): (&Piece, &Piece),
    ) -> Result<(Sql, Option<Sql>)> {
        let not = text::not(when);
        let optional = then.none.is_some() || other.none.is_some();
        let mut values =
            vec![(when.clone(), then.value.clone()), (not.clone(), other.value.clone())];
        let same = text::compare(&then.value, "=", &other.value);
        let apart = self.apart(node, one, two)?;
        if !apart {
            values.push((same.clone(), then.value.clone()));
        }
        let flag = |piece: &Piece| piece.none.clone().unwrap_or(Sql::atom("FALSE"));
        let mut flags = vec![(when.clone(), flag(then)), (not, flag(other))];
        if let (Some(one), Some(two)) = (&then.none, &other.none) {
            flags.push((text::all(&[one.clone(), two.clone()]), Sql::atom("TRUE")));
        }
        if !apart {
            flags.push((same, Sql::atom("FALSE")));
        }
        values.retain(|(_, value)| !value.is("NULL"));
        let none = optional.then(|| text::case(&flags, None));
        Ok((text::case(&values, None), none))
    }

    /// Whether two arms never come to the same.
    fn apart(&self, node: Node, one: Arm, two: Arm) -> Result<bool> {
        let unit = self.operation(node).unit;
        let ends = |arm: Arm| -> Result<_> {
            Ok(match arm {
                Arm::Of(node) => {
                    let extent = self.extent(node)?;
                    Some((extent.low.clone(), extent.high.clone()))
                }
                Arm::Constant(figure) => {
                    let number = Number::whole(figure).mul(&unit.number());
                    number.ok().map(|number| (number.clone(), number))
                }
                Arm::Nothing => None,
            })
        };
        Ok(match (ends(one)?, ends(two)?) {
            (Some(one), Some(two)) => one.1 < two.0 || two.1 < one.0,
            (None, _) | (_, None) => true,
        })
    }

    /// Arms that stand in several places.
    fn brief_arm(&mut self, arm: Arm, domain: Domain, piece: &Piece) -> Result<Piece> {
        match arm {
            Arm::Of(node) => self.brief(node, domain),
            Arm::Constant(_) | Arm::Nothing => Ok(piece.clone()),
        }
    }

    fn arm_range(&self, arm: Arm, piece: &Piece) -> Result<(Sql, Sql)> {
        match arm {
            Arm::Of(node) => self.range(node, piece),
            Arm::Constant(_) | Arm::Nothing => Ok((piece.value.clone(), piece.value.clone())),
        }
    }

    fn chosen_truth(
        &mut self,
        node: Node,
        condition: Node,
        (one, two): (Arm, Arm),
    ) -> Result<Piece> {
        let when = self.piece(condition, Domain::Truth)?.value;
        let not = text::not(&when);
        let mut truth = |arm: Arm| match arm {
            Arm::Of(of) => Ok(self.piece(of, Domain::Truth)?.value),
            Arm::Constant(figure) => Ok(Sql::atom(if figure == 1 { "TRUE" } else { "FALSE" })),
            Arm::Nothing => Err("a condition that may be nothing".to_owned()),
        };
        let (then, other) = (truth(one)?, truth(two)?);
        let value = match (one, two) {
            (Arm::Constant(1), Arm::Constant(_)) => when,
            (Arm::Constant(_), Arm::Constant(_)) => not,
            (Arm::Constant(1), _) => text::any(&[when, other]),
            (Arm::Constant(_), _) => text::all(&[not, other]),
            (_, Arm::Constant(1)) => text::any(&[not, then]),
            (_, Arm::Constant(_)) => text::all(&[when, then]),
            (_, _) => {
                let when = self.brief(condition, Domain::Truth)?.value;
                let (then, other) = match (one, two) {
                    (Arm::Of(one), Arm::Of(two)) => (
                        self.brief(one, Domain::Truth)?.value,
                        self.brief(two, Domain::Truth)?.value,
                    ),
                    (_, _) => (then, other),
                };
                let mut arms =
                    vec![(when.clone(), then.clone()), (text::not(&when), other.clone())];
                arms.push((text::compare(&then, "=", &other), then));
                text::case(&arms, None)
            }
        };
        let needs = self.choice_needs(condition, &[one, two], Domain::Truth)?;
        let unknown = undetermined(self.open(node)?, &value, None);
        Ok(Piece { value, none: None, range: None, needs, unknown })
    }

    /// What would settle a choice: its condition and both arms, or the arm that is chosen.
    fn choice_needs(
        &mut self,
        condition: Node,
        arms: &[Arm; 2],
        domain: Domain,
    ) -> Result<Option<Sql>> {
        if !self.telling {
            return Ok(None);
        }
        let [one, two] = *arms;
        let mut waits = |arm: Arm| match arm {
            Arm::Of(node) => self.waits(node, domain),
            Arm::Constant(_) | Arm::Nothing => Ok(None),
        };
        let (then, other) = (waits(one)?, waits(two)?);
        let own = self.waits(condition, Domain::Truth)?;
        if then.is_none() && other.is_none() {
            return Ok(own);
        }
        let when = self.brief(condition, Domain::Truth)?.value;
        let zero = || Sql::atom("0");
        let all = text::union([own, then.clone(), other.clone()].into_iter().flatten().collect());
        let known = [
            (when.clone(), then.unwrap_or_else(zero)),
            (text::not(&when), other.unwrap_or_else(zero)),
        ];
        Ok(Some(text::case(&known, Some(&all.unwrap_or_else(zero)))))
    }

    /// The value of the stretch in which a figure falls; nothing where it is nothing.
    fn lookup(
        &mut self,
        node: Node,
        domain: Domain,
        of: Node,
        (behind, values): (&[i64], &[Arm]),
    ) -> Result<Piece> {
        let unit = self.operation(node).unit;
        let (asked, by) = (self.domain(of, Domain::Number), self.open(of)?);
        if by >= Open::Fixed {
            return Err("a table or scale of what may be one of several values".to_owned());
        }
        let alike = values.iter().all(|value| Some(value) == values.first());
        let computed = values.iter().any(|value| matches!(value, Arm::Of(_)));
        if by != Open::Never && (alike || computed) {
            return Err("a table of computed answers, asked of what may be unknown".to_owned());
        }
        let place = match behind.len() {
            0..=1 => self.brief(of, asked)?,
            _ => self.named_piece(of, asked)?,
        };
        if domain == Domain::Truth && place.none.is_some() {
            return Err("a condition that may be nothing".to_owned());
        }
        let (mut arms, mut nothing, mut needs) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(none) = &place.none {
            nothing.push((none.clone(), Sql::atom("TRUE")));
        }
        let optional = self.is_optional(node) || place.none.is_some();
        for (at, value) in values.iter().enumerate() {
            let piece = self.arm(*value, unit, domain)?;
            let when = match (behind.get(at), behind.last()) {
                (Some(edge), _) => self.beside(of, &place.value, *edge, asked, true)?,
                (None, Some(edge)) => self.beside(of, &place.value, *edge, asked, false)?,
                (None, None) => text::not(&text::is_missing(&place.value)),
            };
            if let Arm::Of(inner) = value
                && let Some(waits) = self.waits(*inner, domain)?
            {
                needs.push((when.clone(), waits));
            }
            nothing.push((when.clone(), piece.none.unwrap_or(Sql::atom("FALSE"))));
            arms.push((when, piece.value));
        }
        let value = text::case(&arms, None);
        let some = nothing.iter().skip(usize::from(place.none.is_some()));
        let none = match some.clone().all(|(_, none)| none.is("FALSE")) {
            true => place.none.clone(),
            false => optional.then(|| text::case(&nothing, None)),
        };
        // Where its answers are computed, what it is asked of is known.
        let needs = match needs.is_empty() {
            true => self.waits(of, asked)?,
            false => Some(text::case(&needs, Some(&Sql::atom("0")))),
        };
        if self.is_bounded(node) && self.open(node)? == Open::Few {
            if none.is_some() || computed || domain != Domain::Number {
                return Err("bounds of what a table or scale says".to_owned());
            }
            let extent = self.extent(node)?.clone();
            let low = text::case(&arms, Some(&self.number(&extent.low, unit)?));
            let high = text::case(&arms, Some(&self.number(&extent.high, unit)?));
            // Not all that it may say is the same, so that it is open where what it is asked is.
            let piece = Piece { needs, unknown: place.unknown.clone(), ..place };
            return Ok(self.by_range(low, high, piece));
        }
        let unknown = undetermined(self.open(node)?, &value, none.as_ref());
        Ok(Piece { value, none, range: None, needs, unknown })
    }

    /// Whether a figure lies before an edge, or not.
    fn beside(
        &self,
        of: Node,
        place: &Sql,
        edge: i64,
        domain: Domain,
        before: bool,
    ) -> Result<Sql> {
        let unit = self.operation(of).unit;
        let behind = self.literal(edge, unit, domain)?;
        // `up to 500,000` of ten-thousandths is written so, and not as below 500,000.0001.
        if let Some(last) = edge.checked_sub(1).filter(|_| domain == Domain::Number) {
            let last = self.literal(last, unit, domain)?;
            if last.text.len() < behind.text.len() && unit != Unit::ONE {
                return Ok(text::compare(place, if before { "<=" } else { ">" }, &last));
            }
        }
        Ok(text::compare(place, if before { "<" } else { ">=" }, &behind))
    }
}

/// Whether the first of two numbers is the one that a sign tells of, where both are constants.
fn extreme_of(one: &Sql, two: &Sql, sign: &str) -> Option<bool> {
    let number = |sql: &Sql| Number::parse(sql.text.trim_matches(['(', ')']));
    let order = number(one)?.cmp(&number(two)?);
    Some(if sign == "<=" { order.is_le() } else { order.is_ge() })
}
