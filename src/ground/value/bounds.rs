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
}
