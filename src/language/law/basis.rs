//! Where a provision stands in the law, what its words are, and how the author read them.

use crate::ground::time::Date;

/// The `cite`, `quote` and `reading` clauses of a provision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Where the law says so: "art. 4(1)".
    pub cites: Vec<String>,
    /// The law's own words.
    pub quotes: Vec<String>,
    /// The author's interpretive choices.
    pub readings: Vec<String>,
}

/// The `from` and `until` clauses of a provision: its commencement and repeal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Commencement {
    /// The first day; the law's own where not written.
    pub from: Option<Date>,
    /// The first day no longer in force.
    pub until: Option<Date>,
}
