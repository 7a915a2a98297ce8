//! Flat rows: under which columns the facts of a sheet stand in a table, and where each belongs.

use crate::facts::digits;
use crate::facts::document::{Content, Key, Node, Scalar, without_repetition};
use crate::facts::schema::{Schema, Slot, chain, outermost};
use crate::ground::diagnostic::Found;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::Period;
use crate::language::law::{Entity, Law, Laws, Temporal, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The columns of the sheets of every outermost entity that the loaded laws know.
#[derive(Debug)]
pub struct Flat<'l> {
    laws: &'l Laws,
    schema: &'l Schema<'l>,
    tables: BTreeMap<Id<Entity>, Table>,
}

/// The columns of the sheets of one outermost entity.
#[derive(Debug, Default)]
struct Table {
    columns: Vec<Column>,
    /// Which columns bear a name; the outermost entity's own come before all others.
    names: BTreeMap<String, Vec<usize>>,
}

/// One column: a fact or an event of one entity of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name under which it always stands: `ru.landing.daily_users`, `service.name`.
    pub full: String,
    /// The shortest name that means it alone.
    pub name: String,
    /// Whose fact it is.
    pub entity: Id<Entity>,
    /// The law under whose name it stands in a nested sheet.
    pub law: Option<Id<Law>>,
    /// Its key there.
    pub key: String,
    /// What it is: a fact or an event.
    pub slot: Slot,
    /// The period of the figure, `2021` of `turnover.2021`.
    pub period: Option<String>,
}

/// What a name of a column means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// This column.
    Column(Column),
    /// One of several: their full names.
    Several(Vec<String>),
    /// None.
    Nothing,
}

/// What an empty cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// It is not known.
    Unknown,
    /// It is known that there is nothing, where a fact is optional, and that an event has not happened.
    None,
}

/// One row on its way to a sheet: what stands at each entity.
#[derive(Debug, Default)]
pub struct Row {
    entities: BTreeMap<Id<Entity>, Own>,
}

/// What a row says of one entity.
#[derive(Debug, Default)]
struct Own {
    pairs: Vec<(Key, Node)>,
    blocks: BTreeMap<Id<Law>, Vec<(Key, Node)>>,
}

impl<'l> Flat<'l> {
    /// The columns that the loaded laws ask for.
    pub fn of(laws: &'l Laws, schema: &'l Schema<'l>) -> Self {
        let roots: BTreeSet<Id<Entity>> =
            laws.laws.iter().map(|law| outermost(laws, law.subject)).collect();
        let tables = roots.into_iter().map(|root| (root, table(laws, schema, root))).collect();
        Self { laws, schema, tables }
    }

    /// The outermost entity of which these names tell: that with most of them among its columns, the
    /// first declared where two have as many.
    pub fn root<'n>(&self, names: impl Iterator<Item = &'n str> + Clone) -> Option<Id<Entity>> {
        let known = |root: Id<Entity>| {
            let means = |name: &&str| self.named(root, name) != Named::Nothing;
            let key = |name: &&str| self.schema.of_entity(root).contains_key(*name);
            names.clone().filter(|name| key(name) || means(name)).count()
        };
        match self.tables.len() {
            0 | 1 => self.tables.keys().next().copied(),
            _ => self.tables.keys().rev().copied().max_by_key(|root| known(*root)),
        }
    }

    /// What the name of a column means in the sheets of an outermost entity.
    pub fn named(&self, root: Id<Entity>, name: &str) -> Named {
        let Some(table) = self.tables.get(&root) else { return Named::Nothing };
        let one = |name: &str| -> Named {
            let Some(at) = table.names.get(name) else { return Named::Nothing };
            let columns: Vec<&Column> = at.iter().filter_map(|at| table.columns.get(*at)).collect();
            match columns.as_slice() {
                [] => Named::Nothing,
                [only] => Named::Column((*only).clone()),
                several => match several.iter().find(|it| it.entity == root && it.law.is_none()) {
                    Some(own) => Named::Column((*own).clone()),
                    None => Named::Several(several.iter().map(|it| it.full.clone()).collect()),
                },
            }
        };
        match (one(name), name.rsplit_once('.')) {
            (Named::Nothing, Some((name, period))) if Period::parse(period).is_some() => {
                match one(name) {
                    Named::Column(column) if self.is_of_periods(&column) => {
                        Named::Column(Column { period: Some(period.to_owned()), ..column })
                    }
                    Named::Column(_) | Named::Nothing => Named::Nothing,
                    Named::Several(names) => Named::Several(names),
                }
            }
            (named, _) => named,
        }
    }

    /// Every column of the sheets of an outermost entity, the outermost's own first.
    pub fn columns(&self, root: Id<Entity>) -> &[Column] {
        self.tables.get(&root).map_or(&[], |table| &table.columns)
    }

    /// The outermost entities, in the order of their declaration.
    pub fn roots(&self) -> impl Iterator<Item = Id<Entity>> {
        self.tables.keys().copied()
    }

    /// The key of a nested sheet, where a name is one of the outermost entity's.
    pub fn key(&self, root: Id<Entity>, name: &str) -> Option<Slot> {
        self.schema.of_entity(root).get(name).copied()
    }

    fn is_of_periods(&self, column: &Column) -> bool {
        match column.slot {
            Slot::Fact(fact) => matches!(self.laws.facts[fact].temporal, Temporal::Per(_)),
            Slot::Event(_) | Slot::Block(_) | Slot::List(_) => false,
        }
    }

    /// A cell that is written as text: `;` stands between the values of a set and the days of an
    /// event. `None`: the cell says nothing.
    pub fn cell(&self, column: &Column, text: &str, span: Span, empty: Empty) -> Option<Node> {
        if text.is_empty() {
            return self.nothing(column, span, empty);
        }
        let scalar = |text: &str, quoted: bool| Node {
            content: Content::Scalar(Scalar { text: text.to_owned(), quoted }),
            span,
        };
        let list = |quoted: bool| {
            Content::List(text.split(';').map(|part| scalar(part.trim(), quoted)).collect())
        };
        let node = match self.type_of(column) {
            None if text.contains(';') => Node { content: list(true), span },
            None => scalar(text, true),
            Some(Type::Set(inner)) if !matches!(text, "unknown" | "none") => {
                Node { content: list(!is_bare(inner)), span }
            }
            Some(type_) => scalar(text, !is_bare(type_)),
        };
        Some(self.with_currency(column, node))
    }

    /// A cell that is a value of its own already. `None`: the cell says nothing.
    pub fn value(&self, column: &Column, node: Node, empty: Empty) -> Option<Node> {
        match &node.content {
            Content::Scalar(scalar) if scalar.is_empty() => self.nothing(column, node.span, empty),
            Content::Scalar(_) | Content::List(_) | Content::Map(_) => {
                Some(self.with_currency(column, node))
            }
        }
    }

    fn nothing(&self, column: &Column, span: Span, empty: Empty) -> Option<Node> {
        let may_be_none = match column.slot {
            Slot::Fact(fact) => matches!(self.laws.facts[fact].type_, Type::Optional(_)),
            Slot::Event(_) => true,
            Slot::Block(_) | Slot::List(_) => false,
        };
        let none = || Node {
            content: Content::Scalar(Scalar { text: "none".to_owned(), quoted: true }),
            span,
        };
        (empty == Empty::None && may_be_none).then(none)
    }

    /// The type of a fact, without `optional`; nothing of an event.
    pub fn type_of(&self, column: &Column) -> Option<&'l Type> {
        let Slot::Fact(fact) = column.slot else { return None };
        let type_ = &self.laws.facts[fact].type_;
        Some(if let Type::Optional(inner) = type_ { inner } else { type_ })
    }

    /// An amount that says no currency is one in the currency of its fact: in a table the column
    /// says what its figures are.
    fn with_currency(&self, column: &Column, mut node: Node) -> Node {
        let currency = match self.type_of(column) {
            Some(Type::Money(currency) | Type::MoneyRange(currency)) => *currency,
            Some(_) | None => return node,
        };
        if let Content::Scalar(scalar) = &mut node.content
            && digits::is_plain(&scalar.text)
        {
            *scalar = Scalar { text: format!("{} {currency}", scalar.text), quoted: true };
        }
        node
    }
}

impl Row {
    /// Takes what a column says.
    pub fn put(&mut self, column: &Column, span: Span, node: Node) {
        let own = self.entities.entry(column.entity).or_default();
        let pairs = match column.law {
            Some(law) => own.blocks.entry(law).or_default(),
            None => &mut own.pairs,
        };
        let key = Key { text: column.key.clone(), span };
        let Some(period) = &column.period else { return pairs.push((key, node)) };
        let figure = (Key { text: period.clone(), span }, node);
        let before = pairs.iter_mut().find(|(before, _)| before.text == key.text);
        match before.map(|(_, node)| &mut node.content) {
            Some(Content::Map(figures)) => figures.push(figure),
            Some(Content::List(_) | Content::Scalar(_)) | None => {
                pairs.push((key, Node { content: Content::Map(vec![figure]), span }));
            }
        }
    }

    /// Takes a key of the outermost entity as a nested sheet has it.
    pub fn keep(&mut self, root: Id<Entity>, key: Key, node: Node) {
        self.entities.entry(root).or_default().pairs.push((key, node));
    }

    /// Says that there is one entity of this kind, whatever is known of it.
    pub fn has(&mut self, entity: Id<Entity>) {
        self.entities.entry(entity).or_default();
    }

    /// The row as a document of a nested sheet: one entity of each kind that it tells of.
    pub fn document(
        mut self,
        flat: &Flat<'_>,
        root: Id<Entity>,
        span: Span,
        found: &mut Found,
    ) -> Node {
        let told: Vec<Id<Entity>> = self.entities.keys().copied().collect();
        for entity in told.into_iter().flat_map(|entity| chain(flat.laws, entity)) {
            self.has(entity);
        }
        self.entity(flat, root, span, found)
    }

    fn entity(
        &mut self,
        flat: &Flat<'_>,
        entity: Id<Entity>,
        span: Span,
        found: &mut Found,
    ) -> Node {
        let own = self.entities.remove(&entity).unwrap_or_default();
        let mut pairs = own.pairs;
        let place = |text: &str| Key { text: text.to_owned(), span };
        for (law, facts) in own.blocks {
            let content = Content::Map(without_repetition(facts, found));
            pairs.push((place(&flat.laws.laws[law].name), Node { content, span }));
        }
        let owned =
            |it: &Id<Entity>| flat.laws.entities[*it].owner.filter(|(owner, _)| *owner == entity);
        let listed: Vec<_> =
            self.entities.keys().filter_map(|it| Some((*it, owned(it)?.1))).collect();
        for (below, list) in listed {
            let one = self.entity(flat, below, span, found);
            let content = Content::List(vec![one]);
            pairs.push((place(&flat.laws.facts[list].name), Node { content, span }));
        }
        Node { content: Content::Map(without_repetition(pairs, found)), span }
    }
}

/// Whether a value of a type stands without quotes.
fn is_bare(type_: &Type) -> bool {
    match type_ {
        Type::Bool | Type::Number(_) | Type::NumberRange(_) => true,
        Type::Optional(inner) => is_bare(inner),
        Type::Money(_)
        | Type::MoneyRange(_)
        | Type::Date
        | Type::DateTime
        | Type::Duration(_)
        | Type::Country
        | Type::Text
        | Type::Enum(_)
        | Type::Set(_)
        | Type::List(_)
        | Type::Unknown => false,
    }
}

fn table(laws: &Laws, schema: &Schema<'_>, root: Id<Entity>) -> Table {
    let mut table = Table::default();
    let mut entities: Vec<Id<Entity>> =
        laws.entities.ids().filter(|entity| outermost(laws, *entity) == root).collect();
    entities.sort_by_key(|entity| (chain(laws, *entity).len(), *entity));
    for entity in entities {
        let of = &laws.entities[entity].name;
        for (key, slot) in schema.of_entity(entity) {
            match slot {
                Slot::Fact(_) | Slot::Event(_) => {
                    table.add(format!("{of}.{key}"), key, entity, None, *slot);
                }
                Slot::Block(law) => {
                    let name = &laws.laws[*law].name;
                    for (key, slot) in schema.of_block(*law, entity) {
                        table.add(format!("{name}.{key}"), key, entity, Some(*law), *slot);
                    }
                }
                Slot::List(_) => {}
            }
        }
    }
    let own = |column: &Column| column.entity == root && column.law.is_none();
    let alone: Vec<bool> = table
        .columns
        .iter()
        .map(|it| own(it) || table.names.get(&it.key).is_some_and(|all| all.len() == 1))
        .collect();
    for (column, alone) in table.columns.iter_mut().zip(alone) {
        column.name = if alone { column.key.clone() } else { column.full.clone() };
    }
    table
}

impl Table {
    fn add(
        &mut self,
        full: String,
        key: &str,
        entity: Id<Entity>,
        law: Option<Id<Law>>,
        slot: Slot,
    ) {
        let at = self.columns.len();
        for name in [key, full.as_str()] {
            self.names.entry(name.to_owned()).or_default().push(at);
        }
        let (key, name) = (key.to_owned(), String::new());
        self.columns.push(Column { full, name, entity, law, key, slot, period: None });
    }
}
