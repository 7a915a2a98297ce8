//! Whom one of the changes affects: the answers that are other for it.

use crate::ground::time::Date;
use crate::tools::compare::Editions;
use crate::tools::compare::cause::{Cause, Causes};
use crate::tools::compare::company::{BothSheets, Compared, Only, everybody};
use crate::tools::compare::provision::Amended;

/// Compares every entity of the sheets, and keeps of what differs what these changes make: where they
/// make it alone, or where it would not be without them. Two blends of the editions are tried.
pub fn affected(
    editions: Editions<'_>,
    amended: &[Amended],
    changes: &[usize],
    sheets: &[BothSheets],
    on: Date,
) -> Vec<Compared> {
    let mut causes = Causes::new(editions, amended);
    everybody(editions, sheets, Only::default(), &[on], &mut |asked, differences| {
        differences.retain(|difference| causes.rests_on(changes, asked, difference));
        for difference in differences {
            difference.cause = match changes {
                [only] => Cause::Alone(vec![*only]),
                several => Cause::Together(several.to_vec()),
            };
        }
    })
}
