//! What the server says of its own accord: it waits here until the message at hand is answered.

use serde_json::{Value, json};

/// Something to say to the client.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// A notification.
    Told(&'static str, Value),
    /// A request, whose answer nobody waits for.
    Asked(&'static str, Value),
}

/// How much weight a message for the person at the editor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Something to mend.
    Warning,
    /// Something to know.
    Information,
}

impl Said {
    /// A message that the editor shows.
    pub fn shown(weight: Weight, words: &str) -> Self {
        let kind = match weight {
            Weight::Warning => 2,
            Weight::Information => 3,
        };
        Said::Told("window/showMessage", json!({ "type": kind, "message": words }))
    }
}
