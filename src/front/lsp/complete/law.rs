//! What can be written at a place in a law.

use crate::front::lsp::complete::cursor::Cursor;
use crate::front::lsp::complete::follow::{self, Next};
use crate::front::lsp::complete::names;
use crate::front::lsp::complete::network::{Class, Network, Terminal};
use crate::front::lsp::complete::offer::{Offer, Rank};
use crate::front::lsp::complete::text;
use crate::front::lsp::complete::view::{View, Wanted};
use crate::front::lsp::complete::wanted::{Asked, asked};
use crate::front::lsp::complete::words;
use crate::front::lsp::workspace::Here;
use crate::ground::value::{Country, Currency};
use crate::language::syntax::LawFile;
use crate::tools::lint::Rule;
use gen_lsp_types::CompletionItemKind as Picture;

/// The rules whose words begin what is no value of an enum and no country.
const COMPUTES: [&str; 13] = [
    "primary",
    "prefix",
    "up_to",
    "any_of",
    "all_of",
    "at_least",
    "extreme",
    "ordinal",
    "start_of",
    "days_from",
    "count",
    "aggregate",
    "aggregate_word",
];

/// Everything that can be written at a place.
pub fn offers(here: Here<'_>, file: &LawFile, cursor: &Cursor<'_>) -> Vec<Offer> {
    let network = Network::of_laws();
    let mut next = follow::next(network, cursor.rule, &cursor.before);
    if cursor.in_first_column && cursor.rule != "from_header" {
        // What stands before may never have been closed.
        next.extend(follow::next(network, "from_declaration", &[]));
    }
    let view = View::at(here, cursor);
    if cursor.text_since.is_some() {
        let asks = |rule| next.iter().any(|it| it.rule == rule);
        return if asks("sheet") { text::in_sheet_clause(&view) } else { Vec::new() };
    }
    let in_cell = next.iter().any(|next| next.within.contains("cell"));
    let asked = asked(&view, in_cell);
    let mut offers = Vec::new();
    for next in next.iter().filter(|next| has_a_place(&view, next, &asked)) {
        match next.terminal {
            Terminal::Word(_) if cursor.base.is_some() => {}
            Terminal::Word(word) => offers.extend(words::of(&view, file, next, word)),
            Terminal::Mark(_) => {}
            Terminal::Open(class) => open(&view, next, class, &asked, &mut offers),
        }
    }
    if cursor.base.is_none() && next.iter().any(|next| next.rule == "state") {
        offers.extend(words::states(&view));
    }
    offers
}

/// Whether something that the grammar admits means anything here.
fn has_a_place(view: &View<'_>, next: &Next, asked: &Asked) -> bool {
    let within = |rule| next.within.contains(rule);
    let constant = ["cell", "any_cell", "up_to", "constant", "numeric", "unit_word", "magnitude"];
    let joins = matches!(next.terminal, Terminal::Word("or" | "to"));
    let word = matches!(next.terminal, Terminal::Word(_));
    let single = matches!(asked.wanted, Some(Wanted::Of(_) | Wanted::Country));
    match next.rule {
        // These are offered as a whole.
        "state" | "negative_state" | "plain_state" => false,
        "the_highest" => within("together"),
        "the_period" => within("due"),
        "doc" => false,
        rule if asked.constant && within("cell") => joins || constant.contains(&rule) || !word,
        rule if single && word && COMPUTES.contains(&rule) => false,
        "constant" if single => next.terminal == Terminal::Word("none"),
        _ if next.terminal == Terminal::Word("breach") => within("sanctions"),
        _ => view.cursor.base.is_none() || !word,
    }
}

/// What a kind of word can be.
fn open(view: &View<'_>, next: &Next, class: Class, asked: &Asked, offers: &mut Vec<Offer>) {
    match class {
        Class::Name | Class::Path => match view.cursor.base {
            Some(base) if class == Class::Path => offers.extend(names::behind_dot(view, base)),
            Some(_) => {}
            None => offers.extend(names::of_rule(view, next.rule, asked)),
        },
        Class::Dotted => match (next.rule, view.cursor.base) {
            ("use_line" | "tests_header", Some(base)) => {
                offers.extend(names::longer_homes(view, base));
            }
            ("use_line", None) => offers.extend(names::homes(view, false)),
            ("tests_header", None) => offers.extend(names::homes(view, true)),
            _ => {}
        },
        _ if view.cursor.base.is_some() => {}
        Class::Currency => offers.extend(currencies(view, asked)),
        Class::Country => {
            offers.push(Offer::new("EU", Picture::Value, Rank::Value).with("European Union"));
            let codes = Country::codes().into_iter();
            offers.extend(codes.map(|code| names::country(code, Rank::Value)));
        }
        Class::Lint => offers.extend(Rule::ALL.iter().map(|rule| {
            Offer::new(rule.name(), Picture::Value, Rank::Value).with(rule.code().name())
        })),
        Class::Text if next.rule == "sheet" => {
            let quoted = text::in_sheet_clause(view).into_iter();
            offers.extend(quoted.map(|it| Offer { text: format!("\"{}\"", it.text), ..it }));
        }
        Class::Text
        | Class::Date
        | Class::Figure
        | Class::Period
        | Class::Documentation
        | Class::Nothing => {}
    }
}

/// Currencies: that of the other side first, then those that the laws name.
fn currencies(view: &View<'_>, asked: &Asked) -> Vec<Offer> {
    let named = view.names.currencies();
    let rank = |code: &str| match &asked.wanted {
        Some(Wanted::Money(own)) if own == code => Rank::Value,
        _ if named.contains(code) => Rank::Fitting,
        _ => Rank::Other,
    };
    let codes = Currency::codes().iter().filter_map(|code| Currency::of(code));
    codes.map(|it| Offer::new(it.code(), Picture::Unit, rank(it.code())).with(it.name())).collect()
}
