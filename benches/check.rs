//! From the text of a law to the checked law: megabytes in a second, on a generated law of 1 MB.

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use solon::ground::diagnostic::Found;
use solon::ground::text::{Limits, Sources};
use solon::language::check::check;
use solon::language::law::Judged;
use solon::language::syntax::read;

fn main() {
    divan::main();
}

/// A law of about `bytes` bytes: facts, parameters, definitions and duties that use them.
fn generated(bytes: usize) -> String {
    let mut text = String::from(
        "law a.law \"A law\" {\n  source \"Law No. 1\"\n  jurisdiction TR\n  subject company\n  \
         in force from 2021-01-01\n  month end last day\n}\n\nentity company {\n  name : text\n}\n\nunit users\n",
    );
    let mut at = 0;
    while text.len() < bytes {
        text.push_str(&format!(
            "\nfacts {{\n  audience_{at} : number of users over time \"Users\"\n  form_{at} : bool over time\n}}\n\n\
             parameter limit_{at} : number of users {{\n  from 2021-01-01: 500_000  cite \"art. {at}\"\n}}\n\n\
             define covered_{at} = audience_{at} > limit_{at} and any of {{\n  form_{at}  cite \"art. 1\",\n  \
             audience_{at} > 2 * limit_{at},\n}}\n\n\
             duty keep_{at} \"Keep the form\" {{\n  cite \"art. {at}\"\n  when covered_{at}\n  must form_{at}\n}}\n"
        ));
        at += 1;
    }
    text
}

#[divan::bench(args = [125_000, 1_000_000, 8_000_000], sample_count = 10)]
fn text_to_checked_law(bencher: Bencher, bytes: usize) {
    let text = generated(bytes);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let (mut sources, mut found) = (Sources::new(), Found::new());
        let source = sources.add("generated.law", text.as_str());
        let file = read(source, &text, &Limits::default(), &mut found);
        let checked = check(&[(file, Judged::Named)], &sources);
        assert!(!found.has_errors() && !checked.found.has_errors());
        checked.laws.duties.len()
    });
}

/// What a law has many of.
#[derive(Clone, Copy, Debug)]
enum Many {
    /// Facts, parameters, definitions and duties, each its share.
    Declarations,
    /// Values of one enum.
    Values,
    /// Fields of one entity.
    Fields,
    /// Fields of one event.
    EventFields,
    /// Versions of one parameter and one definition.
    Versions,
    /// Alternatives of one condition.
    Alternatives,
    /// Duties of one block of sanctions.
    BlockDuties,
    /// Steps of one block of sanctions.
    Steps,
    /// Tests.
    Tests,
    /// Givens of one test.
    Givens,
    /// Bands of one scale.
    Bands,
    /// Names that nothing declares.
    Misspelt,
    /// Fields that an entity does not have.
    MisspeltFields,
    /// Names declared twice.
    Twice,
}

const MANY: [Many; 14] = [
    Many::Declarations,
    Many::Values,
    Many::Fields,
    Many::EventFields,
    Many::Versions,
    Many::Alternatives,
    Many::BlockDuties,
    Many::Steps,
    Many::Tests,
    Many::Givens,
    Many::Bands,
    Many::Misspelt,
    Many::MisspeltFields,
    Many::Twice,
];

/// `one(0) + separator + one(1) …`
fn each(count: usize, separator: &str, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<String>>().join(separator)
}

fn day(at: usize) -> String {
    let (year, rest) = (2021 + at / 336, at % 336);
    format!("{year}-{:02}-{:02}", rest / 28 + 1, rest % 28 + 1)
}

/// A law of about `count` of one thing.
fn law_of(many: Many, count: usize) -> String {
    let of_fields = matches!(many, Many::Fields | Many::MisspeltFields);
    let count_of_fields = if of_fields { count } else { 0 };
    let fields = each(count_of_fields, "\n  ", |at| format!("f{at} : bool"));
    let header = format!(
        "law a.law \"A law\" {{\n  source \"Law No. 1\"\n  jurisdiction TR\n  subject company\n  \
         in force from 2021-01-01\n  month end last day\n}}\n\nentity company {{\n  name : text\n  {fields}\n}}\n\n\
         facts {{ truth : bool  figure : number }}\n\n"
    );
    let body = match many {
        Many::Declarations => each(count / 5, "\n", |at| {
            format!(
                "facts {{ a{at} : number over time  b{at} : bool }}\nparameter p{at} : number {{ from 2021-01-01: 5 }}\n\
                 define d{at} = a{at} > p{at} and b{at}\nduty o{at} {{ when d{at}  must b{at} }}"
            )
        }),
        Many::Values => format!(
            "enum kind {{ {} }}\nfacts {{ of_kind : kind }}\nduty o {{ must any of {{ {} }} }}",
            each(count, ", ", |at| format!("v{at}")),
            each(count, ", ", |at| format!("of_kind = v{at}")),
        ),
        Many::Fields => format!(
            "duty o {{ must any of {{ {} }} }}",
            each(count, ", ", |at| format!("company.f{at}"))
        ),
        Many::EventFields => format!(
            "event e {{ {} }}\nduty o {{ must any of {{ {} }} }}",
            each(count, " ", |at| format!("f{at} : bool")),
            each(count, ", ", |at| format!("e.f{at}")),
        ),
        Many::Versions => format!(
            "parameter p : number {{ {} }}\ndefine d : bool {{ {} }}\nduty o {{ when figure > p  must d }}",
            each(count / 2, " ", |at| format!("from {}: {at}", day(at))),
            each(count / 2, " ", |at| format!("from {}: truth", day(at))),
        ),
        Many::Alternatives => format!(
            "duty o {{ must any of {{ {} }} }}",
            each(count, ", ", |at| format!("figure = {at} cite \"art. {at}\""))
        ),
        Many::BlockDuties => format!(
            "{}\nsanctions s {{ for {}  step x {{ may block }} }}",
            each(count, "\n", |at| format!("duty o{at} {{ must truth }}")),
            each(count, ", ", |at| format!("o{at}")),
        ),
        Many::Steps => format!(
            "duty o {{ must truth }}\nduty q {{ must truth }}\nsanctions s {{ for o, q\n{} }}",
            each(count, "\n", |at| format!("step x{at} {{ may fine {at} TRY }}")),
        ),
        Many::Tests => format!(
            "duty o {{ must truth and figure = 1 }}\n{}",
            each(count, "\n", |at| {
                format!("test \"t{at}\" {{ given truth = true  on {}  expect truth }}", day(at))
            })
        ),
        Many::Givens => format!(
            "facts {{ state : bool over time }}\nduty o {{ must state and truth and figure = 1 }}\n\
             test \"t\" {{ {}  on 2022-01-01  expect state }}",
            each(count, " ", |at| format!("given state = true from {}", day(at))),
        ),
        Many::Bands => format!(
            "scale s on number, marginal {{ {} above: 1% }}\nduty o {{ must truth and s(figure) > 1 }}",
            each(count, " ", |at| format!("up to {}: 2%", at + 1)),
        ),
        Many::Misspelt => format!(
            "duty o {{ must truth and figure = 1 }}\n{}",
            each(count, "\n", |at| format!("define d{at} = trut{at}")),
        ),
        Many::MisspeltFields => format!(
            "duty o {{ must any of {{ truth, figure = 1, {} }} }}",
            each(count, ", ", |at| format!("company.fx{at}"))
        ),
        Many::Twice => format!(
            "duty o {{ must truth and figure = 1 }}\n{}",
            each(count, "\n", |_| "define d = truth".to_owned()),
        ),
    };
    header + &body + "\n"
}

/// Ten and twenty thousand of each: twice as many take at most two and a half times the time.
#[divan::bench(args = MANY, consts = [10_000, 20_000], sample_count = 5, sample_size = 1)]
fn tree_to_checked_law<const COUNT: usize>(bencher: Bencher, many: Many) {
    let text = law_of(many, COUNT);
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let limits = Limits { law_bytes: usize::MAX, ..Limits::default() };
    let source = sources.add("generated.law", text.as_str());
    let files = [(read(source, &text, &limits, &mut found), Judged::Named)];
    assert!(!found.has_errors(), "{:#?}", found.diagnostics.first());
    let wrong = matches!(many, Many::Misspelt | Many::MisspeltFields | Many::Twice);
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| {
        let checked = check(&files, &sources);
        assert!(checked.found.has_errors() == wrong, "{:#?}", checked.found.diagnostics.first());
        checked.laws.expressions.len()
    });
}

/// Laws of five declarations each, a file for each, that use one vocabulary.
#[divan::bench(consts = [10_000, 20_000], sample_count = 5, sample_size = 1)]
fn files_to_checked_laws<const COUNT: usize>(bencher: Bencher) {
    let (mut sources, mut found) = (Sources::new(), Found::new());
    let mut files = Vec::new();
    let mut add = |text: &str| {
        let source = sources.add("generated.law", text);
        files.push((read(source, text, &Limits::default(), &mut found), Judged::Named));
    };
    add(&format!(
        "vocabulary shared\n\nentity company {{ name : text }}\n{}",
        each(COUNT / 10, "\n", |at| format!("parameter p{at} : number {{ from 2021-01-01: 5 }}")),
    ));
    for at in 0..COUNT / 5 {
        add(&format!(
            "law a.law{at} \"A law\" {{\n  source \"Law No. 1\"\n  jurisdiction TR\n  subject company\n  \
             in force from 2021-01-01\n}}\n\nuse shared\n\nfacts {{ a : number over time  b : bool }}\n\
             define d = a > p{} and b\nduty o {{ when d  must b }}\n",
            at % (COUNT / 10),
        ));
    }
    assert!(!found.has_errors(), "{:#?}", found.diagnostics.first());
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| {
        let checked = check(&files, &sources);
        assert!(!checked.found.has_errors(), "{:#?}", checked.found.diagnostics.first());
        checked.laws.laws.len()
    });
}
