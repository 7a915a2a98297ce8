//! The rulebook as one HTML page: no script, no font, no picture beside it; for a screen, a phone and
//! print.

use crate::tools::doc::Rulebook;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, context};

/// Writes a rulebook.
///
/// # Errors
///
/// Where the page's template does not hold, which a test would have seen.
pub fn write(book: &Rulebook) -> Result<String, Error> {
    let mut pages = Environment::new();
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    pages.add_template("page.html", include_str!("page.html"))?;
    let look = Value::from_safe_string(include_str!("look.css").to_owned());
    pages.get_template("page.html")?.render(context! { book => Value::from(Serde(book)), look })
}
