//! The parts of a line of JSON, as far as they are common and plain: what is anything else is not taken.

/// A part of a line, and what stands behind it.
pub type Part<'t, T> = Option<(T, &'t [u8])>;

/// What stands behind blanks.
pub fn blanks(text: &[u8]) -> &[u8] {
    let mut rest = text;
    while let Some((b' ' | b'\t' | b'\n' | b'\r', behind)) = rest.split_first() {
        rest = behind;
    }
    rest
}

/// A text in quotes, escapes and all.
pub fn string(rest: &[u8]) -> Part<'_, &[u8]> {
    let inside = rest.strip_prefix(b"\"")?;
    let mut at = 0;
    loop {
        match inside.get(at)? {
            b'"' => return Some((inside.get(..at)?, inside.get(at + 1..)?)),
            b'\\' => {
                at += match inside.get(at + 1)? {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 2,
                    b'u' => {
                        let digits = inside.get(at + 2..at + 6)?;
                        let hex = digits.iter().all(u8::is_ascii_hexdigit);
                        // Halves of pairs are told by the reader of sheets.
                        let half = matches!(
                            digits,
                            [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]
                        );
                        if !hex || half {
                            return None;
                        }
                        6
                    }
                    _ => return None,
                }
            }
            0..=0x1F => return None,
            _ => at += 1,
        }
    }
}

/// The digits of a number as JSON has them, in a unit with so many decimal places.
pub fn decimal(rest: &[u8], places: u32) -> Part<'_, i64> {
    /// Digits that a figure of 62 bits holds for certain.
    const MOST: u32 = 18;
    let (negative, digits) = match rest.strip_prefix(b"-") {
        Some(digits) => (true, digits),
        None => (false, rest),
    };
    let (mut figure, mut count, mut fraction, mut point) = (0_i64, 0_u32, 0_u32, false);
    let mut rest = digits;
    while let Some((byte, behind)) = rest.split_first() {
        match byte {
            b'0'..=b'9' => {
                count += 1;
                fraction += u32::from(point);
                if count > MOST {
                    return None;
                }
                figure = figure * 10 + i64::from(byte - b'0');
            }
            b'.' if !point && count > 0 => point = true,
            b'e' | b'E' | b'.' | b'_' | b'-' | b'+' => return None,
            _ => break,
        }
        rest = behind;
    }
    let whole = count - fraction;
    let leading = digits.first() == Some(&b'0') && whole > 1;
    if whole == 0 || leading || point && fraction == 0 || fraction > places {
        return None;
    }
    let missing = places - fraction;
    let figure =
        figure.checked_mul(10_i64.checked_pow(missing)?).filter(|_| count + missing <= MOST)?;
    Some((if negative { -figure } else { figure }, rest))
}

/// What stands behind a value that nobody asks for.
pub fn skipped(rest: &[u8], depth: usize) -> Option<&[u8]> {
    /// Deeper values are the reader's of sheets, which says how deep they may lie.
    const MOST: usize = 16;
    match rest.first()? {
        b'"' => string(rest).map(|(_, behind)| behind),
        b'{' | b'[' if depth >= MOST => None,
        b'[' => {
            let mut rest = blanks(rest.get(1..)?);
            if let Some(behind) = rest.strip_prefix(b"]") {
                return Some(behind);
            }
            loop {
                rest = blanks(skipped(rest, depth + 1)?);
                match rest.split_first()? {
                    (b',', behind) => rest = blanks(behind),
                    (b']', behind) => return Some(behind),
                    (_, _) => return None,
                }
            }
        }
        b'{' => {
            let mut rest = blanks(rest.get(1..)?);
            if let Some(behind) = rest.strip_prefix(b"}") {
                return Some(behind);
            }
            // That a key stands twice is told by the reader of sheets.
            let (mut keys, mut seen) = (0, [&[] as &[u8]; 16]);
            loop {
                let (key, behind) = string(rest)?;
                if seen.iter().take(keys).any(|before| *before == key) || key.contains(&b'\\') {
                    return None;
                }
                *seen.get_mut(keys)? = key;
                keys += 1;
                rest = blanks(blanks(behind).strip_prefix(b":")?);
                rest = blanks(skipped(rest, depth + 1)?);
                match rest.split_first()? {
                    (b',', behind) => rest = blanks(behind),
                    (b'}', behind) => return Some(behind),
                    (_, _) => return None,
                }
            }
        }
        b't' => rest.strip_prefix(b"true"),
        b'f' => rest.strip_prefix(b"false"),
        b'n' => rest.strip_prefix(b"null"),
        _ => number(rest),
    }
}

/// What stands behind a number that nobody asks for, of the plain kind.
pub fn number(rest: &[u8]) -> Option<&[u8]> {
    let digits = rest.strip_prefix(b"-").unwrap_or(rest);
    let count = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = count(digits);
    let behind = digits.get(whole..)?;
    if whole == 0 || whole > 1 && digits.first() == Some(&b'0') {
        return None;
    }
    let behind = match behind.strip_prefix(b".") {
        Some(fraction) => {
            let places = count(fraction);
            (places > 0).then(|| fraction.get(places..))??
        }
        None => behind,
    };
    let ends = !matches!(behind.first(), Some(b'e' | b'E' | b'.' | b'_' | b'+' | b'-'));
    let word = matches!(behind.first(), Some(byte) if byte.is_ascii_alphanumeric());
    (ends && !word).then_some(behind)
}
