// The project around a law, the sheets in it, and the last commit of it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, test } from "node:test";
import * as words from "../src/arguments";
import { committed, NotCommitted } from "../src/history";
import { header, judged, laws, namedFrom, root, tested } from "../src/project";
import { run } from "../src/running";
import { entities, likely } from "../src/sheets";
import { repository, solon } from "./ground";

const folders: string[] = [];
after(() => folders.forEach((it) => rmSync(it, { recursive: true, force: true })));

/** A folder of these files. */
function folderOf(files: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "solon-project-")));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

test("the root is the nearest folder with a solon.toml, else with a Cargo.toml or .git", async () => {
  const folder = folderOf({
    "Cargo.toml": "", "a/solon.toml": "", "a/b/.git/HEAD": "", "a/b/x.law": "", "c/.git/HEAD": "", "c/d/y.law": "",
  });
  assert.equal(await root(path.join(folder, "a/b/x.law")), path.join(folder, "a"));
  assert.equal(await root(path.join(folder, "c/d/y.law")), path.join(folder, "c"));
  assert.equal(await root(path.join(folder, "z.law")), folder);
});

test("the header of a law is read past its comments", () => {
  assert.deepEqual(header("/// law of.nothing\n// vocabulary x\n\nlaw ru.landing \"T\" {"), { kind: "law", name: "ru.landing" });
  assert.deepEqual(header("tests for in.it_rules\n"), { kind: "tests", name: "in.it_rules" });
  assert.deepEqual(header("vocabulary platforms"), { kind: "vocabulary", name: "platforms" });
  assert.equal(header("define law = true"), undefined);
  assert.equal(header("// law a.b\n"), undefined);
  assert.equal(header("/".repeat(100_000)), undefined);
  assert.equal(header("// a\n".repeat(50_000)), undefined);
});

test("laws are found below a folder, but not in hidden folders and those of builds", async () => {
  const folder = folderOf({ "a.law": "", "b/c.law": "", ".git/d.law": "", "node_modules/e.law": "", "target/f.law": "", "g.yaml": "" });
  assert.deepEqual(await laws(folder), ["a.law", "b/c.law"].map((it) => path.join(folder, it)));
});

test("tests run together with the law that they are for", async () => {
  const landing = path.join(repository, "policies/ru/landing");
  const [law, tests] = [path.join(landing, "landing.law"), path.join(landing, "tests.law")];
  assert.deepEqual(await tested(tests), [law, tests]);
  assert.deepEqual(await tested(law), [law]);
  assert.equal(await judged(tests), law);
});

test("a file is named from the folder in which the program runs, and is never an option", () => {
  const from = path.resolve("/w");
  const files = ["a.law", "b/c.law", "-x.law", "../y.law"].map((it) => path.resolve(from, it));
  assert.deepEqual(namedFrom(from, files), ["a.law", "b/c.law", "./-x.law", path.resolve("/y.law")]);
});

test("sheets come first among the files that are offered", () => {
  assert.deepEqual(
    likely(["/w/mkdocs.yml", "/w/a.yaml", "/w/.github/ci.yml", "/w/x/sheets/b.yaml", "/w/docker-compose.yaml", "/w/sheets/a.yaml"]),
    ["/w/sheets/a.yaml", "/w/x/sheets/b.yaml", "/w/a.yaml"],
  );
});

test("the sheets that lie nearest to a law come first", () => {
  const files = ["/w/eu/sheets/a.yaml", "/w/ru/b/sheets/c.yaml", "/w/ru/landing/sheets/d.yaml", "/w/ru/landing/e.yaml"];
  assert.deepEqual(likely(files, "/w/ru/landing/landing.law"), [
    "/w/ru/landing/sheets/d.yaml", "/w/ru/b/sheets/c.yaml", "/w/eu/sheets/a.yaml", "/w/ru/landing/e.yaml",
  ]);
});

test("the entities of a sheet are read by their names", () => {
  const sheet = readFileSync(path.join(repository, "policies/ru/landing/sheets/apple.yaml"), "utf8");
  assert.ok(entities(sheet).includes("App Store"), entities(sheet).join(", "));
  assert.deepEqual(entities("name: A # the first\nservices:\n  - name: 'It''s B'\n  - { name: C }\n  - name: \"D\"\n  - name: A\n"), [
    "A", "It's B", "D",
  ]);
  assert.deepEqual(entities("name:\nname: [a]\nname: {a: b}\nname : E \r\nsurname: F\n"), ["E"]);
});

const vocabulary = "vocabulary shared\n\nentity company {\n  name : text\n}\n";
const law = `law xx.name "Title" {
  source        "Act"
  jurisdiction  EU
  subject       company
  in force      from 2020-01-01
}

use shared

facts {
  users : number
  kept  : bool
}

duty keep "Keep" {
  cite "art. 5"
  when users > 100
  must kept
}
`;

function git(folder: string, ...args: string[]): void {
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...who, ...args], { cwd: folder, stdio: "pipe" });
}

test("who a change affects is asked of the text of the last commit", async () => {
  const folder = folderOf({ "p q/solon.toml": "", "p q/v/shared.law": vocabulary, "p q/ä/law.law": law, "other.txt": "x" });
  git(folder, "init", "-q");
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "First");
  const file = path.join(folder, "p q/ä/law.law");
  writeFileSync(file, law.replace("> 100", "> 50"));
  const before = await committed(file);
  try {
    assert.equal(readFileSync(before.law, "utf8"), law);
    const ran = await run(solon, words.diff(before.law, file), folder);
    assert.equal(ran.code, 1, ran.errors);
    assert.match(ran.output, /changed\s+duty keep\s+when users > 100 → when users > 50/);
    assert.match(ran.output, /not applicable → /);
  } finally {
    await before.remove();
  }
  assert.equal(existsSync(before.law), false);
});

test("a law that was never committed says so", async () => {
  const outside = folderOf({ "law.law": law });
  await assert.rejects(committed(path.join(outside, "law.law")), (error) => {
    assert.ok(error instanceof NotCommitted);
    assert.match(error.message, /in no Git repository/);
    return true;
  });
  const fresh = folderOf({ "solon.toml": "", "law.law": law });
  git(fresh, "init", "-q");
  await assert.rejects(committed(path.join(fresh, "law.law")), /no commit yet/);
  git(fresh, "add", "solon.toml");
  git(fresh, "commit", "-qm", "First");
  await assert.rejects(committed(path.join(fresh, "law.law")), /the last commit has no law\.law/);
});
