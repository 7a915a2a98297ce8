//! Literals one unit more or less, in the notation in which they are written.

use crate::ground::time::Date;
use crate::ground::value::Number;
use crate::language::syntax::literal::magnitude;

/// Written words of a number, an amount or a duration with its last digit changed by `by`, which is
/// one or minus one; `None` where that would be below zero or cannot be written.
pub fn number(words: &str, by: i64) -> Option<String> {
    let end = words.find(char::is_whitespace).unwrap_or(words.len());
    let (digits, rest) = words.split_at_checked(end)?;
    if let Some((numerator, denominator)) = digits.split_once('/') {
        return Some(format!("{}/{denominator}{rest}", plain(numerator, by)?));
    }
    if let Some(share) = digits.strip_suffix('%') {
        return Some(format!("{}%{rest}", plain(share, by)?));
    }
    let mut unit = rest.trim_start().splitn(2, char::is_whitespace);
    if let Some(magnitude) = unit.next().and_then(magnitude) {
        let whole = Number::parse(&bare(digits))?.mul(&Number::whole(magnitude)).ok()?;
        let behind = unit.next().map_or(String::new(), |unit| format!(" {}", unit.trim_start()));
        return Some(format!("{}{behind}", plain(&whole.decimal()?, by)?));
    }
    Some(format!("{}{rest}", plain(digits, by)?))
}

/// A written date moved by days.
pub fn date(words: &str, by: i64) -> Option<String> {
    let (day, hour) = words.split_once('T').map_or((words, None), |(day, hour)| (day, Some(hour)));
    let moved = Date::parse(day)?.plus_days(by)?;
    Some(match hour {
        Some(hour) => format!("{moved}T{hour}"),
        None => moved.to_string(),
    })
}

/// Plain digits with the last one changed.
fn plain(digits: &str, by: i64) -> Option<String> {
    let bare = bare(digits);
    let places = bare.split_once('.').map_or(0, |(_, behind)| behind.len());
    let unit = Number::ratio(by, 10_i64.checked_pow(u32::try_from(places).ok()?)?)?;
    let moved = Number::parse(&bare)?.add(&unit);
    if moved.is_negative() {
        return None;
    }
    let written = moved.decimal()?;
    Some(if digits.contains('_') || bare.len() > 4 { grouped(&written) } else { written })
}

fn bare(digits: &str) -> String {
    digits.chars().filter(|letter| *letter != '_').collect()
}

fn grouped(digits: &str) -> String {
    let end = digits.find('.').unwrap_or(digits.len());
    let (whole, rest) = digits.split_at_checked(end).unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len() > 3 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    format!("{grouped}{rest}")
}

#[cfg(test)]
mod tests {
    use super::{date, number};

    #[test]
    fn the_last_written_digit_moves() {
        let up = |words| number(words, 1).unwrap();
        let down = |words| number(words, -1).unwrap();
        assert_eq!((up("500_000"), down("500_000")), ("500_001".into(), "499_999".into()));
        assert_eq!((up("5 million"), down("1 million")), ("5_000_001".into(), "999_999".into()));
        assert_eq!(up("1.5 billion RUB"), "1_500_000_001 RUB");
        assert_eq!((up("0.5%"), down("0.50%")), ("0.6%".into(), "0.49%".into()));
        assert_eq!((up("1/15"), down("10 working days")), ("2/15".into(), "9 working days".into()));
        assert_eq!(
            (up("0.01 RUB"), down("3000.00 EUR")),
            ("0.02 RUB".into(), "2_999.99 EUR".into())
        );
        assert_eq!(number("0", -1), None);
    }

    #[test]
    fn dates_move_by_a_day() {
        assert_eq!(date("2022-01-01", -1).unwrap(), "2021-12-31");
        assert_eq!(date("2024-02-28", 1).unwrap(), "2024-02-29");
        assert_eq!(date("2019-01-13T08:30", 1).unwrap(), "2019-01-14T08:30");
        assert_eq!(date("2022-02-30", 1), None);
    }
}
