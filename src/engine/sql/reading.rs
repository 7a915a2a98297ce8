//! The first step of a query: the facts and events that it reads, as columns of known types.

use crate::engine::plan::{Input, Op, Plan, Stated};
use crate::engine::sql::decimal::cast;
use crate::engine::sql::dialect::Dialect;
use crate::engine::sql::extent::{Domain, STATED};
use crate::engine::sql::piece::{Piece, unknown};
use crate::engine::sql::text::{self, Rank, Sql};
use crate::ground::table::Id;
use crate::language::law::{Entity, Fact, Law, Laws, Type};

/// The most facts of which it can be told that they are needed: the bits of a whole number.
pub(super) const MOST_FACTS: usize = 62;

/// A column that is read.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Its name, as in flat sheets.
    pub name: String,
    pub label: Option<String>,
    pub stated: Stated,
    pub domain: Option<Domain>,
    places: usize,
    /// Whether it may be known to be nothing.
    optional: bool,
    /// What it stands for among the facts that are needed; zero for an event.
    pub bit: u64,
}

/// The name of a fact in flat sheets: that of an owner with the owner before it.
pub fn fact_name(laws: &Laws, law: Id<Law>, fact: Id<Fact>) -> String {
    let row = &laws.facts[fact];
    name(laws, law, row.entity, &row.name)
}

fn name(laws: &Laws, law: Id<Law>, of: Id<Entity>, name: &str) -> String {
    match of == laws.laws[law].subject {
        true => name.to_owned(),
        false => format!("{}.{name}", laws.entities[of].name),
    }
}

/// The columns that a plan reads, in the order of its inputs; the facts count in that of the law.
pub(super) fn columns(laws: &Laws, law: Id<Law>, plan: &Plan) -> Vec<Column> {
    let mut facts: Vec<Stated> = plan.inputs.iter().map(|input| input.stated).collect();
    facts.retain(|stated| matches!(stated, Stated::Fact(_)));
    facts.sort_unstable();
    facts.dedup();
    let column = |(at, input): (usize, &Input)| {
        let optional = plan.operations.iter().any(|it| it.op == Op::Input(at) && it.optional);
        let bit = facts.iter().position(|stated| *stated == input.stated);
        let bit = bit.and_then(|at| 1_u64.checked_shl(u32::try_from(at).ok()?)).unwrap_or(0);
        let (name, label) = match input.stated {
            Stated::Fact(fact) => (fact_name(laws, law, fact), laws.facts[fact].label.clone()),
            Stated::Event(event) => {
                let row = &laws.events[event];
                (name(laws, law, row.entity, &row.name), row.label.clone())
            }
        };
        let (_, under) = input.unit.parts();
        let places = usize::try_from(under.ilog10()).unwrap_or(0);
        let domain = Domain::of(&input.type_);
        Column { name, label, stated: input.stated, domain, places, optional, bit }
    };
    plan.inputs.iter().enumerate().map(column).collect()
}

impl Column {
    /// The column that says that a fact is known to be nothing.
    pub fn none_name(&self) -> String {
        format!("{}_none", self.name)
    }

    /// Whether that it is nothing is stated in a column of its own, and not by the text `none`.
    pub fn has_none_column(&self) -> bool {
        let by_text = matches!(self.domain, Some(Domain::Enum(_) | Domain::Country));
        self.optional && !by_text && matches!(self.stated, Stated::Fact(_))
    }

    /// As an expression, after the first step.
    pub fn piece(&self, dialect: Dialect) -> Piece {
        let value = Sql::atom(dialect.name(&self.name));
        let (none, open) = match self.stated {
            Stated::Event(_) => (Some(text::is_missing(&value)), None),
            Stated::Fact(_) if self.optional => {
                let none = Sql::atom(dialect.name(&self.none_name()));
                let open = text::is_missing(&none);
                (Some(none), Some(open))
            }
            Stated::Fact(_) => (None, Some(unknown(&value, None))),
        };
        let needs = (self.bit > 0).then(|| Sql::atom(self.bit.to_string()));
        Piece { value, none, range: None, needs, unknown: open }
    }

    /// What the first step makes of it.
    pub fn read(&self, dialect: Dialect, on: &Sql) -> Vec<(Sql, String)> {
        let name = dialect.name(&self.name);
        let stated = Sql::atom(name.clone());
        if let Stated::Event(_) = self.stated {
            let happened = text::compare(&stated, "<=", on);
            return vec![(text::case(&[(happened, stated)], None), name)];
        }
        let typed = match self.domain {
            Some(Domain::Number) => cast(&stated, &dialect.decimal(STATED, self.places)),
            Some(
                Domain::Truth | Domain::Date | Domain::Enum(_) | Domain::Country | Domain::Set(_),
            )
            | None => stated.clone(),
        };
        if !self.optional {
            return vec![(typed, name)];
        }
        let none = dialect.name(&self.none_name());
        if !self.has_none_column() {
            let value = Sql::atom(format!("NULLIF({name}, 'none')"));
            let nothing = Sql::new(format!("{name} = 'none'"), Rank::Comparison);
            return vec![(value, name), (nothing, none)];
        }
        let nothing = Sql::atom(none.clone());
        let value = text::case(&[(nothing.clone(), Sql::atom("NULL"))], Some(&typed));
        let something = text::not(&text::is_missing(&stated));
        let known =
            text::case(&[(nothing, Sql::atom("TRUE")), (something, Sql::atom("FALSE"))], None);
        vec![(value, name), (known, none)]
    }

    /// Its type in a table, for the reader.
    pub fn type_name(&self, dialect: Dialect) -> String {
        let (text, texts) = dialect.texts();
        match self.domain {
            Some(Domain::Truth) => "BOOLEAN".to_owned(),
            Some(Domain::Number) => dialect.decimal(STATED, self.places),
            Some(Domain::Date) | None => "DATE".to_owned(),
            Some(Domain::Enum(_) | Domain::Country) => text.to_owned(),
            Some(Domain::Set(_)) => texts.to_owned(),
        }
    }
}

/// Whether a type's values are texts, which are handed through as they are.
pub(super) fn is_text(type_: &Type) -> bool {
    *type_ == Type::Text
}
