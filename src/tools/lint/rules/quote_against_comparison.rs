//! `quote_against_comparison`: quoted words that say "at least" over a comparison that says "more
//! than", and the like.

use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::law::{Basis, Comparison, Expression, Kind, Laws, Provision, Type};
use crate::tools::lint::{Rule, Subject};

/// What words of a law mean for what stands at the threshold itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

/// Words of laws, in the languages of those we ship. The longer stand before those they contain.
const WORDS: &[(&str, Says)] = &[
    ("not less than", Says::AtLeast),
    ("no less than", Says::AtLeast),
    ("no fewer than", Says::AtLeast),
    ("at least", Says::AtLeast),
    ("equal to or greater than", Says::AtLeast),
    ("equal to or higher than", Says::AtLeast),
    ("mindestens", Says::AtLeast),
    ("не менее", Says::AtLeast),
    ("en az", Says::AtLeast),
    ("not more than", Says::AtMost),
    ("no more than", Says::AtMost),
    ("not exceeding", Says::AtMost),
    ("does not exceed", Says::AtMost),
    ("at most", Says::AtMost),
    ("up to", Says::AtMost),
    ("höchstens", Says::AtMost),
    ("не более", Says::AtMost),
    ("en fazla", Says::AtMost),
    ("more than", Says::MoreThan),
    ("exceeding", Says::MoreThan),
    ("exceeds", Says::MoreThan),
    ("in excess of", Says::MoreThan),
    ("mehr als", Says::MoreThan),
    ("более", Says::MoreThan),
    ("свыше", Says::MoreThan),
    ("fazla", Says::MoreThan),
    ("less than", Says::LessThan),
    ("fewer than", Says::LessThan),
    ("weniger als", Says::LessThan),
    ("менее", Says::LessThan),
    ("az", Says::LessThan),
];

pub(super) fn look(subject: &Subject<'_>, found: &mut Found) {
    let laws = subject.laws;
    for (_, law) in subject.named() {
        for provision in &law.provisions {
            let roots: Vec<(&Basis, Option<Id<Expression>>)> = match *provision {
                Provision::Define(id) => {
                    let row = &laws.defines[id];
                    let versions = row.versions.versions().iter();
                    versions
                        .flat_map(|it| {
                            let value = Some(it.value.value);
                            [(&row.basis, value), (&it.value.basis, value)]
                        })
                        .collect()
                }
                Provision::Duty(id) => {
                    let row = &laws.duties[id];
                    vec![(&row.basis, row.when)]
                }
                Provision::Fact(_)
                | Provision::Event(_)
                | Provision::Parameter(_)
                | Provision::Scale(_)
                | Provision::Table(_)
                | Provision::Status(_)
                | Provision::Sanctions(_) => Vec::new(),
            };
            for (basis, root) in roots {
                if let Some(root) = root {
                    against(subject, basis, root, found);
                }
            }
        }
    }
}

/// Where the quotation has one such word and the condition one such comparison, they must agree.
fn against(subject: &Subject<'_>, basis: &Basis, root: Id<Expression>, found: &mut Found) {
    let said: Vec<(&str, Says)> = basis.quotes.iter().flat_map(|quote| words(quote)).collect();
    let compared = comparisons(subject.laws, root);
    let ([(word, says)], [(span, comparison, turned)]) = (said.as_slice(), compared.as_slice())
    else {
        return;
    };
    let means = match comparison {
        Comparison::GreaterOrEqual => Says::AtLeast,
        Comparison::Greater => Says::MoreThan,
        Comparison::LessOrEqual => Says::AtMost,
        Comparison::Less => Says::LessThan,
        Comparison::Equal | Comparison::NotEqual => return,
    };
    let means = if *turned { mirrored(means) } else { means };
    let (here, there) = (sign(*says), sign(means));
    // `not less than` over `<` negates it elsewhere: only what differs at the threshold alone.
    let beside = matches!(
        (says, means),
        (Says::AtLeast, Says::MoreThan)
            | (Says::MoreThan, Says::AtLeast)
            | (Says::AtMost, Says::LessThan)
            | (Says::LessThan, Says::AtMost)
    );
    if beside {
        found
            .report(
                Rule::QuoteAgainstComparison.code(),
                *span,
                format!("the law says “{word}”, and this says `{there}`"),
            )
            .help(format!(
                "write `{here}`, or quote the words that say it otherwise: they differ at the \
                 threshold itself"
            ));
    }
}

fn mirrored(says: Says) -> Says {
    match says {
        Says::AtLeast => Says::AtMost,
        Says::MoreThan => Says::LessThan,
        Says::AtMost => Says::AtLeast,
        Says::LessThan => Says::MoreThan,
    }
}

fn sign(says: Says) -> &'static str {
    match says {
        Says::AtLeast => ">=",
        Says::MoreThan => ">",
        Says::AtMost => "<=",
        Says::LessThan => "<",
    }
}

/// The words of a quotation that say where a threshold lies, each whole.
fn words(quote: &str) -> Vec<(&'static str, Says)> {
    let mut rest = quote.to_lowercase();
    let mut all = Vec::new();
    for (word, says) in WORDS {
        while let Some(at) = whole(&rest, word) {
            all.push((*word, *says));
            rest.replace_range(at..at + word.len(), &" ".repeat(word.len()));
        }
    }
    all
}

fn whole(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|it| it.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|it| it.chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphabetic)
    })
}

/// The comparisons of numbers and money below an expression, and whether the figure stands first.
fn comparisons(laws: &Laws, root: Id<Expression>) -> Vec<(Span, Comparison, bool)> {
    let mut all = Vec::new();
    let mut waiting = vec![root];
    while let Some(id) = waiting.pop() {
        let row = &laws.expressions[id];
        if let Kind::Compare(comparison, one, two) = &row.kind
            && matches!(laws.expressions[*one].type_, Type::Number(_) | Type::Money(_))
        {
            let figure = |id: &Id<Expression>| {
                matches!(laws.expressions[*id].kind, Kind::Literal(_) | Kind::Parameter(_))
            };
            all.push((row.span, *comparison, figure(one) && !figure(two)));
        }
        waiting.extend(row.kind.children());
    }
    all
}
