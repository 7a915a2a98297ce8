// Every snippet, with its places filled in as they are offered, is a law that holds, in the
// layout of `solon fmt`.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, test } from "node:test";
import { expanded } from "./expanded";
import { extension, repository, solon } from "./ground";

interface Snippet {
  prefix: string;
  description: string;
  body: string[];
}

const snippets = JSON.parse(
  readFileSync(path.join(extension, "snippets/solon.json"), "utf8"),
) as Record<string, Snippet>;

const folder = mkdtempSync(path.join(tmpdir(), "solon-snippets-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const vocabulary = `vocabulary shared

entity company {
  name : text
}
`;

const header = `law xx.name "Title" {
  source        "Act No. 1 of 1 January 2020"
  jurisdiction  EU
  subject       company
  in force      from 2020-01-01
  month end     last day
}

use shared
`;

/** What the names in the snippets are, each of them declared once. */
const declared: Record<string, string> = {
  users: "unit users",
  fact: "facts {\n  fact : bool\n}",
  applies: "facts {\n  applies : bool\n}",
  listed: "facts {\n  listed : bool\n}",
  exempt: "facts {\n  exempt : bool\n}",
  kept: "facts {\n  kept : bool\n}",
  turnover: "facts {\n  turnover : money EUR per year\n}",
  designation: 'event designation "A designation"',
  withdrawal: 'event withdrawal "A withdrawal"',
  notification: 'event notification "A notification"',
  finding: 'event finding "A finding"',
  report: 'event report "A report"',
  covered: 'define covered = applies  cite "art. 2"',
  name: 'define name = fact  cite "art. 2"',
  duty_name: 'duty duty_name "A duty" {\n  cite "art. 5"\n  when applies\n  must kept\n}',
};

/** A law of the declarations of these names, and of all that they use, with a text behind them. */
function lawWith(names: string[], text: string): string {
  const needed = new Set<string>();
  const need = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    const own = declared[name];
    assert.ok(own, `${name} is not declared here`);
    for (const other of Object.keys(declared)) {
      if (other !== name && new RegExp(`\\b${other}\\b`).test(own.replace(/"[^"]*"/g, ""))) need(other);
    }
  };
  names.forEach(need);
  const own = Object.keys(declared).filter((name) => needed.has(name));
  return [header, ...own.map((name) => `${declared[name]}\n`), text].join("\n");
}

const inSanctions = (text: string): string => {
  const lines = text.trimEnd().split("\n").map((line) => (line === "" ? line : `  ${line}`));
  return `sanctions measures "Measures" {\n  cite "art. 9"\n  for  duty_name\n\n${lines.join("\n")}\n}\n`;
};

/** For each snippet the file that it stands in. The law that it needs beside it is written too. */
const places: Record<string, (text: string) => string> = {
  Law: (text) => `${text}use shared\n`,
  Vocabulary: (text) => text,
  "Tests of a law": (text) => text,
  Use: (text) => header.replace("use shared\n", text),
  Unit: (text) => lawWith([], text),
  Entity: (text) => lawWith([], text),
  Enum: (text) => lawWith([], text),
  Facts: (text) => lawWith([], text),
  "Facts of an entity": (text) => lawWith([], text),
  Event: (text) => lawWith([], text),
  "Event with fields": (text) => lawWith([], text),
  Parameter: (text) => lawWith([], text),
  Define: (text) => lawWith(["applies"], text),
  "Define as any of": (text) => lawWith(["applies", "listed"], text),
  "Define with an exception": (text) => lawWith(["applies", "exempt"], text),
  "Define by date": (text) => lawWith(["turnover"], text),
  Scale: (text) => lawWith([], text),
  Table: (text) => lawWith([], text),
  Calendar: (text) => lawWith([], text),
  Status: (text) => lawWith(["designation", "withdrawal"], text),
  Duty: (text) => lawWith(["covered", "kept"], text),
  "Duty to act": (text) => lawWith(["covered", "notification"], text),
  "Duty that recurs": (text) => lawWith(["covered", "report"], text),
  "Duty on each event": (text) => lawWith(["finding", "notification"], text),
  Sanctions: (text) => lawWith(["duty_name"], text),
  Step: (text) => lawWith(["duty_name"], inSanctions(text)),
  "Step after a time": (text) => lawWith(["duty_name"], inSanctions(text)),
  "Step with a fine that grows": (text) => lawWith(["duty_name"], inSanctions(text)),
  Test: (text) => lawWith(["name"], text),
  "Test of a sheet": (text) => lawWith(["duty_name"], text),
  Assert: (text) => lawWith(["exempt", "covered"], text),
  Cite: (text) => lawWith(["fact"], `define other = fact  ${text}\n`),
  Reading: (text) => lawWith(["fact"], `define other = fact\n  cite "art. 1"  ${text}\n`),
};

test("every snippet has a place in which it is tried", () => {
  assert.deepEqual(Object.keys(places).sort(), Object.keys(snippets).sort());
});

test("every word that begins a declaration has a snippet", () => {
  const rule = /^declaration = \{([\s\S]*?)^\}/m;
  const grammar = readFileSync(path.join(repository, "grammar/file.pest"), "utf8");
  const constructs = (rule.exec(grammar)?.[1] ?? "").split("|").map((it) => it.trim());
  assert.ok(constructs.length > 14, constructs.join(" "));
  const prefixes = Object.values(snippets).map((it) => it.prefix);
  const word = (construct: string): string =>
    ({ enumeration: "enum", assertion: "assert" })[construct] ?? construct;
  const wanted = [...constructs.map(word), "law", "vocabulary", "tests", "use", "step"];
  assert.deepEqual(wanted.filter((it) => !prefixes.includes(it)), []);
  assert.equal(new Set(prefixes).size, prefixes.length, "two snippets have one prefix");
});

for (const [name, snippet] of Object.entries(snippets)) {
  test(`the snippet “${name}” holds as it is offered`, () => {
    const place = places[name];
    assert.ok(place);
    const root = path.join(folder, snippet.prefix.replaceAll(" ", "_"));
    mkdirSync(path.join(root, "sheets"), { recursive: true });
    const write = (file: string, text: string) => writeFileSync(path.join(root, file), text);
    write("solon.toml", "");
    write("sheets/company.yaml", "name: Company\nxx.name:\n  applies: true\n  kept: true\n");
    const text = place(expanded(snippet.body));
    if (name !== "Vocabulary") write("shared.law", vocabulary);
    if (name === "Tests of a law") write("law.law", lawWith(["name"], "").trimEnd() + "\n");
    write("tried.law", text);
    const run = (...args: string[]) =>
      spawnSync(solon, args, { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
    const checked = run("check", "--format", "json", ".");
    assert.equal(checked.status, 0, `${text}\n${run("check", ".").stderr}`);
    const laid = run("fmt", "--check", ".");
    if (laid.status !== 0) run("fmt", ".");
    const better = readFileSync(path.join(root, "tried.law"), "utf8");
    assert.equal(laid.status, 0, `the layout is another:\n${better}`);
    assert.equal(better, text);
  });
}

test("the program that the snippets are tried with is there", () => {
  assert.match(execFileSync(solon, ["--version"], { encoding: "utf8" }), /^solon \d/);
});
