//! Countries and currencies by their ISO codes.

use std::fmt;
use std::sync::OnceLock;

/// A country by its ISO 3166-1 alpha-2 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Country {
    /// The country of a code, if ISO 3166-1 has it.
    pub fn of(code: &str) -> Option<Self> {
        let letters: [u8; 2] = code.as_bytes().try_into().ok()?;
        rust_iso3166::from_alpha2(code)?;
        Some(Self(letters))
    }

    /// Every code that ISO 3166-1 has, in their order.
    pub fn codes() -> Vec<&'static str> {
        let mut codes = rust_iso3166::ALL_ALPHA2.to_vec();
        codes.sort_unstable();
        codes
    }

    /// What it is called in English.
    pub fn name(&self) -> &'static str {
        rust_iso3166::from_alpha2(self.code()).map_or("", |country| country.name)
    }

    /// A figure of its own, in the order of the codes.
    pub fn position(self) -> i64 {
        let [first, second] = self.0;
        i64::from(first) * 256 + i64::from(second)
    }

    /// The country of a figure.
    pub fn at_position(position: i64) -> Option<Self> {
        let letter = |figure: i64| u8::try_from(figure).ok();
        let letters = [letter(position.div_euclid(256))?, letter(position.rem_euclid(256))?];
        Self::of(std::str::from_utf8(&letters).ok()?)
    }

    /// The two letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl Currency {
    /// The currency of a code, if ISO 4217 has it.
    pub fn of(code: &str) -> Option<Self> {
        let letters: [u8; 3] = code.as_bytes().try_into().ok()?;
        iso_currency::Currency::from_code(code)?;
        Some(Self(letters))
    }

    /// Every code that ISO 4217 has, in their order.
    pub fn codes() -> &'static [String] {
        static CODES: OnceLock<Vec<String>> = OnceLock::new();
        let letters = || 'A'..='Z';
        CODES.get_or_init(|| {
            let pairs = letters().flat_map(|one| letters().map(move |two| (one, two)));
            let all = pairs.flat_map(|(one, two)| {
                letters().map(move |three| String::from_iter([one, two, three]))
            });
            all.filter(|code| iso_currency::Currency::from_code(code).is_some()).collect()
        })
    }

    /// What it is called in English.
    pub fn name(&self) -> String {
        let currency = iso_currency::Currency::from_code(self.code());
        currency.map(|currency| currency.name().to_owned()).unwrap_or_default()
    }

    /// How many decimal places its smallest coin has, by ISO 4217; none where it has no coins.
    pub fn minor_digits(&self) -> u32 {
        let known = iso_currency::Currency::from_code(self.code());
        known.and_then(|known| known.exponent()).map_or(0, u32::from)
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}
impl fmt::Debug for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}
impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}
impl fmt::Debug for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}
