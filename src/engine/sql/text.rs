//! Pieces of SQL: how strongly they bind, and how they are laid out in lines.

/// How strongly an expression binds, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Atom,
}

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sql {
    pub text: String,
    pub rank: Rank,
}

/// Beyond so many characters an expression is laid out in several lines.
const LINE: usize = 90;

/// Beyond so many characters an expression that stands in several places gets a name.
const SHORT: usize = 60;

impl Sql {
    pub fn new(text: impl Into<String>, rank: Rank) -> Self {
        Self { text: text.into(), rank }
    }

    /// What nothing around it takes apart.
    pub fn atom(text: impl Into<String>) -> Self {
        Self::new(text, Rank::Atom)
    }

    /// As an operand of something that binds as strongly as `rank`.
    pub fn within(&self, rank: Rank) -> String {
        match self.rank >= rank {
            true => self.text.clone(),
            false => format!("({})", indented(&self.text, 1)),
        }
    }

    /// Whether it may stand in several places.
    pub fn is_short(&self) -> bool {
        self.text.len() <= SHORT && !self.text.contains('\n')
    }

    /// Whether it is this text.
    pub fn is(&self, text: &str) -> bool {
        self.text == text
    }
}

/// A text with its further lines moved to the right.
pub(super) fn indented(text: &str, by: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(by)))
}

fn chain(word: &str, rank: Rank, inner: Rank, of: &[Sql]) -> Sql {
    if let [only] = of {
        return only.clone();
    }
    let parts: Vec<String> = of.iter().map(|part| part.within(inner)).collect();
    let length: usize = parts.iter().map(|part| part.len() + word.len() + 2).sum();
    let lines = length > LINE || parts.iter().any(|part| part.contains('\n'));
    let between = if lines { format!("\n{word} ") } else { format!(" {word} ") };
    Sql::new(parts.join(&between), rank)
}

pub(super) fn all(of: &[Sql]) -> Sql {
    let of: Vec<Sql> = of.iter().filter(|it| !it.is("TRUE")).cloned().collect();
    if of.is_empty() {
        return Sql::atom("TRUE");
    }
    chain("AND", Rank::And, Rank::Not, &of)
}

pub(super) fn any(of: &[Sql]) -> Sql {
    let of: Vec<Sql> = of.iter().filter(|it| !it.is("FALSE")).cloned().collect();
    if of.is_empty() {
        return Sql::atom("FALSE");
    }
    chain("OR", Rank::Or, Rank::And, &of)
}

/// Sets of bits united; `None` where all are empty.
pub(super) fn union(of: Vec<Sql>) -> Option<Sql> {
    let mut parts: Vec<Sql> = Vec::new();
    for part in of {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    (!parts.is_empty()).then(|| chain("|", Rank::Or, Rank::Atom, &parts))
}

pub(super) fn not(of: &Sql) -> Sql {
    if of.rank == Rank::Not
        && let Some(inner) = of.text.strip_prefix("NOT ")
        && !inner.contains('\n')
    {
        return Sql::new(inner, Rank::Comparison);
    }
    if let [one, by, two] = of.text.split(' ').collect::<Vec<_>>().as_slice()
        && of.rank == Rank::Comparison
        && let Some(opposite) = opposite(by)
    {
        return Sql::new(format!("{one} {opposite} {two}"), Rank::Comparison);
    }
    match of.text.strip_suffix(" IS NULL") {
        Some(start) if !start.contains(' ') => {
            Sql::new(format!("{start} IS NOT NULL"), Rank::Comparison)
        }
        _ => Sql::new(format!("NOT {}", of.within(Rank::Comparison)), Rank::Not),
    }
}

/// The comparison that holds where another does not.
fn opposite(sign: &str) -> Option<&'static str> {
    const PAIRS: [(&str, &str); 3] = [("=", "<>"), ("<", ">="), ("<=", ">")];
    PAIRS.into_iter().find_map(|(one, two)| match sign {
        _ if sign == one => Some(two),
        _ if sign == two => Some(one),
        _ => None,
    })
}

pub(super) fn is_missing(of: &Sql) -> Sql {
    Sql::new(format!("{} IS NULL", of.within(Rank::Sum)), Rank::Comparison)
}

pub(super) fn compare(one: &Sql, by: &str, two: &Sql) -> Sql {
    let text = format!("{} {by} {}", one.within(Rank::Sum), two.within(Rank::Sum));
    Sql::new(text, Rank::Comparison)
}

/// `CASE`: the first arm whose condition holds.
pub(super) fn case(arms: &[(Sql, Sql)], other: Option<&Sql>) -> Sql {
    let Some((first, _)) = arms.first() else {
        return other.cloned().unwrap_or(Sql::atom("NULL"));
    };
    if first.is("TRUE") {
        return arms.first().map_or(Sql::atom("NULL"), |(_, value)| value.clone());
    }
    let length: usize =
        arms.iter().map(|(when, then)| when.text.len() + then.text.len() + 12).sum();
    let length = length + other.map_or(0, |other| other.text.len() + 6);
    let several =
        arms.iter().any(|(when, then)| when.text.contains('\n') || then.text.contains('\n'))
            || other.is_some_and(|other| other.text.contains('\n'));
    let (open, close) = if length > LINE || several { ("\n  ", "\n") } else { (" ", " ") };
    let mut text = "CASE".to_owned();
    for (when, then) in arms {
        let (when, then) = (indented(&when.text, 7), indented(&then.text, 4));
        text.push_str(&format!("{open}WHEN {when} THEN {then}"));
    }
    if let Some(other) = other {
        text.push_str(&format!("{open}ELSE {}", indented(&other.text, 4)));
    }
    text.push_str(&format!("{close}END"));
    Sql::atom(text)
}

/// Words for a comment: on one line, whatever stands in them.
pub(super) fn remark(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
