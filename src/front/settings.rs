//! `solon.toml`: what a project says of itself.

use crate::facts::document::{Content, Key, Node};
use crate::facts::toml;
use crate::front::files::{self, Input, Kind};
use crate::ground::diagnostic::{Code, Found, closest};
use crate::ground::table::Id;
use crate::ground::text::{Limits, Source, Sources, Span};
use crate::ground::time::Date;
use crate::tools::lint::Rule;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The name of the file.
pub const FILE: &str = "solon.toml";

/// The folder of the snapshots, beside the file.
pub const SNAPSHOTS: &str = "snapshots";

/// What a project says of itself.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The folder of the file.
    pub root: PathBuf,
    /// The verdicts that are to stay as they are.
    pub regressions: Vec<Regression>,
    /// The rules of `lint` that the project does without.
    pub off: Vec<Rule>,
}

/// Laws, sheets and days whose verdicts are to stay as they are.
#[derive(Clone, Debug)]
pub struct Regression {
    /// Its name, which is that of a folder of snapshots too.
    pub name: String,
    /// Law files or folders.
    pub laws: Vec<PathBuf>,
    /// Fact sheets or folders.
    pub sheets: Vec<PathBuf>,
    /// The days.
    pub on: Vec<Date>,
    /// Where it is written.
    pub span: Span,
}

const KEYS: [&str; 4] = ["name", "laws", "sheets", "on"];

/// Reads the file of a folder; without the file a project says nothing.
pub fn open(root: &Path, limits: &Limits, sources: &mut Sources, found: &mut Found) -> Settings {
    let path = root.join(FILE);
    if !path.is_file() {
        return Settings { root: root.to_owned(), ..Settings::default() };
    }
    let name = files::shown(&path);
    let input = Input { real: path.clone(), path, name };
    let Some(id) = files::read(&input, Kind::Sheet, limits, sources, found) else {
        return Settings { root: root.to_owned(), ..Settings::default() };
    };
    let text = sources.source(id).text.clone();
    read(root, id, &text, found)
}

/// Reads the text of the file of a folder.
pub fn read(root: &Path, id: Id<Source>, text: &str, found: &mut Found) -> Settings {
    let mut settings = Settings { root: root.to_owned(), ..Settings::default() };
    let Some(Node { content: Content::Map(pairs), .. }) = toml::read(text, id, found) else {
        return settings;
    };
    for (key, value) in &pairs {
        match key.text.as_str() {
            "regression" => settings.regressions(value, found),
            "lint" => settings.off = off(value, found),
            _ => unknown(key, &["regression", "lint"], found),
        }
    }
    settings
}

impl Settings {
    /// The folder of the snapshots, as reports show it.
    pub fn snapshots(&self) -> String {
        files::shown(&self.root.join(SNAPSHOTS))
    }

    fn regressions(&mut self, node: &Node, found: &mut Found) {
        let Content::List(tables) = &node.content else {
            wrong(node.span, "`regression` is a list of tables", "write `[[regression]]`", found);
            return;
        };
        let mut names: BTreeMap<String, Span> = BTreeMap::new();
        for table in tables {
            let Some(regression) = self.regression(table, found) else { continue };
            if let Some(first) = names.get(&regression.name) {
                let message = format!("two regressions are named `{}`", regression.name);
                found
                    .report(Code::E1010, regression.span, message)
                    .and(*first, "the other one")
                    .help("give one of them another name: it is that of a folder of snapshots");
                continue;
            }
            names.insert(regression.name.clone(), regression.span);
            self.regressions.push(regression);
        }
    }

    fn regression(&self, node: &Node, found: &mut Found) -> Option<Regression> {
        let Content::Map(pairs) = &node.content else {
            wrong(node.span, "a regression is a table", "write `[[regression]]`", found);
            return None;
        };
        let before = found.diagnostics.len();
        for (key, _) in pairs {
            if !KEYS.contains(&key.text.as_str()) {
                unknown(key, &KEYS, found);
            }
        }
        let value = |name: &str| pairs.iter().find(|(key, _)| key.text == name).map(|(_, it)| it);
        for key in KEYS.into_iter().filter(|key| value(key).is_none()) {
            let help = "a regression has a `name`, `laws`, `sheets` and days `on` which to judge";
            wrong(node.span, &format!("this regression has no `{key}`"), help, found);
        }
        let name = value("name").and_then(|it| named(it, found));
        let laws = value("laws").map(|it| self.paths(it, found));
        let sheets = value("sheets").map(|it| self.paths(it, found));
        let on = value("on").map(|it| days(it, found));
        let span = value("name").map_or(node.span, |it| it.span);
        if found.diagnostics.len() > before {
            return None;
        }
        Some(Regression { name: name?, laws: laws?, sheets: sheets?, on: on?, span })
    }

    /// Paths below the folder of the file.
    fn paths(&self, node: &Node, found: &mut Found) -> Vec<PathBuf> {
        let mut paths = Vec::new();
        for (text, span) in texts(node, found) {
            let path = Path::new(&text);
            let inside = path.components().all(|part| match part {
                Component::Normal(_) | Component::CurDir => true,
                Component::Prefix(_) | Component::RootDir | Component::ParentDir => false,
            });
            match inside {
                true => paths.push(self.root.join(path)),
                false => {
                    let help = "name what lies below the folder of this file, by a relative path";
                    wrong(span, &format!("`{text}` leads out of the project"), help, found);
                }
            }
        }
        paths
    }
}

/// `[lint]`, `off = ["missing_label"]`
fn off(node: &Node, found: &mut Found) -> Vec<Rule> {
    let Content::Map(pairs) = &node.content else {
        wrong(node.span, "`lint` is a table", "write `[lint]`", found);
        return Vec::new();
    };
    let mut off = Vec::new();
    for (key, value) in pairs {
        if key.text != "off" {
            unknown(key, &["off"], found);
            continue;
        }
        for (text, span) in texts(value, found) {
            match Rule::of(&text) {
                Some(rule) => off.push(rule),
                None => {
                    let help = match closest(&text, Rule::ALL.iter().map(|rule| rule.name())) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "`solon lint --rules` lists them".to_owned(),
                    };
                    wrong(span, &format!("no rule is called `{text}`"), &help, found);
                }
            }
        }
    }
    off
}

fn named(node: &Node, found: &mut Found) -> Option<String> {
    let text = match &node.content {
        Content::Scalar(scalar) if scalar.quoted => scalar.text.clone(),
        Content::Scalar(_) | Content::Map(_) | Content::List(_) => String::new(),
    };
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    if text.is_empty() || text.len() > 64 || !text.chars().all(plain) {
        let message = format!("a regression's name is a word, not {}", node.in_words());
        wrong(node.span, &message, "use letters, digits, `-` and `_`, 64 at most", found);
        return None;
    }
    Some(text)
}

fn days(node: &Node, found: &mut Found) -> Vec<Date> {
    let mut days = Vec::new();
    for (text, span) in texts(node, found) {
        match Date::parse(&text) {
            Some(day) if days.contains(&day) => {
                wrong(span, &format!("{day} stands here twice"), "take one of them away", found);
            }
            Some(day) => days.push(day),
            None => {
                let message = format!("`{text}` is no day");
                wrong(span, &message, "a day is written YYYY-MM-DD and must exist", found);
            }
        }
    }
    days
}

/// The texts of a list; a bare date counts as one.
fn texts(node: &Node, found: &mut Found) -> Vec<(String, Span)> {
    let Content::List(list) = &node.content else {
        let message = format!("a list is expected, not {}", node.in_words());
        wrong(node.span, &message, "write it in brackets: `[\"…\"]`", found);
        return Vec::new();
    };
    if list.is_empty() {
        wrong(node.span, "this list is empty", "name at least one", found);
    }
    let mut texts = Vec::new();
    for item in list {
        match &item.content {
            Content::Scalar(scalar) => texts.push((scalar.text.clone(), item.span)),
            Content::Map(_) | Content::List(_) => {
                let message = format!("a text is expected, not {}", item.in_words());
                wrong(item.span, &message, "write it in quotes", found);
            }
        }
    }
    texts
}

fn unknown(key: &Key, known: &[&str], found: &mut Found) {
    let help = match closest(&key.text, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there is: {}", known.join(", ")),
    };
    wrong(key.span, &format!("unknown key `{}`", key.text), &help, found);
}

fn wrong(span: Span, message: &str, help: &str, found: &mut Found) {
    found.report(Code::E1010, span, message).help(help);
}
