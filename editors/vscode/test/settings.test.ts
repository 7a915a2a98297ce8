// What the user has set, and what of it the server is told.

import assert from "node:assert/strict";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "node:test";
import { dayOf, filledIn, isDay, options, settings, sheetFile, today } from "../src/settings";

const set = (values: Record<string, unknown>) => settings((name) => values[name]);

test("nothing set means the program on the path, and nothing told", () => {
  const nothing = set({});
  assert.deepEqual(nothing, { path: "solon", serverArguments: [], sheet: "", company: "", on: "" });
  assert.deepEqual(options(nothing, "/work"), {});
});

test("the server is told the sheet, the company and the day at the top of its options", () => {
  const all = set({ sheet: "sheets/apple.yaml", company: "App Store", on: "2022-02-04" });
  assert.deepEqual(options(all, path.resolve("/work")), {
    sheet: path.resolve("/work/sheets/apple.yaml"),
    company: "App Store",
    on: "2022-02-04",
  });
});

test("a value of another type counts as not set", () => {
  const odd = set({ path: 7, sheet: null, company: ["a"], on: false, "server.arguments": "x" });
  assert.deepEqual(odd, set({}));
  assert.deepEqual(set({ "server.arguments": ["--max-depth", 9, "128"] }).serverArguments, [
    "--max-depth",
    "128",
  ]);
});

test("a sheet is looked up from the folder of the workspace, and nowhere without one", () => {
  const sheet = set({ sheet: "a.yaml" });
  assert.equal(sheetFile(sheet, path.resolve("/work")), path.resolve("/work/a.yaml"));
  assert.equal(sheetFile(sheet, undefined), undefined);
  const absolute = path.resolve("/elsewhere/b.yaml");
  assert.equal(sheetFile(set({ sheet: absolute }), undefined), absolute);
});

test("the home and the folder are filled in, and nothing else", () => {
  assert.equal(filledIn("~/bin/solon", undefined), `${os.homedir()}/bin/solon`);
  assert.equal(filledIn("~other/solon", undefined), "~other/solon");
  assert.equal(filledIn("${workspaceFolder}/t/solon", "/w"), "/w/t/solon");
  assert.equal(filledIn("${env:HOME}/solon", "/w"), "${env:HOME}/solon");
});

test("a day that does not exist is told as it is written, and never asked about", () => {
  for (const day of ["2023-02-29", "2022-13-01", "2022-00-10", "2022-1-1", "0000-01-01", "tomorrow", "2022-02-04T00:00"]) {
    assert.equal(isDay(day), false, day);
    assert.deepEqual(options(set({ on: day }), undefined), { on: day });
    assert.equal(dayOf(day), "today");
  }
  for (const day of ["2024-02-29", "2000-02-29", "9999-12-31", "0001-01-01"]) assert.equal(dayOf(day), day);
  assert.equal(isDay("1900-02-29"), false);
});

test("the day that is offered is the day where the user is, not the day in Greenwich", () => {
  assert.equal(today(new Date(2026, 0, 5, 23, 30)), "2026-01-05");
  assert.equal(today(new Date(2026, 0, 5, 0, 30)), "2026-01-05");
});
