//! In which order provisions are read: what one depends on first. Circles are reported.

use crate::ground::diagnostic::Code;
use crate::ground::text::Span;
use crate::language::check::circle::{groups, shortest};
use crate::language::check::scope::{Checker, Named};
use crate::language::syntax::{self, Path};
use crate::language::syntax::{
    Clause, DefineBody, DutyClause, Expression, Kind, MeasureKind, SanctionsClause, StatusClause,
    StepClause, Turn,
};
use std::collections::BTreeMap;

/// A provision to read, by its position in the work of its construct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    Table(usize),
    Define(usize),
    Status(usize),
    Duty(usize),
    /// What opens a block: the duties that it is for. Each of its steps waits for them.
    Opening(usize),
    Step(usize),
    Block(usize),
}

/// What each item depends on, and where it says so.
#[derive(Default)]
struct Graph {
    items: Vec<Item>,
    /// By item: the items it names, each with the place.
    arrows: Vec<Vec<(usize, Span)>>,
    /// By item: how many expressions stand within one another in it, at most.
    heights: Vec<usize>,
}

/// How many levels of expressions may stand below a provision, its definitions' included.
const TALLEST: usize = 600;

/// What an item depends on, as it is gathered.
#[derive(Default)]
struct Gathered {
    named: Vec<(Named, Span)>,
    /// The block that must be open, by its position.
    opening: Option<usize>,
    level: usize,
    height: usize,
}

impl<'a> Checker<'a> {
    /// Every table, definition, status, duty, step and block, each after what it depends on.
    pub fn in_order(&mut self) -> Vec<Item> {
        let graph = self.graph();
        let groups = groups(&graph.arrows);
        self.too_tall(&graph, &groups);
        let mut order = Vec::with_capacity(graph.items.len());
        for group in groups {
            let circular = match group.as_slice() {
                [one] => {
                    graph.arrows.get(*one).is_some_and(|to| to.iter().any(|(at, _)| at == one))
                }
                _several => true,
            };
            if circular {
                self.circle(&graph, &group);
            }
            order.extend(group.iter().filter_map(|at| graph.items.get(*at)));
        }
        order
    }

    /// Reports the first provision of which the levels, its own and those of what it builds on, are
    /// more than an evaluator can be asked to follow.
    fn too_tall(&mut self, graph: &Graph, groups: &[Vec<usize>]) {
        let mut levels = vec![0usize; graph.items.len()];
        for at in groups.iter().flatten() {
            let below = graph.arrows.get(*at).into_iter().flatten();
            let below = below.filter_map(|(to, _)| levels.get(*to)).copied().max().unwrap_or(0);
            let own = graph.heights.get(*at).copied().unwrap_or(0);
            if below <= TALLEST && below + own > TALLEST {
                let name = self.name_of(graph, *at);
                if let Some(place) = self.place_of(graph, *at) {
                    self.report(Code::E0807, place, format!("`{name}` builds on too many levels"))
                        .help("merge some of the definitions below it, or name facts directly");
                }
                return;
            }
            if let Some(level) = levels.get_mut(*at) {
                *level = below + own;
            }
        }
    }

    /// Reads one provision.
    pub fn item(&mut self, item: Item) {
        match item {
            Item::Table(at) => {
                if let Some((home, id, written)) = self.work.tables.get(at).copied() {
                    self.table(home, id, written);
                }
            }
            Item::Define(at) => {
                if let Some((home, id, written)) = self.work.defines.get(at).copied() {
                    self.define(home, id, written);
                }
            }
            Item::Status(at) => {
                if let Some((home, id, written)) = self.work.statuses.get(at).copied() {
                    self.latch(home, id, written);
                }
            }
            Item::Duty(at) => {
                if let Some((home, id, written)) = self.work.duties.get(at).copied() {
                    self.duty(home, id, written);
                }
            }
            Item::Step(at) => {
                if let Some((home, id, written)) = self.work.steps.get(at).copied() {
                    self.step(home, id, written);
                }
            }
            Item::Opening(_) => {}
            Item::Block(at) => {
                if let Some((home, id, written)) = self.work.blocks.get(at).copied() {
                    self.block(home, id, written);
                }
            }
        }
    }

    fn graph(&self) -> Graph {
        let work = &self.work;
        let mut numbers: BTreeMap<Named, usize> = BTreeMap::new();
        let mut graph = Graph::default();
        let openings = work.blocks.len();
        graph.items.extend((0..openings).map(Item::Opening));
        let mut add = |item: Item, named: Named| {
            numbers.insert(named, graph.items.len());
            graph.items.push(item);
        };
        for (at, (_, id, _)) in work.tables.iter().enumerate() {
            add(Item::Table(at), Named::Table(*id));
        }
        for (at, (_, id, _)) in work.defines.iter().enumerate() {
            add(Item::Define(at), Named::Define(*id));
        }
        for (at, (_, id, _)) in work.statuses.iter().enumerate() {
            add(Item::Status(at), Named::Status(*id));
        }
        for (at, (_, id, _)) in work.duties.iter().enumerate() {
            add(Item::Duty(at), Named::Duty(*id));
        }
        for (at, (_, id, _)) in work.steps.iter().enumerate() {
            add(Item::Step(at), Named::Step(*id));
        }
        for (at, (_, id, _)) in work.blocks.iter().enumerate() {
            add(Item::Block(at), Named::Sanctions(*id));
        }
        for item in &graph.items {
            let mut gathered = Gathered::default();
            self.depends_on(*item, &mut gathered);
            graph.heights.push(gathered.height);
            let (named, opening) = (gathered.named, gathered.opening);
            let arrows =
                named.into_iter().filter_map(|(named, span)| Some((*numbers.get(&named)?, span)));
            // Openings stand first, each where its block stands among the blocks.
            let opening = opening.and_then(|at| Some((at, self.work.blocks.get(at)?.2.name.span)));
            graph.arrows.push(arrows.chain(opening).collect());
        }
        graph
    }

    /// What an item names that must be known before it.
    fn depends_on(&self, item: Item, found: &mut Gathered) {
        match item {
            Item::Table(at) => {
                let Some((home, _, written)) = self.work.tables.get(at) else { return };
                written.rows.iter().for_each(|row| self.named_in(*home, &row.result, found));
            }
            Item::Define(at) => {
                let Some((home, _, written)) = self.work.defines.get(at) else { return };
                match &written.body {
                    DefineBody::Always(value) => self.named_in(*home, value, found),
                    DefineBody::Versions(list) => {
                        list.iter().for_each(|version| self.named_in(*home, &version.value, found));
                    }
                }
            }
            Item::Status(at) => {
                let Some((home, _, written)) = self.work.statuses.get(at) else { return };
                for clause in &written.clauses {
                    match clause {
                        StatusClause::Begins(turn, _) | StatusClause::Ends(turn, _) => match turn {
                            Turn::When(part) | Turn::At(part) => self.named_in(*home, part, found),
                            Turn::On(_) => {}
                        },
                        StatusClause::Clause(_) => {}
                    }
                }
            }
            Item::Duty(at) => {
                let Some((home, _, written)) = self.work.duties.get(at) else { return };
                for clause in &written.clauses {
                    match clause {
                        DutyClause::When(when, _) => self.named_in(*home, when, found),
                        DutyClause::Must(must) => self.named_in(*home, &must.what, found),
                        DutyClause::Due(due) => self.named_in(*home, &due.date, found),
                        DutyClause::OnEach { .. }
                        | DutyClause::Every(..)
                        | DutyClause::Clause(_) => {}
                    }
                }
            }
            Item::Opening(at) => {
                let Some((home, _, written)) = self.work.blocks.get(at) else { return };
                for clause in &written.clauses {
                    if let SanctionsClause::For(paths, _) = clause {
                        self.duties_in(*home, paths, found);
                    }
                }
            }
            Item::Step(at) => self.step_depends_on(at, found),
            Item::Block(at) => {
                let Some((home, id, written)) = self.work.blocks.get(at) else { return };
                let steps = self.laws.sanctions[*id].steps.iter();
                found
                    .named
                    .extend(steps.map(|step| (Named::Step(*step), self.laws.steps[*step].span)));
                for clause in &written.clauses {
                    match clause {
                        SanctionsClause::OnCure(share, _) => self.named_in(*home, share, found),
                        SanctionsClause::Together { cap, condition, .. } => {
                            for part in [cap].into_iter().chain(condition) {
                                self.named_in(*home, part, found);
                            }
                        }
                        SanctionsClause::For(..)
                        | SanctionsClause::Step(_)
                        | SanctionsClause::Per(..)
                        | SanctionsClause::Clause(_) => {}
                    }
                }
            }
        }
    }

    fn step_depends_on(&self, at: usize, found: &mut Gathered) {
        let Some((home, id, written)) = self.work.steps.get(at) else { return };
        for clause in &written.clauses {
            match clause {
                StepClause::Measure(_, measure, _) => match &measure.kind {
                    MeasureKind::Throttle(share) => self.named_in(*home, share, found),
                    MeasureKind::Fine(fine) => {
                        self.named_in(*home, &fine.amount, found);
                        if let Some(accrual) = &fine.accrual {
                            self.named_in(*home, &accrual.running_from, found);
                            accrual.total.iter().for_each(|it| self.named_in(*home, it, found));
                        }
                    }
                    MeasureKind::Notice(_)
                    | MeasureKind::Ban(_)
                    | MeasureKind::Block
                    | MeasureKind::Lose(_) => {}
                },
                StepClause::When(when, _) => self.named_in(*home, when, found),
                StepClause::Ends(ends, _) => match ends {
                    syntax::Ends::When(part) | syntax::Ends::At(part) => {
                        self.named_in(*home, part, found);
                    }
                    syntax::Ends::OnCure => {}
                },
                StepClause::For(paths, _) => self.duties_in(*home, paths, found),
                StepClause::Once(clock) => self.named_in(*home, &clock.wait, found),
                StepClause::By(..) | StepClause::On(..) | StepClause::Clause(_) => {}
            }
        }
        found.opening = Some(self.laws.steps[*id].block.index());
    }

    fn duties_in(&self, home: usize, paths: &[Path], found: &mut Gathered) {
        for path in paths {
            if let [name] = path.segments.as_slice()
                && let Some((named @ Named::Duty(_), _)) = self.lookup(home, &name.text)
            {
                found.named.push((named, path.span));
            }
        }
    }

    /// The definitions, statuses and amounts that an expression names. A step or event alone is
    /// its record in the sheet, which depends on nothing.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "every other form only passes on what its parts name"
    )]
    fn named_in(&self, home: usize, written: &Expression, found: &mut Gathered) {
        match &written.kind {
            Kind::IsStatus(of, _) => {
                if let Kind::Path(path) = &of.kind
                    && let Some((named, _, [])) = self.find(home, path)
                {
                    found.named.push((named, path.span));
                }
            }
            Kind::Call(path, parts) => {
                if let Some((named @ Named::Table(_), ..)) = self.find(home, path) {
                    found.named.push((named, path.span));
                }
                found.level += 1;
                found.height = found.height.max(found.level);
                parts.iter().for_each(|part| self.named_in(home, part, found));
                found.level -= 1;
            }
            Kind::Path(path) => {
                found.height = found.height.max(found.level + 1);
                let Some((named, _, rest)) = self.find(home, path) else { return };
                let amount = rest.first().is_some_and(|field| field.text == "amount");
                let depends = match named {
                    Named::Define(_) | Named::Status(_) | Named::Sanctions(_) => true,
                    Named::Step(_) => amount,
                    Named::Unit(_)
                    | Named::Entity(_)
                    | Named::Enumeration(_)
                    | Named::Fact(_)
                    | Named::Event(_)
                    | Named::Parameter(_)
                    | Named::Calendar(_)
                    | Named::Scale(_)
                    | Named::Table(_)
                    | Named::Duty(_)
                    | Named::Bound(_)
                    | Named::Refused(_) => false,
                };
                if depends {
                    found.named.push((named, path.span));
                }
            }
            _other => {
                found.level += 1;
                found.height = found.height.max(found.level);
                written.each_child(&mut |child| self.named_in(home, child, found));
                found.level -= 1;
            }
        }
    }

    /// Reports a circle with each of its places, its names in order and their citations.
    fn circle(&mut self, graph: &Graph, group: &[usize]) {
        let named = |at: &usize| !matches!(graph.items.get(*at), Some(Item::Opening(_)));
        let Some(start) = group.iter().copied().filter(named).min_by_key(|at| graph.items.get(*at))
        else {
            return;
        };
        let path = without_openings(graph, shortest(&graph.arrows, group, start));
        let home = self.home_of(graph, start);
        let across = path.iter().any(|(at, _)| self.home_of(graph, *at) != home);
        let names: Vec<String> =
            path.iter().map(|(at, _)| self.called(graph, *at, across)).collect();
        let mut shown = names.join(" → ");
        shown.push_str(&format!(" → {}", names.first().map_or("", String::as_str)));
        let Some((_, first)) = path.first().copied() else { return };
        let name = self.name_of(graph, start);
        let place = self.place_of(graph, start);
        let found = self.found.report(
            Code::E0208,
            place.unwrap_or(first),
            format!("`{name}` depends on itself"),
        );
        for ((_, span), next) in path.iter().zip(names.iter().cycle().skip(1)).take(12) {
            found.and(*span, format!("names {next}"));
        }
        found.help(format!("break the circle: {shown}"));
    }

    /// A name with its citation, and with its law where a circle goes across laws.
    fn called(&self, graph: &Graph, at: usize, across: bool) -> String {
        let mut name = self.name_of(graph, at);
        if across && let Some(home) = self.home_of(graph, at).and_then(|at| self.homes.get(at)) {
            name = format!("{}.{name}", home.name);
        }
        match self.citation_of(graph, at) {
            Some(cite) => format!("`{name}` ({cite})"),
            None => format!("`{name}`"),
        }
    }

    fn home_of(&self, graph: &Graph, at: usize) -> Option<usize> {
        match graph.items.get(at)? {
            Item::Table(at) => self.work.tables.get(*at).map(|it| it.0),
            Item::Define(at) => self.work.defines.get(*at).map(|it| it.0),
            Item::Status(at) => self.work.statuses.get(*at).map(|it| it.0),
            Item::Duty(at) => self.work.duties.get(*at).map(|it| it.0),
            Item::Step(at) => self.work.steps.get(*at).map(|it| it.0),
            Item::Opening(at) | Item::Block(at) => self.work.blocks.get(*at).map(|it| it.0),
        }
    }

    fn name_of(&self, graph: &Graph, at: usize) -> String {
        let name = match graph.items.get(at) {
            Some(Item::Table(at)) => self.work.tables.get(*at).map(|(_, _, it)| &it.name),
            Some(Item::Define(at)) => self.work.defines.get(*at).map(|(_, _, it)| &it.name),
            Some(Item::Status(at)) => self.work.statuses.get(*at).map(|(_, _, it)| &it.name),
            Some(Item::Duty(at)) => self.work.duties.get(*at).map(|(_, _, it)| &it.name),
            Some(Item::Step(at)) => self.work.steps.get(*at).map(|(_, _, it)| &it.name),
            Some(Item::Opening(at) | Item::Block(at)) => {
                self.work.blocks.get(*at).map(|(_, _, it)| &it.name)
            }
            None => None,
        };
        name.map(|name| name.text.to_string()).unwrap_or_default()
    }

    fn place_of(&self, graph: &Graph, at: usize) -> Option<Span> {
        match graph.items.get(at)? {
            Item::Table(at) => self.work.tables.get(*at).map(|(_, _, it)| it.name.span),
            Item::Define(at) => self.work.defines.get(*at).map(|(_, _, it)| it.name.span),
            Item::Status(at) => self.work.statuses.get(*at).map(|(_, _, it)| it.name.span),
            Item::Duty(at) => self.work.duties.get(*at).map(|(_, _, it)| it.name.span),
            Item::Step(at) => self.work.steps.get(*at).map(|(_, _, it)| it.name.span),
            Item::Opening(at) | Item::Block(at) => {
                self.work.blocks.get(*at).map(|(_, _, it)| it.name.span)
            }
        }
    }

    fn citation_of(&self, graph: &Graph, at: usize) -> Option<String> {
        let cite = |clause: &Clause| match clause {
            Clause::Cite(words, _) => Some(words.text.to_string()),
            Clause::Quote(..)
            | Clause::Reading(..)
            | Clause::Allow(..)
            | Clause::From(..)
            | Clause::Until(..) => None,
        };
        match graph.items.get(at)? {
            Item::Table(at) => self.work.tables.get(*at)?.2.clauses.iter().find_map(cite),
            Item::Define(at) => self.work.defines.get(*at)?.2.clauses.iter().find_map(cite),
            Item::Status(at) => self.work.statuses.get(*at)?.2.clauses.iter().find_map(|clause| {
                if let StatusClause::Clause(clause) = clause { cite(clause) } else { None }
            }),
            Item::Duty(at) => self.work.duties.get(*at)?.2.clauses.iter().find_map(|clause| {
                if let DutyClause::Clause(clause) = clause { cite(clause) } else { None }
            }),
            Item::Step(at) => self.work.steps.get(*at)?.2.clauses.iter().find_map(|clause| {
                if let StepClause::Clause(clause) = clause { cite(clause) } else { None }
            }),
            Item::Opening(at) | Item::Block(at) => {
                self.work.blocks.get(*at)?.2.clauses.iter().find_map(|clause| {
                    if let SanctionsClause::Clause(clause) = clause { cite(clause) } else { None }
                })
            }
        }
    }
}

/// A circle as it is told: a step names the duty for which its block opens.
fn without_openings(graph: &Graph, path: Vec<(usize, Span)>) -> Vec<(usize, Span)> {
    let mut told: Vec<(usize, Span)> = Vec::with_capacity(path.len());
    for (at, span) in path {
        match (graph.items.get(at), told.last_mut()) {
            (Some(Item::Opening(_)), Some(before)) => before.1 = span,
            (_, _) => told.push((at, span)),
        }
    }
    told
}
