//! Scales: graduated amounts, each slice at its rate or the whole at that of its band.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Dated};
use crate::ground::value::{Bounds, Edge, Number, Value};
use crate::language::law::{Basis, Law, Type};

pub use crate::language::syntax::ScaleKind;

/// A scale.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Its name, `income_tax`.
    pub name: String,
    /// What reports call it.
    pub label: Option<String>,
    /// `///` lines, joined.
    pub documentation: String,
    /// The law it belongs to; `None` for one of a vocabulary.
    pub law: Option<Id<Law>>,
    /// What it is applied to: a number or an amount; a flat one also a duration or a date.
    pub on: Type,
    /// What it gives.
    pub gives: Type,
    /// Marginal or flat.
    pub kind: ScaleKind,
    /// Its bands by date; a scale without dates holds on every day.
    pub versions: Dated<Bands>,
    /// Through which day the author has verified it.
    pub verified_through: Option<Date>,
    /// Clauses of the whole.
    pub basis: Basis,
    /// Where it is declared.
    pub span: Span,
}

/// The bands of one version, from the lowest to the highest.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// They follow one another without gap.
    pub bands: Vec<Band>,
    /// Clauses of the version.
    pub basis: Basis,
    /// Where it is written.
    pub span: Span,
}

impl Bands {
    /// The band in which a figure falls.
    pub fn holding(&self, figure: &Number) -> Option<usize> {
        let at = self.bands.partition_point(|band| !band.reaches(figure));
        (at < self.bands.len()).then_some(at)
    }

    /// What falls in the band at a position.
    pub fn within(&self, at: usize) -> Bounds<Number> {
        let end = |at: usize| self.bands.get(at).and_then(|band| band.until.clone());
        let before = at.checked_sub(1).and_then(end);
        let low = before.map(|edge| Edge { at: edge.at, included: !edge.included });
        Bounds { low, high: end(at) }
    }
}

/// One band: from the end of the band before up to its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Where it ends on the number line; `None` for the last, which has no end.
    pub until: Option<Edge<Number>>,
    /// The rate of its slice, or the value of whatever falls in it.
    pub value: Value,
    /// Its clauses.
    pub basis: Basis,
    /// Where it is written.
    pub span: Span,
}

impl Band {
    /// Whether it does not end before a figure.
    fn reaches(&self, figure: &Number) -> bool {
        match &self.until {
            Some(edge) if edge.included => *figure <= edge.at,
            Some(edge) => *figure < edge.at,
            None => true,
        }
    }
}
