//! What is known of a value whose exact figure is not: an interval with edges.

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

impl<T> Bounds<T> {
    /// No limit on either side.
    pub fn unbounded() -> Self {
        Self { low: None, high: None }
    }

    /// Exactly this.
    pub fn exactly(at: T) -> Self
    where
        T: Clone,
    {
        let edge = |at| Some(Edge { at, included: true });
        Self { low: edge(at.clone()), high: edge(at) }
    }
}

impl<T: PartialEq> Bounds<T> {
    /// The one value left between them, where there is only one.
    pub fn single(&self) -> Option<&T> {
        let (low, high) = (self.low.as_ref()?, self.high.as_ref()?);
        (low.included && high.included && low.at == high.at).then_some(&low.at)
    }
}
