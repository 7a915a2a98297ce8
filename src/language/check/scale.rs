//! Scales: bands that follow one another without a hole, by date.

use crate::ground::diagnostic::Code;
use crate::ground::table::Id;
use crate::ground::text::Span;
use crate::ground::time::{Date, Dated, Interval, Version};
use crate::ground::value::{Bounds, Edge, Number, Value};
use crate::language::check::cell::has_order;
use crate::language::check::clause::{joined, label};
use crate::language::check::dates::Start;
use crate::language::check::homes::Home;
use crate::language::check::line::Stretches;
use crate::language::check::scope::{Checker, Named, Scope};
use crate::language::law::scale::{Band, Bands};
use crate::language::law::{Basis, Cell, Provision, Scale, ScaleKind, Type};
use crate::language::syntax::{self, BandEdge, Expression};

impl<'a> Checker<'a> {
    /// Gives a scale its row and name.
    pub fn declare_scale(&mut self, home: usize, written: &'a syntax::Scale) {
        let law = self.homes.get(home).and_then(Home::law);
        let id = self.laws.scales.add(Scale {
            name: written.name.text.to_string(),
            label: label(written.label.as_ref()),
            documentation: joined(&written.documentation),
            law,
            on: Type::Unknown,
            gives: Type::Unknown,
            kind: written.kind,
            versions: Dated::of([]),
            verified_through: None,
            basis: Basis::default(),
            span: written.name.span,
        });
        self.name(home, &written.name, Named::Scale(id));
        self.work.scales.push((home, id, written));
        if let Some(law) = law {
            self.laws.laws[law].provisions.push(Provision::Scale(id));
        }
    }

    /// Reads every scale.
    pub fn scales(&mut self) {
        for (home, id, written) in std::mem::take(&mut self.work.scales) {
            self.scale(home, id, written);
        }
    }

    fn scale(&mut self, home: usize, id: Id<Scale>, written: &'a syntax::Scale) {
        let scope = Scope::of(home);
        let on = self.scale_type(scope, written);
        let (values, gives) = self.values_of(scope, written, &on);
        let mut values = values.into_iter();
        let mut starts: Vec<Start<Option<Bands>>> = Vec::new();
        let mut always = None;
        for version in &written.versions {
            let values: Vec<_> = values.by_ref().take(version.bands.len()).collect();
            let bands = self.bands(scope, written, version, &on, values);
            let basis = self.basis(&version.clauses);
            let span = version.span;
            let bands = bands.map(|bands| Bands { bands, basis, span });
            match &version.from {
                Some(from) => {
                    if let Some((from, until)) = self.version_days(from, &version.clauses) {
                        starts.push(Start { from, until, value: bands, span });
                    }
                }
                None => always = Some((bands, span)),
            }
        }
        let versions = self.scale_versions(home, written, starts, always);
        let basis = self.basis(&written.clauses);
        let verified_through =
            written.verified_through.as_ref().and_then(|(date, _)| self.date(date));
        let row = &mut self.laws.scales[id];
        row.on = on;
        row.gives = gives;
        row.versions = versions;
        row.basis = basis;
        row.verified_through = verified_through;
    }

    /// The versions in a row; bands without a date hold on every day.
    fn scale_versions(
        &mut self,
        home: usize,
        written: &syntax::Scale,
        starts: Vec<Start<Option<Bands>>>,
        always: Option<(Option<Bands>, Span)>,
    ) -> Dated<Bands> {
        let name = &written.name;
        let dated = written.versions.iter().find(|version| version.from.is_some());
        match (always, dated) {
            (Some((bands, _)), None) => {
                self.no_commencement(&written.clauses, "a scale without versions");
                let days = Interval { from: Date::FIRST, until: None };
                bands.map_or(Dated::of([]), |bands| Dated::constant(days, bands))
            }
            (Some((_, span)), Some(dated)) => {
                self.report(Code::E0506, span, "these bands belong to no version")
                    .and(dated.span, "this version has a first day")
                    .help("put them between the braces of a version: `from 2021-07-01 { … }`");
                Dated::of([])
            }
            (None, None) => {
                self.report(Code::E0501, name.span, format!("`{}` has no bands", name.text))
                    .help("give it some with their first day: `from 2021-07-01 { above: … }`");
                Dated::of([])
            }
            (None, Some(_)) => {
                let days = self.days_needed(home, &written.clauses);
                let all = starts.len() == written.versions.len();
                let versions = self.dated(&name.text, starts, days.filter(|_| all), name.span);
                // A version whose bands are wrong keeps its days: they are no gap.
                let bands = versions.versions().iter().filter_map(|version| {
                    Some(Version { days: version.days, value: version.value.clone()? })
                });
                Dated::of(bands)
            }
        }
    }

    /// What a scale is applied to.
    fn scale_type(&mut self, scope: Scope, written: &syntax::Scale) -> Type {
        let on = self.plain_type(scope, &written.on, "a scale");
        let marginal = match written.kind {
            ScaleKind::Marginal => true,
            ScaleKind::Flat => false,
        };
        let amount = matches!(on, Type::Number(_) | Type::Money(_) | Type::Unknown);
        if marginal && !amount {
            let said = self.say(&on);
            self.report(Code::E0301, written.on.span, format!("{said} has no marginal rates"))
                .help("apply it to a number or an amount of money, or make it `flat`");
            return Type::Unknown;
        }
        if !amount && !has_order(&on) {
            let said = self.say(&on);
            self.report(Code::E0301, written.on.span, format!("{said} has no bands"))
                .help("apply it to a number, an amount, a duration or a date, or use a `table`");
            return Type::Unknown;
        }
        on
    }

    /// The values of all bands of all versions, which agree in type, and what the scale gives.
    fn values_of(
        &mut self,
        scope: Scope,
        written: &syntax::Scale,
        on: &Type,
    ) -> (Vec<Option<Value>>, Type) {
        let bands = written.versions.iter().flat_map(|version| &version.bands);
        match written.kind {
            ScaleKind::Marginal => {
                let rate =
                    |band: &syntax::Band| self.fixed(scope, &band.value, &Type::Number(None));
                (bands.map(rate).collect(), on.clone())
            }
            ScaleKind::Flat => {
                let values: Vec<&Expression> = bands.map(|band| &band.value).collect();
                let (typed, type_, _) = self.alternatives(scope, &values, &Type::Unknown);
                (typed.into_iter().map(|typed| self.constant(typed.id)).collect(), type_)
            }
        }
    }

    /// The bands of a version; `None` where something in them is wrong and reported.
    fn bands(
        &mut self,
        scope: Scope,
        written: &syntax::Scale,
        version: &syntax::ScaleVersion,
        on: &Type,
        values: Vec<Option<Value>>,
    ) -> Option<Vec<Band>> {
        if version.bands.is_empty() {
            self.report(Code::E0501, version.span, "this version has no bands")
                .help("write them between the braces, `above: …` last");
            return None;
        }
        let mut edges: Vec<Option<Option<Edge<Number>>>> = Vec::with_capacity(version.bands.len());
        for band in &version.bands {
            edges.push(match &band.edge {
                BandEdge::UpTo(limit) => self.edge(scope, limit, on, true).map(Some),
                BandEdge::Below(limit) => self.edge(scope, limit, on, false).map(Some),
                BandEdge::Above => Some(None),
            });
        }
        let edges: Vec<Option<Edge<Number>>> = edges.into_iter().collect::<Option<_>>()?;
        let in_a_row = self.follow_one_another(written, version, on, &edges);
        let mut bands = Vec::with_capacity(edges.len());
        for ((band, until), value) in version.bands.iter().zip(edges).zip(values) {
            let basis = self.basis(&band.clauses);
            bands.push(value.map(|value| Band { until, value, basis, span: band.span }));
        }
        let bands: Option<Vec<Band>> = bands.into_iter().collect();
        bands.filter(|_| in_a_row)
    }

    fn edge(
        &mut self,
        scope: Scope,
        limit: &Expression,
        on: &Type,
        included: bool,
    ) -> Option<Edge<Number>> {
        let at = self.fixed(scope, limit, on)?;
        Some(Edge { at: at.on_line()?, included })
    }

    /// Whether each band begins where the one before ends and the last has no end. A band in which
    /// nothing falls is reported, and so is what falls in no band.
    fn follow_one_another(
        &mut self,
        written: &syntax::Scale,
        version: &syntax::ScaleVersion,
        on: &Type,
        edges: &[Option<Edge<Number>>],
    ) -> bool {
        let before = self.found.diagnostics.len();
        let marginal = match written.kind {
            ScaleKind::Marginal => true,
            ScaleKind::Flat => false,
        };
        // Where the bands so far have ended: the place, and by which band.
        let mut reached: Option<(Option<Edge<Number>>, usize, Span)> = None;
        for (at, (band, until)) in version.bands.iter().zip(edges).enumerate() {
            let number = at + 1;
            let (holds, why, place) = match &reached {
                None => (!marginal || above_zero(until.as_ref()), "slices begin at 0", None),
                Some((None, _, place)) => (false, "", Some(*place)),
                Some((Some(end), _, place)) => {
                    let low = Edge { at: end.at.clone(), included: !end.included };
                    (holds(&low, until.as_ref(), on, marginal), "", Some(*place))
                }
            };
            if !holds {
                let taker = reached.as_ref().map_or(0, |(_, taker, _)| *taker);
                let told =
                    self.report(Code::E0517, band.span, format!("band {number} can never apply"));
                match place {
                    Some(place) => told.and(place, format!("band {taker} already reaches as far")),
                    None => told.here(why),
                };
                told.help("put the bands in the order of their edges, `above` last");
                continue;
            }
            reached = Some((until.clone(), number, band.span));
        }
        if let Some((Some(end), _, place)) = reached {
            let beyond = Bounds {
                low: Some(Edge { at: end.at.clone(), included: !end.included }),
                high: None,
            };
            let cells = [Cell::Within(beyond)];
            let stretches = Stretches::of(on, 0, cells.iter());
            let value = stretches.example((1, stretches.count()));
            let case = value.map(|value| self.example(&value, on));
            let message = format!("`{}` leaves a case without a band", written.name.text);
            let told = self.report(Code::E0515, place, message);
            told.here(match case {
                Some(case) => format!("this is the last one: none for {case}"),
                None => "this is the last one".to_owned(),
            });
            told.help("end with the band `above: …`");
        }
        self.found.diagnostics.len() == before
    }
}

/// Whether a first slice, which begins at zero, has anything in it.
fn above_zero(until: Option<&Edge<Number>>) -> bool {
    until.is_none_or(|edge| edge.at > Number::ZERO)
}

/// Whether anything falls in a band from `low` on: of a marginal scale more than a single point.
fn holds(low: &Edge<Number>, until: Option<&Edge<Number>>, on: &Type, marginal: bool) -> bool {
    let Some(until) = until else { return true };
    if marginal {
        return low.at < until.at;
    }
    let bounds = Bounds { low: Some(low.clone()), high: Some(until.clone()) };
    let whole = super::line::counts_whole(on);
    let bounds = if whole { bounds.whole() } else { bounds };
    !bounds.is_empty()
}
