//! Solon: from a law as text, a fact sheet and a date to a verdict one can defend.
//!
//! Six floors, each using only what stands above it in this list.
//!
//! 1. [`ground`] knows nothing of law: texts and places in them, exact numbers, civil dates,
//!    half-open intervals, and diagnostics with their codes.
//! 2. [`language`] goes from text to typed law: [`read`] gives the tree of what is written,
//!    [`write()`] its one layout, [`check`] the [`Laws`] it means and everything that is wrong.
//! 3. [`facts`] is what is known of one company: [`load()`] reads a [`Sheet`] and reports all that
//!    is wrong with it.
//! 4. [`engine`] carries a law out: [`judge`] gives the [`Verdict`] for one entity on one day,
//!    [`timeline`] those of all days.
//! 5. [`tools`] is what one does with laws and verdicts: reports, and the laws' own tests.
//! 6. [`front`] is the outside world: files, terminal, clock, and the `solon` command.
//!
//! ```
//! use solon::ground::diagnostic::Found;
//! use solon::ground::text::{Limits, Sources};
//! use solon::ground::time::Date;
//! use solon::language::law::{Judged, test::StatusWord};
//! use solon::{Explain, check, judge, load, read};
//!
//! let law = r#"
//! law shop.hours "Opening hours" {
//!   source        "Law No. 1"
//!   jurisdiction  TR
//!   subject       shop
//!   in force      from 2021-01-01
//! }
//! entity shop { name : text }
//! facts { closed_on_sundays : bool }
//! duty keep_sundays { must closed_on_sundays }
//! "#;
//! let (mut sources, mut found, limits) = (Sources::new(), Found::new(), Limits::default());
//! let text = sources.add("hours.law", law);
//! let file = read(text, law, &limits, &mut found);
//! let checked = check(&[(file, Judged::Named)], &sources);
//! assert!(checked.found.diagnostics.is_empty() && found.diagnostics.is_empty());
//!
//! let facts = sources.add("corner.yaml", "shop.hours: { closed_on_sundays: false }");
//! let laws = &checked.laws;
//! let sheet = load(laws, &Default::default(), &sources, facts, &limits, &mut found).unwrap();
//! let (law, shop) = (laws.laws.ids().next().unwrap(), sheet.instances.ids().next().unwrap());
//! let verdict = judge(laws, law, &sheet, shop, Date::of(2021, 5, 1).unwrap(), Explain::No);
//! assert_eq!(verdict.duties[0].status.word(), StatusWord::Breached);
//! ```

pub mod ground;
pub mod language;
pub mod facts;
pub mod engine;
pub mod tools;
pub mod front;

pub use engine::eval::{Explain, judge};
pub use engine::timeline::{next_change, timeline};
pub use engine::verdict::Verdict;
pub use facts::{Sheet, load};
pub use language::check::{Checked, check};
pub use language::format::write;
pub use language::law::Laws;
pub use language::syntax::{LawFile, read};
