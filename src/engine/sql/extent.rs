//! What is known of operations without any row: between which numbers their figures lie, whether
//! they may be unknown, and what kind of values they are.

use crate::engine::plan::{Arm, Node, Op, Plan, Stated, Unit};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::Number;
use crate::language::law::{Enumeration, Type};

/// What the figures of an operation stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Domain {
    Truth,
    Number,
    Date,
    Enum(Id<Enumeration>),
    Country,
    Set(Id<Enumeration>),
}

/// Whether an operation may be unknown, and what is then known of it all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Open {
    /// It is always known.
    Never,
    /// It may be anything where it is unknown.
    Anything,
    /// Where it is unknown it lies within bounds that are the same for all rows.
    Fixed,
    /// It may be one of several values, or lie within bounds, where it is unknown.
    Few,
}

/// A least and a greatest number, where there are any.
pub(super) type Ends = (Option<Number>, Option<Number>);

/// What is known of an operation.
#[derive(Clone, Debug)]
pub(super) struct Extent {
    pub open: Open,
    pub low: Number,
    pub high: Number,
    /// Where it is [`Open::Fixed`] and unknown: its bounds, if it has any.
    pub within: Ends,
    /// Whether it may be nothing.
    pub optional: bool,
    /// Nothing where it is the same for all rows and may stand for anything.
    pub domain: Option<Domain>,
}

impl Domain {
    /// Of what a type's values are.
    pub fn of(type_: &Type) -> Option<Self> {
        match type_ {
            Type::Bool => Some(Domain::Truth),
            Type::Number(_) | Type::Money(_) | Type::Duration(_) => Some(Domain::Number),
            Type::Date => Some(Domain::Date),
            Type::Enum(of) => Some(Domain::Enum(*of)),
            Type::Country => Some(Domain::Country),
            Type::Optional(inner) => Domain::of(inner),
            Type::Set(inner) => match Domain::of(inner) {
                Some(Domain::Enum(of)) => Some(Domain::Set(of)),
                Some(
                    Domain::Truth
                    | Domain::Number
                    | Domain::Date
                    | Domain::Country
                    | Domain::Set(_),
                )
                | None => None,
            },
            Type::NumberRange(_)
            | Type::MoneyRange(_)
            | Type::DateTime
            | Type::Text
            | Type::List(_)
            | Type::Unknown => None,
        }
    }
}

/// The last place on the line of days.
pub(super) fn last_day() -> Number {
    Number::whole(Date::FIRST.days_until(Date::LAST))
}

/// The digits of a decimal column of figures of a unit.
pub(super) const STATED: usize = 18;

/// What is known of each operation of a plan, in their order.
pub(super) fn extents(plan: &Plan) -> Vec<Extent> {
    let mut known: Vec<Extent> = Vec::with_capacity(plan.operations.len());
    for operation in plan.operations.iter() {
        let mut extent = Reading { plan, known: &known }.extent(&operation.op, operation.unit);
        extent.optional = operation.optional;
        if let Op::Choose(condition, one, Arm::Of(two)) = operation.op
            && otherwise(plan, condition, two)
        {
            extent.optional = match one {
                Arm::Of(one) => known.get(one.index()).is_some_and(|it| it.optional),
                Arm::Constant(_) => false,
                Arm::Nothing => true,
            };
        }
        if operation.is_truth {
            extent.domain = Some(Domain::Truth);
            extent.open = extent.open.min(Open::Anything);
        }
        known.push(extent);
    }
    known
}

/// Whether a choice is that of what stands for something where it is nothing: a condition that is
/// unknown leaves it then as open as the thing itself.
pub(super) fn otherwise(plan: &Plan, condition: Node, of: Node) -> bool {
    plan.operations[condition].op == Op::IsNothing(of)
}

struct Reading<'a> {
    plan: &'a Plan,
    known: &'a [Extent],
}

fn nothing() -> Extent {
    Extent {
        open: Open::Never,
        low: Number::ZERO,
        high: Number::ZERO,
        within: (None, None),
        optional: false,
        domain: None,
    }
}

impl Reading<'_> {
    fn of(&self, node: Node) -> Extent {
        self.known.get(node.index()).cloned().unwrap_or_else(nothing)
    }

    fn open(&self, nodes: impl IntoIterator<Item = Node>) -> Open {
        nodes.into_iter().map(|node| self.of(node).open).max().unwrap_or(Open::Never)
    }

    /// Whether an operation may be nothing.
    fn optional(&self, node: Node) -> bool {
        self.known.get(node.index()).is_some_and(|it| it.optional)
    }

    fn extent(&self, op: &Op, unit: Unit) -> Extent {
        let truth = |open: Open| Extent { open, high: Number::ONE, ..nothing() };
        match op {
            Op::Input(at) => self.input(*at),
            Op::Constant(arm) => self.arms(&[*arm], unit),
            Op::Happened(_) => {
                let high = Number::whole(Date::FIRST.days_until(self.plan.on));
                Extent { high, domain: Some(Domain::Date), ..nothing() }
            }
            Op::Not(of)
            | Op::CompareWith(_, of, _)
            | Op::OneOf(of, _)
            | Op::Has(of, _)
            | Op::IsNothing(of) => truth(self.of(*of).open),
            Op::All(of) | Op::Any(of) => truth(self.open(of.iter().copied())),
            Op::Compare(_, one, two) => truth(self.open([*one, *two])),
            Op::Sum(terms, constant) => self.sum(terms, *constant, unit),
            Op::Product(one, two) => {
                let (one, two) = (self.of(*one), self.of(*two));
                let corners = [
                    one.low.mul(&two.low),
                    one.low.mul(&two.high),
                    one.high.mul(&two.low),
                    one.high.mul(&two.high),
                ];
                let ends: Vec<Number> = corners.into_iter().flatten().collect();
                hull(ends, one.open.max(two.open), Some(Domain::Number))
            }
            Op::Choose(condition, one, two) => {
                let arms = self.arms(&[*one, *two], unit);
                match two {
                    Arm::Of(of) if otherwise(self.plan, *condition, *of) => arms,
                    Arm::Of(_) | Arm::Constant(_) | Arm::Nothing => {
                        self.chosen(self.of(*condition).open, arms)
                    }
                }
            }
            Op::Except(base, exceptions) => {
                let all: Vec<Arm> = exceptions.iter().map(|(_, arm)| *arm).chain([*base]).collect();
                let arms = self.arms(&all, unit);
                self.chosen(self.open(exceptions.iter().map(|(node, _)| *node)), arms)
            }
            Op::Lookup(of, _, values) => {
                let arms = self.arms(values, unit);
                self.chosen(self.of(*of).open, arms)
            }
            Op::Extreme(greatest, of) => {
                let all: Vec<Extent> = of.iter().map(|node| self.of(*node)).collect();
                let pick = |ends: Vec<Number>| match greatest {
                    true => ends.into_iter().max(),
                    false => ends.into_iter().min(),
                };
                let low = pick(all.iter().map(|it| it.low.clone()).collect());
                let high = pick(all.iter().map(|it| it.high.clone()).collect());
                let zero = || Number::ZERO;
                Extent {
                    open: match self.bounded(of, self.open(of.iter().copied())) {
                        Open::Fixed => Open::Few,
                        open @ (Open::Never | Open::Anything | Open::Few) => open,
                    },
                    low: low.unwrap_or_else(zero),
                    high: high.unwrap_or_else(zero),
                    domain: all.iter().find_map(|it| it.domain),
                    ..nothing()
                }
            }
            Op::Clamp(of, low, high) => {
                let mut extent = self.of(*of);
                let number = |figure: &i64| Number::whole(*figure).mul(&unit.number()).ok();
                let mut within = extent.within.clone();
                if let Some(low) = low.as_ref().and_then(number) {
                    extent.low = extent.low.max(low.clone());
                    extent.high = extent.high.max(low.clone());
                    within.1 = within.1.map(|it| it.max(low.clone()));
                    within.0 = Some(within.0.map_or(low.clone(), |it| it.max(low)));
                }
                if let Some(high) = high.as_ref().and_then(number) {
                    extent.low = extent.low.min(high.clone());
                    extent.high = extent.high.min(high.clone());
                    within.0 = within.0.map(|it| it.min(high.clone()));
                    within.1 = Some(within.1.map_or(high.clone(), |it| it.min(high)));
                }
                Extent { open: self.bounded(&[*of], extent.open), within, ..extent }
            }
            Op::Round(of, _, mode) => {
                let extent = self.of(*of);
                let round = |end: &Number| end.rounded(*mode, &unit.number());
                let low = round(&extent.low).unwrap_or_else(|| extent.low.clone());
                let high = round(&extent.high).unwrap_or_else(|| extent.high.clone());
                let (least, most) = &extent.within;
                let within = (least.as_ref().and_then(round), most.as_ref().and_then(round));
                Extent { low, high, within, ..extent }
            }
            Op::Slices(of, slices) => self.slices(*of, slices, unit),
            Op::Bounded(of, (low, high), _) => {
                let mut extent = self.of(*of);
                if (*low, *high) != (i64::MIN, i64::MAX) {
                    extent.low = extent.low.max(Number::whole(*low)).min(Number::whole(*high));
                    extent.high = extent.high.min(Number::whole(*high)).max(Number::whole(*low));
                    extent.domain = Some(Domain::Date);
                }
                extent
            }
            Op::Months(of, ..) => {
                let open = self.of(*of).open;
                let domain = Some(Domain::Date);
                Extent { open, high: last_day(), domain, ..nothing() }
            }
        }
    }

    fn input(&self, at: usize) -> Extent {
        let Some(input) = self.plan.inputs.get(at) else { return nothing() };
        let open = match input.stated {
            Stated::Fact(_) => Open::Anything,
            Stated::Event(_) => Open::Never,
        };
        let domain = Domain::of(&input.type_);
        let (low, high) = match domain {
            Some(Domain::Number) => {
                let most = Number::parse(&format!("1{}", "0".repeat(STATED)));
                let most = most.and_then(|most| most.mul(&input.unit.number()).ok());
                let most = most.unwrap_or(Number::ONE);
                (most.neg(), most)
            }
            Some(Domain::Date) => (Number::ZERO, last_day()),
            Some(Domain::Truth | Domain::Enum(_) | Domain::Country | Domain::Set(_)) | None => {
                (Number::ZERO, Number::whole(i64::MAX))
            }
        };
        Extent { open, low, high, domain, ..nothing() }
    }

    fn arms(&self, arms: &[Arm], unit: Unit) -> Extent {
        let mut extent: Option<Extent> = None;
        for arm in arms {
            let here = match arm {
                Arm::Of(node) => self.of(*node),
                Arm::Constant(figure) => {
                    let number = Number::whole(*figure).mul(&unit.number());
                    let number = number.unwrap_or(Number::ZERO);
                    Extent { low: number.clone(), high: number, ..nothing() }
                }
                Arm::Nothing => continue,
            };
            extent = Some(match extent {
                None => here,
                Some(before) => Extent {
                    open: before.open.max(here.open),
                    low: before.low.min(here.low),
                    high: before.high.max(here.high),
                    domain: before.domain.or(here.domain),
                    ..nothing()
                },
            });
        }
        extent.unwrap_or_else(nothing)
    }

    /// One of several arms, chosen by something that may be unknown.
    fn chosen(&self, by: Open, arms: Extent) -> Extent {
        let open = match (by, arms.open) {
            (Open::Never, open @ (Open::Never | Open::Anything)) => open,
            (_, _) => Open::Few,
        };
        Extent { open, ..arms }
    }

    /// What limits a figure leaves it bounds, unless it may be nothing where it is unknown.
    fn bounded(&self, of: &[Node], open: Open) -> Open {
        let anything = open == Open::Anything;
        let optional =
            of.iter().any(|it| self.optional(*it) && self.of(*it).open == Open::Anything);
        if anything && !optional { Open::Fixed } else { open }
    }

    fn sum(&self, terms: &[(i64, Node)], constant: i64, unit: Unit) -> Extent {
        let constant = Number::whole(constant).mul(&unit.number()).unwrap_or(Number::ZERO);
        let (mut low, mut high) = (constant.clone(), constant.clone());
        let (mut open, mut dates) = (Open::Never, 0);
        for (factor, node) in terms {
            let extent = self.of(*node);
            let coefficient = coefficient(*factor, unit, self.plan.operations[*node].unit);
            let at = |end: &Number| end.mul(&coefficient).unwrap_or(Number::ZERO);
            let (one, two) = (at(&extent.low), at(&extent.high));
            low = low.add((&one).min(&two));
            high = high.add((&one).max(&two));
            open = open.max(extent.open);
            if extent.domain == Some(Domain::Date) {
                dates += factor;
            }
        }
        let domain = if dates == 1 { Domain::Date } else { Domain::Number };
        // One figure moved or turned keeps its bounds; of several, some may be known.
        let (open, within) = match (open, terms) {
            (Open::Fixed, [(factor, only)]) if *factor != 0 => {
                let by = coefficient(*factor, unit, self.plan.operations[*only].unit);
                let at = |end: &Number| Some(end.mul(&by).ok()?.add(&constant));
                let (least, most) = self.of(*only).within;
                let (least, most) = (least.as_ref().and_then(at), most.as_ref().and_then(at));
                (open, if by.is_negative() { (most, least) } else { (least, most) })
            }
            (Open::Fixed, _) => (Open::Few, (None, None)),
            (Open::Never | Open::Anything | Open::Few, _) => (open, (None, None)),
        };
        Extent { open, low, high, within, domain: Some(domain), ..nothing() }
    }

    fn slices(&self, of: Node, slices: &[(i64, i64, i64)], unit: Unit) -> Extent {
        let extent = self.of(of);
        let inner = self.plan.operations[of].unit;
        let edge = |figure: i64| Number::whole(figure).mul(&inner.number()).unwrap_or(Number::ZERO);
        // The sums of the slices below zero and above it, through a figure.
        let sums = |through: Option<&Number>| {
            let (mut below, mut above) = (Number::ZERO, Number::ZERO);
            for (from, to, factor) in slices {
                let end = if *to == i64::MAX { through.cloned() } else { Some(edge(*to)) };
                let end = match (end, through) {
                    (Some(end), Some(through)) => end.min(through.clone()),
                    (Some(end), None) => end,
                    (None, _) => return None,
                };
                let width = end.sub(&edge(*from)).max(Number::ZERO);
                let part = width.mul(&coefficient(*factor, unit, inner)).ok()?;
                match part.is_negative() {
                    true => below = below.add(&part),
                    false => above = above.add(&part),
                }
            }
            Some((below, above))
        };
        let (low, high) = sums(Some(&extent.high)).unwrap_or((Number::ZERO, Number::ZERO));
        let rising = slices.iter().all(|(_, _, factor)| *factor >= 0);
        let (least, most) = &extent.within;
        let least = match least {
            Some(least) => sums(Some(least)).map(|(_, above)| above),
            None => Some(Number::ZERO),
        };
        let most = sums(most.as_ref()).map(|(_, above)| above);
        let open = match (self.bounded(&[of], extent.open), rising) {
            (Open::Fixed, false) => Open::Few,
            (open, _) => open,
        };
        Extent { open, low, high, within: (least, most), domain: Some(Domain::Number), ..nothing() }
    }
}

fn hull(ends: Vec<Number>, open: Open, domain: Option<Domain>) -> Extent {
    let low = ends.iter().min().cloned().unwrap_or(Number::ZERO);
    let high = ends.into_iter().max().unwrap_or(Number::ZERO);
    // Of two, one may be known and the other not.
    let open = if open == Open::Fixed { Open::Few } else { open };
    Extent { open, low, high, domain, ..nothing() }
}

/// By what the number of an operation is multiplied whose figure is multiplied by a factor.
pub(super) fn coefficient(factor: i64, unit: Unit, inner: Unit) -> Number {
    let ratio = unit.number().div(&inner.number()).unwrap_or(Number::ONE);
    Number::whole(factor).mul(&ratio).unwrap_or(Number::ZERO)
}

/// The operations whose bounds are asked for, since what follows of an unknown one may be known.
pub(super) fn bounded(plan: &Plan, extents: &[Extent]) -> Vec<bool> {
    let mut asked = vec![false; plan.operations.len()];
    let few = |node: Node| extents.get(node.index()).is_some_and(|it| it.open == Open::Few);
    let nodes: Vec<Node> = plan.operations.ids().collect();
    for node in nodes.into_iter().rev() {
        let itself = asked.get(node.index()) == Some(&true);
        let op = &plan.operations[node].op;
        let always = match op {
            Op::Compare(..)
            | Op::CompareWith(..)
            | Op::Round(..)
            | Op::Clamp(..)
            | Op::Extreme(..)
            | Op::Slices(..)
            | Op::Months(..)
            | Op::Bounded(..) => true,
            Op::Input(_)
            | Op::Constant(_)
            | Op::Happened(_)
            | Op::Not(_)
            | Op::All(_)
            | Op::Any(_)
            | Op::OneOf(..)
            | Op::Has(..)
            | Op::IsNothing(_)
            | Op::Sum(..)
            | Op::Product(..)
            | Op::Choose(..)
            | Op::Except(..)
            | Op::Lookup(..) => false,
        };
        op.each_operand(&mut |of| {
            if (always || itself)
                && few(of)
                && let Some(asked) = asked.get_mut(of.index())
            {
                *asked = true;
            }
        });
    }
    asked
}
