//! What became of the mutants of laws, told to people.

use crate::ground::text::{Sources, Span};
use crate::tools::report::diff::words;
use crate::tools::report::harmless::plain;
use crate::tools::testing::mutate::score::by_law;
use crate::tools::testing::mutate::{Fate, Mutant, Notice, Score, Tried};

/// A sheet of more lines is told by the test alone.
const LONG: usize = 24;

/// The whole report; what was noticed or refused is listed where `all` is set.
pub fn text(sources: &Sources, tried: &[Tried], all: bool) -> String {
    let laws = by_law(tried);
    let mut out = String::new();
    for (_, mutants) in &laws {
        for one in mutants {
            match &one.fate {
                Fate::Survived(notice) => {
                    heading("SURVIVED", sources, &one.mutant, &mut out);
                    survivor(notice, &mut out);
                }
                Fate::Noticed(by) if all => {
                    heading("noticed", sources, &one.mutant, &mut out);
                    out.push_str(&format!("    by \"{}\"\n\n", plain(by)));
                }
                Fate::Refused if all => {
                    heading("refused", sources, &one.mutant, &mut out);
                    out.push('\n');
                }
                Fate::Noticed(_) | Fate::Refused | Fate::Alike => {}
            }
        }
        let mut alike = mutants.iter().filter(|one| matches!(one.fate, Fate::Alike)).peekable();
        if alike.peek().is_some() {
            out.push_str("no test noticed and no sheet was found: possibly equivalent\n\n");
        }
        for one in alike {
            heading("alike", sources, &one.mutant, &mut out);
            out.push('\n');
        }
    }
    for (law, mutants) in &laws {
        out.push_str(&line(law, Score::of(mutants.iter().copied())));
    }
    if laws.len() > 1 {
        out.push_str(&line("together", Score::of(tried)));
    }
    out
}

fn line(law: &str, score: Score) -> String {
    let (noticed, of) = score.counted();
    let Score { survived, alike, refused, .. } = score;
    format!(
        "{law}: {noticed} of {of} noticed ({}%), {survived} survived, {alike} possibly equivalent, \
         {refused} refused\n",
        score.percent()
    )
}

fn heading(fate: &str, sources: &Sources, mutant: &Mutant, out: &mut String) {
    let text = &sources.source(mutant.source).text;
    let operator = mutant.operator.name();
    out.push_str(&format!("{fate:<8}  {operator}  {}\n", place(sources, mutant.at())));
    let cite = mutant.cite.as_ref().map_or(String::new(), |cite| format!("   {}", plain(cite)));
    out.push_str(&format!("    {}{cite}\n", plain(&mutant.provision)));
    out.push_str(&format!("      {}\n", plain(&mutant.before(text))));
    let after = mutant.after(text);
    let after = if after.is_empty() { "dropped".to_owned() } else { plain(&after) };
    out.push_str(&format!("    → {after}\n"));
}

fn survivor(notice: &Notice, out: &mut String) {
    let (item, on) = (words::item(&notice.item), notice.on);
    let old = plain(&words::answer(notice.old.as_ref()));
    let new = plain(&words::answer(notice.new.as_ref()));
    out.push_str(&format!("    on {on} {} is: {old}\n", plain(&item)));
    out.push_str(&format!("      with the change: {new}\n"));
    if notice.sheet.lines().count() <= LONG || notice.test.is_none() {
        out.push_str("    for this sheet:\n");
        let sheet = if notice.sheet.is_empty() { "{}\n" } else { notice.sheet.as_str() };
        sheet.lines().for_each(|line| out.push_str(&format!("      {}\n", plain(line))));
    }
    if let Some(test) = &notice.test {
        out.push_str(&format!("    a test that notices, for {}:\n", plain(&notice.file)));
        test.lines().for_each(|line| out.push_str(&format!("      {}\n", plain(line))));
    }
    out.push('\n');
}

/// `file:line:column`
fn place(sources: &Sources, span: Span) -> String {
    let at = sources.position(span);
    format!("{}:{}:{}", sources.source(span.source).name, at.line, at.column)
}
