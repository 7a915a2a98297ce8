//! The grammar and what pest makes of a text: the only code that names pest.

use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source, Span};
use crate::language::syntax::Allowed;
use compact_str::CompactString;
use pest::{Parser, Token};
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The parser that pest derives from the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/file.pest"]
#[grammar = "grammar/expression.pest"]
#[grammar = "grammar/unit.pest"]
#[grammar = "grammar/entity.pest"]
#[grammar = "grammar/enumeration.pest"]
#[grammar = "grammar/fact.pest"]
#[grammar = "grammar/event.pest"]
#[grammar = "grammar/parameter.pest"]
#[grammar = "grammar/scale.pest"]
#[grammar = "grammar/table.pest"]
#[grammar = "grammar/calendar.pest"]
#[grammar = "grammar/define.pest"]
#[grammar = "grammar/status.pest"]
#[grammar = "grammar/duty.pest"]
#[grammar = "grammar/sanctions.pest"]
#[grammar = "grammar/test.pest"]
#[grammar = "grammar/assertion.pest"]
struct Grammar;

/// What a text is, in the order in which it is written: each row stands before its parts.
pub(super) struct Tree {
    rows: Vec<Row>,
}

/// One matched rule.
struct Row {
    rule: Rule,
    start: usize,
    /// Behind its last word: what pest skips behind that does not belong to it.
    end: usize,
    /// How many rows it has, its parts included.
    size: usize,
}

/// Where and why a text does not follow the grammar.
pub(super) struct Failure {
    /// The place, as an offset of the whole text.
    pub(super) at: usize,
    /// What could have stood there; empty where a limit was reached.
    pub(super) expected: Vec<Rule>,
}

/// Reads `text` as `rule`; `base` is where it stands in the whole text.
pub(super) fn parse(rule: Rule, text: &str, base: usize) -> Result<Tree, Failure> {
    limit_calls(text.len());
    match Grammar::parse(rule, text) {
        Ok(pairs) => Ok(Tree::of(pairs.tokens(), base)),
        Err(error) => {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => {
                    at
                }
            };
            let expected = match error.variant {
                pest::error::ErrorVariant::ParsingError { positives, negatives } => {
                    unsaid(positives, &negatives)
                }
                pest::error::ErrorVariant::CustomError { .. } => Vec::new(),
            };
            Err(Failure { at: base + at, expected })
        }
    }
}

/// What could have stood where the grammar, to be quick, looked at one character and tried no more.
fn unsaid(mut expected: Vec<Rule>, found: &[Rule]) -> Vec<Rule> {
    if found.contains(&Rule::finished) {
        expected.extend([Rule::infix, Rule::op_in, Rule::op_at, Rule::field, Rule::kw_is]);
        expected.extend([Rule::kw_has, Rule::kw_no, Rule::kw_rounded, Rule::kw_throughout]);
    }
    if expected.contains(&Rule::constant) {
        expected.extend([Rule::not, Rule::minus, Rule::kw_up]);
    }
    expected.sort();
    expected.dedup();
    expected
}

/// The most calls of rules that a byte may cost; well-formed laws take a small part of it.
const CALLS_PER_BYTE: usize = 500;

/// The largest text so far. pest knows one limit for the whole process, so it only ever grows:
/// a small text read beside a large one must not take the large one's calls away.
static LARGEST: AtomicUsize = AtomicUsize::new(0);

/// Keeps the work of the parser proportional to the size of the text.
fn limit_calls(bytes: usize) {
    let largest = LARGEST.fetch_max(bytes, Ordering::Relaxed).max(bytes);
    let calls = largest.saturating_mul(CALLS_PER_BYTE).saturating_add(100_000);
    pest::set_call_limit(NonZeroUsize::new(calls));
}

impl Tree {
    fn of<'t>(tokens: impl Iterator<Item = Token<'t, Rule>>, base: usize) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut last = base;
        for token in tokens {
            match token {
                Token::Start { rule, pos } => {
                    open.push(rows.len());
                    rows.push(Row { rule, start: base + pos.pos(), end: 0, size: 1 });
                }
                Token::End { pos, .. } => {
                    let index = open.pop().unwrap_or(0);
                    let size = rows.len() - index;
                    if size == 1 {
                        last = base + pos.pos();
                    }
                    if let Some(row) = rows.get_mut(index) {
                        row.end = last;
                        row.size = size;
                    }
                }
            }
        }
        Self { rows }
    }

    /// The whole.
    pub(super) fn root(&self) -> Node<'_> {
        Node { rows: &self.rows }
    }
}

/// One matched rule with its parts.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    rows: &'t [Row],
}

impl<'t> Node<'t> {
    /// Which rule.
    pub(super) fn rule(self) -> Rule {
        self.rows.first().map_or(Rule::EOI, |row| row.rule)
    }

    /// Where it begins.
    pub(super) fn start(self) -> usize {
        self.rows.first().map_or(0, |row| row.start)
    }

    /// Behind its last word.
    pub(super) fn end(self) -> usize {
        self.rows.first().map_or(0, |row| row.end)
    }

    /// Its parts in order.
    pub(super) fn parts(self) -> Parts<'t> {
        Parts { rows: self.rows.get(1..).unwrap_or(&[]) }
    }

    /// Its first part of a rule, where there is one.
    pub(super) fn maybe(self, rule: Rule) -> Option<Node<'t>> {
        self.parts().find(|part| part.rule() == rule)
    }

    /// Its first part of a rule that the grammar promises.
    pub(super) fn part(self, rule: Rule) -> Node<'t> {
        let found = self.maybe(rule);
        debug_assert!(found.is_some(), "{:?} has no {rule:?}", self.rule());
        found.unwrap_or(self)
    }

    /// Its last part.
    pub(super) fn last(self) -> Node<'t> {
        self.parts().last().unwrap_or(self)
    }

    /// All its parts of a rule, in order.
    pub(super) fn all(self, rule: Rule) -> impl Iterator<Item = Node<'t>> {
        self.parts().filter(move |part| part.rule() == rule)
    }

    /// Whether it has a part of a rule.
    pub(super) fn has(self, rule: Rule) -> bool {
        self.maybe(rule).is_some()
    }
}

/// The parts of a rule in order; copied to look ahead.
#[derive(Clone, Copy)]
pub(super) struct Parts<'t> {
    rows: &'t [Row],
}

impl Parts<'_> {
    /// The rule of the next part.
    pub(super) fn peek(self) -> Option<Rule> {
        self.rows.first().map(|row| row.rule)
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let size = self.rows.first()?.size;
        let (node, rest) = self.rows.split_at_checked(size)?;
        self.rows = rest;
        Some(Node { rows: node })
    }
}

/// What every reading function needs: the text, its name, and where problems go.
pub(super) struct Reader<'t> {
    /// The whole text.
    pub(super) text: &'t str,
    /// Its id.
    pub(super) source: Id<Source>,
    /// How large numbers may be.
    pub(super) limits: Limits,
    /// Whether the expression being read was already told to be too deep.
    pub(super) too_deep: bool,
    /// Whether the expression being read was already told to hold loose operators.
    pub(super) loose: bool,
    /// What stands before the last dot of each path.
    pub(super) mentions: BTreeSet<CompactString>,
    /// Every `allow`.
    pub(super) allowed: Vec<Allowed>,
    /// What was found.
    pub(super) found: &'t mut Found,
}

impl<'t> Reader<'t> {
    /// The words of a node.
    pub(super) fn words(&self, node: Node<'_>) -> &'t str {
        self.text.get(node.start()..node.end()).unwrap_or("")
    }

    /// The place of a node.
    pub(super) fn span(&self, node: Node<'_>) -> Span {
        self.place(node.start(), node.end())
    }

    /// A place in the text.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start, end)
    }
}
