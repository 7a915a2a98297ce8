//! The names that can stand at a place, each with its type and what there is to say of it.

use crate::front::lsp::complete::described::{described, kind_word};
use crate::front::lsp::complete::offer::{Offer, Rank};
use crate::front::lsp::complete::view::{View, Wanted};
use crate::front::lsp::complete::wanted::Asked;
use crate::front::lsp::workspace::Here;
use crate::ground::table::Id;
use crate::ground::value::Country;
use crate::language::syntax::TypeName;
use crate::tools::names::{Declared, Led, NameKind};
use gen_lsp_types::CompletionItemKind as Picture;

/// What can stand as a value in an expression.
const VALUES: [NameKind; 12] = [
    NameKind::Entity,
    NameKind::Enumeration,
    NameKind::Fact,
    NameKind::Event,
    NameKind::Parameter,
    NameKind::Scale,
    NameKind::Table,
    NameKind::Define,
    NameKind::Status,
    NameKind::Duty,
    NameKind::Step,
    NameKind::Sanctions,
];

/// The names that a rule of the grammar asks for; none where it gives a new one.
pub fn of_rule(view: &View<'_>, rule: &str, asked: &Asked) -> Vec<Offer> {
    let kinds: &[NameKind] = match rule {
        "subject" | "facts" | "event_of" | "per_entity" | "list_type" => &[NameKind::Entity],
        "working_days" => &[NameKind::Calendar],
        "number_type" => &[NameKind::Unit],
        "type_name" => &[NameKind::Enumeration],
        "for_duties" => &[NameKind::Duty],
        "on_each" | "turn" | "ordinal" => &[NameKind::Event, NameKind::Step],
        "count" => &[NameKind::Event, NameKind::Step, NameKind::Entity, NameKind::Fact],
        "listed" => &[NameKind::Entity, NameKind::Fact],
        "given" => &[NameKind::Fact, NameKind::Event, NameKind::Entity, NameKind::Step],
        "need" => {
            &[NameKind::Fact, NameKind::Event, NameKind::Entity, NameKind::Step, NameKind::Calendar]
        }
        "expect_state" => &[NameKind::Duty, NameKind::Step],
        "primary" | "moment" | "expression_without_of" => return values(view, asked),
        "weekend" => return weekdays(),
        _ => return Vec::new(),
    };
    of_kinds(view, kinds, &Asked::default())
}

/// What can stand in an expression.
fn values(view: &View<'_>, asked: &Asked) -> Vec<Offer> {
    let mut offers = match &asked.wanted {
        Some(Wanted::Of(id)) => {
            view.names.parts_of(*id).iter().map(|id| offer(view, *id, Rank::Value)).collect()
        }
        Some(Wanted::Country) => {
            Country::codes().into_iter().map(|code| country(code, Rank::Value)).collect()
        }
        Some(Wanted::Bool) if !asked.constant => {
            ["true", "false"].map(|word| Offer::new(word, Picture::Value, Rank::Value)).into()
        }
        Some(Wanted::Bool | Wanted::Money(_) | Wanted::Other) => Vec::new(),
        // What is asked whether it is in a set stands before the set.
        None => {
            let ids = view.names.values_in_sight(view.home).into_iter();
            ids.map(|id| offer(view, id, Rank::Other)).collect()
        }
    };
    if asked.constant {
        return offers;
    }
    offers.extend(of_kinds(view, &VALUES, asked));
    for (name, of) in view.bound() {
        let of = of.map(|of| view.names.declared[of].name.as_str()).unwrap_or_default();
        offers.push(Offer::new(name, Picture::Variable, Rank::Fitting).with(format!("each {of}")));
    }
    let laws = view
        .names
        .homes()
        .filter(|(home, id)| *home != view.home && view.names.declared[*id].kind == NameKind::Law);
    offers.extend(laws.map(|(_, id)| offer(view, id, Rank::Other)));
    offers
}

/// The names in sight of some kinds, those that fit what is asked for first. A value of an enum or a
/// country is nothing else.
fn of_kinds(view: &View<'_>, kinds: &[NameKind], asked: &Asked) -> Vec<Offer> {
    let mut offers = Vec::new();
    let strict = matches!(asked.wanted, Some(Wanted::Of(_) | Wanted::Country)) || asked.set;
    for id in view.names.in_sight(view.home) {
        let row = &view.names.declared[id];
        if !kinds.contains(&row.kind) {
            continue;
        }
        let kind = if asked.wanted.is_some() { view.kind_of(id) } else { None };
        let fits = kind.is_some() && kind == asked.wanted;
        if fits || !strict || kind.is_none() {
            offers.push(offer(view, id, if fits { Rank::Fitting } else { Rank::Name }));
        }
    }
    if kinds.contains(&NameKind::Step) && !strict {
        let steps = view.steps().into_iter();
        let picture = picture(NameKind::Step);
        offers.extend(steps.map(|it| Offer::new(it, picture, Rank::Name).with("step")));
    }
    offers
}

/// What can stand behind the dot of a path.
pub fn behind_dot(view: &View<'_>, base: &str) -> Vec<Offer> {
    let led = view.led(base);
    let mut offers: Vec<Offer> = Vec::new();
    for id in led.map(|led| view.names.behind(view.home, led)).unwrap_or_default() {
        offers.push(offer(view, id, Rank::Name));
    }
    let words: &[(&str, &str)] = match led.and_then(Led::declared) {
        Some(id) => match view.names.declared[id].kind {
            NameKind::Step => &[("amount", "the amount recorded, else the range open that day")],
            NameKind::Sanctions => &[
                ("total", "the fines of the episode"),
                ("payable", "what is left of the fines after cure"),
            ],
            NameKind::Law
            | NameKind::Vocabulary
            | NameKind::Unit
            | NameKind::Entity
            | NameKind::Field
            | NameKind::Enumeration
            | NameKind::Variant
            | NameKind::Fact
            | NameKind::Event
            | NameKind::EventField
            | NameKind::Parameter
            | NameKind::Scale
            | NameKind::Table
            | NameKind::Column
            | NameKind::Calendar
            | NameKind::Define
            | NameKind::Status
            | NameKind::Duty
            | NameKind::Binding => &[],
        },
        None => &[],
    };
    offers.extend(
        words.iter().map(|(word, says)| Offer::new(*word, Picture::Field, Rank::Name).with(*says)),
    );
    offers.extend(longer_homes(view, base));
    offers
}

/// The names of laws that begin with a path, from behind its dot.
pub fn longer_homes(view: &View<'_>, base: &str) -> Vec<Offer> {
    let beginning = format!("{base}.");
    let rows = view.names.homes().filter_map(|(_, id)| {
        let rest = view.names.declared[id].name.strip_prefix(beginning.as_str())?;
        Some(Offer { text: rest.to_owned(), ..offer(view, id, Rank::Name) })
    });
    rows.collect()
}

/// The laws and vocabularies, or the laws alone.
pub fn homes(view: &View<'_>, laws_only: bool) -> Vec<Offer> {
    let others = view.names.homes().filter(|(home, _)| laws_only || *home != view.home);
    let rows = others.filter_map(|(_, id)| {
        let law = view.names.declared[id].kind == NameKind::Law;
        (law || !laws_only)
            .then(|| offer(view, id, if law == laws_only { Rank::Fitting } else { Rank::Name }))
    });
    rows.collect()
}

/// What is offered for a declaration; its text is read once it is sure to be shown.
fn offer(view: &View<'_>, id: Id<Declared>, rank: Rank) -> Offer {
    let row = &view.names.declared[id];
    Offer { of: Some(id), ..Offer::new(row.name.as_str(), picture(row.kind), rank) }
}

/// Says what there is to say of the declaration that is offered.
pub fn describe(here: Here<'_>, offer: &mut Offer) {
    let names = here.analysis.names();
    let Some(row) = offer.of.map(|id| &names.declared[id]) else { return };
    let said = described(&here.analysis.sources, row);
    offer.documentation = said.words();
    offer.detail = match (row.kind, &row.type_) {
        (NameKind::Variant, _) => {
            row.of.map(|of| names.declared[of].name.to_string()).unwrap_or_default()
        }
        (_, Some(TypeName::List(entity))) => format!("list of {}", entity.text),
        (kind, _) if said.type_.is_empty() => kind_word(kind).to_owned(),
        (NameKind::Table | NameKind::Scale, _) => {
            format!("{} on {}", kind_word(row.kind), said.type_)
        }
        (kind, _) => format!("{} : {}", kind_word(kind), said.type_),
    };
}

/// What is offered for a country.
pub fn country(code: &str, rank: Rank) -> Offer {
    let name = Country::of(code).map(|country| country.name()).unwrap_or_default();
    Offer::new(code, Picture::Value, rank).with(name)
}

fn weekdays() -> Vec<Offer> {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.into_iter().map(|day| Offer::new(day, Picture::Value, Rank::Value)).collect()
}

/// The picture that editors show beside a kind of name.
fn picture(kind: NameKind) -> Picture {
    match kind {
        NameKind::Law | NameKind::Vocabulary => Picture::Module,
        NameKind::Unit => Picture::Unit,
        NameKind::Entity => Picture::Class,
        NameKind::Field | NameKind::EventField | NameKind::Fact => Picture::Field,
        NameKind::Enumeration => Picture::Enum,
        NameKind::Variant => Picture::EnumMember,
        NameKind::Event => Picture::Event,
        NameKind::Parameter => Picture::Constant,
        NameKind::Scale | NameKind::Table => Picture::Function,
        NameKind::Column | NameKind::Define | NameKind::Status | NameKind::Binding => {
            Picture::Variable
        }
        NameKind::Calendar => Picture::Struct,
        NameKind::Duty => Picture::Interface,
        NameKind::Sanctions => Picture::Struct,
        NameKind::Step => Picture::Method,
    }
}
