// Finding the program, and the arguments that it is given.

import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, test } from "node:test";
import { asTyped, diff, diffFor, evaluate, test as tests, textAt } from "../src/arguments";
import { find, notFound } from "../src/program";

const folder = mkdtempSync(path.join(tmpdir(), "solon-program-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, runs: boolean): string => {
  const at = path.join(folder, name);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, "#!/bin/sh\n");
  chmodSync(at, runs ? 0o755 : 0o644);
  return at;
};
const at = (...folders: string[]) => ({
  path: folders.map((it) => path.join(folder, it)).join(path.delimiter),
  extensions: [""],
  folder,
});

test("a name is found in the first folder of the path that has a program of it", async () => {
  file("a/solon", false);
  const second = file("b/solon", true);
  file("c/solon", true);
  assert.equal(await find("solon", at("nowhere", "a", "b", "c")), second);
  assert.equal(await find("solon", at("a")), undefined);
});

test("a folder is no program", async () => {
  mkdirSync(path.join(folder, "d/solon"), { recursive: true });
  assert.equal(await find("solon", at("d")), undefined);
});

test("a name is never looked up in the folder that is open", async () => {
  file("solon", true);
  assert.equal(await find("solon", { ...at(), path: ["", ".", "b"].join(path.delimiter) }), undefined);
});

test("a path is looked up from the folder that is open", async () => {
  const own = file("target/solon", true);
  assert.equal(await find("target/solon", at()), own);
  assert.equal(await find(own, { ...at(), folder: undefined }), own);
  assert.equal(await find("./missing/solon", at()), undefined);
});

test("who does not have the program is told what to do", () => {
  assert.match(notFound("solon"), /solon is not on the path.*cargo install.*solon\.path/);
  assert.match(notFound("/opt/solon"), /there is no program \/opt\/solon/);
});

test("the arguments are those of the command line", () => {
  const law = { law: "a.law", sheet: "s.yaml", on: "2022-02-04" };
  assert.deepEqual(evaluate(law), ["eval", "a.law", "--facts", "s.yaml", "--on", "2022-02-04", "--explain"]);
  assert.deepEqual(evaluate({ ...law, company: "App Store" }).slice(6, 8), ["--entity", "App Store"]);
  assert.deepEqual(tests(["a.law", "tests.law"]), ["test", "a.law", "tests.law", "--all"]);
  assert.deepEqual(diff("old.law", "new.law"), ["diff", "old.law", "new.law"]);
  const forSheet = ["diff", "o", "n", "--facts", "s", "--on", "2022-02-04"];
  assert.deepEqual(diffFor("o", "n", "s", "2022-02-04"), forSheet);
  assert.deepEqual(diffFor("o", "n", "s", "2022-02-04", "A"), [...forSheet, "--entity", "A"]);
});

test("a command is shown as one would type it", () => {
  const shown = asTyped("/bin/solon", ["eval", "it's.law", "--on", "2022-02-04", "--entity", "App Store"]);
  assert.equal(shown, "solon eval 'it'\\''s.law' --on 2022-02-04 --entity 'App Store'");
});

test("what a code lens leaves out counts as not said", () => {
  assert.equal(textAt(["a", null, ""], 0), "a");
  assert.equal(textAt(["a", null, ""], 1), undefined);
  assert.equal(textAt(["a", null, ""], 2), undefined);
  assert.equal(textAt(["a"], 3), undefined);
});
