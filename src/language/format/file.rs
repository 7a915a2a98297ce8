//! Writes a whole file: the header, the uses and the declarations.

use crate::language::format::assertion::assertion;
use crate::language::format::calendar::calendar;
use crate::language::format::clause::{clause, path, said};
use crate::language::format::define::define;
use crate::language::format::document::Doc;
use crate::language::format::duty::duty;
use crate::language::format::entity::entity;
use crate::language::format::enumeration::enumeration;
use crate::language::format::event::event;
use crate::language::format::fact::facts;
use crate::language::format::literal::literal;
use crate::language::format::page::Page;
use crate::language::format::parameter::parameter;
use crate::language::format::pen::Pen;
use crate::language::format::sanctions::sanctions;
use crate::language::format::scale::scale;
use crate::language::format::status::status;
use crate::language::format::table::table;
use crate::language::format::test::test;
use crate::language::format::unit::unit;
use crate::language::syntax::{Declaration, Header, HeaderClause, LawFile};

/// How wide the words of a law's header are.
const WORDS: usize = 13;

/// Writes a file declaration by declaration.
///
/// What takes several lines is set off by an empty line, and so are the header and the uses; what
/// takes one line stands as close to its neighbour as it was written.
pub fn write(file: &LawFile, text: &str) -> String {
    let mut pen = Pen::new(file, text);
    let mut page = Page::default();
    let mut apart = false;
    if let Some(written) = &file.header {
        let doc = header(&mut pen, written);
        page.paragraph(&doc, false);
        apart = true;
    }
    for written in &file.uses {
        let before = pen.trailing();
        let words = vec![pen.word("use"), Doc::Space(1), path(&mut pen, &written.name)];
        page.behind(&before);
        apart = page.paragraph(&Doc::several(words), apart);
    }
    apart |= !file.uses.is_empty();
    for written in &file.declarations {
        let before = pen.trailing();
        let doc = declaration(&mut pen, written);
        page.behind(&before);
        apart = page.paragraph(&doc, apart);
    }
    page.behind(&pen.trailing());
    for comment in pen.rest() {
        page.line(&comment);
    }
    page.finish()
}

fn declaration<'t>(pen: &mut Pen<'t>, written: &'t Declaration) -> Doc<'t> {
    match written {
        Declaration::Unit(written) => unit(pen, written),
        Declaration::Entity(written) => entity(pen, written),
        Declaration::Enumeration(written) => enumeration(pen, written),
        Declaration::Facts(written) => facts(pen, written),
        Declaration::Event(written) => event(pen, written),
        Declaration::Parameter(written) => parameter(pen, written),
        Declaration::Scale(written) => scale(pen, written),
        Declaration::Table(written) => table(pen, written),
        Declaration::Calendar(written) => calendar(pen, written),
        Declaration::Define(written) => define(pen, written),
        Declaration::Status(written) => status(pen, written),
        Declaration::Duty(written) => duty(pen, written),
        Declaration::Sanctions(written) => sanctions(pen, written),
        Declaration::Test(written) => test(pen, written),
        Declaration::Assertion(written) => assertion(pen, written),
    }
}

fn header<'t>(pen: &mut Pen<'t>, written: &'t Header) -> Doc<'t> {
    match written {
        Header::Law { documentation, name, title, clauses, .. } => {
            let mut docs = pen.documentation(documentation);
            docs.extend([pen.word("law"), Doc::Space(1), path(pen, name), Doc::Space(1)]);
            if let Some(title) = title {
                docs.extend([pen.at(title.span), Doc::Space(1)]);
            }
            docs.push(pen.word("{"));
            let rows = clauses.iter().map(|row| header_clause(pen, row)).collect();
            pen.close(docs, rows)
        }
        Header::Vocabulary { documentation, name, .. } => {
            let mut docs = pen.documentation(documentation);
            docs.extend([pen.word("vocabulary"), Doc::Space(1), path(pen, name)]);
            Doc::several(docs)
        }
        Header::Tests { documentation, law, .. } => {
            let mut docs = pen.documentation(documentation);
            docs.extend([pen.word("tests for"), Doc::Space(1), path(pen, law)]);
            Doc::several(docs)
        }
    }
}

fn header_clause<'t>(pen: &mut Pen<'t>, row: &'t HeaderClause) -> Doc<'t> {
    let said = match row {
        HeaderClause::Source(label, _) => said(pen, "source", |pen| pen.at(label.span)),
        HeaderClause::Jurisdiction(name, _) => said(pen, "jurisdiction", |pen| pen.at(name.span)),
        HeaderClause::Authority(label, _) => said(pen, "authority", |pen| pen.at(label.span)),
        HeaderClause::Subject(name, _) => said(pen, "subject", |pen| pen.at(name.span)),
        HeaderClause::InForce { from, until, .. } => said(pen, "in force", |pen| {
            let mut docs = vec![pen.word("from"), Doc::Space(1), literal(pen, from)];
            if let Some(until) = until {
                docs.extend([Doc::Space(1), pen.word("until"), Doc::Space(1)]);
                docs.push(literal(pen, until));
            }
            Doc::several(docs)
        }),
        HeaderClause::VerifiedThrough(date, _) => {
            said(pen, "verified through", |pen| literal(pen, date))
        }
        HeaderClause::MonthEnd { last_day, .. } => {
            let rule = if *last_day { "last day" } else { "next day" };
            said(pen, "month end", |pen| pen.word(rule))
        }
        HeaderClause::WorkingDays(calendar, _) => {
            said(pen, "working days", |pen| pen.at(calendar.span))
        }
        HeaderClause::DeadlinesMove { next, .. } => {
            let day = if *next { "next working day" } else { "previous working day" };
            said(pen, "deadlines move to", |pen| pen.word(day))
        }
        HeaderClause::Clause(row) => clause(pen, row),
    };
    said.padded(WORDS)
}
