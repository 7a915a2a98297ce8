//! One law or vocabulary as a chapter: its header, its declarations, and the lists behind them.

use crate::language::syntax::{Header, HeaderClause, Label, LawFile, Words};
use crate::tools::doc::basis::{basis, paragraphs, terms};
use crate::tools::doc::figures::words;
use crate::tools::doc::section::section;
use crate::tools::doc::source::Texts;
use crate::tools::doc::{Block, Chapter, Line, Piece, Section, Term, articles, dates, examples};

/// The chapter of a law or vocabulary, with the files of its tests; none of a file that is neither.
pub fn chapter(texts: &Texts<'_>, file: &LawFile, tests: &[&LawFile]) -> Option<Chapter> {
    let Section { anchor, kind, name, title, blocks } = opening(texts, file)?;
    let mut sections: Vec<Section> =
        file.declarations.iter().filter_map(|written| section(texts, written)).collect();
    let mut blocks_of_facts = 0;
    for section in sections.iter_mut().filter(|section| section.anchor.is_empty()) {
        blocks_of_facts += 1;
        section.anchor = format!("{anchor}-facts-{blocks_of_facts}");
    }
    let articles = articles::section(&anchor, &sections);
    sections.extend(dates::section(texts, &anchor, file));
    sections.extend(articles);
    let all: Vec<&LawFile> = [file].into_iter().chain(tests.iter().copied()).collect();
    sections.extend(examples::sections(texts, &anchor, &all));
    Some(Chapter { anchor, kind, name, title, blocks, sections })
}

/// What the header of a law or vocabulary says, as a section; none of a file that is neither.
pub fn opening(texts: &Texts<'_>, file: &LawFile) -> Option<Section> {
    let (kind, name, title, blocks) = match file.header.as_ref()? {
        Header::Law { documentation, name, title, clauses, .. } => {
            ("law", name.dotted(), title.as_ref(), law(texts, file, documentation, clauses))
        }
        Header::Vocabulary { documentation, name, .. } => {
            ("vocabulary", name.dotted(), None, paragraphs(documentation))
        }
        Header::Tests { .. } => return None,
    };
    let title = title.map_or_else(|| name.clone(), |title: &Label| title.text.to_string());
    Some(Section { anchor: name.clone(), kind, name, title, blocks })
}

fn law(
    texts: &Texts<'_>,
    file: &LawFile,
    documentation: &Words,
    clauses: &[HeaderClause],
) -> Vec<Block> {
    let mut blocks = paragraphs(documentation);
    let mut under = Vec::new();
    let mut rests = Vec::new();
    let text = |label: &Label| words(label.text.as_str());
    for clause in clauses {
        let (head, line) = match clause {
            HeaderClause::Source(source, _) => ("Source", text(source)),
            HeaderClause::Jurisdiction(code, _) => ("Jurisdiction", words(code.text.as_str())),
            HeaderClause::Authority(authority, _) => ("Authority", text(authority)),
            HeaderClause::Subject(entity, _) => ("Judges each", vec![texts.name(entity.span)]),
            HeaderClause::InForce { from, until, .. } => {
                let until = until.as_ref().map(|it| format!(" until {}", texts.plain(it.span())));
                let from = texts.plain(from.span());
                ("In force", words(format!("from {from}{}", until.unwrap_or_default())))
            }
            HeaderClause::VerifiedThrough(date, _) => {
                ("Verified through", words(texts.plain(date.span())))
            }
            HeaderClause::MonthEnd { last_day, .. } => {
                let day = if *last_day { "the last day of the month" } else { "the day after it" };
                ("Month end", words(format!("where a month lacks the day, {day}")))
            }
            HeaderClause::WorkingDays(calendar, _) => {
                ("Working days", vec![texts.name(calendar.span)])
            }
            HeaderClause::DeadlinesMove { next, .. } => {
                let day =
                    if *next { "to the next working day" } else { "to the working day before" };
                ("Deadlines move", words(day))
            }
            HeaderClause::Clause(clause) => {
                rests.push(clause);
                continue;
            }
        };
        under.push(Term::line(head, line));
    }
    if !file.uses.is_empty() {
        let mut line = Line::new();
        for used in &file.uses {
            if !line.is_empty() {
                line.push(Piece::words(", "));
            }
            line.push(texts.name(used.name.span));
        }
        under.push(Term::line("Uses", line));
    }
    let basis = basis(rests);
    if !basis.is_empty() {
        blocks.push(Block::Basis { basis });
    }
    blocks.extend(terms(under));
    blocks
}
