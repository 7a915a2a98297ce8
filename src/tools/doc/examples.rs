//! The tests of a law as worked examples, and what its asserts promise.

use crate::language::syntax::{Assertion, Clause, Declaration, Expect, LawFile, Test, TestClause};
use crate::tools::doc::basis::{basis, told};
use crate::tools::doc::condition::condition;
use crate::tools::doc::figures::words;
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Basis, Block, Line, SaidLine, Section, Term};

/// The worked examples of a law, and what holds of it always; none where it has none.
pub fn sections(texts: &Texts<'_>, anchor: &str, files: &[&LawFile]) -> Vec<Section> {
    let (mut examples, mut promises) = (Vec::new(), Vec::new());
    for declaration in files.iter().flat_map(|file| &file.declarations) {
        match declaration {
            Declaration::Test(it) => examples.push(test(texts, it)),
            Declaration::Assertion(it) => promises.push(assertion(texts, it)),
            Declaration::Unit(_)
            | Declaration::Entity(_)
            | Declaration::Enumeration(_)
            | Declaration::Facts(_)
            | Declaration::Event(_)
            | Declaration::Parameter(_)
            | Declaration::Scale(_)
            | Declaration::Table(_)
            | Declaration::Calendar(_)
            | Declaration::Define(_)
            | Declaration::Status(_)
            | Declaration::Duty(_)
            | Declaration::Sanctions(_) => {}
        }
    }
    let lists = [("promises", "Always", promises), ("examples", "Worked examples", examples)];
    let lists = lists.into_iter().filter(|(_, _, terms)| !terms.is_empty());
    let section = |(word, title, terms): (&str, &str, Vec<Term>)| Section {
        anchor: format!("{anchor}-{word}"),
        kind: "",
        name: String::new(),
        title: title.to_owned(),
        blocks: vec![Block::Terms { terms }],
    };
    lists.map(section).collect()
}

fn test(texts: &Texts<'_>, written: &Test) -> Term {
    let mut said: Vec<SaidLine> = told(&written.documentation).into_iter().collect();
    let mut clauses: Vec<&Clause> = Vec::new();
    for clause in &written.clauses {
        let span = match clause {
            TestClause::Sheet { span, .. } => *span,
            TestClause::On(_, span) => *span,
            TestClause::Given(given) => given.span,
            TestClause::Expect(
                Expect::State { span, .. }
                | Expect::Undetermined { span, .. }
                | Expect::Holds(_, span),
            ) => *span,
            TestClause::Clause(clause) => {
                clauses.push(clause);
                continue;
            }
        };
        said.push(SaidLine::plain(texts.line(span)));
    }
    rested(&mut said, basis(clauses.iter().copied()));
    Term { name: words(written.name.text.as_str()), said }
}

fn assertion(texts: &Texts<'_>, written: &Assertion) -> Term {
    let mut said: Vec<SaidLine> = told(&written.documentation).into_iter().collect();
    said.extend(condition(texts, &written.condition));
    rested(&mut said, basis(&written.clauses));
    Term { name: words(written.name.text.as_str()), said }
}

/// What the whole rests on, as its last line.
fn rested(said: &mut Vec<SaidLine>, basis: Basis) {
    if !basis.is_empty() {
        said.push(SaidLine { depth: 0, line: Line::new(), basis });
    }
}
