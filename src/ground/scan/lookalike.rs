//! Characters that look like others: their names, and what to type instead.

/// What a character outside ASCII is called, and what a law has in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookalike {
    /// Its name in words, in Unicode's spelling.
    pub name: String,
    /// What to type instead, where there is something; empty to leave it out.
    pub instead: Option<&'static str>,
}

/// The characters with a name of their own here: marks, blanks and the letters that deceive.
const NAMED: &[(char, &str, &str)] = &[
    ('\u{a0}', "NO-BREAK SPACE", " "),
    ('\u{1680}', "OGHAM SPACE MARK", " "),
    ('\u{2002}', "EN SPACE", " "),
    ('\u{2003}', "EM SPACE", " "),
    ('\u{2007}', "FIGURE SPACE", " "),
    ('\u{2008}', "PUNCTUATION SPACE", " "),
    ('\u{2009}', "THIN SPACE", " "),
    ('\u{200a}', "HAIR SPACE", " "),
    ('\u{202f}', "NARROW NO-BREAK SPACE", " "),
    ('\u{205f}', "MEDIUM MATHEMATICAL SPACE", " "),
    ('\u{3000}', "IDEOGRAPHIC SPACE", " "),
    ('\u{ad}', "SOFT HYPHEN", ""),
    ('\u{200b}', "ZERO WIDTH SPACE", ""),
    ('\u{200c}', "ZERO WIDTH NON-JOINER", ""),
    ('\u{200d}', "ZERO WIDTH JOINER", ""),
    ('\u{2060}', "WORD JOINER", ""),
    ('\u{feff}', "ZERO WIDTH NO-BREAK SPACE", ""),
    ('\u{2010}', "HYPHEN", "-"),
    ('\u{2011}', "NON-BREAKING HYPHEN", "-"),
    ('\u{2012}', "FIGURE DASH", "-"),
    ('\u{2013}', "EN DASH", "-"),
    ('\u{2014}', "EM DASH", "-"),
    ('\u{2212}', "MINUS SIGN", "-"),
    ('\u{2018}', "LEFT SINGLE QUOTATION MARK", "\""),
    ('\u{2019}', "RIGHT SINGLE QUOTATION MARK", "\""),
    ('\u{201a}', "SINGLE LOW-9 QUOTATION MARK", "\""),
    ('\u{201c}', "LEFT DOUBLE QUOTATION MARK", "\""),
    ('\u{201d}', "RIGHT DOUBLE QUOTATION MARK", "\""),
    ('\u{201e}', "DOUBLE LOW-9 QUOTATION MARK", "\""),
    ('\u{201f}', "DOUBLE HIGH-REVERSED-9 QUOTATION MARK", "\""),
    ('\u{ab}', "LEFT-POINTING DOUBLE ANGLE QUOTATION MARK", "\""),
    ('\u{bb}', "RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK", "\""),
    ('\u{2264}', "LESS-THAN OR EQUAL TO", "<="),
    ('\u{2265}', "GREATER-THAN OR EQUAL TO", ">="),
    ('\u{2a7d}', "LESS-THAN OR SLANTED EQUAL TO", "<="),
    ('\u{2a7e}', "GREATER-THAN OR SLANTED EQUAL TO", ">="),
    ('\u{2260}', "NOT EQUAL TO", "!="),
    ('\u{d7}', "MULTIPLICATION SIGN", "*"),
    ('\u{f7}', "DIVISION SIGN", "/"),
    ('\u{2044}', "FRACTION SLASH", "/"),
    ('\u{2215}', "DIVISION SLASH", "/"),
    ('\u{2227}', "LOGICAL AND", "and"),
    ('\u{2228}', "LOGICAL OR", "or"),
    ('\u{ac}', "NOT SIGN", "not"),
    ('\u{21d2}', "RIGHTWARDS DOUBLE ARROW", "implies"),
    ('\u{2192}', "RIGHTWARDS ARROW", "->"),
    ('\u{2026}', "HORIZONTAL ELLIPSIS", ""),
    ('\u{bd}', "VULGAR FRACTION ONE HALF", "1/2"),
    ('\u{bc}', "VULGAR FRACTION ONE QUARTER", "1/4"),
    ('\u{be}', "VULGAR FRACTION THREE QUARTERS", "3/4"),
    ('\u{20ac}', "EURO SIGN", "EUR"),
    ('\u{a3}', "POUND SIGN", "GBP"),
    ('\u{a5}', "YEN SIGN", "JPY"),
    ('\u{20bd}', "RUBLE SIGN", "RUB"),
    ('\u{20ba}', "TURKISH LIRA SIGN", "TRY"),
    ('\u{430}', "CYRILLIC SMALL LETTER A", "a"),
    ('\u{435}', "CYRILLIC SMALL LETTER IE", "e"),
    ('\u{43e}', "CYRILLIC SMALL LETTER O", "o"),
    ('\u{440}', "CYRILLIC SMALL LETTER ER", "p"),
    ('\u{441}', "CYRILLIC SMALL LETTER ES", "c"),
    ('\u{443}', "CYRILLIC SMALL LETTER U", "y"),
    ('\u{445}', "CYRILLIC SMALL LETTER HA", "x"),
    ('\u{455}', "CYRILLIC SMALL LETTER DZE", "s"),
    ('\u{456}', "CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I", "i"),
    ('\u{458}', "CYRILLIC SMALL LETTER JE", "j"),
    ('\u{4bb}', "CYRILLIC SMALL LETTER SHHA", "h"),
    ('\u{501}', "CYRILLIC SMALL LETTER KOMI DE", "d"),
    ('\u{51b}', "CYRILLIC SMALL LETTER QA", "q"),
    ('\u{51d}', "CYRILLIC SMALL LETTER WE", "w"),
    ('\u{410}', "CYRILLIC CAPITAL LETTER A", "A"),
    ('\u{412}', "CYRILLIC CAPITAL LETTER VE", "B"),
    ('\u{415}', "CYRILLIC CAPITAL LETTER IE", "E"),
    ('\u{41a}', "CYRILLIC CAPITAL LETTER KA", "K"),
    ('\u{41c}', "CYRILLIC CAPITAL LETTER EM", "M"),
    ('\u{41d}', "CYRILLIC CAPITAL LETTER EN", "H"),
    ('\u{41e}', "CYRILLIC CAPITAL LETTER O", "O"),
    ('\u{420}', "CYRILLIC CAPITAL LETTER ER", "P"),
    ('\u{421}', "CYRILLIC CAPITAL LETTER ES", "C"),
    ('\u{422}', "CYRILLIC CAPITAL LETTER TE", "T"),
    ('\u{423}', "CYRILLIC CAPITAL LETTER U", "Y"),
    ('\u{425}', "CYRILLIC CAPITAL LETTER HA", "X"),
    ('\u{3bf}', "GREEK SMALL LETTER OMICRON", "o"),
    ('\u{3b1}', "GREEK SMALL LETTER ALPHA", "a"),
    ('\u{3bd}', "GREEK SMALL LETTER NU", "v"),
    ('\u{3c1}', "GREEK SMALL LETTER RHO", "p"),
    ('\u{39f}', "GREEK CAPITAL LETTER OMICRON", "O"),
    ('\u{131}', "LATIN SMALL LETTER DOTLESS I", "i"),
    ('\u{2028}', "LINE SEPARATOR", "\n"),
    ('\u{2029}', "PARAGRAPH SEPARATOR", "\n"),
    ('\u{85}', "NEXT LINE", "\n"),
    ('\u{61c}', "ARABIC LETTER MARK", ""),
    ('\u{200e}', "LEFT-TO-RIGHT MARK", ""),
    ('\u{200f}', "RIGHT-TO-LEFT MARK", ""),
    ('\u{202a}', "LEFT-TO-RIGHT EMBEDDING", ""),
    ('\u{202b}', "RIGHT-TO-LEFT EMBEDDING", ""),
    ('\u{202c}', "POP DIRECTIONAL FORMATTING", ""),
    ('\u{202d}', "LEFT-TO-RIGHT OVERRIDE", ""),
    ('\u{202e}', "RIGHT-TO-LEFT OVERRIDE", ""),
    ('\u{2066}', "LEFT-TO-RIGHT ISOLATE", ""),
    ('\u{2067}', "RIGHT-TO-LEFT ISOLATE", ""),
    ('\u{2068}', "FIRST STRONG ISOLATE", ""),
    ('\u{2069}', "POP DIRECTIONAL ISOLATE", ""),
    ('\0', "NULL", ""),
    ('\u{8}', "BACKSPACE", ""),
    ('\u{b}', "LINE TABULATION", " "),
    ('\u{c}', "FORM FEED", "\n"),
    ('\u{1b}', "ESCAPE", ""),
    ('\u{7f}', "DELETE", ""),
];

const ASCII: &[&str] = &[
    "!", "\"", "#", "$", "%", "&", "'", "(", ")", "*", "+", ",", "-", ".", "/", "0", "1", "2", "3",
    "4", "5", "6", "7", "8", "9", ":", ";", "<", "=", ">", "?", "@", "A", "B", "C", "D", "E", "F",
    "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y",
    "Z", "[", "\\", "]", "^", "_", "`", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l",
    "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "{", "|", "}", "~",
];

const DIGITS: [(&str, &str); 10] = [
    ("ZERO", "0"),
    ("ONE", "1"),
    ("TWO", "2"),
    ("THREE", "3"),
    ("FOUR", "4"),
    ("FIVE", "5"),
    ("SIX", "6"),
    ("SEVEN", "7"),
    ("EIGHT", "8"),
    ("NINE", "9"),
];

/// Runs of ten digits: where each begins and what it is called.
const DIGIT_RUNS: &[(u32, &str)] = &[
    (0x660, "ARABIC-INDIC"),
    (0x6f0, "EXTENDED ARABIC-INDIC"),
    (0x966, "DEVANAGARI"),
    (0x9e6, "BENGALI"),
    (0xe50, "THAI"),
    (0xff10, "FULLWIDTH"),
];

/// What a character outside ASCII (or a control character) is, and what to type instead.
pub fn lookalike(letter: char) -> Lookalike {
    if let Some((_, name, instead)) = NAMED.iter().find(|(known, _, _)| *known == letter) {
        return Lookalike { name: (*name).to_string(), instead: Some(instead) };
    }
    let code = u32::from(letter);
    for (first, script) in DIGIT_RUNS {
        let digit = code.checked_sub(*first).and_then(|digit| DIGITS.get(digit as usize));
        if let Some((word, digit)) = digit {
            return Lookalike { name: format!("{script} DIGIT {word}"), instead: Some(digit) };
        }
    }
    // The full-width forms repeat the printable part of ASCII in its order.
    let wide = code.checked_sub(0xff01).and_then(|at| ASCII.get(at as usize));
    if let Some(narrow) = wide {
        let name = format!("FULLWIDTH FORM OF {narrow}");
        return Lookalike { name, instead: Some(narrow) };
    }
    let name = match code {
        0..=0x1f | 0x7f..=0x9f => "a control character",
        0x370..=0x3ff => "a Greek letter",
        0x400..=0x52f => "a Cyrillic letter",
        0x590..=0x5ff => "a Hebrew letter",
        0x600..=0x6ff => "an Arabic letter",
        0xc0..=0x24f => "a Latin letter outside a to z",
        0x3040..=0x9fff => "a letter outside a to z",
        _ => "a character outside ASCII",
    };
    Lookalike { name: name.to_string(), instead: None }
}

/// A character that reorders or hides what stands around it, or that no editor shows.
pub fn forbidden(letter: char) -> bool {
    let control = letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    control
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(letter, '\u{2028}' | '\u{2029}')
}
