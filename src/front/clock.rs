//! The clock: the one place that reads it.

use crate::ground::time::Date;
use std::time::{SystemTime, UNIX_EPOCH};

/// Today's date in Greenwich: the same on every machine at one time.
#[expect(clippy::disallowed_methods, reason = "the one place that reads a clock, when asked to")]
pub fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let days = since.map_or(0, |since| since.as_secs() / 86_400);
    let epoch = Date::of(1970, 1, 1).unwrap_or(Date::FIRST);
    i64::try_from(days).ok().and_then(|days| epoch.plus_days(days)).unwrap_or(Date::LAST)
}
