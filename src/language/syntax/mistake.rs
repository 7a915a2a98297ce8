//! Mistakes that everybody makes once, each with its own advice.

use crate::language::syntax::grammar::Rule;
use crate::language::syntax::wording::{expects_name, is_reserved};
use std::ops::Range;

/// What a mistake was and how to mend it.
pub(super) struct Mistake {
    /// What to say in place of the expectations.
    pub(super) message: Option<String>,
    /// The edit in words.
    pub(super) help: String,
    /// The edit for a machine.
    pub(super) edit: Option<(Range<usize>, String)>,
}

/// Recognises the mistake that stands at `at`, where `found` is the word or mark there.
pub(super) fn mistake(
    text: &str,
    at: usize,
    found: &str,
    expected: &[Rule],
    open: &[(usize, char)],
) -> Option<Mistake> {
    let before = text.get(..at).unwrap_or("");
    mark(before, at, found)
        .or_else(|| string(before, at, found))
        .or_else(|| word(before, at, found, expected))
        .or_else(|| missing(before, at, found, expected))
        .or_else(|| comma(at, found, expected, open))
}

fn told(message: &str, help: impl Into<String>) -> Option<Mistake> {
    Some(Mistake { message: Some(message.to_string()), help: help.into(), edit: None })
}

fn write(range: Range<usize>, message: String, words: &str) -> Option<Mistake> {
    let help = format!("write `{words}`");
    Some(Mistake { message: Some(message), help, edit: Some((range, words.to_string())) })
}

/// Marks of other languages.
fn mark(before: &str, at: usize, found: &str) -> Option<Mistake> {
    let here = at..at + found.len();
    let pair = at.saturating_sub(1)..at + found.len();
    match found {
        "==" => write(here, "`==` is not an operator".into(), "="),
        "=>" => write(here, "`=>` is not an operator".into(), ">="),
        "=<" => write(here, "`=<` is not an operator".into(), "<="),
        "<>" => write(here, "`<>` is not an operator".into(), "!="),
        "<" if before.ends_with('=') => write(pair, "`=<` is not an operator".into(), "<="),
        ">" if before.ends_with('<') => write(pair, "`<>` is not an operator".into(), "!="),
        "&&" | "&" => write(here, format!("`{found}` is not an operator"), "and"),
        "||" => write(here, format!("`{found}` is not an operator"), "or"),
        "!" => write(here, "`!` is not an operator".into(), "not"),
        ";" => {
            let help = "delete it: clauses and declarations need no mark between them".to_string();
            Some(Mistake {
                message: Some("`;` is not a mark of the language".into()),
                help,
                edit: Some((here, String::new())),
            })
        }
        "[" | "]" => told("square brackets are not used", "write sets in braces: `{a, b}`"),
        "'" => told("`'` is not a quotation mark", "write texts in `\"`"),
        "$" => told("`$` is not a currency", "write the code behind the amount: `5 USD`"),
        "%" => told("`%` stands apart from its number", "write it without a space: `6%`"),
        "#" => told("`#` is not a mark of the language", "comments begin with `//`"),
        "///" => told(
            "nothing here can be documented",
            "`///` stands before a declaration, field, step or version; write `//` here",
        ),
        "}" | ")" if depth(before) == 0 => told("this bracket closes nothing", "delete it"),
        _ => None,
    }
}

fn depth(before: &str) -> usize {
    super::failure::open_brackets(before).len()
}

/// A string that does not end on its line.
fn string(before: &str, at: usize, found: &str) -> Option<Mistake> {
    let closed = found.len() > 1 && found.ends_with('"');
    if found.starts_with('"') && !closed {
        let end = at + found.len();
        return Some(Mistake {
            message: Some("a text is not closed on its line".into()),
            help: "close it with `\"` on the same line".into(),
            edit: Some((end..end, "\"".into())),
        });
    }
    let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
    if line.matches('"').count() % 2 == 1 {
        return told("a text is not closed on its line", "close it with `\"` on the same line");
    }
    None
}

/// Words of other languages, and our own in the wrong place.
fn word(before: &str, at: usize, found: &str, expected: &[Rule]) -> Option<Mistake> {
    let here = at..at + found.len();
    match found {
        "elif" | "elsif" | "elseif" => {
            return write(here, format!("`{found}` is not a word of the language"), "else if");
        }
        "AND" | "OR" | "NOT" | "And" | "Or" | "Not" => {
            let small = found.to_ascii_lowercase();
            return write(here, "words are written small".into(), &small);
        }
        "since" => {
            return told(
                "`since` cannot stand here",
                "`since` follows a status in `expect`, or `once D have passed`",
            );
        }
        _ => {}
    }
    let names = |rule: &Rule| expects_name(*rule) || matches!(rule, Rule::close | Rule::doc);
    if expected.iter().all(names)
        && expected.iter().any(|rule| expects_name(*rule))
        && is_reserved(found)
    {
        return told(
            &format!("`{found}` is a reserved word"),
            format!("choose another name, such as `{found}_of_law`"),
        );
    }
    if found == "known" && before.trim_end().ends_with("not") {
        return told("`is not known` is written otherwise", "write `is unknown`");
    }
    let digits = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    if expected.contains(&Rule::date) && digits(found) {
        return told("dates are written year, month, day", "write it as `2022-01-31`");
    }
    let last = before.trim_end().rsplit([' ', '\n', '\r', '\t']).next().unwrap_or("");
    if digits(found) && digits(last) && !last.contains('-') && found.len() == 3 {
        return told("a number holds no spaces", format!("write it as `{last}_{found}`"));
    }
    None
}

/// A mark that was left out.
fn missing(before: &str, at: usize, found: &str, expected: &[Rule]) -> Option<Mistake> {
    let add = |words: &str, help: &str| {
        let end = before.trim_end().len();
        let edit = Some((end..end, words.to_string()));
        Some(Mistake { message: None, help: help.to_string(), edit })
    };
    if expected == [Rule::colon] {
        return add(":", "put `:` between the name and the type");
    }
    if expected == [Rule::equals] && found == ":" {
        return write(at..at + 1, "a value is given with `=`".into(), "=");
    }
    let mut words = before.split_ascii_whitespace().rev();
    let (date, from) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let versions = [Rule::parameter_clause, Rule::version_clause, Rule::scale_part];
    if from == "from"
        && date.starts_with(|letter: char| letter.is_ascii_digit())
        && (expected.iter().any(|rule| versions.contains(rule)) || expected.contains(&Rule::colon))
    {
        let end = before.trim_end().len();
        return Some(Mistake {
            message: Some("a version has `:` behind its date".into()),
            help: "write `from DATE: VALUE`".into(),
            edit: Some((end..end, ":".into())),
        });
    }
    None
}

/// A comma too many between clauses, or one too few between values.
fn comma(at: usize, found: &str, expected: &[Rule], open: &[(usize, char)]) -> Option<Mistake> {
    if found == "," && !expected.contains(&Rule::comma) {
        return Some(Mistake {
            message: None,
            help: "delete the comma: clauses and declarations take none".into(),
            edit: Some((at..at + 1, String::new())),
        });
    }
    let values = expected.contains(&Rule::comma) && !open.is_empty();
    let starts = found.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    if values && starts && expected.contains(&Rule::infix) {
        return Some(Mistake {
            message: None,
            help: "put a comma between two values, or an operator".into(),
            edit: None,
        });
    }
    None
}
