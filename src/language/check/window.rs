//! Windows: which periods or days are meant, and whether the figures in them are stated so.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Cycle, Duration, Family};
use crate::language::check::mismatch::Typed;
use crate::language::check::scope::{Checker, Scope};
use crate::language::law::{
    self, Aggregate, Entity, Fact, Kind, PeriodName, PeriodWindow, Quantified, Type, WindowOf,
};
use crate::language::syntax::{self, Expression, Quantifier};

/// How many periods a window may have at most: a hundred years of months.
const MOST_PERIODS: i64 = 1_200;

/// The windows that an expression stands in, the innermost last: what bare figures are of.
#[derive(Default)]
pub(super) struct Windows {
    open: Vec<Open>,
}

/// A window and what was named in it.
#[derive(Default)]
struct Open {
    /// Figures without a period of their own, each with its place.
    figures: Vec<(Id<Fact>, Cycle, Span)>,
    /// Places of figures with one, each with its name.
    fixed: Vec<(Span, Span)>,
}

/// A window as it is written.
struct Written {
    duration: Duration,
    /// Whether it counts months, quarters or years; none of them where it counts days.
    cycle: Option<Cycle>,
    /// The length alone.
    length: Span,
    /// With `the last`.
    span: Span,
}

impl Windows {
    /// A figure with a period of its own, `f in last year`, and the place of `f`.
    pub fn fixed(&mut self, whole: Span, name: Span) {
        if let Some(open) = self.open.last_mut() {
            open.fixed.push((whole, name));
        }
    }
}

impl Checker<'_> {
    /// `c throughout the last 3 months`, `c in each of the last 3 years`, `c in any of …`
    pub fn over(
        &mut self,
        scope: Scope,
        condition: &Expression,
        quantifier: Quantifier,
        window: &syntax::Window,
        span: Span,
    ) -> Typed {
        let quantified = match quantifier {
            Quantifier::Throughout => return self.throughout(scope, condition, window, span),
            Quantifier::Each => Quantified::Each,
            Quantifier::Any => Quantified::Any,
        };
        let (condition, named) = self.within(|it| it.condition(scope, condition));
        let within = self.laws.expressions[condition].span;
        let written = self.window(window);
        let periods = written.and_then(|written| self.of_periods(&named, &written, within));
        match periods {
            Some(window) => {
                let kind = Kind::OverPeriods { condition, quantified, window };
                self.add(kind, Type::Bool, span)
            }
            None => self.add(Kind::Unknown, Type::Bool, span),
        }
    }

    fn throughout(
        &mut self,
        scope: Scope,
        condition: &Expression,
        window: &syntax::Window,
        span: Span,
    ) -> Typed {
        let condition = self.condition(scope, condition);
        let Some(duration) = self.duration(&window.duration) else {
            return self.add(Kind::Unknown, Type::Bool, span);
        };
        self.window_moves(scope, duration.family, window.span);
        let window = law::Window { duration };
        self.add(Kind::Throughout(condition, window), Type::Bool, span)
    }

    /// `average of e over the last 6 months`
    pub fn over_window(
        &mut self,
        scope: Scope,
        aggregate: Aggregate,
        value: &Expression,
        window: &syntax::Window,
        span: Span,
    ) -> Typed {
        let (value, named) = self.within(|it| it.expression(scope, value, &Type::Unknown));
        let type_ = self.aggregated(aggregate, value);
        let Some(written) = self.window(window) else { return self.unknown(span) };
        let window = if named.figures.is_empty() && named.fixed.is_empty() {
            self.of_days(scope, aggregate, &written, span).map(WindowOf::Days)
        } else {
            self.of_periods(&named, &written, self.span_of(value)).map(WindowOf::Periods)
        };
        match window {
            Some(window) => {
                let kind = Kind::OverWindow { aggregate, value: value.id, window };
                self.add(kind, type_, span)
            }
            None => self.unknown(span),
        }
    }

    /// The type of an aggregate; reports what has none.
    pub fn aggregated(&mut self, aggregate: Aggregate, value: Typed) -> Type {
        let type_ = self.type_of(value);
        let (span, average) = (self.span_of(value), aggregate == Aggregate::Average);
        match &type_ {
            Type::Number(_) | Type::Money(_) | Type::Unknown => type_,
            Type::Duration(_) if !average => type_,
            Type::Optional(of) => {
                self.mismatch(&type_, of, span, None);
                Type::Unknown
            }
            Type::Bool
            | Type::Duration(_)
            | Type::NumberRange(_)
            | Type::MoneyRange(_)
            | Type::Date
            | Type::DateTime
            | Type::Country
            | Type::Text
            | Type::Enum(_)
            | Type::Set(_)
            | Type::List(_) => {
                let (said, word) = (self.say(&type_), aggregate.word());
                self.report(Code::E0311, span, format!("{said} has no {word}"))
                    .help("aggregate numbers or amounts of money");
                Type::Unknown
            }
        }
    }

    /// Checks what stands in a window, and says which figures it names.
    fn within<T>(&mut self, check: impl FnOnce(&mut Self) -> T) -> (T, Open) {
        self.windows.open.push(Open::default());
        let checked = check(self);
        (checked, self.windows.open.pop().unwrap_or_default())
    }

    /// A figure without a period of its own: that of the window it stands in, where it does.
    pub fn figure_of_window(
        &mut self,
        fact: Id<Fact>,
        of: Id<Entity>,
        cycle: Cycle,
        span: Span,
    ) -> Option<Typed> {
        self.windows.open.last_mut()?.figures.push((fact, cycle, span));
        let type_ = self.laws.facts[fact].type_.clone();
        Some(self.add(Kind::FactIn { fact, of, period: PeriodName::Window(cycle) }, type_, span))
    }

    /// A window as it is written: at least one period or day.
    fn window(&mut self, window: &syntax::Window) -> Option<Written> {
        let duration = self.duration(&window.duration)?;
        let length = window.duration.span();
        let words = self.words(length);
        let unit = words.rsplit(char::is_whitespace).next().unwrap_or_default();
        let cycle = match unit.strip_suffix('s').unwrap_or(unit) {
            "month" => Some(Cycle::Month),
            "quarter" => Some(Cycle::Quarter),
            "year" => Some(Cycle::Year),
            _ => None,
        };
        match duration.family {
            Family::Days | Family::Months => {}
            Family::Hours | Family::WorkingDays => {
                self.report(Code::E0308, length, "a window is not of hours or working days")
                    .help("write days, months, quarters or years");
                return None;
            }
        }
        if duration.amount < 1 {
            self.report(Code::E0308, length, "nothing lies in this window")
                .help("write how far it reaches back: `the last 3 years`");
            return None;
        }
        Some(Written { duration, cycle, length, span: window.span })
    }

    /// A window of the days of a state.
    fn of_days(
        &mut self,
        scope: Scope,
        aggregate: Aggregate,
        window: &Written,
        span: Span,
    ) -> Option<law::Window> {
        if aggregate == Aggregate::Sum {
            self.report(Code::E0311, span, "days have no sum")
                .here("no figure of a period is named here")
                .help("name a figure stated `per month`, or take the average of the state");
            return None;
        }
        self.window_moves(scope, window.duration.family, window.span);
        Some(law::Window { duration: window.duration })
    }

    /// A window of complete periods: every figure in it must be stated for just such periods.
    fn of_periods(&mut self, named: &Open, window: &Written, within: Span) -> Option<PeriodWindow> {
        if named.figures.is_empty() {
            self.without_figures(named, window, within);
            return None;
        }
        let clash = |cycle: Cycle| Some(cycle) != window.cycle;
        let mut others: Vec<(Id<Fact>, Cycle, Span)> = Vec::new();
        for figure in named.figures.iter().filter(|figure| clash(figure.1)) {
            if others.iter().all(|other| other.1 != figure.1) {
                others.push(*figure);
            }
        }
        let alone =
            named.figures.iter().all(|figure| Some(figure.1) == others.first().map(|it| it.1));
        for (fact, cycle, span) in &others {
            self.other_cycle(*fact, *cycle, *span, window, alone);
        }
        let cycle = window.cycle.filter(|_| others.is_empty())?;
        let count = window.duration.amount / i64::from(cycle.months());
        if count > MOST_PERIODS {
            self.report(Code::E0308, window.length, "a window of too many periods")
                .help(format!("write at most {MOST_PERIODS}"));
            return None;
        }
        Some(PeriodWindow { cycle, count: u32::try_from(count).ok()? })
    }

    /// Reports a window in which no figure moves.
    fn without_figures(&mut self, named: &Open, window: &Written, within: Span) {
        let names: Vec<(Span, String)> =
            named.fixed.iter().map(|(whole, name)| (*whole, self.words(*name))).collect();
        let word = window.cycle.map_or("month", Cycle::word);
        let told = self.found.report(Code::E0308, within, "no figure here moves with the window");
        told.and(window.span, "in each period of it this would be the same");
        let Some((first, name)) = names.first() else {
            told.help(format!("name a figure stated `per {word}`; for a state write `throughout`"));
            return;
        };
        told.and(*first, "this has a period of its own")
            .help(format!("write `{name}` alone: in a window it is that of each period"));
        for (whole, name) in names {
            told.fix("take the periods away", whole, name);
        }
    }

    /// Reports a figure stated for other periods than those of its window; `alone`: all figures of
    /// the window are stated for the same.
    fn other_cycle(
        &mut self,
        fact: Id<Fact>,
        cycle: Cycle,
        span: Span,
        window: &Written,
        alone: bool,
    ) {
        let row = &self.laws.facts[fact];
        let (name, place) = (row.name.clone(), row.span);
        let unit = window.cycle.map_or("day", Cycle::word);
        let months = i64::from(cycle.months());
        let fits = window.duration.family == Family::Months && window.duration.amount % months == 0;
        let counted = cycle != Cycle::HalfYear && fits && alone;
        let word = cycle.word();
        let told =
            self.found.report(Code::E0308, span, format!("`{name}` is not stated per {unit}"));
        told.and(window.span, format!("this window is of {unit}s"))
            .and(place, format!("it is stated per {word}"));
        if counted {
            let count = window.duration.amount / months;
            let plural = if count == 1 { "" } else { "s" };
            let length = format!("{count} {word}{plural}");
            told.help(format!("write `the last {length}`"));
            told.fix(format!("change it to `{length}`"), window.length, length);
        } else if alone {
            told.help(format!("write the window in {word}s: `the last 3 {word}s`"));
        } else {
            told.help("give each of these figures a window of its own");
        }
    }
}
