//! What the law means: checked provisions in one table per construct, expressions with types.
//!
//! It holds no text but names, labels, citations and the author's readings.

pub mod laws;
pub mod basis;
pub mod type_;
pub mod expression;
pub mod children;
pub mod operator;
pub mod unit;
pub mod entity;
pub mod enumeration;
pub mod fact;
pub mod event;
pub mod parameter;
pub mod define;
pub mod duty;
pub mod sanctions;
pub mod test;
pub mod assertion;

pub use assertion::Assertion;
pub use basis::{Basis, Commencement};
pub use define::Define;
pub use duty::{Duty, Must};
pub use entity::Entity;
pub use enumeration::{Enumeration, Variant};
pub use event::Event;
pub use expression::{Alternative, Exception, Expression, Kind, PeriodName, Window};
pub use fact::{Fact, Temporal};
pub use laws::{Judged, Law, Laws, Provision, Vocabulary};
pub use operator::{Arithmetic, Comparison, Extreme, Logic};
pub use parameter::Parameter;
pub use sanctions::{Clock, Ends, Measure, Modality, Sanctions, Since, Step};
pub use test::{Expect, Given, GivenValue, StateExpected, Test};
pub use type_::Type;
pub use unit::Unit;
