//! Runs in parts: shards make the whole, and an interrupted run goes on as if nothing had happened.

use crate::batch::{Folder, shop};
use std::fs;
use std::time::Duration;

/// Records of two chunks and more, some of them bad.
fn many(folder: &Folder, count: usize) {
    let line = |at: usize| match at % 101 {
        7 => format!("{{\"visitor\": {at}}}"),
        _ => shop(at, at % 200, at.is_multiple_of(3)),
    };
    folder.write("many.jsonl", (0..count).map(line).collect::<Vec<_>>().join("\n"));
}

fn batch(folder: &Folder, out: &str, more: &[&str]) -> String {
    let asked = [&["--facts", "many.jsonl", "--out", out][..], more].concat();
    let judged = folder.batch(&asked);
    assert_eq!(judged.code, Some(1), "{}", judged.err);
    judged.err
}

/// The rows and rejects at a place.
fn written(folder: &Folder, out: &str) -> (Vec<u8>, String) {
    (fs::read(folder.path(out)).unwrap(), folder.read(&format!("{out}.rejects.jsonl")))
}

/// What a run told, without how fast it was and where its rejects are.
fn told(text: &str) -> Vec<&str> {
    let fixed = |line: &&str| !line.contains(" a second") && !line.starts_with("the rejected");
    text.lines().filter(fixed).collect()
}

#[test]
fn shards_put_together_are_the_whole() {
    let folder = Folder::new();
    many(&folder, 13_000);
    for ending in ["csv", "parquet"] {
        let of = |name: &str| format!("{name}.{ending}");
        let whole = batch(&folder, &of("whole"), &[]);
        for (name, part) in [("a", "1/3"), ("b", "2/3"), ("c", "3/3")] {
            batch(&folder, &of(name), &["--shard", part]);
        }
        let asked = ["merge", &of("merged"), &of("c"), &of("a"), &of("b")];
        let merged = crate::batch::ran(folder.command(&asked));
        assert_eq!(merged.code, Some(1), "{}", merged.err);
        assert_eq!(told(&merged.err), told(&whole));
        assert!(written(&folder, &of("merged")) == written(&folder, &of("whole")), "{ending}");

        let asked = ["merge", &of("merged"), &of("a"), &of("c")];
        let merged = crate::batch::ran(folder.command(&asked));
        assert_eq!(merged.code, Some(3));
        assert!(merged.err.contains("shard 2 of 3 is missing"), "{}", merged.err);
    }
    batch(&folder, "other.csv", &["--shard", "2/3", "--no-header"]);
    let asked = ["merge", "merged.csv", "a.csv", "other.csv", "c.csv"];
    let merged = crate::batch::ran(folder.command(&asked));
    assert_eq!(merged.code, Some(3));
    assert!(merged.err.contains("shards of different runs"), "{}", merged.err);
}

/// Starts a run, and ends it with a signal once it has written down what it has done.
fn broken_off(folder: &Folder, out: &str, signal: i32) -> std::process::Output {
    let state = folder.path(&format!(".{out}.state"));
    let asked = ["batch", "shop.law", "--on", "2021-05-01", "--facts", "many.jsonl", "--out", out];
    let mut command = folder.command(&[&asked[..], &["--threads", "2"]].concat());
    let run = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    for _ in 0..3000 {
        if state.exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(state.exists(), "the run has not written down anything");
    let id = run.id().to_string();
    let kill = std::process::Command::new("kill").args([&format!("-{signal}"), &id]).status();
    assert!(kill.unwrap().success());
    run.wait_with_output().unwrap()
}

#[test]
#[cfg(unix)]
fn an_interrupted_run_goes_on_with_resume() {
    use std::os::unix::process::ExitStatusExt;
    let folder = Folder::new();
    many(&folder, 60_000);
    let whole = batch(&folder, "whole.csv", &[]);
    const KILL: i32 = 9;
    const INTERRUPT: i32 = 2;
    for (out, signal) in [("killed.csv", KILL), ("interrupted.csv", INTERRUPT)] {
        let ended = broken_off(&folder, out, signal);
        assert_eq!(ended.status.signal(), Some(signal));
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(said.contains("--resume"), signal == INTERRUPT, "{said}");
        assert!(!folder.path(out).exists(), "it looks whole");
        // Another day is another run.
        let other = ["--facts", "many.jsonl", "--out", out, "--resume", "--no-header"];
        let refused = folder.batch(&other);
        assert_eq!(refused.code, Some(3));
        assert!(refused.err.contains("E1015"), "{}", refused.err);

        let resumed = batch(&folder, out, &["--resume"]);
        assert!(resumed.starts_with("resumed behind "), "{resumed}");
        assert_eq!(told(&resumed)[1..], told(&whole));
        assert!(written(&folder, out) == written(&folder, "whole.csv"));
        assert!(!folder.names().iter().any(|name| name.starts_with('.')));
    }
}
