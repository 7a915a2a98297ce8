//! A verdict as a snapshot: its answers by name, then the whole explained report, in a file that
//! `cargo insta` reads too.
//!
//! What a snapshot says depends on laws, sheet and day alone: it holds no path, no clock, no version
//! of the program, and no line of the sheet, so that a comment there changes nothing.

use similar::TextDiff;

/// The answers of a verdict, by name.
type Told = Vec<(String, String)>;

/// One snapshot as a file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Whose verdict, under which law, of which sheet, on which day.
    pub of: String,
    /// The answers and the report.
    pub content: String,
}

/// One answer that is another than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// What is answered.
    pub name: String,
    /// The words before; `None`: it was not asked.
    pub old: Option<String>,
    /// The words now; `None`: it is not asked.
    pub new: Option<String>,
}

impl Snapshot {
    /// The text of its file.
    pub fn file(&self) -> String {
        let of = self.of.replace('\\', "\\\\").replace('"', "\\\"");
        format!("---\nsource: solon.toml\nexpression: \"{of}\"\n---\n{}\n", self.content)
    }

    /// Whether a file holds it: the words above the content are not compared, and neither are the
    /// breaks at its end, which tools write as they like.
    pub fn is_in(&self, file: &str) -> bool {
        content(file) == self.content
    }

    /// The answers that are others than in a file.
    pub fn turned(&self, file: &str) -> Vec<Turned> {
        let (old, new) = (told(&content(file)), told(&self.content));
        let find = |all: &Told, name: &str| {
            all.iter().find(|(it, _)| it == name).map(|(_, words)| words.clone())
        };
        let gone = old.iter().filter(|(name, _)| find(&new, name).is_none());
        let names = new.iter().chain(gone).map(|(name, _)| name);
        let turned = names.filter_map(|name| {
            let (old, new) = (find(&old, name), find(&new, name));
            (old != new).then(|| Turned { name: name.clone(), old, new })
        });
        turned.collect()
    }

    /// The lines that are others than in a file, with two around them.
    pub fn lines(&self, file: &str) -> String {
        let (old, new) = (report(&content(file)), report(&self.content));
        let diff = TextDiff::from_lines(old.as_str(), new.as_str());
        diff.unified_diff().context_radius(2).missing_newline_hint(false).to_string()
    }
}

/// What stands below the header of a file, with `\n` at the ends of lines and none at its own.
fn content(file: &str) -> String {
    let file = file.replace("\r\n", "\n");
    let below = file.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    below.map_or(file.as_str(), |(_, content)| content).trim_end().to_owned()
}

/// The answers that a content begins with.
fn told(content: &str) -> Told {
    let lines = content.lines().skip(1).take_while(|line| !line.is_empty());
    let pair = |line: &str| {
        let (name, words) = line.trim_start().split_once(": ")?;
        Some((name.to_owned(), words.to_owned()))
    };
    lines.filter_map(pair).collect()
}

/// The report behind the answers.
fn report(content: &str) -> String {
    let below = content.split_once("\n\n").map_or(content, |(_, report)| report);
    format!("{below}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(content: &str) -> Snapshot {
        Snapshot { of: "Store, \"x\"".to_owned(), content: content.to_owned() }
    }

    #[test]
    fn a_file_holds_its_snapshot_whatever_stands_above_it() {
        let one = of("answers\n  the whole: BREACH\n\nStore   on 2022-01-01");
        let file = one.file();
        assert!(
            file.starts_with("---\nsource: solon.toml\nexpression: \"Store, \\\"x\\\"\"\n---\n")
        );
        assert!(one.is_in(&file));
        assert!(one.is_in(&file.replace("source: solon.toml", "source: x\nsnapshot_kind: text")));
        assert!(one.is_in(&file.replace('\n', "\r\n")));
        assert!(one.is_in(&format!("{file}\n")));
        assert!(!one.is_in(&file.replace("2022-01-01", "2022-01-02")));
    }

    #[test]
    fn what_turned_is_told_by_name() {
        let old =
            of("answers\n  the whole: BREACH\n  keep: BREACHED since 2022-01-01\n  gone: no\n\nx");
        let new = of(
            "answers\n  the whole: BREACH\n  keep: fulfilled since 2022-02-04\n  come: yes\n\nx",
        );
        let turned = |name: &str, old: Option<&str>, new: Option<&str>| Turned {
            name: name.to_owned(),
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
        };
        assert_eq!(
            new.turned(&old.file()),
            [
                turned(
                    "keep",
                    Some("BREACHED since 2022-01-01"),
                    Some("fulfilled since 2022-02-04")
                ),
                turned("come", None, Some("yes")),
                turned("gone", Some("no"), None),
            ]
        );
        assert_eq!(new.turned(&new.file()), []);
    }
}
