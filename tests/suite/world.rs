//! Random small laws and sheets, put together by hand from a tape of choices.

use solon::facts::{
    Entry, Instance, Known, Listed, Occurrence, Occurrences, OwnPeriod, Record, Sheet,
};
use solon::ground::table::Id;
use solon::ground::text::{Sources, Span};
use solon::ground::time::{
    Cycle, Date, DateTime, Dated, Duration, Family, Interval, MonthEnd, Period, Workdays,
};
use solon::ground::value::{Bounds, Country, Edge, Number, Rounding, Value};
use solon::language::law::define::Wording;
use solon::language::law::parameter::ParameterVersion;
use solon::language::law::{
    Aggregate, Alternative, Arithmetic, Band, Bands, Basis, Binding, Bound, Calendar, Cases, Cell,
    Column, Comparison, DecisionTable, Define, Elements, ElementsOf, Entity, Enumeration, Event,
    EventWindow, Exception, Expression, Extreme, Fact, Judged, Kind, Law, Laws, Logic, Parameter,
    PeriodName, PeriodWindow, Quantified, Quantity, Row, Scale, ScaleKind, Temporal, Type, Variant,
    View, Window, WindowOf,
};

/// Choices, each taken once, as a test framework generates and shrinks them.
pub struct Tape<'a> {
    choices: &'a [u16],
    at: usize,
}

impl<'a> Tape<'a> {
    pub fn new(choices: &'a [u16]) -> Self {
        Self { choices, at: 0 }
    }

    pub fn pick(&mut self, among: usize) -> usize {
        let choice = self.choices.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        choice as usize % among
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.pick(100) < percent
    }

    /// A day of the two years in which everything happens.
    pub fn day(&mut self) -> Date {
        let month = i64::try_from(self.pick(24)).unwrap();
        let first = date("2020-01-01");
        let first = Duration::months(month).after(first, MonthEnd::LastDay).unwrap();
        // Ends of months are where things go wrong.
        let of_month = [0, 0, 1, 14, 27, 28, 29, 30];
        first.plus_days(of_month[self.pick(of_month.len())]).unwrap()
    }

    /// A minute of such a day.
    fn minute(&mut self) -> DateTime {
        let day = self.day();
        self.minute_of(day)
    }

    fn minute_of(&mut self, day: Date) -> DateTime {
        let minutes = [0, 1, 510, 510, 720, 1439];
        DateTime::first_of(day).plus_minutes(minutes[self.pick(minutes.len())]).unwrap()
    }

    fn days(&mut self, most: usize) -> Vec<Date> {
        let count = self.pick(most + 1);
        let mut days: Vec<Date> = (0..count).map(|_| self.day()).collect();
        days.sort();
        days.dedup();
        days
    }

    fn small(&mut self) -> Number {
        let values = [-3, -1, 0, 0, 1, 1, 2, 3, 5, 10];
        let whole = Number::whole(values[self.pick(values.len())]);
        if self.chance(20) { whole.div(&Number::whole(2)).unwrap() } else { whole }
    }
}

pub fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// A law, a sheet, and what can be named in expressions.
pub struct World {
    pub laws: Laws,
    pub law: Id<Law>,
    pub sheet: Sheet,
    pub subject: Id<Instance>,
    pub span: Span,
    pub entity: Id<Entity>,
    pub truths: Vec<Id<Fact>>,
    pub numbers: Vec<Id<Fact>>,
    pub dates: Vec<Id<Fact>>,
    pub minutes: Id<Fact>,
    /// An event `at time`.
    pub hourly: Id<Event>,
    /// The weekend, the holidays that are known, and the days from and through which they are.
    free: ([bool; 7], Vec<Date>, [Option<Date>; 2]),
    pub kinds: Vec<Id<Fact>>,
    pub figure: Id<Fact>,
    pub amount: Id<Fact>,
    /// The entities that the list of the subject names, and what is stated of each.
    pub part: Id<Entity>,
    pub parts: Id<Fact>,
    pub weight: Id<Fact>,
    pub opened: Id<Event>,
    pub events: Vec<Id<Event>>,
    pub parameters: Vec<Id<Parameter>>,
    pub scales: Vec<Id<Scale>>,
    pub tables: Vec<Id<DecisionTable>>,
    pub seat: Id<Fact>,
    pub conditions: Vec<Id<Define>>,
    pub amounts: Vec<Id<Define>>,
    /// Whether expressions may ask what is known: they then know more as facts become unknown.
    pub asks_known: bool,
    /// Whether what is put together stands in a window of periods.
    in_window: bool,
    /// The names that are bound where it stands.
    bound: Vec<Id<Binding>>,
}

impl World {
    pub fn new(tape: &mut Tape, asks_known: bool) -> Self {
        let mut sources = Sources::new();
        let span = Span::new(sources.add("fixture.law", ""), 0, 0);
        let mut laws = Laws::default();
        let entity = laws.entities.add(Entity {
            name: "company".into(),
            label: None,
            fields: vec![],
            owner: None,
            span,
        });
        let in_force = Interval {
            from: date("2020-03-01"),
            until: tape.chance(30).then(|| date("2021-10-01")),
        };
        let month_end = if tape.chance(50) { MonthEnd::LastDay } else { MonthEnd::NextDay };
        let law = laws.laws.add(Law {
            name: "x".into(),
            title: "x".into(),
            documentation: String::new(),
            source: "x".into(),
            jurisdiction: "RU".into(),
            authority: None,
            subject: entity,
            in_force,
            verified_through: None,
            working_days: None,
            deadlines_move: None,
            month_end: Some(month_end),
            judged: Judged::Named,
            provisions: vec![],
            tests: vec![],
            assertions: vec![],
            basis: Basis::default(),
            file: span.source,
            span,
        });
        let mut world = World {
            sheet: Sheet::new("sheet", None),
            subject: Id::at(0),
            laws,
            law,
            span,
            entity,
            truths: vec![],
            numbers: vec![],
            dates: vec![],
            minutes: Id::at(0),
            hourly: Id::at(0),
            free: ([false; 7], vec![], [None; 2]),
            kinds: vec![],
            figure: Id::at(0),
            amount: Id::at(0),
            part: Id::at(0),
            parts: Id::at(0),
            weight: Id::at(0),
            opened: Id::at(0),
            events: vec![],
            parameters: vec![],
            scales: vec![],
            tables: vec![],
            seat: Id::at(0),
            conditions: vec![],
            amounts: vec![],
            asks_known,
            in_window: false,
            bound: vec![],
        };
        world.count(tape);
        world.declare(tape);
        world.state(tape);
        world
    }

    /// Declares a calendar, of which some days may not be verified.
    fn count(&mut self, tape: &mut Tape) {
        let weekend = match tape.pick(3) {
            0 => [false, false, false, false, true, false, false],
            _ => [false, false, false, false, false, true, true],
        };
        let mut holidays = tape.days(6);
        let length = i64::try_from(tape.pick(8)).unwrap();
        let run = tape.day();
        holidays.extend((0..length).filter_map(|by| run.plus_days(by)));
        let from = tape.chance(30).then(|| tape.day());
        let through = tape.chance(50).then(|| tape.day()).filter(|day| Some(*day) >= from);
        holidays.retain(|day| from.is_none_or(|from| from <= *day));
        holidays.retain(|day| through.is_none_or(|through| *day <= through));
        self.free = (weekend, holidays.clone(), [from, through]);
        let calendar = self.laws.calendars.add(Calendar {
            name: "offices".into(),
            label: None,
            documentation: String::new(),
            workdays: Workdays::of(weekend, holidays, from, through),
            basis: Basis::default(),
            span: self.span,
        });
        self.laws.laws[self.law].working_days = Some(calendar);
    }

    /// Settles which days are holidays, in one of the ways in which they may turn out.
    pub fn settle_calendar(&mut self, tape: &mut Tape) {
        let calendar = self.laws.laws[self.law].working_days.unwrap();
        let workdays = &mut self.laws.calendars[calendar].workdays;
        let (weekend, known, [from, through]) = &self.free;
        let outside = tape.days(20).into_iter().filter(|day| {
            from.is_some_and(|from| *day < from) || through.is_some_and(|last| last < *day)
        });
        *workdays = Workdays::of(*weekend, outside.chain(known.iter().copied()), None, None);
    }

    /// The entity of a list, of which each states a weight and when it was opened.
    fn declare_parts(&mut self) {
        let span = self.span;
        self.part = self.laws.entities.add(Entity {
            name: "part".into(),
            label: None,
            fields: vec![],
            owner: None,
            span,
        });
        self.parts = self.declare_fact("parts", Type::List(self.part), Temporal::Plain);
        self.weight = self.declare_fact("weight", Type::Number(None), Temporal::OverTime);
        self.laws.facts[self.weight].entity = self.part;
        self.laws.entities[self.part].owner = Some((self.entity, self.parts));
        self.opened = self.laws.events.add(Event {
            at_time: false,
            name: "opened".into(),
            label: None,
            documentation: String::new(),
            law: Some(self.law),
            entity: self.part,
            fields: vec![self.amount],
            step: None,
            basis: Basis::default(),
            span,
        });
    }

    fn declare_fact(&mut self, name: &str, type_: Type, temporal: Temporal) -> Id<Fact> {
        self.laws.facts.add(Fact {
            name: name.into(),
            label: None,
            documentation: String::new(),
            law: Some(self.law),
            entity: self.entity,
            type_,
            temporal,
            basis: Basis::default(),
            span: self.span,
        })
    }

    fn declare(&mut self, tape: &mut Tape) {
        use Temporal::{OverTime, Per, Plain};
        self.truths =
            ["a", "b", "c"].map(|name| self.declare_fact(name, Type::Bool, OverTime)).to_vec();
        self.numbers =
            ["n", "m"].map(|name| self.declare_fact(name, Type::Number(None), OverTime)).to_vec();
        self.dates = vec![self.declare_fact("d", Type::Date, Plain)];
        self.minutes = self.declare_fact("t", Type::DateTime, Plain);
        self.kinds = vec![self.declare_fact("k", Type::Enum(Id::at(0)), OverTime)];
        let variant = |name: &str| Variant { name: name.into(), label: None, span: self.span };
        self.laws.enumerations.add(Enumeration {
            name: "kind".into(),
            label: None,
            variants: ["one", "two", "three"].map(variant).into(),
            span: self.span,
        });
        self.seat = self.declare_fact("s", Type::Country, OverTime);
        self.figure = self.declare_fact("f", Type::Number(None), Per(Cycle::Quarter));
        self.amount = self.declare_fact("amount", Type::Number(None), Plain);
        for name in ["e", "g", "h"] {
            let event = self.laws.events.add(Event {
                at_time: name == "h",
                name: name.into(),
                label: None,
                documentation: String::new(),
                law: Some(self.law),
                entity: self.entity,
                fields: vec![self.amount],
                step: None,
                basis: Basis::default(),
                span: self.span,
            });
            self.events.push(event);
            self.hourly = event;
        }
        self.declare_parts();
        let first = date("2020-03-01");
        for name in ["p", "q"] {
            let mut starts = vec![first];
            starts.extend(tape.days(2).into_iter().filter(|day| *day > first));
            let version = |value| ParameterVersion {
                value,
                documentation: String::new(),
                basis: Basis::default(),
                span: self.span,
            };
            let starts: Vec<_> =
                starts.into_iter().map(|day| (day, version(Value::Number(tape.small())))).collect();
            let parameter = self.laws.parameters.add(Parameter {
                name: name.into(),
                label: None,
                documentation: String::new(),
                law: Some(self.law),
                type_: Type::Number(None),
                versions: Dated::starting(starts, None),
                verified_through: tape.chance(20).then(|| tape.day()),
                basis: Basis::default(),
                span: self.span,
            });
            self.parameters.push(parameter);
        }
        for on in [Type::Number(None), Type::Number(None), Type::Duration(Family::Days)] {
            let scale = self.scale(on, tape);
            self.scales.push(scale);
        }
        for _ in 0..2 {
            let table = self.table(tape, |it, tape| it.number(tape, 1));
            self.tables.push(table);
        }
        for name in ["x", "y"] {
            let wordings = [self.truth(tape, 2), self.truth(tape, 2)];
            let define = self.define(name, Type::Bool, wordings, tape);
            self.conditions.push(define);
            let wordings = [self.number(tape, 2), self.number(tape, 2)];
            let define = self.define(name, Type::Number(None), wordings, tape);
            self.amounts.push(define);
        }
    }

    /// A scale of one or two versions; one of a duration is flat.
    fn scale(&mut self, on: Type, tape: &mut Tape) -> Id<Scale> {
        let marginal = on == Type::Number(None) && tape.chance(50);
        let bands = |tape: &mut Tape, span| {
            let mut bands: Vec<Band> = vec![];
            let mut at = i64::try_from(tape.pick(4)).unwrap() - i64::from(!marginal);
            for _ in 0..tape.pick(4) {
                at += 1 + i64::try_from(tape.pick(3)).unwrap();
                let until = Some(Edge { at: Number::whole(at), included: tape.chance(50) });
                bands.push(band(until, tape, span));
            }
            bands.push(band(None, tape, span));
            Bands { bands, basis: Basis::default(), span }
        };
        let first = date("2020-03-01");
        let versions = match tape.pick(3) {
            0 => {
                let pair = [bands(tape, self.span), bands(tape, self.span)];
                let later = date("2021-02-01");
                Dated::starting([first, later].into_iter().zip(pair), None)
            }
            _ => {
                let always = Interval { from: Date::FIRST, until: None };
                Dated::constant(always, bands(tape, self.span))
            }
        };
        self.laws.scales.add(Scale {
            name: "scale".into(),
            label: None,
            documentation: String::new(),
            law: Some(self.law),
            on,
            gives: Type::Number(None),
            kind: if marginal { ScaleKind::Marginal } else { ScaleKind::Flat },
            versions,
            verified_through: tape.chance(20).then(|| tape.day()),
            basis: Basis::default(),
            span: self.span,
        })
    }

    /// A table whose cases are cut in two until each has a row, its answers made by `answer`.
    pub fn table(
        &mut self,
        tape: &mut Tape,
        answer: impl Fn(&mut Self, &mut Tape) -> Id<Expression>,
    ) -> Id<DecisionTable> {
        let columns = [
            ("a", Type::Bool),
            ("n", Type::Number(None)),
            ("k", Type::Enum(Id::at(0))),
            ("t", Type::Duration(Family::Days)),
            ("s", Type::Country),
        ];
        let mut parts = vec![vec![Cell::Any; columns.len()]];
        for _ in 0..tape.pick(7) {
            let part = parts.remove(tape.pick(parts.len()));
            let column = tape.pick(columns.len());
            match halves(&part[column], &columns[column].1, tape) {
                Some(halves) => parts.extend(halves.into_iter().map(|half| {
                    let mut part = part.clone();
                    part[column] = half;
                    part
                })),
                None => parts.push(part),
            }
        }
        let (mut rows, mut cases) = (vec![], vec![]);
        for (row, cells) in parts.into_iter().enumerate() {
            let result = answer(self, tape);
            cases.push(Cases { cells: cells.clone(), row });
            let (basis, span) = (Basis::default(), self.span);
            rows.push(Row { cells, result, basis, asked: span, span });
        }
        let columns = columns.map(|(name, type_)| Column { name: name.into(), type_ });
        self.laws.tables.add(DecisionTable {
            name: "table".into(),
            label: None,
            documentation: String::new(),
            law: Some(self.law),
            columns: columns.into(),
            gives: Type::Number(None),
            rows,
            cases,
            basis: Basis::default(),
            span: self.span,
        })
    }

    fn ask(&mut self, tape: &mut Tape, depth: usize) -> Kind {
        let table = self.tables[tape.pick(self.tables.len())];
        let operands = vec![
            self.truth(tape, depth),
            self.number(tape, depth),
            self.variant(tape, depth),
            self.duration(tape, depth),
            self.country(tape),
        ];
        Kind::Table(table, operands)
    }

    fn country(&mut self, tape: &mut Tape) -> Id<Expression> {
        let kind = match tape.pick(3) {
            0 => Kind::Literal(value(&Type::Country, tape)),
            _ => Kind::Fact { fact: self.seat, of: self.entity },
        };
        self.add(kind, Type::Country)
    }

    fn define(
        &mut self,
        name: &str,
        type_: Type,
        wordings: [Id<Expression>; 2],
        tape: &mut Tape,
    ) -> Id<Define> {
        let span = self.span;
        let wording = |value| Wording { value, basis: Basis::default(), span };
        let [one, two] = wordings.map(wording);
        let first = date("2020-03-01");
        let versions = match tape.pick(3) {
            0 => Dated::starting([(first, one), (date("2020-12-31"), two)], None),
            _ => Dated::constant(Interval { from: Date::FIRST, until: None }, one),
        };
        self.laws.defines.add(Define {
            name: name.into(),
            label: None,
            documentation: String::new(),
            law: self.law,
            type_,
            versions,
            basis: Basis::default(),
            span: self.span,
        })
    }

    /// A sheet of which each part may be unknown.
    fn state(&mut self, tape: &mut Tape) {
        let mut instance = Instance::new(self.entity, None, &self.laws);
        for fact in self.laws.facts.ids().filter(|fact| self.is_stated(*fact)) {
            let of = &self.laws.facts[fact];
            let type_ = of.type_.clone();
            let record = match (of.temporal, tape.pick(6)) {
                (_, 0) => None,
                (Temporal::Per(_), 1 | 2) => {
                    let (mut from, mut all) = (tape.day(), vec![]);
                    for _ in 0..1 + tape.pick(5) {
                        let days = 85 + i64::try_from(tape.pick(12)).unwrap();
                        let last = match tape.chance(50) {
                            true => from.plus_days(days).unwrap(),
                            false => a_quarter_after(from),
                        };
                        let entry = entry(&type_, tape);
                        all.push(OwnPeriod { from, last, name: None, entry });
                        from = last.next().unwrap();
                    }
                    Some(Record::OwnPeriods(all))
                }
                (Temporal::Per(_), _) => {
                    let year = |number| Period { cycle: Cycle::Quarter, year: 2020, number };
                    let stated: Vec<i8> = (1..=4).filter(|_| tape.chance(70)).collect();
                    let figures = stated.into_iter().map(|it| (year(it), entry(&type_, tape)));
                    Some(Record::Periods(figures.collect()))
                }
                (Temporal::Plain, _) | (Temporal::OverTime, 1) => {
                    Some(Record::Always(entry(&type_, tape)))
                }
                (Temporal::OverTime, _) => {
                    let days = tape.days(4).into_iter();
                    Some(Record::History(days.map(|day| (day, entry(&type_, tape))).collect()))
                }
            };
            instance.set_record(fact, record);
        }
        for event in self.events.clone() {
            let occurrences = match tape.pick(6) {
                0 => Some(Occurrences::Unknown(None)),
                1 => None,
                _ => Some(Occurrences::Recorded(
                    tape.days(3)
                        .into_iter()
                        .map(|on| Occurrence {
                            at: match event == self.hourly && tape.chance(60) {
                                true => Some(tape.minute_of(on)),
                                false => None,
                            },
                            on,
                            fields: vec![tape.chance(80).then(|| entry(&Type::Number(None), tape))],
                            provenance: None,
                            span: None,
                        })
                        .collect(),
                )),
            };
            instance.set_occurrences(event, occurrences);
        }
        self.sheet.recorded_through = tape.chance(25).then(|| tape.day());
        self.subject = self.sheet.add(instance, &self.laws);
        match tape.pick(6) {
            0 => {}
            1 => self.sheet.instances[self.subject].set_list(self.parts, Listed::Unknown),
            _ => {
                let empty = Listed::Known(vec![]);
                self.sheet.instances[self.subject].set_list(self.parts, empty);
                for _ in 0..tape.pick(4) {
                    let part = self.a_part(self.subject, tape);
                    self.sheet.add(part, &self.laws);
                }
            }
        }
    }

    /// Whether it is the subject that states a fact.
    fn is_stated(&self, fact: Id<Fact>) -> bool {
        fact != self.parts && fact != self.weight
    }

    /// An element of the list, of which each part may be unknown.
    fn a_part(&self, owner: Id<Instance>, tape: &mut Tape) -> Instance {
        let mut part = Instance::new(self.part, Some(owner), &self.laws);
        let number = Type::Number(None);
        let weight = match tape.pick(4) {
            0 => None,
            1 => Some(Record::Always(entry(&number, tape))),
            _ => {
                let days = tape.days(2).into_iter();
                Some(Record::History(days.map(|day| (day, entry(&number, tape))).collect()))
            }
        };
        part.set_record(self.weight, weight);
        let opened = match tape.pick(5) {
            0 => Some(Occurrences::Unknown(None)),
            1 => None,
            _ => {
                let days = tape.days(2).into_iter();
                let amount = |tape: &mut Tape| tape.chance(80).then(|| entry(&number, tape));
                let occurrence = |on| (on, amount(tape));
                let all: Vec<_> = days.map(occurrence).collect();
                Some(Occurrences::Recorded(all.into_iter().map(of_day).collect()))
            }
        };
        part.set_occurrences(self.opened, opened);
        part
    }

    /// The same element with what was unknown settled.
    fn settled_part(&self, part: &mut Instance, through: Option<Date>, tape: &mut Tape) {
        let number = Type::Number(None);
        let weight = match part.record(self.weight).cloned() {
            Some(Record::Always(known)) => Record::Always(settled(known, &number, tape)),
            Some(Record::History(entries)) => {
                let first = (Date::FIRST, known(value(&number, tape)));
                let rest = entries.into_iter().filter(|it| it.0 > Date::FIRST);
                let rest = rest.map(|(day, known)| (day, settled(known, &number, tape)));
                Record::History(std::iter::once(first).chain(rest).collect())
            }
            Some(Record::Periods(_) | Record::OwnPeriods(_)) | None => {
                Record::Always(known(value(&number, tape)))
            }
        };
        part.set_record(self.weight, Some(weight));
        let mut all = vec![];
        match part.occurrences(self.opened).cloned() {
            Some(Occurrences::Unknown(_)) => {
                for day in tape.days(3) {
                    all.push(of_day((day, Some(known(value(&number, tape))))));
                }
            }
            Some(Occurrences::Recorded(recorded)) => {
                for it in recorded {
                    let amount = match it.fields[0].clone() {
                        Some(amount) => settled(amount, &number, tape),
                        None => known(value(&number, tape)),
                    };
                    all.push(of_day((it.on, Some(amount))));
                }
            }
            None => {}
        }
        if let Some(through) = through {
            for day in tape.days(2) {
                if day > through && all.iter().all(|it| it.on != day) {
                    all.push(of_day((day, Some(known(value(&number, tape))))));
                }
            }
            all.sort_by_key(|it| it.on);
        }
        part.set_occurrences(self.opened, Some(Occurrences::Recorded(all)));
    }

    /// Settles the list of the subject.
    fn settle_parts(&self, sheet: &mut Sheet, tape: &mut Tape) {
        let through = sheet.recorded_through;
        match sheet.instances[self.subject].list(self.parts).cloned() {
            Some(Listed::Known(_)) => {}
            Some(Listed::Unknown) | None => {
                sheet.instances[self.subject].set_list(self.parts, Listed::Known(vec![]));
                for _ in 0..tape.pick(4) {
                    let part = self.a_part(self.subject, tape);
                    sheet.add(part, &self.laws);
                }
            }
        }
        let ids: Vec<Id<Instance>> = sheet.instances.ids().collect();
        for id in ids.into_iter().filter(|id| *id != self.subject) {
            let mut part = sheet.instances[id].clone();
            self.settled_part(&mut part, through, tape);
            sheet.instances[id] = part;
        }
    }

    /// The same sheet with everything that was unknown settled, in one of the ways it can be.
    pub fn completed(&self, tape: &mut Tape) -> Sheet {
        let mut sheet = self.sheet.clone();
        self.settle_parts(&mut sheet, tape);
        let instance = &mut sheet.instances[self.subject];
        for fact in self.laws.facts.ids().filter(|fact| self.is_stated(*fact)) {
            let of = &self.laws.facts[fact];
            let record = match instance.record(fact).cloned() {
                Some(Record::Always(known)) => Record::Always(settled(known, &of.type_, tape)),
                Some(Record::History(entries)) => {
                    let mut all: Vec<(Date, Entry)> = vec![];
                    if entries.first().is_none_or(|(day, _)| *day > Date::FIRST) {
                        all.push((Date::FIRST, known(value(&of.type_, tape))));
                    }
                    for (day, known) in entries {
                        all.push((day, settled(known, &of.type_, tape)));
                    }
                    Record::History(all)
                }
                Some(Record::OwnPeriods(stated)) => {
                    let mut all: Vec<OwnPeriod> = stated
                        .into_iter()
                        .map(|it| OwnPeriod { entry: settled(it.entry, &of.type_, tape), ..it })
                        .collect();
                    let end = all[all.len() - 1].clone();
                    let whole = a_quarter_after(end.from) == end.last;
                    for count in 1..12 {
                        let start = end.last.next().unwrap();
                        let from = all[all.len() - 1].last.next().unwrap();
                        let until = match whole {
                            true => Duration::months(3 * count).after(start, MonthEnd::LastDay),
                            false => start.plus_days(91 * count),
                        };
                        let last = until.unwrap().previous().unwrap();
                        let entry = known(value(&of.type_, tape));
                        all.push(OwnPeriod { from, last, name: None, entry });
                    }
                    for _ in 0..12 {
                        let last = all[0].from.previous().unwrap();
                        let from = last.plus_days(-80).unwrap();
                        let entry = known(value(&of.type_, tape));
                        all.insert(0, OwnPeriod { from, last, name: None, entry });
                    }
                    Record::OwnPeriods(all)
                }
                Some(Record::Periods(_)) | None if matches!(of.temporal, Temporal::Per(_)) => {
                    let stated = match instance.record(fact) {
                        Some(Record::Periods(figures)) => figures.clone(),
                        _ => vec![],
                    };
                    let mut period = Period { cycle: Cycle::Quarter, year: 2015, number: 1 };
                    let mut all = vec![];
                    while period.year < 2026 {
                        let entry = match stated.iter().find(|(of, _)| *of == period) {
                            Some((_, entry)) => settled(entry.clone(), &of.type_, tape),
                            None => known(value(&of.type_, tape)),
                        };
                        all.push((period, entry));
                        period = period.plus(1).unwrap();
                    }
                    Record::Periods(all)
                }
                Some(Record::Periods(_)) | None => Record::Always(known(value(&of.type_, tape))),
            };
            instance.set_record(fact, Some(record));
        }
        for event in &self.events {
            let hourly = *event == self.hourly;
            let occurrence = |on, amount, tape: &mut Tape| Occurrence {
                at: hourly.then(|| tape.minute_of(on)),
                on,
                fields: vec![Some(amount)],
                provenance: None,
                span: None,
            };
            let number = Type::Number(None);
            let mut all = vec![];
            match instance.occurrences(*event).cloned() {
                Some(Occurrences::Unknown(_)) => {
                    for day in tape.days(3) {
                        all.push(occurrence(day, known(value(&number, tape)), tape));
                    }
                }
                Some(Occurrences::Recorded(recorded)) => {
                    for it in recorded {
                        let amount = match it.fields[0].clone() {
                            Some(amount) => settled(amount, &number, tape),
                            None => known(value(&number, tape)),
                        };
                        let at = it.at;
                        let it = occurrence(it.on, amount, tape);
                        all.push(Occurrence { at: at.or(it.at), ..it });
                    }
                }
                None => {}
            }
            if let Some(through) = self.sheet.recorded_through {
                for day in tape.days(2) {
                    if day > through && all.iter().all(|it| it.on != day) {
                        all.push(occurrence(day, known(value(&number, tape)), tape));
                    }
                }
                all.sort_by_key(|it| it.on);
            }
            instance.set_occurrences(*event, Some(Occurrences::Recorded(all)));
        }
        sheet.recorded_through = None;
        sheet
    }

    pub fn add(&mut self, kind: Kind, type_: Type) -> Id<Expression> {
        let at = self.laws.expressions.len();
        let span = Span::new(self.span.source, at, at);
        self.laws.expressions.add(Expression { kind, type_, span })
    }

    /// An expression as nested words, for the message of a failed test.
    pub fn words(&self, expression: Id<Expression>) -> String {
        let kind = format!("{:?}", self.laws.expressions[expression].kind);
        let mut words = String::new();
        let mut rest = kind.as_str();
        // Only ids of expressions are written in brackets of their own: `Not(#3)`, `[#1, #2]`.
        let named = ["fact: ", "of: ", "event: ", "HasHappened(", "Parameter(", "Scale(", "Table("];
        while let Some((before, after)) = rest.split_once('#') {
            words.push_str(before);
            let digits = after.chars().take_while(char::is_ascii_digit).count();
            let id: usize = after[..digits].parse().unwrap();
            rest = &after[digits..];
            match named.iter().any(|name| before.ends_with(name)) {
                true => words.push_str(&format!("#{id}")),
                false if before.ends_with("Define(") => {
                    let version = &self.laws.defines[Id::at(id)].versions.versions()[0];
                    words.push_str(&self.words(version.value.value));
                }
                false => words.push_str(&self.words(Id::at(id))),
            }
        }
        words + rest
    }

    fn is_leaf(&self, tape: &mut Tape, depth: usize) -> bool {
        depth == 0 || tape.chance(15)
    }

    pub fn truth(&mut self, tape: &mut Tape, depth: usize) -> Id<Expression> {
        let of_bound = match self.is_leaf(tape, depth) && tape.chance(60) {
            true => self.of_bound(tape, &Type::Bool),
            false => None,
        };
        let kind = if let Some(kind) = of_bound {
            kind
        } else if self.is_leaf(tape, depth) {
            match tape.pick(6) {
                0 => Kind::HasHappened(self.events[tape.pick(2)]),
                1 if !self.conditions.is_empty() => {
                    Kind::Define(self.conditions[tape.pick(self.conditions.len())])
                }
                2 => Kind::Literal(Value::Bool(tape.chance(50))),
                _ => Kind::Fact { fact: self.truths[tape.pick(3)], of: self.entity },
            }
        } else {
            self.truth_of(tape, depth - 1)
        };
        self.add(kind, Type::Bool)
    }

    fn truth_of(&mut self, tape: &mut Tape, depth: usize) -> Kind {
        let comparisons = [
            Comparison::Equal,
            Comparison::NotEqual,
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ];
        let comparison = comparisons[tape.pick(6)];
        if self.presumes(tape) {
            return Kind::Presumed(self.truth(tape, depth), self.truth(tape, depth));
        }
        match tape.pick(24) {
            0 => Kind::Not(self.truth(tape, depth)),
            22 | 23 => {
                let quantity = if tape.chance(50) { Quantity::Any } else { Quantity::All };
                let (of, condition) = self.several(tape, depth, true);
                Kind::Count { quantity, of, condition }
            }
            20 | 21 => {
                let quantified = if tape.chance(50) { Quantified::Each } else { Quantified::Any };
                let condition = self.within(|it| it.truth(tape, depth));
                Kind::OverPeriods { condition, quantified, window: periods(tape) }
            }
            1..=4 => {
                let logic = if tape.chance(50) { Logic::And } else { Logic::Or };
                Kind::Logic(logic, self.alternatives(tape, depth))
            }
            5 => {
                let count = Number::whole(i64::try_from(tape.pick(4)).unwrap());
                let count = match tape.chance(80) {
                    true => self.add(Kind::Literal(Value::Number(count)), Type::Number(None)),
                    false => self.number(tape, depth),
                };
                Kind::AtLeast(count, self.alternatives(tape, depth))
            }
            6..=8 => Kind::Compare(comparison, self.number(tape, depth), self.number(tape, depth)),
            9 => Kind::Compare(comparison, self.minute(tape, depth), self.minute(tape, depth)),
            10 => Kind::Compare(comparison, self.date(tape, depth), self.date(tape, depth)),
            11 => Kind::Compare(comparison, self.duration(tape, depth), self.duration(tape, depth)),
            12 => {
                let equal = if tape.chance(50) { Comparison::Equal } else { Comparison::NotEqual };
                Kind::Compare(equal, self.range(tape, depth), self.range(tape, depth))
            }
            13 => {
                let value = self.variant(tape, depth);
                let elements = (0..tape.pick(3)).map(|_| self.variant(tape, depth)).collect();
                let type_ = Type::Set(Box::new(Type::Enum(Id::at(0))));
                Kind::In(value, self.add(Kind::Set(elements), type_))
            }
            14 if self.asks_known => Kind::IsKnown(self.number(tape, depth), tape.chance(50)),
            15 => {
                let choice = [self.truth(tape, depth), self.truth(tape, depth)];
                Kind::If(self.truth(tape, depth), choice[0], choice[1])
            }
            16 => Kind::Except(self.truth(tape, depth), self.exceptions(tape, depth, Self::truth)),
            17 => Kind::At(self.truth(tape, depth), self.date(tape, depth)),
            18 => {
                let duration = length(tape);
                Kind::Throughout(self.truth(tape, depth), Window { duration })
            }
            19 => {
                let condition = self.truth(tape, depth);
                let start = self.add(Kind::StartOf(condition), Type::Date);
                let none = self.add(Kind::Literal(Value::None), Type::Date);
                Kind::Compare(Comparison::NotEqual, start, none)
            }
            _ => Kind::Not(self.truth(tape, depth)),
        }
    }

    /// Puts something together that stands in a window of periods.
    fn within<T>(&mut self, put: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.in_window, true);
        let expression = put(self);
        self.in_window = before;
        expression
    }

    fn over_window(&mut self, tape: &mut Tape, depth: usize) -> Kind {
        let aggregates =
            [Aggregate::Average, Aggregate::Sum, Aggregate::Highest, Aggregate::Lowest];
        let aggregate = aggregates[tape.pick(4)];
        if tape.chance(65) {
            let value = self.within(|it| it.number(tape, depth));
            return Kind::OverWindow { aggregate, value, window: WindowOf::Periods(periods(tape)) };
        }
        let aggregate = if aggregate == Aggregate::Sum { Aggregate::Average } else { aggregate };
        let window = Window { duration: length(tape) };
        let value = self.number(tape, depth);
        Kind::OverWindow { aggregate, value, window: WindowOf::Days(window) }
    }

    /// Occurrences or elements, within a window or not, and which of them count.
    fn several(
        &mut self,
        tape: &mut Tape,
        depth: usize,
        asked: bool,
    ) -> (Elements, Option<Id<Expression>>) {
        let window = match tape.pick(3) {
            0 => None,
            1 => Some(EventWindow::Last(Window { duration: length(tape) })),
            _ => {
                let day = self.date(tape, depth.min(1));
                Some(EventWindow::Before(Window { duration: length(tape) }, day))
            }
        };
        let element = self.bound.iter().rev().copied();
        let mut element =
            element.filter(|name| matches!(self.laws.bindings[*name].to, Bound::Element(_)));
        let element = element.next().filter(|_| tape.chance(70));
        let list = ElementsOf::List { fact: self.parts, of: self.entity };
        let (to, of) = match (element, tape.chance(40)) {
            (None, true) => (Bound::Element(self.part), list),
            (None, false) => {
                let event = self.events[tape.pick(2)];
                (Bound::Occurrence(event), ElementsOf::Event(event, window))
            }
            (Some(_), _) => {
                (Bound::Occurrence(self.opened), ElementsOf::Event(self.opened, window))
            }
        };
        let (name, span) = (String::new(), self.span);
        let binding = self.laws.bindings.add(Binding { name, to, of: element, span });
        self.bound.push(binding);
        let condition = (asked || tape.chance(70)).then(|| self.truth(tape, depth));
        self.bound.pop();
        (Elements { binding, of }, condition)
    }

    fn over_elements(&mut self, tape: &mut Tape, depth: usize) -> Kind {
        let aggregate = [Aggregate::Sum, Aggregate::Highest, Aggregate::Lowest][tape.pick(3)];
        let (of, condition) = self.several(tape, depth, false);
        self.bound.push(of.binding);
        let value = self.number(tape, depth);
        self.bound.pop();
        Kind::OverElements { aggregate, value, of, condition }
    }

    /// What a bound name has: a weight, whether and when it was opened, a day, an amount.
    fn of_bound(&mut self, tape: &mut Tape, type_: &Type) -> Option<Kind> {
        let binding = *self.bound.get(tape.pick(self.bound.len().max(1)))?;
        let number = *type_ == Type::Number(None);
        if let Bound::Occurrence(_) = self.laws.bindings[binding].to {
            return match number {
                true => Some(Kind::BoundField(binding, 0)),
                false if *type_ == Type::Date => Some(Kind::BoundOccurrence(binding)),
                false => None,
            };
        }
        let event = self.opened;
        let what = match (number, *type_ == Type::Date) {
            (true, _) if tape.chance(80) => Kind::Fact { fact: self.weight, of: self.part },
            (true, _) => Kind::OccurrenceField { event, field: 0 },
            (false, true) => Kind::Occurrence { event, first: tape.chance(50) },
            (false, false) => Kind::HasHappened(event),
        };
        let what = self.add(what, type_.clone());
        Some(Kind::Seen { from: View::Element(binding), what })
    }

    fn alternatives(&mut self, tape: &mut Tape, depth: usize) -> Vec<Alternative> {
        let count = 2 + tape.pick(3);
        let alternative = |condition| Alternative { condition, basis: Basis::default() };
        (0..count).map(|_| alternative(self.truth(tape, depth))).collect()
    }

    fn exceptions(
        &mut self,
        tape: &mut Tape,
        depth: usize,
        value: impl Fn(&mut Self, &mut Tape, usize) -> Id<Expression>,
    ) -> Vec<Exception> {
        let count = 1 + tape.pick(2);
        (0..count)
            .map(|_| Exception {
                value: value(self, tape, depth),
                condition: self.truth(tape, depth),
                basis: Basis::default(),
                span: self.span,
            })
            .collect()
    }

    /// What is presumed gives way to what becomes known, as what asks for it does.
    fn presumes(&self, tape: &mut Tape) -> bool {
        self.asks_known && tape.pick(10) == 0
    }

    pub fn number(&mut self, tape: &mut Tape, depth: usize) -> Id<Expression> {
        let of_bound = match self.is_leaf(tape, depth) && tape.chance(60) {
            true => self.of_bound(tape, &Type::Number(None)),
            false => None,
        };
        let kind = if let Some(kind) = of_bound {
            kind
        } else if self.is_leaf(tape, depth) {
            match tape.pick(7) {
                0 => Kind::Parameter(self.parameters[tape.pick(2)]),
                1 => Kind::Literal(Value::Number(tape.small())),
                2 => {
                    let period = match tape.pick(3) {
                        _ if self.in_window && tape.chance(80) => {
                            PeriodName::Window(Cycle::Quarter)
                        }
                        0 => PeriodName::Last(Cycle::Quarter),
                        1 => PeriodName::This(Cycle::Quarter),
                        _ => PeriodName::Named(Period {
                            cycle: Cycle::Quarter,
                            year: 2020,
                            number: 2,
                        }),
                    };
                    Kind::FactIn { fact: self.figure, of: self.entity, period }
                }
                3 => Kind::OccurrenceField { event: self.events[tape.pick(2)], field: 0 },
                4 if !self.amounts.is_empty() => {
                    Kind::Define(self.amounts[tape.pick(self.amounts.len())])
                }
                _ => Kind::Fact { fact: self.numbers[tape.pick(2)], of: self.entity },
            }
        } else {
            self.number_of(tape, depth - 1)
        };
        self.add(kind, Type::Number(None))
    }

    fn number_of(&mut self, tape: &mut Tape, depth: usize) -> Kind {
        let operators =
            [Arithmetic::Add, Arithmetic::Subtract, Arithmetic::Multiply, Arithmetic::Divide];
        let mode = [Rounding::HalfUp, Rounding::HalfEven, Rounding::Upward, Rounding::Downward];
        if self.presumes(tape) {
            return Kind::Presumed(self.number(tape, depth), self.number(tape, depth));
        }
        match tape.pick(20) {
            10 | 11 => self.over_window(tape, depth),
            12 | 13 => {
                let (of, condition) = self.several(tape, depth, false);
                Kind::Count { quantity: Quantity::Count, of, condition }
            }
            14 | 15 => self.over_elements(tape, depth),
            16 => Kind::Scale(self.scales[tape.pick(2)], self.number(tape, depth)),
            17 => Kind::Scale(self.scales[2], self.duration(tape, depth)),
            18 | 19 if !self.tables.is_empty() => self.ask(tape, depth),
            0 => Kind::Negative(self.number(tape, depth)),
            1..=3 => {
                let rest = (0..1 + tape.pick(2))
                    .map(|_| (operators[tape.pick(4)], self.number(tape, depth)))
                    .collect();
                Kind::Arithmetic(self.number(tape, depth), rest)
            }
            4 => Kind::Of(self.number(tape, depth), self.number(tape, depth)),
            5 => {
                let extreme = if tape.chance(50) { Extreme::Greater } else { Extreme::Lesser };
                Kind::ExtremeOf(extreme, vec![self.number(tape, depth), self.number(tape, depth)])
            }
            6 => Kind::Clamp {
                value: self.number(tape, depth),
                floor: tape.chance(50),
                limit: self.number(tape, depth),
            },
            7 => {
                let two = Value::Number(Number::whole(2));
                let step = self.add(Kind::Literal(two), Type::Number(None));
                Kind::Rounded(self.number(tape, depth), mode[tape.pick(4)], step)
            }
            8 => {
                let choice = [self.number(tape, depth), self.number(tape, depth)];
                Kind::If(self.truth(tape, depth), choice[0], choice[1])
            }
            _ => match tape.pick(3) {
                0 => Kind::At(self.number(tape, depth), self.date(tape, depth)),
                1 => Kind::Otherwise(self.number(tape, depth), self.number(tape, depth)),
                _ => Kind::Except(
                    self.number(tape, depth),
                    self.exceptions(tape, depth, Self::number),
                ),
            },
        }
    }

    pub fn range(&mut self, tape: &mut Tape, depth: usize) -> Id<Expression> {
        let kind = match (tape.pick(4), depth) {
            (0, 1..) => Kind::Clamp {
                value: self.range(tape, depth - 1),
                floor: tape.chance(50),
                limit: self.number(tape, depth - 1),
            },
            (1, 1..) => Kind::Of(self.range(tape, depth - 1), self.number(tape, depth - 1)),
            _ => Kind::Range(self.number(tape, depth), self.number(tape, depth)),
        };
        self.add(kind, Type::NumberRange(None))
    }

    pub fn date(&mut self, tape: &mut Tape, depth: usize) -> Id<Expression> {
        let of_bound = match self.is_leaf(tape, depth) && tape.chance(60) {
            true => self.of_bound(tape, &Type::Date),
            false => None,
        };
        let kind = if let Some(kind) = of_bound {
            kind
        } else if self.is_leaf(tape, depth) {
            match tape.pick(7) {
                6 => Kind::ItsDay(self.minute(tape, depth)),
                0 | 1 => Kind::Today,
                2 => Kind::Literal(Value::Date(tape.day())),
                3 => Kind::Fact { fact: self.dates[0], of: self.entity },
                4 => {
                    let period = match tape.chance(50) {
                        true => PeriodName::Last(Cycle::Month),
                        false => PeriodName::This(Cycle::Year),
                    };
                    Kind::DayOf(tape.chance(50), period)
                }
                _ => Kind::Occurrence { event: self.events[tape.pick(2)], first: tape.chance(50) },
            }
        } else if self.presumes(tape) {
            Kind::Presumed(self.date(tape, depth - 1), self.date(tape, depth - 1))
        } else {
            match tape.pick(7) {
                0..=2 => Kind::Moved {
                    by: self.wait(tape, depth - 1),
                    after: tape.chance(50),
                    date: self.date(tape, depth - 1),
                },
                3 => Kind::StartOf(self.truth(tape, depth - 1)),
                4 => {
                    let choice = [self.date(tape, depth - 1), self.date(tape, depth - 1)];
                    Kind::If(self.truth(tape, depth - 1), choice[0], choice[1])
                }
                5 => {
                    let extreme = if tape.chance(50) { Extreme::Greater } else { Extreme::Lesser };
                    let dates = vec![self.date(tape, depth - 1), self.date(tape, depth - 1)];
                    Kind::ExtremeOf(extreme, dates)
                }
                _ => Kind::At(self.date(tape, depth - 1), self.date(tape, depth - 1)),
            }
        };
        self.add(kind, Type::Date)
    }

    /// A datetime.
    pub fn minute(&mut self, tape: &mut Tape, depth: usize) -> Id<Expression> {
        let kind = if self.is_leaf(tape, depth) {
            match tape.pick(4) {
                0 => Kind::Literal(Value::DateTime(tape.minute())),
                1 => Kind::Fact { fact: self.minutes, of: self.entity },
                _ => Kind::Occurrence { event: self.hourly, first: tape.chance(50) },
            }
        } else {
            match tape.pick(6) {
                0..=2 => {
                    let amount = i64::try_from(tape.pick(100)).unwrap() - 20;
                    let hours = Value::Duration(Duration { family: Family::Hours, amount });
                    let by = self.add(Kind::Literal(hours), Type::Duration(Family::Hours));
                    Kind::Moved { by, after: tape.chance(50), date: self.minute(tape, depth - 1) }
                }
                3 => {
                    let choice = [self.minute(tape, depth - 1), self.minute(tape, depth - 1)];
                    Kind::If(self.truth(tape, depth - 1), choice[0], choice[1])
                }
                4 => {
                    let extreme = if tape.chance(50) { Extreme::Greater } else { Extreme::Lesser };
                    let both = vec![self.minute(tape, depth - 1), self.minute(tape, depth - 1)];
                    Kind::ExtremeOf(extreme, both)
                }
                _ => Kind::At(self.minute(tape, depth - 1), self.date(tape, depth - 1)),
            }
        };
        self.add(kind, Type::DateTime)
    }

    /// A duration that dates are moved by.
    fn wait(&mut self, tape: &mut Tape, depth: usize) -> Id<Expression> {
        let amount = i64::try_from(tape.pick(40)).unwrap();
        let duration = match tape.pick(7) {
            0 | 1 => Duration::days(amount),
            2 | 3 => Duration::months(amount % 5),
            4 | 5 => Duration { family: Family::WorkingDays, amount: amount % 12 - 2 },
            _ => return self.duration(tape, depth),
        };
        self.add(Kind::Literal(Value::Duration(duration)), Type::Duration(duration.family))
    }

    pub fn duration(&mut self, tape: &mut Tape, depth: usize) -> Id<Expression> {
        let kind = if self.is_leaf(tape, depth) {
            let amount = i64::try_from(tape.pick(90)).unwrap();
            Kind::Literal(Value::Duration(Duration::days(amount)))
        } else {
            match tape.pick(6) {
                0..=2 => Kind::DaysFrom(self.date(tape, depth - 1), self.date(tape, depth - 1)),
                3 => Kind::Negative(self.duration(tape, depth - 1)),
                4 => {
                    let two = Value::Number(Number::whole(2));
                    let two = self.add(Kind::Literal(two), Type::Number(None));
                    let operator =
                        if tape.chance(50) { Arithmetic::Multiply } else { Arithmetic::Divide };
                    Kind::Arithmetic(self.duration(tape, depth - 1), vec![(operator, two)])
                }
                _ => {
                    let operator =
                        if tape.chance(50) { Arithmetic::Add } else { Arithmetic::Subtract };
                    let other = self.duration(tape, depth - 1);
                    Kind::Arithmetic(self.duration(tape, depth - 1), vec![(operator, other)])
                }
            }
        };
        self.add(kind, Type::Duration(Family::Days))
    }

    fn variant(&mut self, tape: &mut Tape, depth: usize) -> Id<Expression> {
        let kind = match (tape.pick(4), depth) {
            (0, _) => Kind::Fact { fact: self.kinds[0], of: self.entity },
            (1, 1..) => {
                let choice = [self.variant(tape, depth - 1), self.variant(tape, depth - 1)];
                Kind::If(self.truth(tape, depth - 1), choice[0], choice[1])
            }
            _ => Kind::Literal(value(&Type::Enum(Id::at(0)), tape)),
        };
        self.add(kind, Type::Enum(Id::at(0)))
    }
}

/// The last day of the three months that begin on a day.
fn a_quarter_after(from: Date) -> Date {
    Duration::months(3).after(from, MonthEnd::LastDay).unwrap().previous().unwrap()
}

/// An occurrence with its amount.
fn of_day((on, amount): (Date, Option<Entry>)) -> Occurrence {
    Occurrence { at: None, on, fields: vec![amount], provenance: None, span: None }
}

/// The length of a window of days.
fn length(tape: &mut Tape) -> Duration {
    match tape.chance(50) {
        true => Duration::days(i64::try_from(tape.pick(60)).unwrap()),
        false => Duration::months(i64::try_from(tape.pick(4)).unwrap()),
    }
}

fn periods(tape: &mut Tape) -> PeriodWindow {
    PeriodWindow { cycle: Cycle::Quarter, count: 1 + u32::try_from(tape.pick(4)).unwrap() }
}

fn band(until: Option<Edge<Number>>, tape: &mut Tape, span: Span) -> Band {
    Band { until, value: Value::Number(tape.small()), basis: Basis::default(), span }
}

/// What a cell admits as two cells; `None` where it admits one value only.
fn halves(cell: &Cell, type_: &Type, tape: &mut Tape) -> Option<[Cell; 2]> {
    let whole = matches!(type_, Type::Duration(_));
    if *type_ == Type::Country {
        return without_one(cell, value(type_, tape));
    }
    if *type_ == Type::Bool {
        return one_of_several(cell, [false, true].map(Value::Bool).into(), tape);
    }
    if matches!(type_, Type::Enum(_)) {
        return one_of_several(cell, [0, 1, 2].map(Value::Variant).into(), tape);
    }
    let unbounded = Bounds::unbounded();
    let bounds = if let Cell::Within(bounds) = cell { bounds } else { &unbounded };
    let at = Number::whole(i64::try_from(tape.pick(if whole { 60 } else { 6 })).unwrap() - 2);
    let included = tape.chance(50);
    let low = Bounds { low: None, high: Some(Edge { at: at.clone(), included }) };
    let high = Bounds { low: Some(Edge { at, included: !included }), high: None };
    let halves = [bounds.and(&low), bounds.and(&high)];
    let empty =
        |half: &Bounds<Number>| if whole { half.whole().is_empty() } else { half.is_empty() };
    (!halves.iter().any(empty)).then(|| halves.map(Cell::Within))
}

fn without_one(cell: &Cell, one: Value) -> Option<[Cell; 2]> {
    if matches!(cell, Cell::OneOf(_)) {
        return None;
    }
    let mut named = if let Cell::NoneOf(named) = cell { named.clone() } else { vec![] };
    if named.contains(&one) {
        return None;
    }
    named.push(one.clone());
    named.sort();
    Some([Cell::OneOf(vec![one]), Cell::NoneOf(named)])
}

fn one_of_several(cell: &Cell, all: Vec<Value>, tape: &mut Tape) -> Option<[Cell; 2]> {
    let mut values = if let Cell::OneOf(values) = cell { values.clone() } else { all };
    if values.len() < 2 {
        return None;
    }
    let one = values.remove(tape.pick(values.len()));
    Some([Cell::OneOf(vec![one]), Cell::OneOf(values)])
}

fn known(value: Value) -> Entry {
    Entry { known: Known::Value(value), provenance: None, span: None }
}

fn value(type_: &Type, tape: &mut Tape) -> Value {
    if *type_ == Type::Bool {
        Value::Bool(tape.chance(50))
    } else if *type_ == Type::Date {
        Value::Date(tape.day())
    } else if *type_ == Type::DateTime {
        Value::DateTime(tape.minute())
    } else if *type_ == Type::Number(None) {
        Value::Number(tape.small())
    } else if *type_ == Type::Country {
        Value::Country(Country::of(["GB", "US", "RU"][tape.pick(3)]).unwrap())
    } else {
        Value::Variant(u32::try_from(tape.pick(3)).unwrap())
    }
}

fn entry(type_: &Type, tape: &mut Tape) -> Entry {
    let unknown = Entry { known: Known::Unknown, provenance: None, span: None };
    match (type_, tape.pick(8)) {
        (_, 0) => unknown,
        (Type::Number(_), 1 | 2) => {
            let edge = |at, tape: &mut Tape| Some(Edge { at, included: tape.chance(50) });
            let low = tape.small();
            let high = low.add(&Number::whole(1 + i64::try_from(tape.pick(3)).unwrap()));
            let bounds = match tape.pick(3) {
                0 => Bounds { low: edge(low, tape), high: None },
                1 => Bounds { low: None, high: edge(high, tape) },
                _ => Bounds { low: edge(low, tape), high: edge(high, tape) },
            };
            Entry { known: Known::Bounds(bounds), ..unknown }
        }
        _ => known(value(type_, tape)),
    }
}

/// What an entry may turn out to be.
fn settled(entry: Entry, type_: &Type, tape: &mut Tape) -> Entry {
    match entry.known {
        Known::Value(_) => entry,
        Known::Unknown => known(value(type_, tape)),
        Known::Bounds(bounds) => {
            let half = Number::ratio(1, 2).unwrap();
            let number = match (bounds.low, bounds.high, tape.pick(3)) {
                (Some(low), _, 0) if low.included => low.at,
                (_, Some(high), 1) if high.included => high.at,
                (Some(low), _, _) => low.at.add(&half),
                (None, Some(high), _) => high.at.sub(&half),
                (None, None, _) => tape.small(),
            };
            known(Value::Number(number))
        }
    }
}
