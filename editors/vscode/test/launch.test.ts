// The extension as it is packed, launched without a window, with the real server.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { Editor, Uri } from "./editor";
import { extension, solon } from "./ground";
import { serve } from "./server";

interface Extension {
  activate(context: { subscriptions: { dispose(): void }[] }): Promise<void>;
  deactivate(): Promise<void>;
}

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "solon-launch-")));
const file = (name: string): string => path.join(folder, name);
const heard = file("heard");
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
  users : number
  kept  : bool
}

duty keep "Keep" {
  cite "art. 5"
  when users > 100
  must kept
}
`;
const tests = `tests for xx.name

test "Kept" {
  given  users = 200
  given  kept = true
  on     2022-01-01
  expect keep fulfilled
}

test "Not kept" {
  given  users = 200
  given  kept = true
  on     2022-01-01
  expect keep breached
}
`;

const editor = new Editor(folder);
const bundle = editor.load<Extension>(path.join(extension, "dist/extension.js"));
const subscriptions: { dispose(): void }[] = [];

const uri = (name: string) => Uri.file(file(name)).toString();

/** Waits until something is so; the test runner knows when it has been too long. */
async function until<T>(what: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = what();
    if (found !== undefined && found !== false) return found;
    await wait(10);
  }
}

/** What the server was told, message by message. */
function messages(): { method?: string; params?: any }[] {
  if (!existsSync(heard)) return [];
  const told = readFileSync(heard, "utf8").split(/Content-Length: \d+\r\n(?:[\w-]+: [^\r]*\r\n)*\r\n/);
  return told.flatMap((text) => {
    try {
      return [JSON.parse(text)];
    } catch {
      return [];
    }
  });
}

const told = (method: string) => messages().filter((it) => it.method === method);

before(async () => {
  mkdirSync(file("sheets"));
  writeFileSync(file("solon.toml"), "");
  writeFileSync(file("law.law"), law);
  writeFileSync(file("tests.law"), tests);
  writeFileSync(file("broken.law"), "vocabulary broken\n\nentity thing {\n  name : txt\n}\n");
  writeFileSync(file("sheets/company.yaml"), "name: Company\nxx.name:\n  users: 200\n  kept: true\n");
  // Between the extension and the server stands a program that keeps what it hears.
  writeFileSync(file("solon"), `#!/bin/sh\nif [ "$1" = lsp ]; then tee -a '${heard}' | '${solon}' "$@"; else exec '${solon}' "$@"; fi\n`);
  chmodSync(file("solon"), 0o755);
  editor.settings = { path: "${workspaceFolder}/solon", sheet: "sheets/company.yaml", company: "", on: "2022-01-01" };
  await bundle.activate({ subscriptions });
});

after(async () => {
  await bundle.deactivate();
  subscriptions.forEach((it) => it.dispose());
  rmSync(folder, { recursive: true, force: true });
});

test("the server is told what is set, and that the editor shows its texts", async () => {
  const [first] = await until(() => told("initialize").length > 0 && told("initialize"));
  const { initializationOptions, capabilities, workspaceFolders } = first?.params ?? {};
  assert.deepEqual(initializationOptions, { sheet: file("sheets/company.yaml"), on: "2022-01-01", commands: true });
  assert.deepEqual(capabilities.workspace.textDocumentContent, { dynamicRegistration: false });
  assert.equal(capabilities.workspace.workspaceFolders, true);
  assert.equal(workspaceFolders[0].uri, Uri.file(folder).toString());
});

test("what the server can do is offered by the editor", () => {
  for (const of of ["Definition", "Reference", "Rename", "DocumentSymbol", "FoldingRange", "CodeActions", "DocumentFormattingEdit", "DocumentSemanticTokens", "WorkspaceSymbol"]) {
    const offered = [...editor.registered.keys()];
    assert.ok(offered.some((it) => it.startsWith(of)), `${of} of ${offered.join(" ")}`);
  }
});

test("sheets are understood, and left to other formatters", () => {
  assert.deepEqual(editor.registered.get("Definition"), ["solon", "solon", "yaml", "json", "toml"]);
  assert.deepEqual(editor.registered.get("DocumentFormattingEdit"), ["solon", "solon"]);
});

test("a law that is opened shows its problems, and the page of each can be read", async () => {
  editor.open(file("broken.law"), "solon");
  const uri = Uri.file(file("broken.law")).toString();
  const found = await until(() => (editor.diagnostics.get(uri) ?? []).length > 0 && editor.diagnostics.get(uri));
  const problem = found.find((it) => typeof it.code !== "string" && it.code.value === "E0201") ?? found[0];
  assert.ok(problem && typeof problem.code !== "string", JSON.stringify(found));
  assert.equal(problem.range.start.line, 3);
  const target = problem.code.target;
  assert.equal(target.scheme, "solon-docs");
  const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
  const page = await editor.texts.get("solon-docs")?.provideTextDocumentContent(target, token);
  assert.match(page ?? "", new RegExp(`^# ${problem.code.value}: `));
});

test("a change of the settings is told to the server", async () => {
  editor.set({ on: "2023-05-06", company: "Company" });
  const last = await until(() => told("workspace/didChangeConfiguration").at(-1));
  const solon = { sheet: file("sheets/company.yaml"), company: "Company", on: "2023-05-06" };
  assert.deepEqual(last.params, { settings: { solon } });
});

test("every command of the manifest is there, and those of the code lenses", () => {
  const manifest = JSON.parse(readFileSync(path.join(extension, "package.json"), "utf8"));
  const declared: string[] = manifest.contributes.commands.map((it: { command: string }) => it.command);
  assert.deepEqual([...editor.commands.keys()].sort(), [...declared, "solon.runTest"].sort());
});

test("the code lenses of the server run commands that are here", async () => {
  const server = serve();
  const rootUri = Uri.file(folder).toString();
  await server.ask("initialize", { capabilities: {}, processId: null, rootUri, initializationOptions: { commands: true } });
  server.tell("initialized", {});
  const open = { uri: uri("tests.law"), languageId: "solon", version: 1, text: tests };
  server.tell("textDocument/didOpen", { textDocument: open });
  const lenses = await server.ask("textDocument/codeLens", { textDocument: { uri: open.uri } });
  assert.equal(lenses.length, 2);
  const { command } = await server.ask("codeLens/resolve", lenses[0]);
  await server.end();
  assert.ok(editor.commands.has(command.command), command.command);
  await editor.commands.get(command.command)?.(...command.arguments);
  assert.equal(editor.shown.at(-1), "$(pass) Kept");
});

const run = (name: string, ...args: unknown[]) => editor.commands.get(name)?.(...args);

test("evaluating runs the program for the sheet and day that are meant, and shows what it says", async () => {
  await run("solon.evaluate", uri("law.law"));
  const [first, ...rest] = editor.terminal.split("\r\n");
  assert.equal(first, "$ solon eval law.law --facts sheets/company.yaml --on 2023-05-06 --entity Company --explain");
  assert.match(rest.join("\n").replaceAll(/\x1b\[[\d;]*m/g, ""), /Company +on 2023-05-06\n[^]*fulfilled +keep/);
  assert.match(editor.terminal, /\x1b\[/, "it is in colours");
  await run("solon.evaluate", uri("tests.law"), uri("sheets/company.yaml"), null, "2022-01-01");
  assert.match(editor.terminal, /^\$ solon eval law\.law --facts sheets\/company\.yaml --on 2022-01-01 --entity Company --explain/);
});

test("no name of a file is a command", async () => {
  writeFileSync(file("a$(touch owned);`touch owned`.law"), law.replace("xx.name", "xx.other"));
  await run("solon.testLaw", uri("a$(touch owned);`touch owned`.law"));
  assert.match(editor.terminal, /nothing to test/);
  assert.ok(!existsSync(file("owned")));
  rmSync(file("a$(touch owned);`touch owned`.law"));
});

test("a test that passes is said in passing, one that fails with what was expected", async () => {
  await run("solon.runTest", uri("tests.law"), "Kept");
  assert.equal(editor.shown.at(-1), "$(pass) Kept");
  await run("solon.runTest", uri("tests.law"), "Not kept");
  assert.equal(editor.shown.at(-1), "output");
  assert.match(editor.lines.at(-1) ?? "", /FAILED[^]*expected {2}keep breached[^]*is {8}keep fulfilled/);
});

test("all tests of a law run in a terminal", async () => {
  await run("solon.testLaw", uri("tests.law"));
  assert.match(editor.terminal, /^\$ solon test law\.law tests\.law --all\r\n/);
  assert.match(editor.terminal, /passed[^]*FAILED/i);
});

test("who is affected is asked of the last commit, and without one the reason is said", async () => {
  await run("solon.affects", uri("law.law"), "keep");
  assert.match(editor.shown.at(-1) ?? "", /in no Git repository/);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", ...args], { cwd: folder });
  git("init", "-q");
  git("add", "law.law", "solon.toml");
  git("commit", "-qm", "First");
  writeFileSync(file("law.law"), law.replace("> 100", "> 300"));
  await run("solon.affects", uri("law.law"), "keep");
  writeFileSync(file("law.law"), law);
  const said = editor.lines.slice(-3).join("\n");
  assert.match(said, /since the last commit, asked of keep/);
  assert.match(said, /when users > 100 → when users > 300/);
  assert.match(said, /where  kept true, users above 100 up to 300/);
  assert.match(said, /keep +fulfilled since 2020-01-01 → not applicable/);
  assert.equal(editor.shown.at(-1), "output");
});

test("where the law does not hold the reason is said once", async () => {
  writeFileSync(file("law.law"), law.replace("must kept", "must kpt"));
  await run("solon.affects", uri("law.law"), "keep");
  writeFileSync(file("law.law"), law);
  const said = editor.lines.slice(editor.lines.findLastIndex((it) => it.includes("since the last commit"))).join("\n");
  assert.equal(said.split("unknown name `kpt`").length, 2, said);
});

test("a sheet is chosen among the files, and set for the workspace", async () => {
  editor.settings["files"] = [file("sheets/company.yaml"), file(".hidden.yaml")];
  let offered: string[] = [];
  editor.answers = [(items) => ((offered = items.map((it) => it.label)), items[1])];
  await run("solon.chooseSheet");
  assert.deepEqual(offered, ["No sheet", "company.yaml"]);
  assert.equal(editor.settings["sheet"], "sheets/company.yaml");
  assert.equal(editor.settings["company"], undefined);
  editor.answers = [(items) => items[0]];
  await run("solon.chooseSheet");
  assert.equal(editor.settings["sheet"], undefined);
});

test("a day is chosen, and set for the workspace", async () => {
  editor.answers = [() => "2024-02-29"];
  await run("solon.chooseDay");
  assert.equal(editor.settings["on"], "2024-02-29");
  editor.answers = [() => ""];
  await run("solon.chooseDay");
  assert.equal(editor.settings["on"], undefined);
});

test("a restart ends one server as it should and starts another", async () => {
  const before = told("initialize").length;
  await run("solon.restart");
  await until(() => told("initialize").length === before + 1);
  assert.equal(told("shutdown").length, before);
  assert.equal(told("exit").length, before);
});

test("without the program the user is told what to do", async () => {
  editor.set({ path: "${workspaceFolder}/nowhere/solon" });
  const said = await until(() => editor.shown.find((it) => it.includes("nowhere")));
  assert.match(said, /there is no program .*solon\.path/);
});
