//! What an operation is in a query: its value, and what is known of it where it has none.

use crate::engine::sql::text::{self, Sql};

/// What an operation is, as expressions over the columns that stand before.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its value; `NULL` where it is unknown or nothing.
    pub value: Sql,
    /// True where it is known to be nothing; of what may be.
    pub none: Option<Sql>,
    /// The least and the most that it may be, `NULL` for no bound; of what is asked for its bounds.
    pub range: Option<(Sql, Sql)>,
    /// The facts that would settle it, as bits, where it is undetermined; `None`: never any.
    pub needs: Option<Sql>,
    /// Whether it is undetermined; `None`: never.
    pub unknown: Option<Sql>,
}

impl Piece {
    /// The facts that would settle it, none where it is determined.
    pub fn waits(&self) -> Option<Sql> {
        match (&self.needs, &self.unknown) {
            (Some(needs), Some(open)) => {
                let zero = Sql::atom("0");
                let start = format!("CASE WHEN {} THEN ", open.text);
                // What says so itself is not asked twice.
                let again = needs.text.starts_with(&start) && needs.text.ends_with(" ELSE 0 END");
                let again = again && needs.text.matches("CASE").count() == 1;
                let never = open.is("FALSE");
                (!never).then(|| match again {
                    true => needs.clone(),
                    false => text::case(&[(open.clone(), needs.clone())], Some(&zero)),
                })
            }
            (needs, None) => needs.clone(),
            (None, Some(_)) => None,
        }
    }
}

/// Why an operation is not said.
pub(super) type Refused = String;
pub(super) type Result<T> = std::result::Result<T, Refused>;

/// What is the same for all rows.
pub(super) fn nothing(none: Option<Sql>) -> Piece {
    Piece { value: Sql::atom("NULL"), none, range: None, needs: None, unknown: None }
}

/// Whether a value is undetermined that may be nothing.
pub(super) fn unknown(value: &Sql, none: Option<&Sql>) -> Sql {
    let open = text::is_missing(value);
    match none {
        None => open,
        Some(none) if none.is("TRUE") => Sql::atom("FALSE"),
        Some(none) => {
            let known = Sql::new(
                format!("{} IS NOT TRUE", none.within(text::Rank::Sum)),
                text::Rank::Comparison,
            );
            text::all(&[open, known])
        }
    }
}

pub(super) fn is_short(piece: &Piece) -> bool {
    let ends = piece.range.as_ref().is_none_or(|(low, high)| low.is_short() && high.is_short());
    let by_range = piece.range.is_some() && ends;
    (by_range || piece.value.is_short()) && piece.none.as_ref().is_none_or(Sql::is_short)
}
