// The commands: what the code lenses and the palette run.

import * as path from "node:path";
import * as vscode from "vscode";
import * as words from "./arguments";
import { chooseDay, chooseSheet } from "./choosing";
import { current, folder, locate, type Server } from "./client";
import { committed, NotCommitted } from "./history";
import { outcome } from "./outcome";
import { judged, namedFrom, root, tested } from "./project";
import { run } from "./running";
import { dayOf, sheetFile } from "./settings";
import { inTerminal } from "./terminal";

/** The commands by their names. */
export function commands(server: Server): Record<string, (...args: unknown[]) => Promise<void>> {
  return {
    "solon.runTest": (...args) => runTest(server, args),
    "solon.testLaw": (...args) => testLaw(args),
    "solon.evaluate": (...args) => evaluate(args),
    "solon.affects": (...args) => affects(server, args),
    "solon.chooseSheet": async () => void (await chooseSheet()),
    "solon.chooseDay": async () => void (await chooseDay()),
    "solon.restart": () => server.restart(),
    "solon.showOutput": async () => server.output.show(),
  };
}

/** Runs one test and says how it came out. */
async function runTest(server: Server, args: unknown[]): Promise<void> {
  const [law, name] = [await lawAt(args), words.textAt(args, 1)];
  const program = law && (await locate());
  if (!law || !program) return;
  if (name === undefined) return testLaw(args);
  const from = await root(law);
  const files = namedFrom(from, await tested(law));
  const ran = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Solon: ${name}` },
    () => run(program, words.testAsData(files), from),
  );
  const found = outcome(ran.output, name);
  server.output.appendLine(`\n$ ${words.asTyped(program, words.test(files))}`);
  server.output.appendLine(found?.words ?? (ran.errors || `there is no test “${name}”`).trimEnd());
  if (found?.passed) {
    vscode.window.setStatusBarMessage(`$(pass) ${name}`, 8_000);
    return;
  }
  server.output.show(true);
}

/** Runs the tests of a law in a terminal. */
async function testLaw(args: unknown[]): Promise<void> {
  const law = await lawAt(args);
  if (!law) return;
  const from = await root(law);
  await shown("Test", words.test(namedFrom(from, await tested(law))), from);
}

/** Judges the chosen sheet, or one that is chosen now. */
async function evaluate(args: unknown[]): Promise<void> {
  const law = await lawAt(args);
  if (!law) return;
  const set = current();
  const named = words.textAt(args, 1);
  const sheet =
    (named === undefined ? sheetFile(set, folder()) : fileOf(named)) ?? (await chooseSheet());
  if (sheet === undefined) return;
  const on = words.textAt(args, 3) ?? set.on;
  const company = words.textAt(args, 2) ?? (set.company || undefined);
  const from = await root(law);
  const [file = law, facts = sheet] = namedFrom(from, [await judged(law), sheet]);
  const how = words.evaluate({
    law: file,
    sheet: facts,
    on: dayOf(on),
    ...(company === undefined ? {} : { company }),
  });
  await shown("Evaluate", how, from);
}

/** Shows what the changes since the last commit change: for which facts, and for the chosen sheet. */
async function affects(server: Server, args: unknown[]): Promise<void> {
  const written = await lawAt(args);
  const program = written && (await locate());
  if (!written || !program) return;
  const law = await judged(written);
  const about = words.textAt(args, 1);
  const say = (text: string): void => server.output.appendLine(text.trimEnd());
  try {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: "Solon: comparing with the last commit" },
      async () => {
        const before = await committed(law);
        try {
          const of = about === undefined ? "" : `, asked of ${about}`;
          say(`\n${path.basename(law)}: since the last commit${of}`);
          for (const how of comparisons(before.law, law)) {
            const ran = await run(program, how, await root(law));
            say(ran.output);
            // What is wrong with the law is told once.
            if (ran.code > 1) return say(ran.errors);
          }
        } finally {
          await before.remove();
        }
      },
    );
    server.output.show(true);
  } catch (error) {
    const why = error instanceof NotCommitted ? error.message : String(error);
    void vscode.window.showWarningMessage(`Solon: ${why}.`);
  }
}

function comparisons(old: string, now: string): string[][] {
  const set = current();
  const sheet = sheetFile(set, folder());
  if (sheet === undefined) return [words.diff(old, now)];
  const company = set.company || undefined;
  return [words.diff(old, now), words.diffFor(old, now, sheet, dayOf(set.on), company)];
}

/** The law that a command is about: its first argument, else what is open; saved, as the program
 * reads the disk. */
async function lawAt(args: unknown[]): Promise<string | undefined> {
  const first = args[0];
  const uri =
    first instanceof vscode.Uri
      ? first
      : typeof first === "string"
        ? vscode.Uri.parse(first)
        : vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== "file" || !uri.path.endsWith(".law")) {
    void vscode.window.showWarningMessage("Solon: open a law first, and save it to a file.");
    return undefined;
  }
  const changed = vscode.workspace.textDocuments.filter(
    (it) => it.isDirty && it.uri.scheme === "file" && !it.isUntitled && ofSolon(it),
  );
  for (const document of changed) await document.save();
  return uri.fsPath;
}

function ofSolon(document: vscode.TextDocument): boolean {
  return ["solon", "yaml"].includes(document.languageId);
}

async function shown(title: string, args: string[], folder: string): Promise<void> {
  const program = await locate();
  if (program !== undefined) await inTerminal(title, program, args, folder);
}

/** A file that the server names by its address or its path. */
function fileOf(named: string): string {
  return named.startsWith("file:") ? vscode.Uri.parse(named).fsPath : named;
}
