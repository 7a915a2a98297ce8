//! The words of the language that can stand at a place: those that begin something on a new line first.

use crate::front::lsp::complete::follow::Next;
use crate::front::lsp::complete::network::{Network, Rule, Terminal};
use crate::front::lsp::complete::offer::{Offer, Rank};
use crate::front::lsp::complete::view::View;
use crate::front::lsp::lexeme::LexemeKind;
use crate::ground::table::Id;
use crate::language::law::test::StatusWord;
use crate::language::syntax::{Header, LawFile};
use crate::tools::names::{Led, NameKind};
use gen_lsp_types::CompletionItemKind as Picture;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The clauses that a header has once.
const ONCE: [&str; 8] = [
    "source",
    "jurisdiction",
    "authority",
    "subject",
    "in_force",
    "verified",
    "month_end",
    "deadlines",
];

/// Words that make a figure large.
pub const MAGNITUDES: [&str; 4] = ["thousand", "million", "billion", "trillion"];

/// A word of the language, with those that must follow it.
pub fn of(view: &View<'_>, file: &LawFile, next: &Next, word: &'static str) -> Option<Offer> {
    let declares = begins_declaration(next);
    let begins = belongs(file, word) && view.cursor.first_of_line;
    if declares && !begins || is_there(view, next, word) || !fits_figure(view, word) {
        return None;
    }
    let mut words = vec![word];
    words.extend(&next.behind);
    // What is already written behind is not written again.
    for length in 1..words.len() {
        let rest = words.get(length..).unwrap_or_default();
        let behind = view.cursor.behind.get(..rest.len()).unwrap_or_default();
        if behind.len() == rest.len() && behind.iter().zip(rest).all(|(one, two)| one.is(two)) {
            words.truncate(length);
            break;
        }
    }
    let rank = match (declares || is_clause(next.rule), view.cursor.first_of_line) {
        (true, true) => Rank::Clause,
        (true, false) => Rank::Other,
        (false, _) => match next.rule {
            "numeric" | "unit_word" | "magnitude" => Rank::Fitting,
            "constant" => Rank::Name,
            _ => Rank::Word,
        },
    };
    Some(Offer::new(words.join(" "), Picture::Keyword, rank))
}

/// The statuses that what stands before can have.
pub fn states(view: &View<'_>) -> Vec<Offer> {
    let is = |away: usize, word: &str| view.cursor.back(away).is_some_and(|it| it.is(word));
    let (written, away) = match () {
        () if is(1, "not") => ("not ", 2),
        () if is(1, "in") && is(2, "not") => ("not in ", 3),
        () => ("", 1),
    };
    let away = away + usize::from(is(away, "is"));
    let Some(path) = view.cursor.back(away).filter(|word| word.is_path()) else {
        return Vec::new();
    };
    let kind = view.led(path.text).and_then(Led::declared).map(|id| view.names.declared[id].kind);
    let steps = view.steps().contains(&path.text);
    let words: Vec<StatusWord> = match kind {
        Some(NameKind::Duty) => StatusWord::of_duties().collect(),
        Some(NameKind::Step) => StatusWord::of_steps().collect(),
        None if steps => StatusWord::of_steps().collect(),
        None => StatusWord::ALL.to_vec(),
        Some(_) => Vec::new(),
    };
    let words = words.into_iter().map(StatusWord::words);
    let words = words.filter_map(|words| words.strip_prefix(written));
    words.map(|words| Offer::new(words, Picture::EnumMember, Rank::Value)).collect()
}

/// Whether a rule is that of a declaration and the word its first.
fn begins_declaration(next: &Next) -> bool {
    let network = Network::of_laws();
    let first = |rule: &str| network.rule(rule).map(|rule| &network.rules[rule].first);
    let declares = first("declaration").is_some_and(|first| first.contains(&next.terminal));
    declares && first(next.rule).is_some_and(|first| first.contains(&next.terminal))
}

/// Whether a rule begins one of the clauses that stand between braces.
fn is_clause(rule: &str) -> bool {
    static CLAUSES: OnceLock<BTreeSet<&str>> = OnceLock::new();
    let clauses = CLAUSES.get_or_init(|| {
        let network = Network::of_laws();
        let holds = |name: &str| name.ends_with("clause") || name == "scale_part";
        let rows = network.rules.rows().filter(|(_, rule)| holds(rule.name));
        let mut open: Vec<Id<Rule>> = rows.map(|(id, _)| id).collect();
        let mut clauses = BTreeSet::new();
        while let Some(rule) = open.pop() {
            for (inner, _) in &network.places[network.rules[rule].start].rules {
                if clauses.insert(network.rules[*inner].name) {
                    open.push(*inner);
                }
            }
        }
        clauses
    });
    clauses.contains(rule)
}

/// Whether a declaration may stand in a file.
fn belongs(file: &LawFile, word: &str) -> bool {
    match &file.header {
        Some(Header::Tests { .. }) => matches!(word, "test" | "assert"),
        Some(Header::Vocabulary { .. }) => {
            !matches!(word, "define" | "status" | "duty" | "sanctions" | "test" | "assert")
        }
        Some(Header::Law { .. }) | None => true,
    }
}

/// Whether a clause that stands once is there already.
fn is_there(view: &View<'_>, next: &Next, word: &'static str) -> bool {
    let once = ONCE.contains(&next.rule) && next.within.contains("law_header");
    let network = Network::of_laws();
    let rule = network.rule(next.rule).map(|rule| &network.rules[rule]);
    let begins = rule.is_some_and(|rule| rule.first.contains(&Terminal::Word(word)));
    once && begins && view.words().any(|it| it.is(word))
}

/// Whether a unit stands in the number of what stands before it: `1 month`, `3 months`, `per month`.
fn fits_figure(view: &View<'_>, word: &str) -> bool {
    let before = view.cursor.back(1);
    let figure = before.filter(|it| it.kind == LexemeKind::Number).map(|it| it.text == "1");
    let large = before.filter(|it| MAGNITUDES.contains(&it.text)).map(|_| false);
    let each = before.filter(|it| it.is("per") || it.is("started")).map(|_| true);
    let one = figure.or(large).or(each);
    match word {
        "day" | "week" | "month" | "quarter" | "year" | "hour" => one != Some(false),
        "days" | "weeks" | "months" | "quarters" | "years" | "hours" => one != Some(true),
        _ => true,
    }
}
