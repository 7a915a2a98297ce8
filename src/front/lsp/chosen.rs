//! What the person at the editor has chosen to see laws by: a fact sheet, a company in it, and a day.

use crate::front::clock;
use crate::front::files;
use crate::ground::time::Date;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The choice, in which everything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The sheet, as it was written.
    pub sheet: Option<PathBuf>,
    /// The entity, or the one that it belongs to.
    pub company: Option<String>,
    /// The day; today where it is not said.
    pub on: Option<Date>,
}

impl Chosen {
    /// Reads the options of `initialize`, or the settings of the editor; what is empty, missing or of
    /// another shape is not chosen. Gives with it what was written for a day and is none.
    pub fn of(options: Option<&Value>) -> (Self, Option<String>) {
        let text = |key: &str| {
            let text = options.and_then(|options| options.get(key)?.as_str());
            text.map(str::trim).filter(|text| !text.is_empty())
        };
        let day = text("on").filter(|text| *text != "today");
        let on = day.and_then(Date::parse);
        let wrong = day.filter(|_| on.is_none()).map(str::to_owned);
        let (sheet, company) = (text("sheet").map(PathBuf::from), text("company"));
        (Self { sheet, company: company.map(str::to_owned), on }, wrong)
    }

    /// The day that is looked at.
    pub fn day(&self) -> Date {
        self.on.unwrap_or_else(clock::today)
    }

    /// Where the sheet lies for a project.
    pub fn sheet_in(&self, root: &Path) -> Option<PathBuf> {
        self.sheet.as_ref().map(|sheet| files::tidied(&root.join(sheet)))
    }
}
