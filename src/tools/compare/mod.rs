//! What an amendment changes: two editions of the same laws compared, provision by provision and by
//! what follows from them, each difference laid to the provision that makes it.

pub mod edition;
pub mod token;
pub mod part;
pub mod provision;
pub mod answer;
pub mod blend;
pub mod cause;
pub mod company;
pub mod affected;
pub mod cell;
pub mod stand;
pub mod region;

pub use affected::affected;
pub use answer::{Answer, Answers, Conditions, Item, Missing, MissingPart, Word};
pub use cause::Cause;
pub use company::{BothSheets, Compared, Difference, Only, by_company, sheets};
pub use edition::{Edition, Editions};
pub use provision::{Amended, AmendedClause, Called, Construct, amended};
pub use region::{Region, Regions, by_region, causes, first_region};
