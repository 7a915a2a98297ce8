//! The formatter on laws that nobody wrote: generated expressions, and very many declarations.

use crate::layout::{holds, read};
use solon::language::format;
use std::fmt::Write;

/// A sequence of numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }
}

/// What may stand between two words.
fn between(dice: &mut Dice) -> &'static str {
    dice.pick(&[
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        "\n",
        "\n\n\n",
        "\t",
        " // why\n",
        "\n// why\n",
        "\r\n",
    ])
}

/// An expression of at most this depth, in words.
fn expression(dice: &mut Dice, depth: usize, out: &mut Vec<String>) {
    let mut say = |words: &str| out.extend(words.split(' ').map(str::to_string));
    if depth == 0 {
        let atom = dice.pick(&[
            "a",
            "company.seat",
            "some_longer_name",
            "true",
            "none",
            "today",
            "500_000",
            "1/20",
            "6%",
            "2022-01-01",
            "breach",
            "\"two words\"",
            "RU",
            "{branch, legal_entity}",
            "{}",
        ]);
        return out.push(atom.to_string());
    }
    let form = dice.roll(17);
    match form {
        0..=5 => {
            let operators = &[
                "and",
                "or",
                "unless",
                "implies",
                "=",
                "<",
                ">=",
                "in",
                "otherwise",
                "presumed",
                "to",
                "+",
                "-",
                "*",
                "of",
                "no less than",
                "no more than",
            ];
            let operator = dice.pick(operators).to_string();
            expression(dice, depth - 1, out);
            out.extend(operator.split(' ').map(str::to_string));
            expression(dice, depth - 1, out);
        }
        6 => {
            say("not");
            expression(dice, depth - 1, out);
        }
        7 | 8 => {
            say("(");
            expression(dice, depth - 1, out);
            out.push(")".to_string());
        }
        9 | 10 => {
            say(dice.pick(&["any of {", "all of {", "at least 2 of {"]));
            for _ in 0..=dice.roll(3) {
                expression(dice, depth - 1, out);
                if dice.roll(2) == 0 {
                    out.extend(["cite", "\"art. 4(1)\""].map(str::to_string));
                }
                out.push(",".to_string());
            }
            out.push("}".to_string());
        }
        11 => {
            say("if");
            expression(dice, depth - 1, out);
            out.push("then".to_string());
            expression(dice, depth - 1, out);
            out.push("else".to_string());
            expression(dice, depth - 1, out);
        }
        12 => {
            say("greater of {");
            expression(dice, depth - 1, out);
            out.push(",".to_string());
            expression(dice, depth - 1, out);
            out.push("}".to_string());
        }
        13 => {
            say("( 5 except");
            expression(dice, depth - 1, out);
            out.push("when".to_string());
            expression(dice, depth - 1, out);
            out.push(")".to_string());
        }
        14 => {
            expression(dice, depth - 1, out);
            out.extend("in last year".split(' ').map(str::to_string));
        }
        15 => {
            say("start of (");
            expression(dice, depth - 1, out);
            out.push(")".to_string());
        }
        _ => {
            out.extend(
                "count of decision as d in the last 8 years where (".split(' ').map(Into::into),
            );
            // Where the window names its length, the words of the length stay together.
            let length = out.iter().rposition(|word| word == "8").unwrap();
            out[length] = "8 years".to_string();
            out.remove(length + 1);
            expression(dice, depth - 1, out);
            out.push(")".to_string());
        }
    }
}

#[test]
fn generated_laws_keep_their_meaning_and_their_comments() {
    let mut dice = Dice(0x5010_1ec5);
    let mut accepted = 0;
    for _ in 0..400 {
        let mut words: Vec<String> =
            ["law", "a", "\"A\"", "{", "}", "define", "x", "="].map(str::to_string).into();
        let depth = 1 + dice.roll(4);
        expression(&mut dice, depth, &mut words);
        let mut text = String::new();
        for word in &words {
            write!(text, "{word}{}", between(&mut dice)).unwrap();
        }
        if read(&text).is_ok() {
            accepted += 1;
            holds(&text);
        }
    }
    assert!(accepted > 150, "only {accepted} of the generated laws were read");
}

#[test]
fn twice_the_declarations_take_twice_the_time() {
    let law = |count: usize| {
        let mut text = String::from("law a \"A\" { }\n");
        for at in 0..count {
            let rest = "any of { a cite \"art. 4\", b and c and d, } // why";
            writeln!(text, "/// Number {at}.\ndefine x{at} = company.seat != RU and {rest}")
                .unwrap();
        }
        text
    };
    let time = |text: &str| {
        let file = read(text).unwrap();
        #[expect(clippy::disallowed_methods, reason = "time is what is measured")]
        let start = std::time::Instant::now();
        let written = format::write(&file, text);
        assert!(written.len() > text.len() / 2);
        start.elapsed()
    };
    let (once, twice) = (law(2_000), law(4_000));
    // The quickest of nine, taken in turn: the machine has other things to do.
    let pairs: Vec<_> = (0..9).map(|_| (time(&once), time(&twice))).collect();
    let short = pairs.iter().map(|pair| pair.0).min().unwrap();
    let long = pairs.iter().map(|pair| pair.1).min().unwrap();
    assert!(long < short * 3, "{short:?} for 2,000 declarations, {long:?} for 4,000");
}
