//! Figures that a law writes out, and the words of quotations: what several rules look for.

use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::value::{Number, Value};
use crate::language::law::{Expression, Kind, Type};
use crate::language::syntax::Declaration;
use crate::tools::lint::{Places, Subject};

/// A figure written in a condition: not one so small that everybody reads it at once.
pub(super) struct Figure {
    pub span: Span,
    pub number: Number,
    pub type_: Type,
}

/// The figures in the conditions of the laws that were named, in order.
pub(super) fn figures(subject: &Subject<'_>) -> Vec<Figure> {
    let small = Number::whole(12);
    // A parameter names its figures, and a scale or table is made of them.
    let declared = subject.named_files().flat_map(|file| &file.declarations);
    let own = Places::of(declared.filter_map(graduated));
    let figure = |(_, row): (Id<Expression>, &Expression)| {
        let Kind::Literal(Value::Number(number)) = &row.kind else { return None };
        let money = matches!(row.type_, Type::Money(_));
        let plain = matches!(row.type_, Type::Number(_)) && number.is_whole() && *number > small;
        let words = subject.sources.words(row.span);
        // What the checker puts in, such as the zero of `up to`, is not written.
        let written = words.starts_with(|letter: char| letter.is_ascii_digit());
        (written && own.around(row.span).is_none() && (plain || money && !number.is_zero()))
            .then(|| Figure { span: row.span, number: number.clone(), type_: row.type_.clone() })
    };
    let mut all: Vec<Figure> = subject.expressions().into_iter().filter_map(figure).collect();
    all.dedup_by_key(|it| it.span);
    all
}

/// Where figures are declared.
fn graduated(declaration: &Declaration) -> Option<Span> {
    match declaration {
        Declaration::Parameter(_) | Declaration::Scale(_) | Declaration::Table(_) => {
            Some(declaration.span())
        }
        Declaration::Unit(_)
        | Declaration::Entity(_)
        | Declaration::Enumeration(_)
        | Declaration::Facts(_)
        | Declaration::Event(_)
        | Declaration::Calendar(_)
        | Declaration::Define(_)
        | Declaration::Status(_)
        | Declaration::Duty(_)
        | Declaration::Sanctions(_)
        | Declaration::Test(_)
        | Declaration::Assertion(_) => None,
    }
}
