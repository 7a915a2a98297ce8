// Choosing the sheet and the day that the values in the laws are for.

import * as path from "node:path";
import * as vscode from "vscode";
import { folder } from "./client";
import { isDay, today } from "./settings";
import { entities, likely } from "./sheets";

/** How many files are offered at most. */
const OFFERED = 2_000;

/** Asks for a sheet, then for an entity where it has several; both are set for the workspace. */
export async function chooseSheet(): Promise<string | undefined> {
  const found = await vscode.workspace.findFiles(
    "**/*.{yaml,yml}",
    "**/{node_modules,target,.git}/**",
    OFFERED,
  );
  const files = found.map((it) => it.fsPath);
  const law = vscode.window.activeTextEditor?.document.uri.fsPath;
  const items: (vscode.QuickPickItem & { file?: string })[] = likely(files, law).map((file) => ({
    label: path.basename(file),
    description: path.dirname(vscode.workspace.asRelativePath(file)),
    file,
  }));
  const chosen = await vscode.window.showQuickPick(
    [{ label: "No sheet", description: "show no values" }, ...items],
    { title: "Solon: the sheet whose values are shown", matchOnDescription: true },
  );
  if (chosen === undefined) return undefined;
  const section = vscode.workspace.getConfiguration("solon");
  const { file } = chosen;
  const company = file === undefined ? "" : await chooseEntity(file);
  if (company === undefined) return undefined;
  await section.update("company", company || undefined, target());
  await section.update("sheet", file === undefined ? undefined : written(file), target());
  return file;
}

/** The entity of a sheet: the only one there is, or the one that is chosen. Nothing where the
 * choice is broken off. */
async function chooseEntity(file: string): Promise<string | undefined> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(file)));
  const names = entities(text);
  if (names.length < 2) return "";
  const all = { label: "All of them", description: "each entity of the sheet", name: "" };
  const chosen = await vscode.window.showQuickPick(
    [all, ...names.map((name) => ({ label: name, name }))],
    { title: "Solon: the entity that is judged" },
  );
  return chosen?.name;
}

/** Asks for a day; it is set for the workspace. */
export async function chooseDay(): Promise<string | undefined> {
  const section = vscode.workspace.getConfiguration("solon");
  const before = section.get<string>("on");
  const day = await vscode.window.showInputBox({
    title: "Solon: the day asked about",
    prompt: "YYYY-MM-DD, or nothing for today",
    value: before || today(new Date()),
    validateInput: (text) =>
      text === "" || text === "today" || isDay(text) ? undefined : "this is no day: YYYY-MM-DD",
  });
  if (day === undefined) return undefined;
  await section.update("on", day === "" || day === "today" ? undefined : day, target());
  return day;
}

/** Beside the laws where a folder is open, else for the user. */
function target(): vscode.ConfigurationTarget {
  return vscode.workspace.workspaceFolders === undefined
    ? vscode.ConfigurationTarget.Global
    : vscode.ConfigurationTarget.Workspace;
}

/** A file as it is written in the settings: from the folder of the workspace where it lies in it,
 * so that others who open the folder find it too. */
function written(file: string): string {
  const from = folder();
  if (from === undefined) return file;
  const relative = path.relative(from, file);
  return relative.startsWith("..") || path.isAbsolute(relative)
    ? file
    : relative.split(path.sep).join("/");
}
