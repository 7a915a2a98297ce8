//! The laws of the last commit, asked of git: bounded in time and size. Without git, a commit or an answer
//! in time there are none.

use crate::front::files::{self, Kind};
use crate::front::settings;
use crate::ground::text::Limits;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// So long git may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// So much it may say of the files that there are.
const MOST_LISTED: u64 = 16 << 20;
/// So many laws are read, and so many bytes of them.
const MOST_LAWS: usize = 5_000;
const MOST_BYTES: u64 = 64 << 20;

/// A law as it was committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Where it lies below the folder that was asked about.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// Git has not answered in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// The name of the last commit in the repository of a folder.
///
/// # Errors
///
/// Where git takes too long.
pub fn last(folder: &Path) -> Result<Option<String>, TooLong> {
    let asked = ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"];
    let said = ask(folder, &asked, &[], 1 << 10)?;
    let name = said.and_then(|said| String::from_utf8(said).ok());
    let plain = |name: &str| name.len() >= 40 && name.bytes().all(|it| it.is_ascii_hexdigit());
    Ok(name.map(|name| name.trim().to_owned()).filter(|name| plain(name)))
}

/// The laws of the project in a folder as a commit has them, in the order of their paths.
///
/// # Errors
///
/// Where git takes too long.
pub fn laws(
    folder: &Path,
    commit: &str,
    limits: &Limits,
) -> Result<Option<Vec<Committed>>, TooLong> {
    let listed = ask(folder, &["ls-tree", "-r", "-z", commit], &[], MOST_LISTED)?;
    let Some(listed) = listed else { return Ok(None) };
    let listed = String::from_utf8_lossy(&listed).into_owned();
    // `100644 blob 3b18e5… 	ru/landing.law`
    let rows = listed.split('\0').filter_map(|row| {
        let (kind, path) = row.split_once('\t')?;
        let mut kind = kind.split(' ');
        let (mode, blob, object) = (kind.next()?, kind.next()?, kind.next()?);
        (mode.starts_with("100") && blob == "blob").then_some((object, Path::new(path)))
    });
    let rows: Vec<(&str, &Path)> = rows.collect();
    // What lies below a `solon.toml` of its own is another project.
    let other =
        rows.iter().filter(|(_, path)| path.file_name().is_some_and(|it| it == settings::FILE));
    let other: Vec<&Path> = other.filter_map(|(_, path)| path.parent()).collect();
    let own = |path: &Path| {
        files::is_looked_at(path, Kind::Law)
            && !other.iter().any(|it| !it.as_os_str().is_empty() && path.starts_with(it))
    };
    let mut laws: Vec<(&str, &Path)> = rows.iter().copied().filter(|(_, path)| own(path)).collect();
    if laws.len() > MOST_LAWS {
        return Ok(None);
    }
    laws.sort_by_key(|(_, path)| *path);
    let wanted: String = laws.iter().map(|(object, _)| format!("{object}\n")).collect();
    let said = ask(folder, &["cat-file", "--batch"], wanted.as_bytes(), MOST_BYTES)?;
    let paths = laws.into_iter().map(|(_, path)| path);
    Ok(said.and_then(|said| texts(&said, paths, limits)))
}

/// The texts that `git cat-file --batch` gives, one behind the other.
fn texts<'a>(
    mut rest: &[u8],
    paths: impl Iterator<Item = &'a Path>,
    limits: &Limits,
) -> Option<Vec<Committed>> {
    let mut read = Vec::new();
    for path in paths {
        // `3b18e5… blob 18`, the bytes, a line end.
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let head = std::str::from_utf8(rest.get(..end)?).ok()?;
        let size: usize = head.rsplit(' ').next()?.parse().ok()?;
        let text = rest.get(end + 1..end + 1 + size)?;
        rest = rest.get(end + 2 + size..)?;
        let text =
            String::from_utf8(text.to_vec()).ok().filter(|it| it.len() <= limits.law_bytes)?;
        read.push(Committed { path: path.to_owned(), text });
    }
    Some(read)
}

/// What git says, where it succeeds, says no more than so much, and does not take too long.
fn ask(
    folder: &Path,
    arguments: &[&str],
    input: &[u8],
    most: u64,
) -> Result<Option<Vec<u8>>, TooLong> {
    let mut git = Command::new("git");
    // Nothing that a repository configures is run, nothing is locked, and nothing fetched.
    git.args(["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false"]);
    git.args(arguments).current_dir(folder);
    git.env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0");
    // The repository is the one around the folder, whoever started the server.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"] {
        git.env_remove(name);
    }
    git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let Ok(mut child) = git.spawn() else { return Ok(None) };
    let said = answer(&mut child, input.to_vec(), most);
    if !matches!(said, Ok(Some(_))) {
        let _ = child.kill();
    }
    let ended = child.wait().is_ok_and(|status| status.success());
    said.map(|said| said.filter(|_| ended))
}

/// All that a process writes, once it has closed its output.
fn answer(child: &mut Child, input: Vec<u8>, most: u64) -> Result<Option<Vec<u8>>, TooLong> {
    let pipes = (child.stdin.take(), child.stdout.take());
    let (Some(mut stdin), Some(stdout)) = pipes else { return Ok(None) };
    // Neither side waits for the other to read.
    std::thread::spawn(move || stdin.write_all(&input));
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut said = Vec::new();
        let read = stdout.take(most + 1).read_to_end(&mut said);
        let _ = sender.send(read.is_ok().then_some(said));
    });
    let said = receiver.recv_timeout(PATIENCE).map_err(|_| TooLong)?;
    Ok(said.filter(|said| said.len() as u64 <= most))
}
