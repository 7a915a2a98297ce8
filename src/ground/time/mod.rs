//! Civil time: dates, durations, periods, half-open intervals and what changes by date.

pub mod date;
pub mod duration;
pub mod period;
pub mod strides;
pub mod interval;
pub mod dated;
pub mod datetime;
pub mod moment;
pub mod workday;

pub use date::Date;
pub use dated::{Dated, Version};
pub use datetime::DateTime;
pub use duration::{Duration, Family, MonthEnd};
pub use interval::Interval;
pub use moment::Moment;
pub use period::{Cycle, Period};
pub use strides::Strides;
pub use workday::{Within, Workdays};
