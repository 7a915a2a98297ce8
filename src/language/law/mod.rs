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
pub mod binding;
pub mod entity;
pub mod enumeration;
pub mod fact;
pub mod event;
pub mod parameter;
pub mod scale;
pub mod table;
pub mod calendar;
pub mod define;
pub mod status;
pub mod duty;
pub mod sanctions;
pub mod test;
pub mod assertion;

pub use assertion::Assertion;
pub use basis::{Basis, Commencement};
pub use binding::{Binding, Bound};
pub use calendar::{Calendar, DeadlineMove};
pub use define::Define;
pub use duty::{Duty, Must, Recurrence};
pub use entity::Entity;
pub use enumeration::{Enumeration, Variant};
pub use event::Event;
pub use expression::{
    Alternative, Elements, ElementsOf, EventWindow, Exception, Expression, Kind, PeriodName,
    PeriodWindow, Quantified, View, Window, WindowOf,
};
pub use fact::{Fact, Temporal};
pub use laws::{Judged, Law, Laws, Provision, Vocabulary};
pub use operator::{Aggregate, Arithmetic, Comparison, Extreme, Logic, Quantity};
pub use parameter::Parameter;
pub use sanctions::{
    Accrual, Clock, Ends, Fine, Measure, Modality, Sanctions, Since, Step, Together, TogetherCap,
};
pub use scale::{Band, Bands, Scale, ScaleKind};
pub use status::{Status, Turn};
pub use table::{Cases, Cell, Column, DecisionTable, Row};
pub use test::{Expect, Given, GivenValue, StateExpected, Test};
pub use type_::Type;
pub use unit::Unit;
