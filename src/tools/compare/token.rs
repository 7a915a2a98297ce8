//! The words of a text as the language reads them: without layout, comments and ways to write a number.

use crate::ground::value::Number;

/// One word, number or mark of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it means: a number in plain digits, whatever way it is written.
    pub text: String,
    /// Where it begins and ends, in bytes.
    pub place: (usize, usize),
}

/// The tokens of a text, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, kind) = first(rest);
        let end = at + length;
        if kind != Kind::Blank {
            let words = text.get(at..end).unwrap_or("");
            push(&mut tokens, words, kind, (at, end));
        }
        at = end;
    }
    tokens
}

/// The tokens without `cite`, `quote` and `reading` and the string behind each: what lays down law.
pub fn bare(tokens: &[Token]) -> Vec<&str> {
    let mut bare = Vec::with_capacity(tokens.len());
    let mut words = tokens.iter().map(|token| token.text.as_str()).peekable();
    while let Some(word) = words.next() {
        let remark = matches!(word, "cite" | "quote" | "reading");
        if remark && words.peek().is_some_and(|next| next.starts_with('"')) {
            words.next();
        } else {
            bare.push(word);
        }
    }
    bare
}

/// What the `cite` clauses among tokens say.
pub fn cites(tokens: &[Token]) -> Vec<String> {
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    let cites = pairs.filter(|(word, next)| word.text == "cite" && next.text.starts_with('"'));
    cites.map(|(_, said)| said.text.trim_matches('"').to_owned()).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Text,
    Number,
    Word,
    Mark,
}

/// How long the first token of a text is, in bytes, and what it is.
fn first(text: &str) -> (usize, Kind) {
    let run = |fits: fn(char) -> bool| text.find(|letter| !fits(letter)).unwrap_or(text.len());
    let Some(letter) = text.chars().next() else { return (0, Kind::Blank) };
    if letter.is_whitespace() {
        return (run(char::is_whitespace), Kind::Blank);
    }
    if text.starts_with("//") {
        return (text.find('\n').unwrap_or(text.len()), Kind::Blank);
    }
    if letter == '"' {
        let inside = text.get(1..).unwrap_or("");
        return (inside.find('"').map_or(text.len(), |end| end + 2), Kind::Text);
    }
    if letter.is_ascii_digit() {
        return (number(text), Kind::Number);
    }
    if letter.is_alphabetic() || letter == '_' {
        return (run(|letter| letter.is_alphanumeric() || letter == '_'), Kind::Word);
    }
    (letter.len_utf8(), Kind::Mark)
}

/// How long the number at the beginning of a text is: `500_000`, `0.25`.
fn number(text: &str) -> usize {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or("");
        let run = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '_');
        from + run.unwrap_or(rest.len())
    };
    let whole = digits(0);
    let point = text.get(whole..).and_then(|rest| rest.strip_prefix('.'));
    match point.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit())) {
        true => digits(whole + 1),
        false => whole,
    }
}

fn push(tokens: &mut Vec<Token>, words: &str, kind: Kind, place: (usize, usize)) {
    let mut text = words.to_owned();
    if kind == Kind::Number
        && let Some(number) = Number::parse(words)
    {
        text = number.to_string();
    }
    // A comma before a closing bracket may be written or not.
    if matches!(words, "}" | ")") && tokens.last().is_some_and(|last| last.text == ",") {
        tokens.pop();
    }
    let times = match words {
        "%" => Number::ratio(1, 100),
        "thousand" => Some(Number::whole(1_000)),
        "million" => Some(Number::whole(1_000_000)),
        "billion" => Some(Number::whole(1_000_000_000)),
        "trillion" => Some(Number::whole(1_000_000_000_000)),
        _ => None,
    };
    if let (Some(times), Some(last)) = (times, tokens.last_mut())
        && let Some(product) = Number::parse(&last.text).and_then(|it| it.mul(&times).ok())
    {
        last.text = product.to_string();
        last.place.1 = place.1;
        return;
    }
    tokens.push(Token { text, place });
}
