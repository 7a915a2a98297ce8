//! The status of a duty on one day, where it rests on that day alone.

use crate::engine::plan::{Node, Unsupported};
use crate::engine::sql::asked::Told;
use crate::engine::sql::extent::Domain;
use crate::engine::sql::query::{Untold, Writing};
use crate::engine::sql::text::{self, Sql};
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Interval;
use crate::language::law::{Duty, Expression, Must};

impl Writing<'_> {
    /// The status of a duty to keep a state, from whether it applies and whether the state holds.
    pub fn status(
        &mut self,
        id: Id<Duty>,
        node: &dyn Fn(Id<Expression>) -> Option<Result<Node, Unsupported>>,
    ) {
        let duty = &self.laws.duties[id];
        match self.stage(id, node) {
            Ok((value, needs)) => {
                self.needs.extend(needs);
                let name = self.asked.dialect.name(&format!("{}.status", duty.name));
                self.told.push((Told::Status(id), vec![(value, name)]));
            }
            Err((why, span)) => {
                let what = format!("{}.status", duty.name);
                self.untold.push((Told::Status(id), Untold { what, why, span }));
            }
        }
    }

    fn stage(
        &mut self,
        id: Id<Duty>,
        node: &dyn Fn(Id<Expression>) -> Option<Result<Node, Unsupported>>,
    ) -> Result<(Sql, Option<Sql>), (String, Option<Span>)> {
        let duty = &self.laws.duties[id];
        let here = Some(duty.span);
        let refuse = |why: &str| Err((why.to_owned(), here));
        let state = match duty.must {
            Must::Keep(state) => state,
            Must::Act(_) => return refuse("an act to be done, which has its days"),
        };
        if duty.due.is_some() {
            return refuse("a due date");
        }
        if duty.recurs.is_some() {
            return refuse("a duty that arises anew");
        }
        let days = Interval {
            from: duty.commencement.from.unwrap_or(self.laws.laws[self.asked.law].in_force.from),
            until: duty.commencement.until,
        };
        if !days.contains(self.asked.on) {
            return Ok((Sql::atom("'not_in_force'"), None));
        }
        self.writer.set_scope(&duty.name);
        let mut condition = |expression: Id<Expression>| {
            let span = self.laws.expressions[expression].span;
            let node = node(expression).ok_or_else(|| ("an error".to_owned(), here))?;
            let node = node.map_err(|it| (it.what.to_owned(), it.span.or(Some(span))))?;
            let said = self.writer.brief(node, Domain::Truth).and_then(|piece| {
                let waits = self.writer.waits(node, Domain::Truth)?;
                Ok((piece.value, waits))
            });
            said.map_err(|why| (why, Some(span)))
        };
        let when = duty.when.map(&mut condition).transpose()?;
        let (kept, must) = condition(state)?;
        let (when, applies) = when.unwrap_or((Sql::atom("TRUE"), None));
        let word = |word: &str| Sql::atom(format!("'{word}'"));
        let mut arms = Vec::new();
        let of = |condition: &Sql| match when.is("TRUE") {
            true => condition.clone(),
            false => text::all(&[when.clone(), condition.clone()]),
        };
        if !when.is("TRUE") {
            arms.push((text::not(&when), word("not_applicable")));
        }
        arms.push((of(&kept), word("fulfilled")));
        arms.push((of(&text::not(&kept)), word("breached")));
        let value = text::case(&arms, Some(&word("undetermined")));
        let needs = match (must, when.is("TRUE")) {
            (Some(must), false) => {
                // What does not apply waits for nothing.
                let all = text::union(applies.into_iter().chain([must]).collect());
                let all = all.unwrap_or(Sql::atom("0"));
                Some(text::case(&[(text::not(&when), Sql::atom("0"))], Some(&all)))
            }
            (Some(must), true) => Some(must),
            (None, _) => applies,
        };
        Ok((value, needs))
    }
}
