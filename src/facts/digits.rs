//! Numbers of a sheet, read from their digits: `5 million`, `500_000`, `6%`, `1/20`.

use crate::facts::document::shortened;
use crate::ground::diagnostic::closest;
use crate::ground::value::Number;

/// Why a text is not a number that a sheet may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is no number at all.
    NotANumber,
    /// It is meant as a number, in a notation that a sheet does not take: the edit.
    Notation(String),
    /// It has more digits than allowed.
    TooLarge,
}

const MAGNITUDES: [(&str, i64); 4] = [
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

/// Reads a number of at most about `most_bits` bits.
pub fn read(text: &str, most_bits: usize) -> Result<Number, Wrong> {
    // Ten bits hold three digits.
    if text.len() / 3 > most_bits / 10 {
        return Err(Wrong::TooLarge);
    }
    if let Some(help) = not_finite(text) {
        return Err(Wrong::Notation(help));
    }
    match text.split_once(' ') {
        Some((figure, word)) => with_word(figure, word.trim_start()),
        None => figure(text),
    }
}

/// Whether a text is nothing but the digits of a number, so that quotes around it are a mistake.
pub fn is_plain(text: &str) -> bool {
    Number::parse(text).is_some()
}

fn not_finite(text: &str) -> Option<String> {
    let word = text.trim_start_matches(['+', '-', '.']).to_ascii_lowercase();
    matches!(word.as_str(), "nan" | "inf" | "infinity")
        .then(|| "write its digits, or `unknown` where it is not known".to_owned())
}

fn with_word(amount: &str, word: &str) -> Result<Number, Wrong> {
    if let Some((_, magnitude)) = MAGNITUDES.iter().find(|(name, _)| *name == word) {
        let scale = Number::whole(*magnitude);
        return figure(amount)?.mul(&scale).map_err(|_| Wrong::TooLarge);
    }
    if figure(amount).is_err() {
        return Err(Wrong::NotANumber);
    }
    let amount = shortened(amount);
    let names = MAGNITUDES.iter().map(|(name, _)| *name);
    Err(Wrong::Notation(if let Some(meant) = closest(&word.to_ascii_lowercase(), names) {
        format!("did you mean `{amount} {meant}`?")
    } else if word.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') {
        "group digits with `_`: `500_000`".to_owned()
    } else {
        format!("write `{amount}` alone: the fact says what is counted")
    }))
}

/// A number without a word behind it.
fn figure(text: &str) -> Result<Number, Wrong> {
    if let Some(share) = text.strip_suffix('%') {
        return plain(share)?.div(&Number::whole(100)).ok_or(Wrong::NotANumber);
    }
    if let Some((above, below)) = text.split_once('/') {
        let (above, below) = (plain(above)?, plain(below)?);
        if !above.is_whole() || !below.is_whole() || below.is_negative() {
            return Err(Wrong::Notation("a fraction is two whole numbers: `1/20`".to_owned()));
        }
        return above
            .div(&below)
            .ok_or_else(|| Wrong::Notation("nothing can be divided by zero".to_owned()));
    }
    plain(text)
}

fn plain(text: &str) -> Result<Number, Wrong> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let bytes = unsigned.as_bytes();
    let notation = |help: &str| Err(Wrong::Notation(help.to_owned()));
    if text.starts_with('+') && text.len() > 1 {
        return notation("take the `+` away");
    }
    if let [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', ..] = bytes {
        return notation("write the number in decimal digits");
    }
    if let [b'0', b'0'..=b'9' | b'_', ..] = bytes {
        return notation("take the leading zero away");
    }
    if let Some(number) = Number::parse(text) {
        return if number.is_zero() && unsigned.len() < text.len() {
            notation("write `0`, without a sign")
        } else {
            Ok(number)
        };
    }
    let only = |allowed: &str| unsigned.chars().all(|c| c.is_numeric() || allowed.contains(c));
    let digits = unsigned.chars().any(char::is_numeric);
    if !digits {
        Err(Wrong::NotANumber)
    } else if !unsigned.is_ascii() && only("._") {
        notation("write the digits as 0 to 9")
    } else if only("eE+-._") && unsigned.contains(['e', 'E']) {
        notation("write the digits out, without an exponent")
    } else if only(",.'_") && unsigned.contains([',', '\'']) {
        notation("group digits with `_` and set a point before the fraction: `1_500.25`")
    } else if only("._") {
        notation("write a digit on each side of the point and of each `_`")
    } else {
        Err(Wrong::NotANumber)
    }
}
