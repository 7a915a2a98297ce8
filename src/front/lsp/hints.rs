//! `textDocument/inlayHint`: what each provision comes to for the chosen company on the chosen day, and
//! the value of each parameter on that day.

use crate::engine::eval::Evaluator;
use crate::engine::verdict::{State, StepVerdict};
use crate::front::lsp::dispatch::Refusal;
use crate::front::lsp::judging::{Judging, judging};
use crate::front::lsp::workspace::{Here, Workspace};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::language::law::{Define, Expression, Kind, Law, Laws, Provision, Sanctions};
use crate::language::syntax::{Declaration, Header, LawFile};
use crate::tools::report::{Case, figure, instance, wording};
use gen_lsp_types::InlayHintParams;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Longer hints are cut; the whole is shown where the pointer rests.
const MOST_LETTERS: usize = 72;

/// A hint: the byte behind which it stands, the provision that it is of, and its words.
struct Hint {
    at: u32,
    of: Option<Span>,
    words: String,
}

/// The values of what is declared in a range of a law.
pub fn hints(on: &Workspace, params: InlayHintParams) -> Result<Vec<Value>, Refusal> {
    let none = Ok(Vec::new());
    let Some(here) = on.here(&params.text_document.uri) else { return none };
    let Some(file) = here.readable().filter(|_| here.analysis.holds()) else { return none };
    let columns = on.columns(here.text());
    let start = columns.offset(here.text(), params.range.start);
    let end = columns.offset(here.text(), params.range.end);
    let within = |at: u32| start <= at as usize && at as usize <= end;
    let mut hints = Hints { here, file, within: &within, found: Vec::new() };
    if on.chosen.sheet.is_some() || on.chosen.on.is_some() {
        hints.parameters(on.chosen.day());
    }
    let law = here.analysis.laws.laws.rows().find(|(_, law)| law.file == here.source);
    if let Some((id, law)) = law
        && let Ok(judging) = judging(on, here.analysis, id)
    {
        hints.law(law, &judging);
    }
    hints.found.retain(|hint| within(hint.at));
    hints.found.sort_by_key(|hint| (hint.at, hint.of.is_some()));
    // Where a condition is told on the same line, it is said which of the two a provision's is.
    let conditions = hints.found.iter().filter(|hint| hint.of.is_none());
    let lines: BTreeSet<u32> = conditions.map(|hint| columns.line(hint.at)).collect();
    for hint in hints.found.iter_mut().filter(|hint| lines.contains(&columns.line(hint.at))) {
        if let Some(name) = hint.of {
            hint.words = format!("{}: {}", here.analysis.sources.words(name), hint.words);
        }
    }
    let shown = |hint: &Hint| {
        let short: String = hint.words.chars().take(MOST_LETTERS).collect();
        let cut = short.len() < hint.words.len();
        let label =
            if cut { format!("⟨{}…⟩", short.trim_end()) } else { format!("⟨{short}⟩") };
        let mut shown =
            json!({ "position": columns.position(hint.at), "label": label, "paddingLeft": true });
        if let (true, Some(fields)) = (cut, shown.as_object_mut()) {
            fields.insert("tooltip".to_owned(), json!(hint.words));
        }
        shown
    };
    Ok(hints.found.iter().map(shown).collect())
}

struct Hints<'a> {
    here: Here<'a>,
    file: &'a LawFile,
    /// Whether anybody asked for what stands at a byte.
    within: &'a dyn Fn(u32) -> bool,
    found: Vec<Hint>,
}

impl<'a> Hints<'a> {
    fn laws(&self) -> &'a Laws {
        &self.here.analysis.laws
    }

    /// The end of the line on which a name is declared, or of its declaration where that is nearer.
    fn line(&self, name: Span) -> u32 {
        let next = self.file.declarations.partition_point(|it| it.span().start <= name.start);
        let last = next.checked_sub(1).and_then(|at| self.file.declarations.get(at));
        let whole = last.map(Declaration::span).or(match &self.file.header {
            Some(Header::Law { span, .. }) => Some(*span),
            Some(Header::Vocabulary { .. } | Header::Tests { .. }) | None => None,
        });
        let end = whole.map_or(name.end, |it| it.end).max(name.end);
        let line = self.here.text().get(name.end as usize..end as usize).unwrap_or("");
        let line = line.lines().next().unwrap_or("").trim_end();
        name.end + u32::try_from(line.len()).unwrap_or(0)
    }

    fn add(&mut self, name: Span, words: impl FnOnce() -> String) {
        let at = self.line(name);
        if (self.within)(at) {
            self.found.push(Hint { at, of: Some(name), words: words() });
        }
    }

    /// The value of each parameter on a day.
    fn parameters(&mut self, day: Date) {
        let laws = self.laws();
        let here = self.here.source;
        for row in laws.parameters.iter().filter(|row| row.span.source == here) {
            let Some(version) = row.versions.on(day) else { continue };
            self.add(row.span, || figure::value(&version.value.value, &row.type_, laws));
        }
    }

    fn law(&mut self, law: &'a Law, judging: &Judging<'_>) {
        let (Some(case), Some(mut evaluator)) = (judging.case(), judging.evaluator()) else {
            return;
        };
        if case.verdict.state == State::NotInForce {
            return self.add(law.span, || wording::state(case));
        }
        for provision in &law.provisions {
            match *provision {
                Provision::Define(id) => self.define(id, case, &mut evaluator),
                Provision::Duty(id) => {
                    if let Some(when) = self.laws().duties[id].when {
                        self.condition(when, case, &mut evaluator);
                    }
                }
                Provision::Sanctions(id) => self.steps(id, case, &mut evaluator),
                Provision::Fact(_)
                | Provision::Event(_)
                | Provision::Parameter(_)
                | Provision::Scale(_)
                | Provision::Table(_)
                | Provision::Status(_) => {}
            }
        }
        for verdict in &case.verdict.statuses {
            let row = &self.laws().statuses[verdict.status];
            self.add(row.span, || {
                let (word, _) = wording::holds(&verdict.outcome);
                both(word, wording::turned(case, &verdict.outcome, verdict.turning.as_ref()))
            });
        }
        for verdict in &case.verdict.duties {
            let row = &self.laws().duties[verdict.duty];
            self.add(row.span, || {
                let (word, _) = wording::status(&verdict.status);
                both(word, instance::whole(case, verdict))
            });
        }
    }

    /// A definition, with the conditions in it.
    fn define(&mut self, id: Id<Define>, case: Case<'_>, evaluator: &mut Evaluator<'_>) {
        let (laws, on) = (self.laws(), case.verdict.on);
        let row = &laws.defines[id];
        let Some(version) = row.versions.on(on) else { return };
        let value = version.value.value;
        self.add(row.span, || {
            figure::outcome(&evaluator.evaluate(value, on).outcome, &row.type_, laws)
        });
        self.inside(value, case, evaluator);
    }

    /// The condition of a `when`, with those in it.
    fn condition(&mut self, id: Id<Expression>, case: Case<'_>, evaluator: &mut Evaluator<'_>) {
        let before = self.found.len();
        self.inside(id, case, evaluator);
        // Behind its last part the whole is told by its word.
        let has_parts = self.found.len() > before;
        let before = self.found.len();
        self.part(id, case, evaluator);
        if let Some(hint) = self.found.get_mut(before).filter(|_| has_parts) {
            hint.words = format!("when: {}", hint.words);
        }
    }

    fn part(&mut self, id: Id<Expression>, case: Case<'_>, evaluator: &mut Evaluator<'_>) {
        let laws = self.laws();
        let mut row = &laws.expressions[id];
        let mut asked = id;
        // `a unless b` is `a and not b`, of which the `not` is not written.
        if let Kind::Not(operand) = row.kind
            && !self.here.analysis.sources.words(row.span).starts_with("not")
        {
            (row, asked) = (&laws.expressions[operand], operand);
        }
        if row.span.source == self.here.source && (self.within)(row.span.end) {
            let found = evaluator.evaluate(asked, case.verdict.on).outcome;
            let words = figure::outcome(&found, &row.type_, laws);
            self.found.push(Hint { at: row.span.end, of: None, words });
        }
    }

    /// The parts of a condition and the conditions of exceptions, each on its own.
    fn inside(&mut self, id: Id<Expression>, case: Case<'_>, evaluator: &mut Evaluator<'_>) {
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            let kind = &self.laws().expressions[id].kind;
            let mut parts: Vec<Id<Expression>> = Vec::new();
            if let Kind::Logic(_, list) | Kind::AtLeast(_, list) = kind {
                parts.extend(list.iter().map(|it| it.condition));
            } else if let Kind::Except(base, list) = kind {
                waiting.push(*base);
                waiting.extend(list.iter().map(|it| it.value));
                parts.extend(list.iter().map(|it| it.condition));
            }
            for part in parts {
                self.part(part, case, evaluator);
                waiting.push(part);
            }
        }
    }

    /// The steps of a block, each with its state.
    fn steps(&mut self, id: Id<Sanctions>, case: Case<'_>, evaluator: &mut Evaluator<'_>) {
        let laws = self.laws();
        let Some(block) = case.verdict.sanctions.iter().find(|it| it.block == id) else { return };
        for verdict in &block.steps {
            let row = &laws.steps[verdict.step];
            self.add(row.span, || step(case, verdict));
            if let Some(when) = row.when {
                self.condition(when, case, evaluator);
            }
        }
    }
}

fn step(case: Case<'_>, verdict: &StepVerdict) -> String {
    let (word, _) = wording::step_state(&verdict.state);
    both(word, wording::step_when(case, verdict))
}

fn both(word: String, more: String) -> String {
    if more.is_empty() { word } else { format!("{word} {more}") }
}
