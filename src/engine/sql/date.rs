//! Dates: days between them, days and months later.

use crate::engine::plan::Node;
use crate::engine::sql::extent::{Domain, Open, last_day};
use crate::engine::sql::piece::{Piece, Result};
use crate::engine::sql::text::{self, Rank, Sql};
use crate::engine::sql::writer::Writer;
use crate::ground::time::{Date, Duration, MonthEnd};
use crate::ground::value::Number;

impl Writer<'_> {
    /// Days between two dates, or a date some days later.
    pub fn days(
        &mut self,
        domain: Domain,
        dates: &[(bool, Sql)],
        parts: &[(Number, Sql, Node)],
        constant: i64,
    ) -> Result<Sql> {
        let refused = || "dates and days computed together".to_owned();
        let place = || Date::FIRST.plus_days(constant).map(|date| self.dialect.date(date));
        match (dates, parts, domain) {
            ([(true, date)], [], Domain::Date) => {
                Ok(self.dialect.later(date, &Sql::new(constant.to_string(), sign(constant))))
            }
            ([(true, date)], [(by, days, _)], Domain::Date) if constant == 0 => {
                let days = if *by == Number::ONE {
                    days.clone()
                } else if by.neg() == Number::ONE {
                    Sql::new(format!("-{}", days.within(Rank::Atom)), Rank::Sum)
                } else {
                    return Err(refused());
                };
                Ok(self.dialect.later(date, &days))
            }
            ([(false, from)], [], Domain::Number) => {
                Ok(self.dialect.days(from, &place().ok_or_else(refused)?))
            }
            ([(false, from), (true, to)] | [(true, to), (false, from)], [], Domain::Number)
                if constant == 0 =>
            {
                Ok(self.dialect.days(from, to))
            }
            ([(true, to)], [], Domain::Number) => {
                let from = Date::FIRST.plus_days(constant.checked_neg().ok_or_else(refused)?);
                let from = self.dialect.date(from.ok_or_else(refused)?);
                Ok(self.dialect.days(&from, to))
            }
            (_, _, _) => Err(refused()),
        }
    }

    /// A date within the days that there are; unknown past them, where the reference fails.
    pub fn limited(
        &mut self,
        node: Node,
        domain: Domain,
        of: Node,
        (low, high): (i64, i64),
    ) -> Result<Piece> {
        let extent = self.extent(of)?;
        let inside = (low, high) == (i64::MIN, i64::MAX)
            || (extent.low >= Number::whole(low) && extent.high <= Number::whole(high));
        if inside {
            return self.piece(of, domain);
        }
        if self.is_bounded(node) || self.open(of)? >= Open::Fixed {
            return Err("bounds of a date past the days that there are".to_owned());
        }
        let piece = self.brief(of, domain)?;
        let (first, last) = (self.dialect.date(Date::FIRST), self.dialect.date(Date::LAST));
        let within = text::all(&[
            text::compare(&piece.value, ">=", &first),
            text::compare(&piece.value, "<=", &last),
        ]);
        let value = text::case(&[(within, piece.value.clone())], None);
        Ok(Piece { value, ..piece })
    }

    pub fn moved(
        &mut self,
        of: Node,
        date: &Sql,
        months: i64,
        rule: Option<MonthEnd>,
    ) -> Result<Sql> {
        let rule = rule.ok_or_else(|| "months without a rule for short ones".to_owned())?;
        let end = self.dialect.months(date, months);
        let moved = match rule {
            MonthEnd::LastDay => end,
            MonthEnd::NextDay => {
                let day = |of: &Sql| Sql::atom(format!("EXTRACT(DAY FROM {})", of.text));
                let next = self.dialect.later(&end, &Sql::atom("1"));
                let short = text::compare(&day(date), ">", &day(&end));
                text::case(&[(short, next)], Some(&end))
            }
        };
        let extent = self.extent(of)?;
        let reach = Number::whole(months.abs().saturating_mul(32));
        let inside = match months < 0 {
            true => extent.low.sub(&reach) >= Number::ZERO,
            false => extent.high.add(&reach) <= last_day(),
        };
        if inside || (months < 0 && extent.high <= last_day() && extent.low > reach) {
            return Ok(moved);
        }
        let far = || "months past the days that there are".to_owned();
        let edge = Duration::months(months.checked_neg().ok_or_else(far)?);
        let edge =
            edge.after(if months < 0 { Date::FIRST } else { Date::LAST }, rule).ok_or_else(far)?;
        let by = if months < 0 { ">=" } else { "<=" };
        let within = text::compare(date, by, &self.dialect.date(edge));
        Ok(text::case(&[(within, moved)], None))
    }
}

fn sign(number: i64) -> Rank {
    if number < 0 { Rank::Sum } else { Rank::Atom }
}
