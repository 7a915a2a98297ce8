//! The JSON Schema of verdicts for their consumers, narrowed to the names of the laws asked for.

use crate::language::law::{Judged, Laws};
use crate::tools::report::json;
use serde_json::Value;
use std::collections::BTreeSet;

/// The published schema; where laws are named, with the names that their verdicts can hold.
pub fn schema(laws: Option<&Laws>) -> Value {
    let mut schema: Value = serde_json::from_str(&json::schema()).unwrap_or(Value::Null);
    let Some(laws) = laws else { return schema };
    let named = || laws.laws.iter().filter(|law| law.judged == Judged::Named);
    let duties = named().flat_map(|law| law.duties()).map(|id| laws.duties[id].name.as_str());
    let statuses = named().flat_map(|law| law.statuses()).map(|id| laws.statuses[id].name.as_str());
    let blocks: BTreeSet<_> = named().flat_map(|law| law.sanctions()).collect();
    let steps = laws.steps.iter().filter(|step| blocks.contains(&step.block));
    narrow(&mut schema, "Law", "name", named().map(|law| law.name.as_str()).collect());
    narrow(&mut schema, "Duty", "duty", duties.collect());
    narrow(&mut schema, "Latch", "status", statuses.collect());
    narrow(&mut schema, "Step", "step", steps.map(|step| step.name.as_str()).collect());
    schema
}

/// Leaves a property of a definition these names only, each once.
fn narrow(schema: &mut Value, definition: &str, property: &str, mut names: Vec<&str>) {
    names.sort_unstable();
    names.dedup();
    let place = format!("/$defs/{definition}/properties/{property}");
    // A law without duties has no verdict of one: an empty list would be no schema.
    if let Some(Value::Object(place)) = schema.pointer_mut(&place).filter(|_| !names.is_empty()) {
        place.insert("enum".to_owned(), names.into());
    }
}
