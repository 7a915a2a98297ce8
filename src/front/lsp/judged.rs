//! The verdicts on what was chosen, kept until the laws, the sheet or the choice is another. Without one
//! there is a reason, never an older verdict.

use crate::engine::eval::{Explain, judge};
use crate::engine::verdict::Verdict;
use crate::facts::{Instance, Sheet};
use crate::front::lsp::analysis::Scope;
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::language::law::{Law, Laws};
use crate::tools::testing::subject::{self, Unclear};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// Why there is no verdict to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No sheet was chosen.
    Choice,
    /// The laws do not hold.
    Laws,
    /// The sheet of this name cannot be read.
    Unread(String),
    /// The sheet of this name has problems.
    Sheet(String),
    /// Whom the sheet is about is not clear.
    Company(Unclear),
}

/// What a verdict follows from: the laws of a project as they are counted, the text of the sheet, whom
/// it is about, and the day.
#[derive(Clone, Debug)]
pub struct Key {
    /// The project.
    pub scope: Scope,
    /// How its laws are counted.
    pub laws: u64,
    /// The text of the sheet; none where it cannot be read.
    pub sheet: Option<Arc<str>>,
    /// The entity.
    pub company: Option<String>,
    /// The day.
    pub on: Date,
}

impl Key {
    fn is(&self, other: &Self) -> bool {
        let text = match (&self.sheet, &other.sheet) {
            (Some(one), Some(two)) => Arc::ptr_eq(one, two),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let Self { scope, laws, company, on, .. } = self;
        let same = *scope == other.scope && *laws == other.laws;
        text && same && *company == other.company && *on == other.on
    }
}

/// The sheet that was read last, and what follows from it.
#[derive(Debug, Default)]
pub struct Judged(RefCell<Option<Rc<Kept>>>);

/// A verdict, or why there is none.
pub type Answer = Result<Rc<Verdict>, Missing>;

/// A sheet with the verdicts on what it holds.
#[derive(Debug)]
pub struct Kept {
    of: Key,
    /// The sheet.
    pub sheet: Result<Sheet, Missing>,
    verdicts: RefCell<BTreeMap<Id<Law>, Answer>>,
}

impl Judged {
    /// What was kept of a key, or what is read now.
    pub fn of(&self, key: Key, read: impl FnOnce() -> Result<Sheet, Missing>) -> Rc<Kept> {
        let kept = self.0.borrow().clone().filter(|kept| kept.of.is(&key));
        kept.unwrap_or_else(|| {
            let kept = Rc::new(Kept { of: key, sheet: read(), verdicts: RefCell::default() });
            self.0.replace(Some(kept.clone()));
            kept
        })
    }
}

impl Kept {
    /// The verdict under a law.
    pub fn verdict(&self, laws: &Laws, law: Id<Law>) -> Answer {
        if let Some(verdict) = self.verdicts.borrow().get(&law) {
            return verdict.clone();
        }
        let judged = self.judge(laws, law);
        self.verdicts.borrow_mut().insert(law, judged.clone());
        judged
    }

    fn judge(&self, laws: &Laws, law: Id<Law>) -> Answer {
        let sheet = self.sheet.as_ref().map_err(Missing::clone)?;
        let entity = self.entity(laws, sheet, law)?;
        Ok(Rc::new(judge(laws, law, sheet, entity, self.of.on, Explain::No)))
    }

    /// Whom the law is to judge, of those in the sheet.
    fn entity(&self, laws: &Laws, sheet: &Sheet, law: Id<Law>) -> Result<Id<Instance>, Missing> {
        let company = self.of.company.as_deref();
        let subject = laws.laws[law].subject;
        subject::find(laws, sheet, subject, company).map_err(Missing::Company)
    }
}
