//! Working days: every day but those of the weekend and the holidays.

use crate::ground::time::Date;

/// The working days of a calendar, and for which days that is certain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workdays {
    /// The days of the weekend, Monday first.
    weekend: [bool; 7],
    /// How many of the first days of a week are working days, from none to all seven.
    before: [i64; 8],
    /// Holidays that fall on no weekend, in order, each once.
    holidays: Vec<Date>,
    /// The first day for which the holidays are verified; a day before may be one.
    pub verified_from: Option<Date>,
    /// The last day for which the holidays are verified; a later day may be one.
    pub verified_through: Option<Date>,
}

/// Between which days a day lies: equal where it is certain, without an end where that may lie
/// anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within {
    /// The earliest it may be.
    pub earliest: Option<Date>,
    /// The latest it may be.
    pub latest: Option<Date>,
}

impl Workdays {
    /// The working days between these weekends and holidays, verified from and through these days.
    pub fn of(
        weekend: [bool; 7],
        holidays: impl IntoIterator<Item = Date>,
        verified_from: Option<Date>,
        verified_through: Option<Date>,
    ) -> Self {
        let mut before = [0; 8];
        let mut count = 0;
        for (place, free) in before.iter_mut().skip(1).zip(weekend) {
            count += i64::from(!free);
            *place = count;
        }
        let mut days = Self { weekend, before, verified_from, verified_through, holidays: vec![] };
        days.holidays = holidays.into_iter().filter(|day| !days.is_weekend(*day)).collect();
        days.holidays.sort();
        days.holidays.dedup();
        days
    }

    /// Whether a day belongs to the weekend.
    pub fn is_weekend(&self, day: Date) -> bool {
        self.weekend.get(day.weekday()).copied().unwrap_or(false)
    }

    /// Whether every day is certain to be what the calendar says.
    pub fn is_verified(&self, day: Date) -> bool {
        self.verified_from.is_none_or(|from| from <= day)
            && self.verified_through.is_none_or(|through| day <= through)
    }

    /// So many working days after a day, which itself does not count; before it, where negative.
    /// None after a day is the day itself. `None` past the years 0001 to 9999.
    pub fn counted(&self, day: Date, count: i64) -> Option<Within> {
        match count {
            0 => Some(Within { earliest: Some(day), latest: Some(day) }),
            1.. => self.forward(day.next()?, count),
            _ => self.backward(day.previous()?, count.checked_neg()?),
        }
    }

    /// The day itself where it is a working day, else the next one.
    pub fn next(&self, day: Date) -> Option<Within> {
        self.forward(day, 1)
    }

    /// The day itself where it is a working day, else the one before.
    pub fn previous(&self, day: Date) -> Option<Within> {
        self.backward(day, 1)
    }

    /// The last day from which so many working days forward lie in the verified days; `None`
    /// where there is no such limit.
    pub fn last_counted(&self, count: i64) -> Option<Date> {
        let through = self.verified_through?;
        match count {
            1.. => self.reach(self.through(through) - count + 1).and_then(Date::previous),
            _ => through.next(),
        }
    }

    /// The day of the count-th working day among those from `first` on.
    fn forward(&self, first: Date, count: i64) -> Option<Within> {
        let from = |first: Date| {
            let before = first.previous().map_or(0, |day| self.through(day));
            self.reach(before.checked_add(count)?)
        };
        let earliest = from(first)?;
        // Days that are not verified may all be holidays.
        let latest = match self.verified_from.filter(|verified| first < *verified) {
            Some(verified) => from(verified),
            None => Some(earliest),
        };
        let certain = |day: &Date| self.verified_through.is_none_or(|through| *day <= through);
        Some(Within { earliest: Some(earliest), latest: latest.filter(certain) })
    }

    /// The day of the count-th working day among those through `last`, going back.
    fn backward(&self, last: Date, count: i64) -> Option<Within> {
        let through = |last: Date| self.reach((self.through(last) - count).checked_add(1)?);
        let latest = through(last)?;
        let earliest = match self.verified_through.filter(|verified| *verified < last) {
            Some(verified) => through(verified),
            None => Some(latest),
        };
        let certain = |day: &Date| self.verified_from.is_none_or(|from| from <= *day);
        Some(Within { earliest: earliest.filter(certain), latest: Some(latest) })
    }

    /// How many working days there are through a day.
    fn through(&self, day: Date) -> i64 {
        let days = Date::FIRST.days_until(day) + 1;
        // The first date there is was a Monday.
        let in_part = usize::try_from(days.rem_euclid(7)).unwrap_or(0);
        let [.., in_week] = self.before;
        let weekdays = days.div_euclid(7) * in_week;
        let rest = self.before.get(in_part).copied().unwrap_or(0);
        let holidays = self.holidays.partition_point(|holiday| *holiday <= day);
        weekdays + rest - i64::try_from(holidays).unwrap_or(0)
    }

    /// The first day through which there are so many working days.
    fn reach(&self, count: i64) -> Option<Date> {
        if count < 1 || self.through(Date::LAST) < count {
            return None;
        }
        let (mut low, mut high) = (Date::FIRST, Date::LAST);
        while low < high {
            let middle = low.plus_days(low.days_until(high) / 2)?;
            if self.through(middle) < count {
                low = middle.next()?;
            } else {
                high = middle;
            }
        }
        Some(low)
    }
}

impl Within {
    /// The day, where it is certain.
    pub fn certain(self) -> Option<Date> {
        self.earliest.filter(|day| self.latest == Some(*day))
    }
}
