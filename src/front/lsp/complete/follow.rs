//! What may stand next behind words of a law. The words are followed through the grammar, every way at
//! once; where they do not follow it, what could not be read is left out.

use crate::front::lsp::complete::network::{Network, Place, Rule, Terminal};
use crate::front::lsp::complete::token::Token;
use crate::ground::table::Id;
use std::collections::{BTreeMap, BTreeSet};

/// The most steps taken for one question: a text that nobody would write is not followed to its end.
const MOST_STEPS: usize = 400_000;
/// How far back a place is looked for at which a word that does not fit would have.
const MOST_BACK: usize = 64;

/// One thing that may stand next.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Next {
    /// The word, mark or kind of word.
    pub terminal: Terminal,
    /// The rule that asks for it.
    pub rule: &'static str,
    /// The words that must follow it.
    pub behind: Vec<&'static str>,
    /// The rules that this rule may stand in here, by name.
    pub within: BTreeSet<&'static str>,
}

/// What may stand behind these words, read from the beginning of a rule.
pub fn next(network: &Network, rule: &str, words: &[Token<'_>]) -> Vec<Next> {
    let Some(rule) = network.rule(rule) else { return Vec::new() };
    let mut chart = Chart { network, sets: vec![Set::default()], steps: 0 };
    chart.put(0, Way { at: network.rules[rule].start, since: 0 });
    let mut here = 0;
    let mut depth = 0_usize;
    for word in words {
        match word.text {
            "}" | ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if let Some(reached) = chart.read(here, depth, word) {
            here = reached;
        }
        match word.text {
            "{" | "(" => depth += 1,
            _ => {}
        }
        if chart.steps > MOST_STEPS {
            return Vec::new();
        }
        if let Some(set) = chart.sets.get_mut(here) {
            set.depth = depth;
        }
    }
    chart.expected(here)
}

/// A way that the words may have been read: where it has come to, and where its rule began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    at: Id<Place>,
    since: usize,
}

/// Every way that leads to a place between two words.
#[derive(Clone, Debug, Default)]
struct Set {
    ways: Vec<Way>,
    known: BTreeSet<Way>,
    /// What waits here for a rule to be over.
    waiting: BTreeMap<Id<Rule>, Vec<Way>>,
    /// How many brackets are open.
    depth: usize,
    /// The set before the word that leads here.
    before: usize,
}

struct Chart<'n> {
    network: &'n Network,
    sets: Vec<Set>,
    steps: usize,
}

impl Chart<'_> {
    /// Reads a word behind a set, or behind the nearest one before it that it fits. Gives the set
    /// behind the word; none where it fits nowhere near.
    fn read(&mut self, here: usize, depth: usize, word: &Token<'_>) -> Option<usize> {
        let inside = match word.text {
            "}" | ")" => depth + 1,
            _ => depth,
        };
        let mut at = here;
        for _ in 0..MOST_BACK {
            // Behind what was opened and not yet closed a word is only looked for in the open.
            let fits = at == here || self.sets.get(at).is_some_and(|set| set.depth == inside);
            if fits && let Some(reached) = self.step(at, word) {
                return Some(reached);
            }
            let before = self.sets.get(at)?.before;
            if at == 0 {
                return None;
            }
            at = before;
        }
        None
    }

    /// Reads a word behind a set.
    fn step(&mut self, at: usize, word: &Token<'_>) -> Option<usize> {
        self.open(at, Some(word));
        let ways = self.sets.get(at)?.ways.clone();
        let to = self.sets.len();
        self.sets.push(Set { before: at, ..Set::default() });
        for way in ways {
            for (terminal, next) in &self.network.places[way.at].words {
                if word.can_be(*terminal) {
                    self.put(to, Way { at: *next, since: way.since });
                }
            }
        }
        if self.sets.get(to).is_some_and(|set| set.ways.is_empty()) {
            self.sets.pop();
            return None;
        }
        Some(to)
    }

    /// Opens every rule that may come next, where it can begin with a word if one is given.
    fn open(&mut self, at: usize, word: Option<&Token<'_>>) {
        let mut next = 0;
        while let Some(way) = self.sets.get(at).and_then(|set| set.ways.get(next)).copied() {
            next += 1;
            let network = self.network;
            for (rule, to) in &network.places[way.at].rules {
                self.steps += 1;
                let first = &network.rules[*rule].first;
                let begins = |word: &Token<'_>| first.iter().any(|it| word.can_be(*it));
                if word.is_some_and(|word| !begins(word)) {
                    continue;
                }
                let waits = Way { at: *to, since: way.since };
                if let Some(set) = self.sets.get_mut(at) {
                    let waiting = set.waiting.entry(*rule).or_default();
                    if !waiting.contains(&waits) {
                        waiting.push(waits);
                    }
                }
                self.put(at, Way { at: network.rules[*rule].start, since: at });
            }
        }
    }

    /// Adds a way to a set, and what goes on where its rule is over.
    fn put(&mut self, to: usize, way: Way) {
        let mut new = vec![way];
        while let Some(way) = new.pop() {
            self.steps += 1;
            let Some(set) = self.sets.get_mut(to) else { return };
            if self.steps > MOST_STEPS || !set.known.insert(way) {
                continue;
            }
            set.ways.push(way);
            let place = &self.network.places[way.at];
            if place.over
                && way.since != to
                && let Some(waiting) =
                    self.sets.get(way.since).and_then(|set| set.waiting.get(&place.of))
            {
                new.extend(waiting.iter().copied());
            }
        }
    }

    /// Everything that may stand behind a set.
    fn expected(&mut self, here: usize) -> Vec<Next> {
        self.open(here, None);
        let ways = self.sets.get(here).map(|set| set.ways.clone()).unwrap_or_default();
        let mut found = BTreeSet::new();
        for way in ways {
            let place = &self.network.places[way.at];
            if place.words.is_empty() {
                continue;
            }
            let within = self.within(here, way);
            for (terminal, to) in &place.words {
                let behind = self.behind(*to);
                let rule = self.network.rules[place.of].name;
                found.insert(Next { terminal: *terminal, rule, behind, within: within.clone() });
            }
        }
        found.into_iter().collect()
    }

    /// The rules that a way stands in.
    fn within(&self, here: usize, way: Way) -> BTreeSet<&'static str> {
        let mut rules = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![(self.network.places[way.at].of, way.since)];
        while let Some((rule, since)) = open.pop() {
            if !seen.insert((rule, since)) {
                continue;
            }
            rules.insert(self.network.rules[rule].name);
            let waiting = self.sets.get(since.min(here)).and_then(|set| set.waiting.get(&rule));
            for parent in waiting.into_iter().flatten() {
                open.push((self.network.places[parent.at].of, parent.since));
            }
        }
        rules
    }

    /// The words that must follow at a place, as far as there is no choice.
    fn behind(&self, from: Id<Place>) -> Vec<&'static str> {
        let mut words = Vec::new();
        let mut at = from;
        let mut outer = Vec::new();
        // Longer phrases are no words any more.
        for _ in 0..12 {
            let place = &self.network.places[at];
            match (place.words.as_slice(), place.rules.as_slice()) {
                ([(Terminal::Word(word), to)], []) if !place.over => {
                    words.push(*word);
                    at = *to;
                }
                ([], [(rule, to)]) if !place.over => {
                    outer.push(*to);
                    at = self.network.rules[*rule].start;
                }
                ([], []) if place.over => match outer.pop() {
                    Some(to) => at = to,
                    None => break,
                },
                _ => break,
            }
        }
        words
    }
}
