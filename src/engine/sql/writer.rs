//! The steps of a query: each operation as an expression, and what is long or stands in several places
//! as a column of its own.

use crate::engine::plan::{Arm, Node, Op, Operation, Plan, Unit};
use crate::engine::sql::decimal::{cast, digits, multiplier};
use crate::engine::sql::dialect::Dialect;
use crate::engine::sql::extent::{Domain, Extent, Open, bounded, extents};
use crate::engine::sql::piece::{Piece, Result, is_short, nothing, unknown};
use crate::engine::sql::reading::Column;
use crate::engine::sql::text::{self, Sql};
use crate::ground::table::Id;
use crate::ground::time::Date;
use crate::ground::value::{Country, Number};
use crate::language::law::{Enumeration, Laws};
use std::collections::{BTreeMap, BTreeSet};

/// One step of a query: a common table expression over the one before.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub name: String,
    pub remarks: Vec<String>,
    /// Expressions and the names of their columns.
    pub columns: Vec<(Sql, String)>,
}

/// A query that is being written.
pub(super) struct Writer<'a> {
    pub laws: &'a Laws,
    pub plan: &'a Plan,
    pub dialect: Dialect,
    pub extents: Vec<Extent>,
    pub inputs: Vec<Column>,
    pub steps: Vec<Step>,
    /// Whether the facts that are needed are told.
    pub telling: bool,
    /// The operations whose bounds are asked for.
    bounded: Vec<bool>,
    uses: Vec<usize>,
    pieces: BTreeMap<(usize, Domain), Result<Piece>>,
    names: BTreeSet<String>,
    /// What is being written: helping columns are called after it.
    scope: String,
}

impl<'a> Writer<'a> {
    pub fn new(laws: &'a Laws, plan: &'a Plan, dialect: Dialect, inputs: Vec<Column>) -> Self {
        let mut uses = vec![0; plan.operations.len()];
        for operation in plan.operations.iter() {
            operation.op.each_operand(&mut |node| {
                if let Some(uses) = uses.get_mut(node.index()) {
                    *uses += 1;
                }
            });
        }
        let extents = extents(plan);
        let bounded = bounded(plan, &extents);
        let names = inputs.iter().flat_map(|it| [it.name.clone(), it.none_name()]).collect();
        Self {
            laws,
            plan,
            dialect,
            extents,
            inputs,
            steps: Vec::new(),
            telling: true,
            bounded,
            uses,
            pieces: BTreeMap::new(),
            names,
            scope: String::new(),
        }
    }

    pub fn extent(&self, node: Node) -> Result<&Extent> {
        self.extents.get(node.index()).ok_or_else(|| "an error".to_owned())
    }

    /// Whether an operation may be nothing.
    pub fn is_optional(&self, node: Node) -> bool {
        self.extents.get(node.index()).is_some_and(|it| it.optional)
    }

    pub fn operation(&self, node: Node) -> &Operation {
        &self.plan.operations[node]
    }

    /// Whether the bounds of an operation are asked for.
    pub fn is_bounded(&self, node: Node) -> bool {
        self.bounded.get(node.index()) == Some(&true)
    }

    pub fn open(&self, node: Node) -> Result<Open> {
        Ok(self.extent(node)?.open)
    }

    /// What an operation's values are, else what they are asked as.
    pub fn domain(&self, node: Node, asked: Domain) -> Domain {
        self.extents.get(node.index()).and_then(|it| it.domain).unwrap_or(asked)
    }

    /// A name that no other column or step has.
    fn fresh(&mut self, base: &str) -> String {
        let taken = |name: &str| {
            ["", "_none", "_low", "_high", "_needs", "_range"]
                .iter()
                .any(|end| self.names.contains(&format!("{name}{end}")))
        };
        let mut name = base.to_owned();
        let mut number = 1;
        while taken(&name) {
            name = format!("{base}_{number}");
            number += 1;
        }
        self.names.insert(name.clone());
        name
    }

    /// An operation as a column of a name, its step with remarks; gives the name it got.
    pub fn column(
        &mut self,
        node: Node,
        domain: Domain,
        name: &str,
        remarks: Vec<String>,
    ) -> Result<String> {
        name.clone_into(&mut self.scope);
        let key = (node.index(), self.domain(node, domain));
        let piece = match self.pieces.get(&key) {
            Some(known) => known.clone(),
            None => self.made(node, key.1),
        };
        let piece = match piece {
            Ok(piece) => piece,
            Err(why) => {
                self.pieces.insert(key, Err(why.clone()));
                return Err(why);
            }
        };
        let piece = Piece { needs: piece.needs.clone().filter(|_| self.telling), ..piece };
        let name = self.fresh(name);
        self.named(&name, remarks, &piece);
        let column = self.as_column(&name, &piece);
        self.pieces.insert(key, Ok(column));
        Ok(name)
    }

    /// A condition made of several operations as a column.
    pub fn put(&mut self, name: &str, remarks: Vec<String>, value: Sql) -> String {
        let name = self.fresh(name);
        let columns = vec![(value, self.dialect.name(&name))];
        self.steps.push(Step { name: self.dialect.name(&name), remarks, columns });
        self.dialect.name(&name)
    }

    pub fn set_scope(&mut self, scope: &str) {
        scope.clone_into(&mut self.scope);
    }

    fn named(&mut self, name: &str, remarks: Vec<String>, piece: &Piece) {
        let column = |end: &str| self.dialect.name(&format!("{name}{end}"));
        let mut columns = vec![(piece.value.clone(), column(""))];
        if let Some(none) = &piece.none {
            columns.push((none.clone(), column("_none")));
        }
        if let Some(needs) = piece.needs.as_ref().filter(|needs| !needs.is_short()) {
            columns.push((needs.clone(), column("_needs")));
        }
        self.steps.push(Step { name: column(""), remarks, columns });
    }

    fn as_column(&self, name: &str, piece: &Piece) -> Piece {
        let column = |end: &str| Sql::atom(self.dialect.name(&format!("{name}{end}")));
        let none = piece.none.as_ref().map(|_| column("_none"));
        let needs = piece.needs.clone();
        let needs = needs.map(|it| if it.is_short() { it } else { column("_needs") });
        let unknown = piece.unknown.as_ref().map(|_| unknown(&column(""), none.as_ref()));
        Piece { value: column(""), none, range: piece.range.clone(), needs, unknown }
    }

    /// An operation as an expression.
    pub fn piece(&mut self, node: Node, domain: Domain) -> Result<Piece> {
        let key = (node.index(), self.domain(node, domain));
        if let Some(known) = self.pieces.get(&key) {
            return known.clone();
        }
        let piece = self.made(node, key.1).map(|mut piece| {
            if !self.telling {
                piece.needs = None;
            }
            piece
        });
        let piece = match piece {
            Ok(piece) if self.uses.get(node.index()) > Some(&1) && !is_short(&piece) => {
                Ok(self.hoisted(&piece))
            }
            other => other,
        };
        self.pieces.insert(key, piece.clone());
        piece
    }

    /// An operation as an expression that may stand in several places.
    pub fn brief(&mut self, node: Node, domain: Domain) -> Result<Piece> {
        let piece = self.piece(node, domain)?;
        if is_short(&piece) {
            return Ok(piece);
        }
        let key = (node.index(), self.domain(node, domain));
        let column = self.hoisted(&piece);
        self.pieces.insert(key, Ok(column.clone()));
        Ok(column)
    }

    /// An operation as the name of a column, or a constant.
    pub fn named_piece(&mut self, node: Node, domain: Domain) -> Result<Piece> {
        let piece = self.piece(node, domain)?;
        if !piece.value.text.contains(' ') {
            return Ok(piece);
        }
        let key = (node.index(), self.domain(node, domain));
        let column = self.hoisted(&piece);
        self.pieces.insert(key, Ok(column.clone()));
        Ok(column)
    }

    fn hoisted(&mut self, piece: &Piece) -> Piece {
        let scope = format!("{}_1", self.scope);
        let name = self.numbered(&scope);
        self.named(&name, Vec::new(), piece);
        self.as_column(&name, piece)
    }

    fn numbered(&mut self, first: &str) -> String {
        let base = first.strip_suffix("_1").unwrap_or(first).to_owned();
        let mut number = 1;
        loop {
            let name = format!("{base}_{number}");
            if !self.names.contains(&name) {
                return self.fresh(&name);
            }
            number += 1;
        }
    }

    /// A piece known by its bounds: both become columns, and its value is the one that is left.
    pub fn by_range(&mut self, low: Sql, high: Sql, piece: Piece) -> Piece {
        let mut needs = piece.needs.clone().filter(|_| self.telling);
        let long = !low.is_short() || !high.is_short();
        let (low, high) = if long {
            let base = format!("{}_1", self.scope);
            let name = self.numbered(&base);
            let column = |end: &str| self.dialect.name(&format!("{name}{end}"));
            let (at_least, at_most) = (column("_low"), column("_high"));
            let mut columns = vec![(low, at_least.clone()), (high, at_most.clone())];
            if let Some(bits) = needs.take_if(|needs| !needs.is_short()) {
                columns.push((bits, column("_needs")));
                needs = Some(Sql::atom(column("_needs")));
            }
            self.steps.push(Step { name: column("_range"), remarks: Vec::new(), columns });
            (Sql::atom(at_least), Sql::atom(at_most))
        } else {
            (low, high)
        };
        let equal = text::compare(&low, "=", &high);
        let value = text::case(&[(equal.clone(), low.clone())], None);
        let open = Sql::new(format!("({}) IS NOT TRUE", equal.text), text::Rank::Comparison);
        Piece {
            unknown: Some(piece.unknown.clone().unwrap_or(open)),
            value,
            range: Some((low, high)),
            needs,
            ..piece
        }
    }

    /// An arm of a choice.
    pub fn arm(&mut self, arm: Arm, unit: Unit, domain: Domain) -> Result<Piece> {
        match arm {
            Arm::Of(node) => self.piece(node, domain),
            Arm::Constant(figure) => {
                Ok(Piece { value: self.literal(figure, unit, domain)?, ..nothing(None) })
            }
            Arm::Nothing => Ok(nothing(Some(Sql::atom("TRUE")))),
        }
    }

    /// A figure that is the same for all rows.
    pub fn literal(&self, figure: i64, unit: Unit, domain: Domain) -> Result<Sql> {
        let far = || "a figure too large".to_owned();
        if figure == i64::MAX || figure == i64::MIN {
            return Err(far());
        }
        Ok(match domain {
            Domain::Truth => Sql::atom(if figure == 1 { "TRUE" } else { "FALSE" }),
            Domain::Number => {
                let number = Number::whole(figure).mul(&unit.number()).map_err(|_| far())?;
                self.number(&number, unit)?
            }
            Domain::Date => {
                let date = Date::FIRST.plus_days(figure).ok_or_else(far)?;
                self.dialect.date(date)
            }
            Domain::Enum(of) => self.variant(of, figure)?,
            Domain::Country => {
                let country = Country::at_position(figure).ok_or_else(far)?;
                Sql::atom(format!("'{}'", country.code()))
            }
            Domain::Set(_) => return Err("a set that is the same for all".to_owned()),
        })
    }

    /// The name of a value of an enum.
    pub fn variant(&self, of: Id<Enumeration>, at: i64) -> Result<Sql> {
        let variants = &self.laws.enumerations[of].variants;
        let variant = usize::try_from(at).ok().and_then(|at| variants.get(at));
        let name = variant.map(|variant| format!("'{}'", variant.name));
        name.map(Sql::atom).ok_or_else(|| "an error".to_owned())
    }

    /// A number beside figures of a unit, which stand multiplied by what makes them decimals.
    pub fn number(&self, number: &Number, unit: Unit) -> Result<Sql> {
        let times = Number::whole(multiplier(unit));
        let number = number.mul(&times).ok();
        let number = number.and_then(|number| self.dialect.number(&number));
        number.ok_or_else(|| "a figure of more than 38 digits".to_owned())
    }

    /// The digits, and those behind the point, of the decimals that an operation may be.
    pub fn digits(&self, node: Node) -> Result<(usize, usize)> {
        let extent = self.extent(node)?;
        digits(&extent.low, &extent.high, self.operation(node).unit)
    }

    /// A decimal with room for the digits of an operation.
    pub fn sized(&self, value: &Sql, node: Node) -> Result<Sql> {
        let (digits, places) = self.digits(node)?;
        Ok(cast(value, &self.dialect.decimal(digits, places)))
    }

    fn made(&mut self, node: Node, domain: Domain) -> Result<Piece> {
        if domain == Domain::Number {
            self.digits(node)?;
        }
        let extent = self.extent(node)?;
        if extent.open == Open::Fixed
            && extent.within.0.is_some()
            && extent.within.0 == extent.within.1
        {
            return Err("a figure that is the same whatever is unknown".to_owned());
        }
        match self.operation(node).op.clone() {
            Op::Input(at) => self.input(at),
            Op::Constant(arm) => self.arm(arm, self.operation(node).unit, domain),
            Op::Happened(of) => self.piece(of, domain),
            Op::Not(_)
            | Op::All(_)
            | Op::Any(_)
            | Op::Compare(..)
            | Op::CompareWith(..)
            | Op::OneOf(..)
            | Op::Has(..)
            | Op::IsNothing(_) => self.truth(node),
            Op::Choose(..) | Op::Except(..) | Op::Lookup(..) => self.choice(node, domain),
            Op::Sum(..)
            | Op::Product(..)
            | Op::Extreme(..)
            | Op::Clamp(..)
            | Op::Round(..)
            | Op::Slices(..)
            | Op::Bounded(..)
            | Op::Months(..) => self.figure(node, domain),
        }
    }

    fn input(&self, at: usize) -> Result<Piece> {
        let column = self.inputs.get(at).ok_or_else(|| "an error".to_owned())?;
        Ok(column.piece(self.dialect))
    }

    /// The bounds of a piece: its own, or its value, which has no bound where it is unknown.
    pub fn range(&self, node: Node, piece: &Piece) -> Result<(Sql, Sql)> {
        let value = || piece.value.clone();
        let unit = self.operation(node).unit;
        let end = |end: &Option<Number>| -> Result<Sql> {
            Ok(match end {
                Some(end) => {
                    let end = self.number(end, unit)?;
                    Sql::atom(format!("COALESCE({}, {})", piece.value.text, end.text))
                }
                None => value(),
            })
        };
        let extent = self.extent(node)?;
        match (&piece.range, extent.open) {
            (Some(range), _) => Ok(range.clone()),
            (None, Open::Few) => Err("what is known of an unknown figure".to_owned()),
            (None, Open::Fixed) if self.domain(node, Domain::Number) != Domain::Number => {
                Err("what is known of an unknown date".to_owned())
            }
            (None, Open::Fixed) if piece.none.is_some() => {
                Err("bounds of what may be nothing".to_owned())
            }
            (None, Open::Fixed) => Ok((end(&extent.within.0)?, end(&extent.within.1)?)),
            (None, Open::Never | Open::Anything) => Ok((value(), value())),
        }
    }
}
