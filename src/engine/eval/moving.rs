//! A value on its way: what it is today, until when that holds, and how it moves meanwhile.

use crate::engine::eval::Evaluated;
use crate::engine::verdict::Outcome;
use crate::ground::time::Date;
use crate::ground::value::Value;

/// What an expression comes to, and how that moves from day to day until the horizon.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moving {
    /// What it is on the day.
    pub outcome: Outcome,
    /// The next day on which it could change otherwise than by drifting.
    pub horizon: Option<Date>,
    /// How it moves until then.
    pub drift: Drift,
}

/// How a date or a duration moves from day to day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drift {
    /// Not at all.
    Still,
    /// So many days a day, `today` and what is counted from it.
    Days(i64),
    /// A date so many months after one that is `today` or moves with it, `2 months before today`.
    Months {
        /// The date that moves a day a day.
        from: Date,
        /// How many months after it; negative for before.
        by: i64,
    },
    /// A date so many working days after one that is `today` or moves with it, among the days for
    /// which the calendar of the law is verified.
    WorkingDays {
        /// The date that moves a day a day.
        from: Date,
        /// How many working days after it; negative for before.
        by: i64,
    },
}

impl Moving {
    /// Something that stays until `horizon`.
    pub fn until(horizon: Option<Date>, outcome: Outcome) -> Self {
        Self { outcome, horizon, drift: Drift::Still }
    }

    /// A value that stays until `horizon`.
    pub fn known(horizon: Option<Date>, value: Value) -> Self {
        Self::until(horizon, Outcome::Known(value))
    }

    /// A truth value that stays until `horizon`.
    pub fn truth(horizon: Option<Date>, holds: bool) -> Self {
        Self::known(horizon, Value::Bool(holds))
    }

    /// The same for whoever does not follow its drift: what moves every day lasts one day.
    pub fn settled(self, on: Date) -> Self {
        Self { horizon: self.lasts(on), drift: Drift::Still, ..self }
    }

    /// The next day on which it is something else, be it by drifting.
    pub fn lasts(&self, on: Date) -> Option<Date> {
        match self.drift {
            Drift::Still => self.horizon,
            Drift::Days(_) | Drift::Months { .. } | Drift::WorkingDays { .. } => {
                earlier(self.horizon, on.next())
            }
        }
    }

    /// How many days it moves a day, where it moves evenly.
    pub fn days(&self) -> Option<i64> {
        match self.drift {
            Drift::Still => Some(0),
            Drift::Days(days) => Some(days),
            Drift::Months { .. } | Drift::WorkingDays { .. } => None,
        }
    }
}

impl From<Evaluated> for Moving {
    fn from(evaluated: Evaluated) -> Self {
        Self::until(evaluated.horizon, evaluated.outcome)
    }
}

impl Drift {
    /// So many days a day.
    pub fn by(days: i64) -> Self {
        if days == 0 { Drift::Still } else { Drift::Days(days) }
    }
}

/// The earlier of two horizons, where none is never.
pub(super) fn earlier(one: Option<Date>, two: Option<Date>) -> Option<Date> {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.min(two)),
        (one, two) => one.or(two),
    }
}

/// The later of two horizons, where none is never.
pub(super) fn later(one: Option<Date>, two: Option<Date>) -> Option<Date> {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.max(two)),
        (None, _) | (_, None) => None,
    }
}
