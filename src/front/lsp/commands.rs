//! `workspace/executeCommand`: the lenses' commands, for editors that have none of their own. What comes of
//! one is shown as a message, and is the answer.

use crate::front::lsp::chosen::Chosen;
use crate::front::lsp::dispatch::{Refusal, refusal};
use crate::front::lsp::lenses::{self, What, affects, evaluate, test};
use crate::front::lsp::workspace::Workspace;
use gen_lsp_types::Uri;
use lsp_server::ErrorCode;
use serde_json::{Value, json};

/// Runs a command and gives its text.
pub fn run(on: &Workspace, params: &Value) -> Result<String, Refusal> {
    let wrong = |words: &str| refusal(ErrorCode::InvalidParams, words);
    let name = params.get("command").and_then(Value::as_str).unwrap_or_default();
    let what = What::ALL.into_iter().find(|what| what.command() == name);
    let what = what.ok_or_else(|| wrong(&format!("no command is called `{name}`")))?;
    let argument = |at: usize| {
        let text = params.pointer("/arguments").and_then(|it| it.get(at)?.as_str());
        text.filter(|text| !text.is_empty())
    };
    let uri = argument(0).ok_or_else(|| wrong("the first argument is the address of a law"))?;
    let here = lenses::at(on, &Uri(uri.to_owned()))?;
    let named = || argument(1).ok_or_else(|| wrong("the second argument is a name"));
    match what {
        What::RunTest => test::text(on, here, named()?),
        What::Evaluate => {
            let own = json!({ "sheet": argument(1), "company": argument(2), "on": argument(3) });
            let (asked, day) = Chosen::of(Some(&own));
            if let Some(day) = day {
                return Err(wrong(&format!("`{day}` is no day: a day is written YYYY-MM-DD")));
            }
            let chosen = match asked.sheet {
                Some(_) => asked,
                None => Chosen { on: asked.on.or(on.chosen.on), ..on.chosen.clone() },
            };
            evaluate::text(on, here, &chosen)
        }
        What::Affects => affects::text(on, here, named()?),
    }
}
