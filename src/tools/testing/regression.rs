//! The snapshots of a regression held against those that are kept: what is new, what is another.

use super::snapshot::{Snapshot, Turned};
use std::collections::BTreeMap;

/// The ending of a kept snapshot.
pub const KEPT: &str = "snap";

/// The ending of one that waits to be accepted.
pub const PENDING: &str = "snap.new";

/// The files of snapshots below a folder: their text by their path, `/` between its parts.
pub type Files = BTreeMap<String, String>;

/// What became of the snapshots of all regressions, in the order of their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Those that are as they were: whose each is.
    pub kept: Vec<String>,
    /// Those that are not.
    pub differing: Vec<Differing>,
    /// The files that no verdict refers to.
    pub unreferenced: Vec<String>,
    /// The files that wait though their verdict is as it was, or nobody's.
    pub stale: Vec<String>,
}

/// A verdict that is not as its snapshot says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// The path of its snapshot.
    pub path: String,
    /// The verdict now.
    pub snapshot: Snapshot,
    /// What the snapshot says; `None`: there is none.
    pub kept: Option<String>,
    /// The answers that are others.
    pub turned: Vec<Turned>,
}

impl Compared {
    /// Whether every verdict is as it was and every kept file is of one.
    pub fn is_same(&self) -> bool {
        self.differing.is_empty() && self.unreferenced.is_empty()
    }
}

/// Holds the verdicts, by the paths of their snapshots, against the files.
pub fn compare(verdicts: &BTreeMap<String, Snapshot>, files: &Files) -> Compared {
    let mut compared = Compared::default();
    for (path, snapshot) in verdicts {
        let kept = files.get(path);
        if kept.is_some_and(|kept| snapshot.is_in(kept)) {
            compared.kept.push(snapshot.of.clone());
            continue;
        }
        let turned = kept.map_or(Vec::new(), |kept| snapshot.turned(kept));
        let (path, kept) = (path.clone(), kept.cloned());
        compared.differing.push(Differing { path, snapshot: snapshot.clone(), kept, turned });
    }
    for path in files.keys() {
        match path.strip_suffix(".new") {
            None if !verdicts.contains_key(path) => compared.unreferenced.push(path.clone()),
            Some(of) if !compared.differing.iter().any(|it| it.path == of) => {
                compared.stale.push(path.clone());
            }
            None | Some(_) => {}
        }
    }
    compared
}

/// Paths for snapshots: no two alike, even where a system tells no capital letters apart.
#[derive(Debug, Default)]
pub struct Paths {
    taken: BTreeMap<String, usize>,
}

impl Paths {
    /// The path of the snapshot of an entity of a sheet on a day.
    pub fn path(&mut self, regression: &str, law: &str, of: [&str; 3]) -> String {
        let [sheet, entity, on] = of;
        let stem = sheet.rsplit_once('.').map_or(sheet, |(stem, _)| stem);
        let name = format!("{}--{}--{on}", word(stem), word(entity));
        let path = format!("{regression}/{law}/{name}");
        let count = self.taken.entry(path.to_lowercase()).or_default();
        *count += 1;
        match *count {
            1 => format!("{path}.{KEPT}"),
            again => format!("{path}--{again}.{KEPT}"),
        }
    }
}

/// A name as part of a file's name: letters and digits, and one `_` for anything else.
fn word(name: &str) -> String {
    let mut word = String::new();
    for letter in name.chars().take(60) {
        match letter {
            letter if letter.is_alphanumeric() || letter == '-' => word.push(letter),
            _ if word.ends_with('_') => {}
            _ => word.push('_'),
        }
    }
    let word = word.trim_matches('_');
    if word.is_empty() { "_".to_owned() } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_safe_and_no_two_alike() {
        let mut paths = Paths::default();
        let mut of = |sheet: &str, entity: &str| {
            paths.path("all", "ru.landing", [sheet, entity, "2022-01-01"])
        };
        assert_eq!(
            of("a/apple.yaml", "App Store"),
            "all/ru.landing/a_apple--App_Store--2022-01-01.snap"
        );
        assert_eq!(
            of("a/apple.yaml", "app store"),
            "all/ru.landing/a_apple--app_store--2022-01-01--2.snap"
        );
        assert_eq!(of("x.yaml", "../../etc"), "all/ru.landing/x--etc--2022-01-01.snap");
        assert_eq!(
            of("x.yaml", "Одноклассники"),
            "all/ru.landing/x--Одноклассники--2022-01-01.snap"
        );
        assert_eq!(of("x.yaml", "//"), "all/ru.landing/x--_--2022-01-01.snap");
    }

    #[test]
    fn every_file_and_verdict_is_accounted_for() {
        let one = |content: &str| Snapshot { of: String::new(), content: content.to_owned() };
        let verdicts = BTreeMap::from([
            ("same.snap".to_owned(), one("a")),
            ("other.snap".to_owned(), one("b")),
            ("new.snap".to_owned(), one("c")),
        ]);
        let file = |name: &str, content: &str| (name.to_owned(), one(content).file());
        let files = BTreeMap::from([
            file("same.snap", "a"),
            file("other.snap", "x"),
            file("other.snap.new", "b"),
            file("same.snap.new", "z"),
            file("old.snap", "y"),
        ]);
        let compared = compare(&verdicts, &files);
        assert_eq!(compared.kept.len(), 1);
        let differing: Vec<&str> = compared.differing.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(differing, ["new.snap", "other.snap"]);
        assert_eq!(compared.unreferenced, ["old.snap"]);
        assert_eq!(compared.stale, ["same.snap.new"]);
    }
}
