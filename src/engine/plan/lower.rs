//! From expressions of a law to operations, for one day.

use crate::engine::plan::operand::Operand;
use crate::engine::plan::{Arm, Input, Node, Op, Operation, Plan, Stated, Unit};
use crate::ground::table::{Id, Table};
use crate::ground::text::Span;
use crate::ground::time::Date;
use crate::language::law::{Define, Entity, Expression, Law, Laws, Temporal, Type};
use std::collections::BTreeMap;

/// Why something is answered by the reference evaluator alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// What operations do not say.
    pub what: &'static str,
    /// Where it is written.
    pub span: Option<Span>,
}

/// What does not fit the figures of a column.
pub(super) const TOO_FINE: Unsupported =
    Unsupported { what: "a figure too large or too fine", span: None };

/// What one definition was lowered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lowered {
    /// The definition.
    pub define: Id<Define>,
    /// What computes it.
    pub by: Result<Node, Unsupported>,
}

/// Lowers definitions of a law for one day. What cannot be lowered says why.
pub fn lower(laws: &Laws, law: Id<Law>, on: Date, asked: &[Id<Define>]) -> (Plan, Vec<Lowered>) {
    let (plan, lowered, _) = lower_with(laws, law, on, asked, &[]);
    (plan, lowered)
}

/// The same, with expressions of the law beside its definitions.
pub fn lower_with(
    laws: &Laws,
    law: Id<Law>,
    on: Date,
    asked: &[Id<Define>],
    expressions: &[Id<Expression>],
) -> (Plan, Vec<Lowered>, Vec<Result<Node>>) {
    let plan = Plan { on, inputs: Vec::new(), operations: Table::new() };
    let days = laws.laws[law].in_force;
    let on_or_after = on.max(days.from);
    let rules = match days.until.and_then(Date::previous) {
        Some(last) => on_or_after.min(last),
        None => on_or_after,
    };
    let mut lowering = Lowering {
        laws,
        law: &laws.laws[law],
        rules,
        plan,
        expressions: BTreeMap::new(),
        defines: BTreeMap::new(),
    };
    let lowered = asked.iter().map(|define| {
        let by = lowering.define(*define).map(|operand| lowering.node(operand));
        Lowered { define: *define, by }
    });
    let lowered = lowered.collect();
    let beside = expressions.iter().map(|expression| {
        let operand = lowering.expression(*expression)?;
        Ok(lowering.node(operand))
    });
    let beside = beside.collect();
    (lowering.plan, lowered, beside)
}

/// A law that is being lowered.
pub(super) struct Lowering<'l> {
    pub laws: &'l Laws,
    pub law: &'l Law,
    /// The day whose rules hold on the day of the plan.
    pub rules: Date,
    pub plan: Plan,
    expressions: BTreeMap<Id<Expression>, Operand>,
    defines: BTreeMap<Id<Define>, Result<Operand, Unsupported>>,
}

/// An operand, or why there is none.
pub type Result<T, E = Unsupported> = std::result::Result<T, E>;

impl Lowering<'_> {
    /// A definition, lowered once.
    pub fn define(&mut self, id: Id<Define>) -> Result<Operand> {
        if let Some(known) = self.defines.get(&id) {
            return known.clone();
        }
        let lowered = self.wording(id);
        self.defines.insert(id, lowered.clone());
        lowered
    }

    fn wording(&mut self, id: Id<Define>) -> Result<Operand> {
        let define = &self.laws.defines[id];
        match define.versions.on(self.rules) {
            Some(version) => self.expression(version.value.value),
            None => Err(self.never("a definition without a wording on that day", define.span)),
        }
    }

    /// An expression, lowered once.
    pub fn expression(&mut self, id: Id<Expression>) -> Result<Operand> {
        if let Some(known) = self.expressions.get(&id) {
            return Ok(known.clone());
        }
        let operand = self.lowered(id)?;
        self.expressions.insert(id, operand.clone());
        Ok(operand)
    }

    /// Why something is not lowered.
    pub fn never(&self, what: &'static str, span: Span) -> Unsupported {
        Unsupported { what, span: Some(span) }
    }

    /// A column that is read; each once.
    pub fn input(&mut self, stated: Stated, of: Id<Entity>, type_: &Type) -> Result<Operand> {
        let plain = if let Type::Optional(inner) = type_ { inner.as_ref() } else { type_ };
        let optional = matches!(type_, Type::Optional(_)) || matches!(stated, Stated::Event(_));
        let unit =
            input_unit(plain).ok_or(Unsupported { what: "a fact of this type", span: None })?;
        let input = Input { stated, of, type_: plain.clone(), unit };
        let at = self.plan.inputs.iter().position(|known| *known == input);
        if let Some(at) = at {
            let found = self.plan.operations.ids();
            let node =
                found.into_iter().find(|node| self.plan.operations[*node].op == Op::Input(at));
            if let Some(node) = node {
                return Ok(Operand::Of(node));
            }
        }
        self.plan.inputs.push(input);
        let op = Op::Input(self.plan.inputs.len() - 1);
        let is_truth = *plain == Type::Bool;
        Ok(self.add(Operation { op, is_truth, unit, optional }))
    }

    /// Adds an operation; the same one is there once.
    pub fn add(&mut self, operation: Operation) -> Operand {
        let found = self.plan.operations.ids().find(|it| self.plan.operations[*it] == operation);
        Operand::Of(found.unwrap_or_else(|| self.plan.operations.add(operation)))
    }

    /// An operation that gives truths.
    pub fn truth(&mut self, op: Op) -> Operand {
        self.add(Operation { op, is_truth: true, unit: Unit::ONE, optional: false })
    }

    /// The operation that an operand is, made of it where it is the same for all rows.
    pub fn node(&mut self, operand: Operand) -> Node {
        if let Operand::Of(node) = operand {
            return node;
        }
        let (arm, is_truth, unit) = self.constant(&operand);
        let optional = arm == Arm::Nothing;
        let operation = Operation { op: Op::Constant(arm), is_truth, unit, optional };
        match self.add(operation) {
            Operand::Of(node) => node,
            // What was added is an operation.
            Operand::Truth(_) | Operand::Figure(_) | Operand::Nothing => Id::at(0),
        }
    }

    /// Whether a fact is one value, or one that the row states for all days.
    pub fn is_plain(temporal: Temporal) -> bool {
        match temporal {
            Temporal::Plain | Temporal::OverTime => true,
            Temporal::Per(_) => false,
        }
    }
}

/// The unit in which the figures of a type are read; `None` of a type whose values are no figures.
pub fn input_unit(type_: &Type) -> Option<Unit> {
    /// Decimal places that a plain number may have.
    const PLACES: u32 = 4;
    match type_ {
        Type::Bool | Type::Date | Type::Country | Type::Enum(_) | Type::Duration(_) => {
            Some(Unit::ONE)
        }
        Type::Number(_) => Unit::decimal(PLACES),
        Type::Money(currency) => Unit::decimal(currency.minor_digits()),
        // Bits: as many as a figure has.
        Type::Set(inner) => matches!(inner.as_ref(), Type::Enum(_)).then_some(Unit::ONE),
        Type::NumberRange(_)
        | Type::MoneyRange(_)
        | Type::DateTime
        | Type::Text
        | Type::List(_)
        | Type::Optional(_)
        | Type::Unknown => None,
    }
}
