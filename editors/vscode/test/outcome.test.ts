// What a run of the real program says of one test.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, test } from "node:test";
import * as words from "../src/arguments";
import { outcome } from "../src/outcome";
import { run } from "../src/running";
import { solon } from "./ground";

const folder = mkdtempSync(path.join(tmpdir(), "solon-outcome-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const law = `law xx.name "Title" {
  source        "Act"
  jurisdiction  EU
  subject       company
  in force      from 2020-01-01
}

entity company {
  name : text
}

facts {
  kept : bool
}

duty keep "Keep" {
  cite "art. 5"
  must kept
}

test "It is kept" {
  given  kept = true
  on     2022-01-01
  expect keep fulfilled
}

test "It is not kept" {
  given  kept = false
  on     2022-01-01
  expect keep fulfilled
}

assert "It is always kept" {
  kept
}
`;

async function told(): Promise<string> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "solon.toml"), "");
  writeFileSync(path.join(folder, "law.law"), law);
  const ran = await run(solon, words.testAsData(["law.law"]), folder);
  assert.equal(ran.code, 1, ran.errors);
  return ran.output;
}

test("a test that passes is told in a line", async () => {
  assert.deepEqual(outcome(await told(), "It is kept"), {
    passed: true,
    words: "passed   xx.name  It is kept   on 2022-01-01",
  });
});

test("a test that fails is told with what was expected and what is", async () => {
  const found = outcome(await told(), "It is not kept");
  assert.equal(found?.passed, false);
  assert.equal(
    found?.words,
    [
      "FAILED   xx.name  It is not kept   on 2022-01-01",
      "         law.law:30:3",
      "           expected  keep fulfilled",
      "           is        keep breached since 2020-01-01",
    ].join("\n"),
  );
});

test("an assert that does not hold is told with its counterexample", async () => {
  const found = outcome(await told(), "It is always kept");
  assert.equal(found?.passed, false);
  assert.match(found?.words ?? "", /^REFUTED {3}xx\.name {2}It is always kept/);
  assert.match(found?.words ?? "", /kept: false/);
});

test("what was not run, and what is no answer, is nothing", async () => {
  assert.equal(outcome(await told(), "It is something else"), undefined);
  for (const text of ["", "{", "null", "[]", '{"tests":7}', "E1004"]) assert.equal(outcome(text, "a"), undefined);
});
