//! What bound names, windows and recurrences stand for while an expression is evaluated.

use crate::engine::eval::Evaluator;
use crate::facts::{Instance, Occurrence};
use crate::ground::table::Id;
use crate::ground::time::Interval;
use crate::language::law::Binding;

/// What an expression sees beside the day and the sheet. Definitions see nothing of it: a bound
/// name reaches no further than the provision that binds it.
#[derive(Clone, Debug, Default)]
pub(super) struct Context<'a> {
    /// What names are bound to, the innermost last.
    pub bound: Vec<(Id<Binding>, BoundTo<'a>)>,
    /// The period of a window that is being gone through.
    pub window: Option<Interval>,
    /// `the period` of a duty that recurs.
    pub period: Option<Interval>,
}

/// What a name is bound to.
#[expect(dead_code, reason = "counts, lists and duties on each occurrence bind names")]
#[derive(Clone, Copy, Debug)]
pub(super) enum BoundTo<'a> {
    /// An occurrence of an event.
    Occurrence(&'a Occurrence),
    /// An element of a list.
    Element(Id<Instance>),
}

impl Context<'_> {
    /// Whether an expression sees nothing but the day and the sheet, so that what it comes to may
    /// be remembered.
    pub fn is_empty(&self) -> bool {
        self.bound.is_empty() && self.window.is_none() && self.period.is_none()
    }
}

impl<'a> Evaluator<'a> {
    /// Does what `ask` does in another context.
    pub(super) fn in_context<T>(
        &mut self,
        context: Context<'a>,
        ask: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = std::mem::replace(&mut self.context, context);
        let answer = ask(self);
        self.context = before;
        answer
    }
}
