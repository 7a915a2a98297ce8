// What VS Code calls: the extension begins and ends.

import * as path from "node:path";
import * as vscode from "vscode";
import { commands } from "./actions";
import { current, Server } from "./client";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Solon");
  const trace = vscode.window.createOutputChannel("Solon Trace");
  const running = new Server(output, trace);
  server = running;
  const status = vscode.languages.createLanguageStatusItem("solon.sheet", { language: "solon" });
  show(status);
  context.subscriptions.push(output, trace, running, status);
  for (const [name, runs] of Object.entries(commands(running))) {
    context.subscriptions.push(vscode.commands.registerCommand(name, runs));
  }
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      const changed = (names: string[]): boolean =>
        names.some((name) => change.affectsConfiguration(`solon.${name}`));
      if (changed(["path", "server.arguments"])) void running.restart();
      else if (changed(["sheet", "company", "on"])) void running.tell();
      show(status);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void running.restart()),
  );
  await running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** Says beside the language for which sheet and day values are shown. */
function show(status: vscode.LanguageStatusItem): void {
  const { sheet, company, on } = current();
  status.name = "Solon sheet";
  status.text = sheet === "" ? "No sheet" : [path.basename(sheet), company, on].filter(Boolean).join(", ");
  status.detail = "whose values are shown";
  status.command = { title: "Choose", command: "solon.chooseSheet" };
}
