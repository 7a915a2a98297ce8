//! Counts and lists: how many, whether any or all, and figures over the elements of a list.

use crate::engine::eval::aggregate::{self, Maybe};
use crate::engine::eval::context::BoundTo;
use crate::engine::eval::logic::Chain;
use crate::engine::eval::moving::{Moving, earlier};
use crate::engine::eval::possible::{self, Place};
use crate::engine::eval::several::Several;
use crate::engine::eval::{Evaluator, aggregate::count as number};
use crate::engine::verdict::{Needs, Outcome, Presumptions, ReasonStep};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::{Bounds, Edge, Value};
use crate::language::law::{Aggregate, Elements, Expression, Logic, Quantity, Type};

/// What a condition is asked of, one by one.
#[derive(Clone, Copy)]
struct Asked {
    of: Elements,
    condition: Option<Id<Expression>>,
    on: Date,
}

/// How many there are, as far as that is known.
#[derive(Default)]
struct Tally {
    certain: usize,
    at_most: usize,
    needs: Vec<Needs>,
    failure: Option<Outcome>,
    /// The first that counts or may: it leaves the window before all others.
    first: Option<usize>,
    horizon: Option<Date>,
}

/// The figures of several, as far as they count.
#[derive(Default)]
struct Figures {
    sure: Vec<Outcome>,
    maybe: Vec<Maybe>,
    failure: Option<Outcome>,
    horizon: Option<Date>,
}

impl<'a> Evaluator<'a> {
    /// `count of EVENT as d in … where (c)`, `any of LIST as s where (c)`, `all of …`
    pub(super) fn count(
        &mut self,
        quantity: Quantity,
        of: Elements,
        condition: Option<Id<Expression>>,
        place: Place,
        on: Date,
    ) -> Moving {
        let several = match self.several(of, on) {
            Ok(several) => several,
            Err(failed) => return failed,
        };
        let asked = Asked { of, condition, on };
        match quantity {
            Quantity::Count => self.how_many(&several, asked, place),
            Quantity::Any => self.some_of(&several, Logic::Or, asked),
            Quantity::All => self.some_of(&several, Logic::And, asked),
        }
    }

    fn how_many(&mut self, several: &Several<'a>, asked: Asked, place: Place) -> Moving {
        let mut tally = match asked.condition {
            None => Tally {
                certain: several.certain.len(),
                at_most: several.listing.len(),
                first: (several.listing.len() > 0).then_some(0),
                ..Tally::default()
            },
            Some(condition) => self.tally(several, condition, asked),
        };
        if tally.at_most > several.certain.len() {
            tally.needs.push(several.unplaced.clone());
        }
        let leaves = tally.first.and_then(|at| several.leaves(at, self.month_end(), asked.on));
        let horizon = earlier(earlier(tally.horizon, several.horizon), leaves);
        if let Some(failure) = tally.failure {
            return Moving::until(horizon, failure);
        }
        let least = Some(Edge::including(number(tally.certain)));
        let most = Some(Edge::including(number(tally.at_most)));
        let bounds = match &several.open {
            None => Bounds { low: least, high: most },
            Some(needs) => {
                tally.needs.push(needs.clone());
                Bounds { low: least, high: None }
            }
        };
        if asked.condition.is_none() {
            let all = 0..several.listing.len();
            self.note(|| {
                ReasonStep::Counted(all.filter_map(|at| several.listing.shown(at)).collect())
            });
        }
        Moving::until(horizon, place.number(bounds, Needs::all(tally.needs)))
    }

    /// How many of several a condition holds for.
    fn tally(&mut self, several: &Several<'a>, condition: Id<Expression>, asked: Asked) -> Tally {
        let mut tally = Tally::default();
        let mut relied = Vec::new();
        for at in 0..several.listing.len() {
            let ask = |it: &mut Self| it.of_each(several, at, condition, asked);
            let (Some(moving), on_what) = self.gathering(ask) else { continue };
            tally.horizon = earlier(tally.horizon, moving.horizon);
            if !on_what.is_empty() {
                // Once it has left, nothing is presumed of it any more.
                let leaves = several.leaves(at, self.month_end(), asked.on);
                tally.horizon = earlier(tally.horizon, leaves);
            }
            relied.push(on_what);
            let holds = possible::truth(&moving.outcome);
            self.annotate(|reason| reason.decisive = holds != Some(false));
            if holds == Some(false) {
                continue;
            }
            tally.at_most += 1;
            tally.first.get_or_insert(at);
            match moving.outcome {
                Outcome::Known(_) if several.certain.contains(&at) => tally.certain += 1,
                Outcome::Known(_) => {}
                Outcome::Undetermined(open) => tally.needs.push(open.needs),
                Outcome::Failed(_) => {
                    tally.failure.get_or_insert(moving.outcome);
                }
            }
        }
        self.rely(&Presumptions::all(relied));
        tally
    }

    /// Whether a condition holds for any (`or`) or for all (`and`).
    fn some_of(&mut self, several: &Several<'a>, logic: Logic, asked: Asked) -> Moving {
        let mut chain = Chain::of(logic);
        // The checker asks for a condition.
        let Some(condition) = asked.condition else { return self.chained(chain) };
        let beside = Outcome::Known(Value::Bool(logic == Logic::And));
        for at in 0..several.listing.len() {
            let ask = |it: &mut Self| it.of_each(several, at, condition, asked);
            let (Some(mut moving), relied) = self.gathering(ask) else { continue };
            if !several.certain.contains(&at) {
                let either = vec![moving.outcome, beside.clone()];
                moving.outcome = possible::one_of(either, several.unplaced.clone());
            }
            let leaves = several.leaves(at, self.month_end(), asked.on);
            let leaves = earlier(leaves, several.placed);
            let moving = Moving { horizon: earlier(moving.horizon, leaves), ..moving };
            if !self.goes_on(&mut chain, (moving, relied)) {
                break;
            }
        }
        chain.others(several.open.clone(), several.horizon);
        self.chained(chain)
    }

    /// `sum of e over LIST as s where (c)`
    pub(super) fn over_elements(
        &mut self,
        (aggregate, value): (Aggregate, Id<Expression>),
        of: Elements,
        condition: Option<Id<Expression>>,
        place: Place,
        on: Date,
    ) -> Moving {
        let several = match self.several(of, on) {
            Ok(several) => several,
            Err(failed) => return failed,
        };
        let asked = Asked { of, condition, on };
        let mut figures = Figures { horizon: several.horizon, ..Figures::default() };
        let mut relied = Vec::new();
        for at in 0..several.listing.len() {
            let add = |it: &mut Self| it.add_figure(&mut figures, &several, at, value, asked);
            let on_what = self.gathering(add).1;
            if !on_what.is_empty() {
                let leaves = several.leaves(at, self.month_end(), on);
                figures.horizon = earlier(figures.horizon, leaves);
            }
            relied.push(on_what);
        }
        self.rely(&Presumptions::all(relied));
        let Figures { sure, maybe, failure, horizon } = figures;
        let inner = if let Type::Optional(inner) = place.type_ { inner } else { place.type_ };
        let inner = Place { type_: inner, ..place };
        let outcome = failure.unwrap_or_else(|| {
            aggregate::of_several(aggregate, sure, &maybe, several.open.as_ref(), inner)
        });
        Moving::until(horizon, outcome)
    }

    /// Adds the figure of one of several, where it counts or may.
    fn add_figure(
        &mut self,
        figures: &mut Figures,
        several: &Several<'a>,
        at: usize,
        value: Id<Expression>,
        asked: Asked,
    ) {
        let mut unsettled = (!several.certain.contains(&at)).then(|| several.unplaced.clone());
        let holds = asked.condition.and_then(|it| self.of_each(several, at, it, asked));
        if let Some(holds) = holds {
            let truth = possible::truth(&holds.outcome);
            self.annotate(|reason| reason.decisive = truth != Some(false));
            figures.horizon = earlier(figures.horizon, holds.horizon);
            match holds.outcome {
                Outcome::Known(_) if truth == Some(false) => return,
                Outcome::Known(_) => {}
                Outcome::Undetermined(open) => {
                    unsettled = Some(unsettled.unwrap_or_default().and(&open.needs));
                }
                Outcome::Failed(_) => {
                    figures.failure.get_or_insert(holds.outcome);
                    return;
                }
            }
        }
        let Some(figure) = self.of_each(several, at, value, asked) else { return };
        let leaves = several.leaves(at, self.month_end(), asked.on);
        figures.horizon = earlier(figures.horizon, earlier(figure.horizon, leaves));
        match unsettled {
            None => figures.sure.push(figure.outcome),
            Some(needs) => figures.maybe.push(Maybe { figure: figure.outcome, needs }),
        }
    }

    /// What an expression comes to with the name bound to one of several.
    fn of_each(
        &mut self,
        several: &Several<'a>,
        at: usize,
        expression: Id<Expression>,
        asked: Asked,
    ) -> Option<Moving> {
        let to: BoundTo<'a> = several.listing.get(at)?;
        let moving =
            self.with_bound(asked.of.binding, to, |it| it.expression(expression, asked.on));
        self.annotate(|reason| reason.of = several.listing.shown(at));
        Some(moving.settled(asked.on))
    }
}
