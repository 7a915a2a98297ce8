//! Values of a sheet, read by the type that their fact expects and never by what they look like.

use crate::facts::digits::{self, Wrong};
use crate::facts::document::{Content, Format, Node, Scalar, shortened};
use crate::facts::meant::Meant;
use crate::ground::diagnostic::{Code, Diagnostic, Found};
use crate::ground::table::Id;
use crate::ground::text::{Limits, Span};
use crate::ground::time::{Date, Duration, Family};
use crate::ground::value::{Country, Currency, Number, Value};
use crate::language::law::{Enumeration, Laws, Type, Unit};
use std::collections::BTreeMap;

/// What reading a value takes beside the value.
pub struct Reading<'a> {
    /// The loaded laws.
    pub laws: &'a Laws,
    /// What the sheet is written in.
    pub format: Format,
    /// How large a number may be.
    pub limits: &'a Limits,
    /// What is wrong with the sheet.
    pub found: &'a mut Found,
}

impl Reading<'_> {
    /// The value that stands at `node`, where a value of `type_` is expected.
    pub fn value(&mut self, node: &Node, type_: &Type) -> Option<Value> {
        match (&node.content, type_) {
            (_, Type::Optional(inner)) => self.value(node, inner),
            (Content::List(items), Type::Set(member)) => self.set(items, member),
            (Content::Scalar(scalar), _) if scalar.is_empty() => {
                self.nothing(node.span);
                None
            }
            (Content::Scalar(scalar), _) => self.scalar(scalar, node.span, type_),
            (Content::List(_) | Content::Map(_), _) => {
                self.mismatch(node, type_);
                None
            }
        }
    }

    /// Whether a scalar is the word `unknown` or `none`, which YAML tells from a text by quotes.
    pub fn is_word(&self, scalar: &Scalar, word: &str) -> bool {
        scalar.text == word && (!scalar.quoted || self.format != Format::Yaml)
    }

    /// Says that a value of another type is needed.
    pub fn mismatch(&mut self, node: &Node, type_: &Type) -> &mut Diagnostic {
        let needed = in_words(self.laws, type_);
        self.found
            .report(Code::E0604, node.span, format!("{needed} is needed here"))
            .here(format!("this is {}", node.in_words()))
            .help(example(self.laws, type_))
    }

    /// Says that nothing stands where a value is needed.
    pub fn nothing(&mut self, span: Span) {
        self.found
            .report(Code::E0619, span, "nothing is stated here")
            .help("write the value, `unknown` or `none`, or take the key away");
    }

    fn scalar(&mut self, scalar: &Scalar, span: Span, type_: &Type) -> Option<Value> {
        let node = || Node { content: Content::Scalar(scalar.clone()), span };
        match type_ {
            Type::Bool => self.truth(scalar, span),
            // Of what the law leaves as a range, a decision takes one amount.
            Type::Number(unit) | Type::NumberRange(unit) => {
                self.number(scalar, span, *unit).map(Value::Number)
            }
            Type::Money(currency) | Type::MoneyRange(currency) => {
                self.money(scalar, span, *currency).map(Value::Number)
            }
            Type::Date => self.date(scalar, span).map(Value::Date),
            Type::Country => self.country(scalar, span).map(Value::Country),
            Type::Text => self.text(scalar, span).map(|text| Value::Text(text.into())),
            Type::Enum(of) => self.variant(scalar, span, *of),
            Type::Duration(family) => self.duration(scalar, span, *family),
            Type::Set(_) => {
                let help = format!("write `[{}]`", shortened(&scalar.text));
                self.mismatch(&node(), type_).help(help);
                None
            }
            Type::Optional(inner) => self.scalar(scalar, span, inner),
            Type::DateTime => self.datetime(scalar, span).map(Value::DateTime),
            Type::List(_) | Type::Unknown => {
                self.mismatch(&node(), type_);
                None
            }
        }
    }

    fn set(&mut self, items: &[Node], member: &Type) -> Option<Value> {
        let mut seen: BTreeMap<Value, Span> = BTreeMap::new();
        let mut whole = true;
        for item in items {
            match self.value(item, member) {
                None => whole = false,
                Some(value) => {
                    if let Some(first) = seen.get(&value) {
                        self.found
                            .report(Code::E0602, item.span, "named twice in one set")
                            .and(*first, "named here first")
                            .help("take one of the two away");
                    } else {
                        seen.insert(value, item.span);
                    }
                }
            }
        }
        whole.then(|| Value::Set(seen.into_keys().collect()))
    }

    fn truth(&mut self, scalar: &Scalar, span: Span) -> Option<Value> {
        let help = match (scalar.quoted, scalar.text.as_str()) {
            (false, "true") => return Some(Value::Bool(true)),
            (false, "false") => return Some(Value::Bool(false)),
            (true, "true" | "false") => Some(format!("write {} without quotes", scalar.text)),
            (_, words) => match words.to_ascii_lowercase().as_str() {
                "yes" | "y" | "on" | "true" => Some("write `true`".to_owned()),
                "no" | "n" | "off" | "false" => Some("write `false`".to_owned()),
                _ => None,
            },
        };
        self.scalar_mismatch(scalar, span, &Type::Bool, help);
        None
    }

    /// A number, with a unit never below zero.
    pub fn number(
        &mut self,
        scalar: &Scalar,
        span: Span,
        unit: Option<Id<Unit>>,
    ) -> Option<Number> {
        let type_ = Type::Number(unit);
        let read = digits::read(&scalar.text, self.limits.number_bits);
        // JSON and TOML have no bare form for `5 million`, `6%` and `1/20`.
        let bare = match self.format {
            Format::Yaml => false,
            Format::Json | Format::Toml => !digits::is_plain(&scalar.text),
        };
        if scalar.quoted && read.is_ok() && !bare {
            self.found
                .report(Code::E0605, span, "a number in quotes is a text")
                .here(format!("{} is needed here", in_words(self.laws, &type_)))
                .help("remove the quotes");
            return None;
        }
        let number = match read {
            Ok(number) => number,
            Err(wrong) => {
                self.not_a_number(scalar, span, &type_, wrong);
                return None;
            }
        };
        if let Some(unit) = unit
            && number.is_negative()
        {
            let name = &self.laws.units[unit].name;
            self.found
                .report(Code::E0611, span, format!("fewer than zero {name}"))
                .help("a count starts at 0; write `unknown` where it is not known");
            return None;
        }
        Some(number)
    }

    /// An amount with its currency, which must be that of the fact.
    pub fn money(&mut self, scalar: &Scalar, span: Span, currency: Currency) -> Option<Number> {
        let needed = Type::Money(currency);
        let words = scalar.text.trim();
        let (amount, code) = match words.rsplit_once(' ') {
            Some((amount, code)) if code.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                (amount.trim_end(), Some(code))
            }
            Some(_) | None => (words, None),
        };
        let magnitude = ["thousand", "million", "billion", "trillion"];
        let stated = code.filter(|code| !magnitude.contains(code));
        let amount = if stated.is_some() { amount } else { words };
        let read = digits::read(amount, self.limits.number_bits);
        match (stated, read) {
            (Some(stated), Ok(number)) if stated == currency.code() => return Some(number),
            (Some(stated), Ok(_)) => self.other_currency(stated, amount, span, currency),
            (None, Ok(_)) => {
                self.found
                    .report(Code::E0607, span, "an amount without its currency")
                    .here(format!("{} is needed here", in_words(self.laws, &needed)))
                    .help(format!("write `{} {currency}`", shortened(amount)));
            }
            (_, Err(wrong)) => self.not_a_number(scalar, span, &needed, wrong),
        }
        None
    }

    fn other_currency(&mut self, stated: &str, amount: &str, span: Span, needed: Currency) {
        let report = self
            .found
            .report(Code::E0607, span, format!("an amount in {needed} is needed here"))
            .here(format!("this is in {}", shortened(stated)));
        if stated.eq_ignore_ascii_case(needed.code()) || Currency::of(stated).is_none() {
            report.help(format!("did you mean `{} {needed}`?", shortened(amount)));
        } else {
            report.help(format!("state it in {needed}, with the source of the rate in `note`"));
        }
    }

    /// Says why a text is not the number that is needed.
    fn not_a_number(&mut self, scalar: &Scalar, span: Span, type_: &Type, wrong: Wrong) {
        match wrong {
            Wrong::NotANumber => self.scalar_mismatch(scalar, span, type_, None),
            Wrong::Notation(help) => {
                self.found
                    .report(Code::E0606, span, "a number that a sheet does not take")
                    .here(format!("{} is needed here", in_words(self.laws, type_)))
                    .help(help);
            }
            Wrong::TooLarge => {
                self.found
                    .report(Code::E0803, span, "a number of too many digits")
                    .help("the limit on the bits of a number can be raised");
            }
        }
    }

    /// A date, written `YYYY-MM-DD` and in no other way.
    pub fn date(&mut self, scalar: &Scalar, span: Span) -> Option<Date> {
        let words = scalar.text.as_str();
        if let Some(date) = Date::parse(words) {
            return Some(date);
        }
        let shape: String =
            words.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let numeric = words.chars().any(|c| c.is_ascii_digit())
            && words.chars().all(|c| c.is_ascii_digit() || "-./:TZ +".contains(c));
        if shape == "0000-00-00" {
            self.found
                .report(Code::E0608, span, format!("{words} does not exist"))
                .help("look at the month and the day");
        } else if numeric {
            self.found
                .report(Code::E0608, span, "a date is written YYYY-MM-DD")
                .help("write the year, the month and the day: `2021-11-22`");
        } else {
            self.scalar_mismatch(scalar, span, &Type::Date, None);
        }
        None
    }

    fn country(&mut self, scalar: &Scalar, span: Span) -> Option<Country> {
        let words = scalar.text.as_str();
        if let Some(country) = Country::of(words) {
            return Some(country);
        }
        let upper = words.to_ascii_uppercase();
        let meant = match upper.as_str() {
            "UK" => Some("GB"),
            "EL" => Some("GR"),
            _ => Country::of(&upper).is_some().then_some(upper.as_str()),
        };
        let help = match meant {
            Some(code) => format!("did you mean `{code}`?"),
            None => "write the two capital letters of ISO 3166-1, such as `IE`".to_owned(),
        };
        self.found
            .report(Code::E0610, span, format!("`{}` is no country code", shortened(words)))
            .help(help);
        None
    }

    /// A text: in quotes, or bare where it does not look like something else.
    pub fn text(&mut self, scalar: &Scalar, span: Span) -> Option<String> {
        let other = matches!(scalar.text.as_str(), "true" | "false") || looks_numeric(&scalar.text);
        if scalar.quoted || (self.format == Format::Yaml && !other) {
            return Some(scalar.text.clone());
        }
        let help = format!("write \"{}\" if it is a text", shortened(&scalar.text));
        self.scalar_mismatch(scalar, span, &Type::Text, Some(help));
        None
    }

    fn variant(&mut self, scalar: &Scalar, span: Span, of: Id<Enumeration>) -> Option<Value> {
        let enumeration = &self.laws.enumerations[of];
        let words = scalar.text.as_str();
        let position = enumeration.variants.iter().position(|variant| variant.name == words);
        if let Some(index) = position.and_then(|index| u32::try_from(index).ok()) {
            return Some(Value::Variant(index));
        }
        let names = || enumeration.variants.iter().map(|variant| variant.name.as_str());
        let others =
            || Meant::said(format!("it is one of {}", names().collect::<Vec<_>>().join(", ")));
        let meant = Meant::near(words, names()).unwrap_or_else(others);
        let message = format!("`{}` is no {}", shortened(words), enumeration.name);
        let told = self.found.report(Code::E0609, span, message);
        meant.tell(told.and(enumeration.span, "its values"), words, span);
        None
    }

    fn duration(&mut self, scalar: &Scalar, span: Span, family: Family) -> Option<Value> {
        let read = scalar.text.split_once(' ').and_then(|(count, unit)| {
            let count: i64 = count.parse().ok().filter(|count| *count >= 0)?;
            let (of, times) = match unit.strip_suffix('s').unwrap_or(unit) {
                "day" => (Family::Days, 1),
                "week" => (Family::Days, 7),
                "month" => (Family::Months, 1),
                "quarter" => (Family::Months, 3),
                "year" => (Family::Months, 12),
                "hour" => (Family::Hours, 1),
                "working day" => (Family::WorkingDays, 1),
                _ => return None,
            };
            let amount = count.checked_mul(times)?;
            (of == family).then_some(Value::Duration(Duration { family, amount }))
        });
        if read.is_none() {
            self.scalar_mismatch(scalar, span, &Type::Duration(family), None);
        }
        read
    }

    fn scalar_mismatch(&mut self, scalar: &Scalar, span: Span, type_: &Type, help: Option<String>) {
        let node = Node { content: Content::Scalar(scalar.clone()), span };
        let report = self.mismatch(&node, type_);
        if let Some(help) = help {
            report.help(help);
        }
    }
}

/// Whether bare words would be a number to most readers.
fn looks_numeric(text: &str) -> bool {
    match digits::read(text, usize::MAX) {
        Ok(_) => !text.contains(['/', '%', ' ']),
        Err(Wrong::Notation(_)) => !text.contains(' '),
        Err(Wrong::NotANumber | Wrong::TooLarge) => false,
    }
}

/// How a value of a type is written, as the help of a message.
fn example(laws: &Laws, type_: &Type) -> String {
    match type_ {
        Type::Bool => "write `true`, `false` or `unknown`".to_owned(),
        Type::Number(_) | Type::NumberRange(_) => {
            "write its digits, as in `500_000` or `5 million`".to_owned()
        }
        Type::Money(currency) | Type::MoneyRange(currency) => {
            format!("write the amount as in `5 million {currency}`")
        }
        Type::Date => "write the year, the month and the day: `2021-11-22`".to_owned(),
        Type::Country => "write its two letters, such as `IE`".to_owned(),
        Type::Text => "write it in quotes".to_owned(),
        Type::Enum(of) => {
            let names = laws.enumerations[*of].variants.iter().map(|one| one.name.as_str());
            format!("it is one of {}", names.collect::<Vec<_>>().join(", "))
        }
        Type::Duration(_) => "write it as in `30 days`, `3 months` or `36 hours`".to_owned(),
        Type::Set(_) => "write a list in brackets: `[one, another]`".to_owned(),
        Type::Optional(inner) => example(laws, inner),
        Type::DateTime => "write the day and the hour: `2019-01-13T08:30`".to_owned(),
        Type::List(_) | Type::Unknown => "a sheet cannot state this yet: take it away".to_owned(),
    }
}

/// A type as a message names it.
pub fn in_words(laws: &Laws, type_: &Type) -> String {
    match type_ {
        Type::Bool => "`true` or `false`".to_owned(),
        Type::Number(None) | Type::NumberRange(None) => "a number".to_owned(),
        Type::Number(Some(unit)) | Type::NumberRange(Some(unit)) => {
            format!("a number of {}", laws.units[*unit].name)
        }
        Type::Money(currency) | Type::MoneyRange(currency) => format!("an amount in {currency}"),
        Type::Date => "a date as YYYY-MM-DD".to_owned(),
        Type::DateTime => "a date and hour as YYYY-MM-DDThh:mm".to_owned(),
        Type::Duration(Family::Days) => "a duration in days".to_owned(),
        Type::Duration(Family::Months) => "a duration in months".to_owned(),
        Type::Duration(Family::Hours) => "a duration in hours".to_owned(),
        Type::Duration(Family::WorkingDays) => "a duration in working days".to_owned(),
        Type::Country => "a country code".to_owned(),
        Type::Text => "a text".to_owned(),
        Type::Enum(of) => format!("a {}", laws.enumerations[*of].name),
        Type::Set(member) => {
            if let Type::Enum(of) = &**member {
                format!("a list of {}", laws.enumerations[*of].name)
            } else {
                format!("a list, each {}", in_words(laws, member))
            }
        }
        Type::List(entity) => format!("a list of {}", laws.entities[*entity].name),
        Type::Optional(inner) => in_words(laws, inner),
        Type::Unknown => "a value".to_owned(),
    }
}
