//! The next change of a verdict, in words.

use crate::tools::report::Case;

/// When the verdict next changes while the facts stay as they are, and how.
pub fn words(case: Case<'_>) -> String {
    match case.verdict.horizon {
        Some(on) => on.to_string(),
        None => "none while the facts stay as they are".to_owned(),
    }
}
