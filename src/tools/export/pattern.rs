//! How values of a sheet are written, as patterns that every dialect of regular expressions reads.

/// Digits in groups, without leading zero.
const WHOLE: &str = "(?:0|[1-9](?:[0-9_]*[0-9])?)";
/// The same, and more than zero.
const POSITIVE: &str = "[1-9](?:[0-9_]*[0-9])?";
/// What stands behind the point.
const FRACTION: &str = "[0-9](?:[0-9_]*[0-9])?";
/// The same, and more than zero.
const SOME: &str = "(?:0[0_]*)?[1-9](?:[0-9_]*[0-9])?";
/// The same, and nothing.
const NOTHING: &str = "0(?:[0_]*0)?";
const MAGNITUDE: &str = "(?:thousand|million|billion|trillion)";

/// Whether a number may lie below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It may.
    Either,
    /// It counts something.
    Positive,
}

/// A number as its digits.
fn plain(sign: Sign) -> String {
    let positive = format!(r"{WHOLE}(?:\.{FRACTION})?");
    match sign {
        Sign::Positive => positive,
        Sign::Either => {
            format!(r"(?:{positive}|-{POSITIVE}(?:\.{FRACTION})?|-0\.{SOME})")
        }
    }
}

/// A number in any notation but its bare digits: `6%`, `1/20`.
fn share(sign: Sign) -> String {
    let minus = match sign {
        Sign::Positive => String::new(),
        Sign::Either => format!(r"|-{POSITIVE}(?:\.{NOTHING})?"),
    };
    let above = format!(r"(?:{WHOLE}(?:\.{NOTHING})?{minus})");
    let below = format!(r"{POSITIVE}(?:\.{NOTHING})?");
    format!("(?:{}%|{above}/{below})", plain(sign))
}

/// A number that YAML takes for a text, since JSON has no such number: grouped digits, `6%`, `1/20`,
/// `5 million`.
pub fn number(sign: Sign) -> String {
    let minus = if sign == Sign::Either { "-?" } else { "" };
    let grouped = format!(
        r"(?:{minus}[1-9][0-9]*_[0-9_]*[0-9](?:\.{FRACTION})?|{WHOLE}\.[0-9]+_[0-9_]*[0-9])"
    );
    let (plain, share) = (plain(sign), share(sign));
    format!("^(?:{grouped}|{share}|(?:{plain}|{share}) +{MAGNITUDE})$")
}

/// An amount with its currency.
pub fn money(currency: &str) -> String {
    let (plain, share) = (plain(Sign::Either), share(Sign::Either));
    format!("^(?:{plain}|{share})(?: +{MAGNITUDE})? +{currency}$")
}

/// A day that exists.
fn day() -> String {
    let year = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])";
    let month = "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])\
                 |(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))";
    let fourth = "(?:0[48]|[2468][048]|[13579][26])";
    format!("(?:{year}-{month}|(?:[0-9]{{2}}{fourth}|{fourth}00)-02-29)")
}

/// A date, `2021-11-22`.
pub fn date() -> String {
    format!("^{}$", day())
}

/// A date and hour, `2019-01-13T08:30`.
pub fn datetime() -> String {
    format!("^{}T(?:[01][0-9]|2[0-3]):[0-5][0-9]$", day())
}

/// A count of units of time.
pub fn duration(units: &[&str]) -> String {
    format!("^[0-9]+ (?:{})s?$", units.join("|"))
}

/// The name of a period: what stands behind the year.
pub fn period(behind: &str) -> String {
    format!("^(?:[1-9][0-9]{{3}}|0[1-9][0-9]{{2}}|00[1-9][0-9]|000[1-9]){behind}$")
}

/// One of these words and nothing else.
pub fn one_of<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.map(|word| word.replace('.', r"\.")).collect();
    format!("^(?:{})$", words.join("|"))
}
