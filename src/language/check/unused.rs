//! What nothing uses: facts, events, figures, tables, calendars, definitions, enums, units. Warnings.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::language::check::homes::HomeKind;
use crate::language::check::scope::{Checker, Named};
use crate::language::law::{Enumeration, Judged};

impl Checker<'_> {
    /// Warns of what a law that is answered for declares and no provision names. What a vocabulary
    /// declares may serve laws that are not loaded.
    pub fn unused(&mut self) {
        let mut idle: Vec<(&str, String, Span)> = Vec::new();
        let mut values: Vec<(Id<Enumeration>, Span)> = Vec::new();
        for home in &self.homes {
            if home.judged == Judged::Found || matches!(home.kind, HomeKind::Vocabulary(_)) {
                continue;
            }
            for (name, (named, span)) in &home.names {
                let used = self.used.contains(named);
                if let (Named::Enumeration(id), true) = (named, used) {
                    values.push((*id, *span));
                }
                if let (false, Some(word)) = (used, kind_word(*named)) {
                    idle.push((word, (*name).to_string(), *span));
                }
            }
        }
        for (word, name, span) in idle {
            self.report(Code::W0001, span, format!("{word} `{name}` is never used"))
                .help("name it in a provision, or take it away");
        }
        for (id, _) in values {
            let row = &self.laws.enumerations[id];
            let unnamed: Vec<(String, Span)> = row
                .variants
                .iter()
                .enumerate()
                .filter(|(at, _)| !self.used_variants.contains(&(id, *at)))
                .map(|(_, value)| (value.name.clone(), value.span))
                .collect();
            for (name, span) in unnamed {
                self.report(Code::W0001, span, format!("value `{name}` is never used"))
                    .help("name it in a provision or a test, or take it away");
            }
        }
    }
}

/// What a name is called where nothing uses it; `None` for what need not be named.
fn kind_word(named: Named) -> Option<&'static str> {
    match named {
        Named::Unit(_) => Some("unit"),
        Named::Enumeration(_) => Some("enum"),
        Named::Fact(_) => Some("fact"),
        Named::Event(_) => Some("event"),
        Named::Parameter(_) => Some("parameter"),
        Named::Calendar(_) => Some("calendar"),
        Named::Scale(_) => Some("scale"),
        Named::Table(_) => Some("table"),
        Named::Define(_) => Some("definition"),
        Named::Status(_) => Some("status"),
        Named::Entity(_)
        | Named::Duty(_)
        | Named::Sanctions(_)
        | Named::Step(_)
        | Named::Bound(_)
        | Named::Refused(_) => None,
    }
}
