//! Hours of a sheet: a day and a minute, written `YYYY-MM-DDThh:mm` and in no other way.

use crate::facts::document::{Content, Format, Node, Scalar};
use crate::facts::value::Reading;
use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::ground::time::DateTime;
use crate::language::law::Type;

impl Reading<'_> {
    /// A datetime; reports what is none.
    pub fn datetime(&mut self, scalar: &Scalar, span: Span) -> Option<DateTime> {
        let minute = self.minute(scalar);
        if minute.is_none() {
            let words = scalar.text.as_str();
            if shape(words) == "0000-00-00T00:00" {
                self.found
                    .report(Code::E0608, span, format!("{words} does not exist"))
                    .help("look at the month, the day and the hour: 00:00 to 23:59");
            } else if words.chars().any(|letter| letter.is_ascii_digit())
                && words.chars().all(|letter| "0123456789-./:TZ +".contains(letter))
            {
                self.found
                    .report(Code::E0608, span, "a date and hour is written YYYY-MM-DDThh:mm")
                    .help("write the local day and minute, without zone: `2019-01-13T08:30`");
            } else {
                let node = Node { content: Content::Scalar(scalar.clone()), span };
                self.mismatch(&node, &Type::DateTime);
            }
        }
        minute
    }

    /// The minute that a scalar is, if it is one. TOML has no bare form without seconds.
    pub fn minute(&self, scalar: &Scalar) -> Option<DateTime> {
        let words = match self.format {
            Format::Toml if shape(&scalar.text) == "0000-00-00T00:00:00" => {
                scalar.text.strip_suffix(":00")?
            }
            Format::Toml | Format::Json | Format::Yaml => &scalar.text,
        };
        DateTime::parse(words)
    }
}

/// Whether what stands at a node was meant to say an hour.
pub(super) fn tells_an_hour(scalar: &Scalar) -> bool {
    scalar.text.contains([':', 'T'])
}

/// Words with every digit as `0`.
fn shape(words: &str) -> String {
    words.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect()
}
