//! What is known of a value whose exact figure is not: an interval with edges.

use crate::ground::value::{Number, Rounding, TooLarge};
use std::cmp::Ordering;

/// A limit and whether it is itself included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge<T> {
    /// The limit.
    pub at: T,
    /// Whether the value may equal the limit.
    pub included: bool,
}

/// Between two edges; a missing edge is unbounded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bounds<T> {
    /// The least it may be.
    pub low: Option<Edge<T>>,
    /// The most it may be.
    pub high: Option<Edge<T>>,
}

/// Which orders two values within bounds may stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orders {
    /// Whether the one may be less than the other.
    pub less: bool,
    /// Whether they may be equal.
    pub equal: bool,
    /// Whether the one may be greater.
    pub greater: bool,
}

impl<T> Edge<T> {
    /// A limit that the value may equal.
    pub fn including(at: T) -> Self {
        Self { at, included: true }
    }
}

impl<T> Bounds<T> {
    /// No limit on either side.
    pub fn unbounded() -> Self {
        Self { low: None, high: None }
    }

    /// From one limit to another, both included.
    pub fn between(low: T, high: T) -> Self {
        Self { low: Some(Edge::including(low)), high: Some(Edge::including(high)) }
    }
}

impl<T: Clone> Bounds<T> {
    /// Exactly this.
    pub fn exactly(at: T) -> Self {
        Self::between(at.clone(), at)
    }

    /// The bounds of what a rising function makes of it; `None` drops an edge.
    pub fn rising<U>(&self, image: impl Fn(&T) -> Option<U>) -> Bounds<U> {
        // Several values may meet in one image, so an image is included as soon as it is reached.
        let edge = |edge: &Option<Edge<T>>| Some(Edge::including(image(&edge.as_ref()?.at)?));
        Bounds { low: edge(&self.low), high: edge(&self.high) }
    }

    /// The bounds of what a function makes of it that keeps distinct values distinct and in their
    /// order; `None` where it has no image of an edge.
    pub fn placed<U>(&self, image: impl Fn(&T) -> Option<U>) -> Option<Bounds<U>> {
        let edge = |edge: &Option<Edge<T>>| match edge {
            Some(edge) => Some(Some(Edge { at: image(&edge.at)?, included: edge.included })),
            None => Some(None),
        };
        Some(Bounds { low: edge(&self.low)?, high: edge(&self.high)? })
    }
}

impl<T: PartialEq> Bounds<T> {
    /// The one value left between them, where there is only one.
    pub fn single(&self) -> Option<&T> {
        let (low, high) = (self.low.as_ref()?, self.high.as_ref()?);
        (low.included && high.included && low.at == high.at).then_some(&low.at)
    }
}

impl<T: Ord + Clone> Bounds<T> {
    /// The least bounds that hold both.
    pub fn hull(&self, other: &Self) -> Self {
        let edge = |one: &Option<Edge<T>>, two: &Option<Edge<T>>, wanted: Ordering| {
            let (one, two) = (one.as_ref()?, two.as_ref()?);
            Some(outermost(one, two, wanted))
        };
        Self {
            low: edge(&self.low, &other.low, Ordering::Less),
            high: edge(&self.high, &other.high, Ordering::Greater),
        }
    }

    /// The bounds of the greater of two values within bounds.
    pub fn greater(&self, other: &Self) -> Self {
        Self {
            low: strictest(&self.low, &other.low, Ordering::Greater),
            high: match (&self.high, &other.high) {
                (Some(one), Some(two)) => Some(outermost(one, two, Ordering::Greater)),
                (None, _) | (_, None) => None,
            },
        }
    }

    /// The bounds of the lesser of two values within bounds.
    pub fn lesser(&self, other: &Self) -> Self {
        Self {
            low: match (&self.low, &other.low) {
                (Some(one), Some(two)) => Some(outermost(one, two, Ordering::Less)),
                (None, _) | (_, None) => None,
            },
            high: strictest(&self.high, &other.high, Ordering::Less),
        }
    }

    /// What lies within both.
    pub fn and(&self, other: &Self) -> Self {
        Self {
            low: strictest(&self.low, &other.low, Ordering::Greater),
            high: strictest(&self.high, &other.high, Ordering::Less),
        }
    }

    /// Whether no value lies between them, on a line without holes.
    pub fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => match low.at.cmp(&high.at) {
                Ordering::Less => false,
                Ordering::Equal => !low.included || !high.included,
                Ordering::Greater => true,
            },
            (None, _) | (_, None) => false,
        }
    }

    /// Whether a value lies within them.
    pub fn holds(&self, value: &T) -> bool {
        self.orders(&Self::exactly(value.clone())).equal
    }

    /// In which orders a value within these and one within the others may stand.
    pub fn orders(&self, other: &Self) -> Orders {
        let reaches = |low: &Option<Edge<T>>, high: &Option<Edge<T>>| match (low, high) {
            (Some(low), Some(high)) => match low.at.cmp(&high.at) {
                Ordering::Less => (true, true),
                Ordering::Equal => (false, low.included && high.included),
                Ordering::Greater => (false, false),
            },
            (None, _) | (_, None) => (true, true),
        };
        let (less, up) = reaches(&self.low, &other.high);
        let (greater, down) = reaches(&other.low, &self.high);
        Orders { less, equal: up && down, greater }
    }
}

impl Orders {
    /// Whether a test of the order holds: `None` where it does in some and not in others.
    pub fn decide(self, holds: impl Fn(Ordering) -> bool) -> Option<bool> {
        let mut answers = [
            (self.less, Ordering::Less),
            (self.equal, Ordering::Equal),
            (self.greater, Ordering::Greater),
        ]
        .into_iter()
        .filter(|(possible, _)| *possible)
        .map(|(_, order)| holds(order));
        let first = answers.next()?;
        answers.all(|answer| answer == first).then_some(first)
    }
}

/// The edge that lies further in the wanted direction; of two at one place, one that includes it.
fn outermost<T: Ord + Clone>(one: &Edge<T>, two: &Edge<T>, wanted: Ordering) -> Edge<T> {
    let order = one.at.cmp(&two.at);
    if order.is_eq() {
        return Edge { at: one.at.clone(), included: one.included || two.included };
    }
    if order == wanted { one.clone() } else { two.clone() }
}

/// The edge that both must keep: the further one in the wanted direction; of two at one place,
/// it is included only where both include it.
fn strictest<T: Ord + Clone>(
    one: &Option<Edge<T>>,
    two: &Option<Edge<T>>,
    wanted: Ordering,
) -> Option<Edge<T>> {
    let (Some(one), Some(two)) = (one, two) else {
        return one.as_ref().or(two.as_ref()).cloned();
    };
    let order = one.at.cmp(&two.at);
    if order.is_eq() {
        return Some(Edge { at: one.at.clone(), included: one.included && two.included });
    }
    Some(if order == wanted { one.clone() } else { two.clone() })
}

impl Bounds<Number> {
    /// The same bounds on a line of whole numbers: both edges included.
    pub fn whole(&self) -> Self {
        let low = self.low.as_ref().map(|edge| match (edge.at.is_whole(), edge.included) {
            (true, false) => edge.at.add(&Number::ONE),
            (true, true) | (false, _) => edge.at.to_whole(Rounding::Upward),
        });
        let high = self.high.as_ref().map(|edge| match (edge.at.is_whole(), edge.included) {
            (true, false) => edge.at.sub(&Number::ONE),
            (true, true) | (false, _) => edge.at.to_whole(Rounding::Downward),
        });
        Self { low: low.map(Edge::including), high: high.map(Edge::including) }
    }

    /// The bounds of the number with the other sign.
    pub fn neg(&self) -> Self {
        let edge = |edge: &Option<Edge<Number>>| {
            edge.as_ref().map(|edge| Edge { at: edge.at.neg(), included: edge.included })
        };
        Self { low: edge(&self.high), high: edge(&self.low) }
    }

    /// The bounds of a sum.
    pub fn add(&self, other: &Self) -> Self {
        let edge = |one: &Option<Edge<Number>>, two: &Option<Edge<Number>>| {
            let (one, two) = (one.as_ref()?, two.as_ref()?);
            Some(Edge { at: one.at.add(&two.at), included: one.included && two.included })
        };
        Self { low: edge(&self.low, &other.low), high: edge(&self.high, &other.high) }
    }

    /// The bounds of a difference.
    pub fn sub(&self, other: &Self) -> Self {
        self.add(&other.neg())
    }

    /// The bounds of a product.
    pub fn mul(&self, other: &Self) -> Result<Self, TooLarge> {
        let mut ends = Vec::with_capacity(4);
        for one in [End::low(self), End::high(self)] {
            for two in [End::low(other), End::high(other)] {
                ends.push(one.times(&two)?);
            }
        }
        let mut low = ends.first().cloned().unwrap_or(End::Below);
        let mut high = low.clone();
        for end in ends.into_iter().skip(1) {
            low = low.outer(end.clone(), Ordering::Less);
            high = high.outer(end, Ordering::Greater);
        }
        Ok(Self { low: low.edge(), high: high.edge() })
    }

    /// The bounds of a quotient; unbounded where the divisor may be zero.
    pub fn div(&self, other: &Self) -> Result<Self, TooLarge> {
        match other.reciprocal() {
            Some(reciprocal) => self.mul(&reciprocal),
            None => Ok(Self::unbounded()),
        }
    }

    /// Whether zero lies within.
    pub fn may_be_zero(&self) -> bool {
        self.orders(&Self::exactly(Number::ZERO)).equal
    }

    fn reciprocal(&self) -> Option<Self> {
        if self.may_be_zero() {
            return None;
        }
        if self.low.as_ref().is_none_or(|edge| edge.at.is_negative()) {
            return Some(self.neg().reciprocal()?.neg());
        }
        // Everything lies above zero: what grows there shrinks here.
        let over = |edge: &Edge<Number>| {
            Some(Edge { at: Number::ONE.div(&edge.at)?, included: edge.included })
        };
        let least = Edge { at: Number::ZERO, included: false };
        Some(Self {
            low: self.high.as_ref().map_or(Some(least), over),
            high: self.low.as_ref().and_then(over),
        })
    }
}

/// An end of bounds on the number line with both infinities.
#[derive(Clone)]
enum End {
    /// Minus infinity.
    Below,
    /// A number.
    At(Edge<Number>),
    /// Infinity.
    Above,
}

impl End {
    fn low(bounds: &Bounds<Number>) -> Self {
        bounds.low.clone().map_or(End::Below, End::At)
    }

    fn high(bounds: &Bounds<Number>) -> Self {
        bounds.high.clone().map_or(End::Above, End::At)
    }

    fn edge(self) -> Option<Edge<Number>> {
        match self {
            End::At(edge) => Some(edge),
            End::Below | End::Above => None,
        }
    }

    fn sign(&self) -> i8 {
        match self {
            End::Below => -1,
            End::Above => 1,
            End::At(edge) if edge.at.is_zero() => 0,
            End::At(edge) => 1 - 2 * i8::from(edge.at.is_negative()),
        }
    }

    fn times(&self, other: &End) -> Result<End, TooLarge> {
        if let (End::At(one), End::At(two)) = (self, other) {
            let zero = (one.at.is_zero() && one.included) || (two.at.is_zero() && two.included);
            let included = zero || (one.included && two.included);
            return Ok(End::At(Edge { at: one.at.mul(&two.at)?, included }));
        }
        Ok(match self.sign() * other.sign() {
            // Zero times whatever there is stays zero.
            0 => End::At(Edge::including(Number::ZERO)),
            1 => End::Above,
            _ => End::Below,
        })
    }

    fn outer(self, other: End, wanted: Ordering) -> End {
        match (self, other, wanted) {
            (End::At(one), End::At(two), _) => End::At(outermost(&one, &two, wanted)),
            (End::Below, _, Ordering::Less) | (_, End::Below, Ordering::Less) => End::Below,
            (End::Above, _, Ordering::Greater) | (_, End::Above, Ordering::Greater) => End::Above,
            (End::At(edge), _, _) | (_, End::At(edge), _) => End::At(edge),
            (one, _, _) => one,
        }
    }
}
