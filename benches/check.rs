//! From the text of a law to the checked law: megabytes in a second, on a generated law of 1 MB.

use divan::Bencher;
use divan::counter::BytesCount;
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
