//! A law as a query for the engines of others: of a plan, one step for each definition.
//!
//! Three-valued logic is that of SQL: `NULL` is what is undetermined. Figures are exact decimals, whose
//! digits are bounded beforehand; nothing is divided. What is known of an unknown figure all the same is
//! kept as its bounds, in two columns, wherever something may follow from it. What cannot be told exactly
//! so is refused with a reason.

mod text;
pub mod dialect;
mod extent;
mod piece;
mod decimal;
mod reading;
mod asked;
mod writer;
mod truth;
mod choice;
mod figure;
mod date;
mod query;
mod duty;

pub use asked::Asked;
pub use dialect::Dialect;
pub use query::emit;
pub use reading::fact_name;
