//! The grammar as places between words, with what leads from one to the next.

use crate::front::lsp::complete::notation::{Part, rules};
use crate::ground::table::{Id, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A kind of word that the language leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// One name.
    Name,
    /// A name, or several with dots between them.
    Path,
    /// The name of a law or vocabulary.
    Dotted,
    /// `"…"`
    Text,
    /// Three capitals.
    Currency,
    /// Two capitals.
    Country,
    /// The name of a lint rule.
    Lint,
    /// `2021-07-01`, also a month or quarter
    Date,
    /// Digits.
    Figure,
    /// A year, quarter or month.
    Period,
    /// `/// …`
    Documentation,
    /// The end of the file, or what no word is.
    Nothing,
}

/// The rules whose words are open.
const CLASSES: [(&str, Class); 16] = [
    ("name", Class::Name),
    ("path", Class::Path),
    ("dotted", Class::Dotted),
    ("label", Class::Text),
    ("string", Class::Text),
    ("currency", Class::Currency),
    ("currency_code", Class::Currency),
    ("jurisdiction_code", Class::Country),
    ("lint", Class::Lint),
    ("date", Class::Date),
    ("figure", Class::Figure),
    ("period_literal", Class::Period),
    ("doc", Class::Documentation),
    ("EOI", Class::Nothing),
    ("comment", Class::Nothing),
    ("word", Class::Nothing),
];

/// What stands at one place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Terminal {
    /// A word of the language.
    Word(&'static str),
    /// A mark.
    Mark(&'static str),
    /// An open word.
    Open(Class),
}

/// A rule by its name.
#[derive(Clone, Debug)]
pub struct Rule {
    /// As the grammar calls it.
    pub name: &'static str,
    /// Before its first word.
    pub start: Id<Place>,
    /// What it can begin with.
    pub first: BTreeSet<Terminal>,
}

/// A place between two words of a rule.
#[derive(Clone, Debug)]
pub struct Place {
    /// The rule.
    pub of: Id<Rule>,
    /// Whether the rule can be over here.
    pub over: bool,
    /// What may stand next, and where that leads to.
    pub words: Vec<(Terminal, Id<Place>)>,
    /// Which rule may come next, and where that leads to.
    pub rules: Vec<(Id<Rule>, Id<Place>)>,
    /// The places that are reached without a word.
    silent: Vec<Id<Place>>,
}

/// All of the grammar.
#[derive(Debug, Default)]
pub struct Network {
    /// Its rules.
    pub rules: Table<Rule>,
    /// Its places.
    pub places: Table<Place>,
    by_name: BTreeMap<&'static str, Id<Rule>>,
}

impl Network {
    /// The grammar of laws.
    pub fn of_laws() -> &'static Network {
        static MADE: OnceLock<Network> = OnceLock::new();
        MADE.get_or_init(|| Network::of(&rules().into_iter().collect()))
    }

    /// The rule of a name.
    pub fn rule(&self, name: &str) -> Option<Id<Rule>> {
        self.by_name.get(name).copied()
    }

    fn of(written: &BTreeMap<&'static str, Part>) -> Self {
        let mut network = Network::default();
        for name in written.keys() {
            let first = BTreeSet::new();
            let id = network.rules.add(Rule { name, start: Id::at(0), first });
            network.by_name.insert(name, id);
        }
        for (name, part) in written {
            let Some(rule) = network.rule(name) else { continue };
            let (start, end) = (network.place(rule), network.place(rule));
            network.rules[rule].start = start;
            network.places[end].over = true;
            network.lay(written, rule, part, start, end);
        }
        network.hurry();
        network.begin();
        network
    }

    fn place(&mut self, of: Id<Rule>) -> Id<Place> {
        let (words, rules, silent) = Default::default();
        self.places.add(Place { of, over: false, words, rules, silent })
    }

    /// Lays a part of a rule between two places.
    fn lay(
        &mut self,
        written: &BTreeMap<&'static str, Part>,
        rule: Id<Rule>,
        part: &Part,
        from: Id<Place>,
        to: Id<Place>,
    ) {
        match part {
            Part::Literal(text) => self.places[from].words.push((literal(text), to)),
            Part::Rule("SOI") => self.places[from].silent.push(to),
            Part::Rule(name) => {
                let open = CLASSES.iter().find(|(of, _)| of == name);
                let open = open.map(|(_, class)| Terminal::Open(*class));
                match open.or_else(|| alone(written, name)) {
                    Some(terminal) => self.places[from].words.push((terminal, to)),
                    None => {
                        if let Some(inner) = self.rule(name) {
                            self.places[from].rules.push((inner, to));
                        }
                    }
                }
            }
            Part::All(parts) => {
                let mut at = from;
                for part in parts {
                    let next = self.place(rule);
                    self.lay(written, rule, part, at, next);
                    at = next;
                }
                self.places[at].silent.push(to);
            }
            Part::OneOf(parts) => {
                for part in parts {
                    self.lay(written, rule, part, from, to);
                }
            }
            Part::Maybe(part) => {
                self.lay(written, rule, part, from, to);
                self.places[from].silent.push(to);
            }
            Part::Many(part) => {
                let again = self.place(rule);
                self.places[from].silent.push(again);
                self.lay(written, rule, part, again, again);
                self.places[again].silent.push(to);
            }
        }
    }

    /// Gives each place what can be reached from it without a word.
    fn hurry(&mut self) {
        let ids: Vec<Id<Place>> = self.places.ids().collect();
        for id in ids {
            let mut reached = vec![id];
            let mut at = 0;
            while let Some(next) = reached.get(at).copied() {
                at += 1;
                for silent in self.places[next].silent.clone() {
                    if !reached.contains(&silent) {
                        reached.push(silent);
                    }
                }
            }
            let (mut words, mut rules, mut over) = (BTreeSet::new(), BTreeSet::new(), false);
            for place in reached {
                let place = &self.places[place];
                words.extend(place.words.iter().copied());
                rules.extend(place.rules.iter().copied());
                over |= place.over;
            }
            let place = &mut self.places[id];
            place.words = words.into_iter().collect();
            place.rules = rules.into_iter().collect();
            place.over = over;
        }
    }

    /// Finds what each rule can begin with.
    fn begin(&mut self) {
        let ids: Vec<Id<Rule>> = self.rules.ids().collect();
        loop {
            let mut changed = false;
            for id in &ids {
                let place = &self.places[self.rules[*id].start];
                let mut first: BTreeSet<Terminal> = place.words.iter().map(|it| it.0).collect();
                for (inner, _) in &place.rules {
                    first.extend(self.rules[*inner].first.iter().copied());
                }
                changed |= first.len() != self.rules[*id].first.len();
                self.rules[*id].first = first;
            }
            if !changed {
                return;
            }
        }
    }
}

fn literal(text: &'static str) -> Terminal {
    match text.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        true => Terminal::Word(text),
        false => Terminal::Mark(text),
    }
}

/// The one word or mark that a rule consists of, where it does.
fn alone(written: &BTreeMap<&'static str, Part>, name: &str) -> Option<Terminal> {
    match written.get(name)? {
        Part::Literal(text) => Some(literal(text)),
        Part::All(parts) => match parts.as_slice() {
            [Part::Literal(text), Part::All(none)] if none.is_empty() => Some(literal(text)),
            _ => None,
        },
        Part::Rule(_) | Part::OneOf(_) | Part::Maybe(_) | Part::Many(_) => None,
    }
}
