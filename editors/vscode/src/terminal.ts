// Running `solon` where one sees it at work: in a terminal of the editor.

import { spawn, type ChildProcess } from "node:child_process";
import * as vscode from "vscode";
import * as words from "./arguments";

/** Runs the program in a terminal that is used again for the next run. Without a shell, so no name
 * of a file is a command. */
export async function inTerminal(
  title: string,
  program: string,
  args: string[],
  folder: string,
): Promise<void> {
  const task = new vscode.Task(
    { type: "solon", command: title },
    vscode.TaskScope.Workspace,
    title,
    "Solon",
    new vscode.CustomExecution(async () => new Screen(program, args, folder)),
    [],
  );
  task.presentationOptions = { clear: true, reveal: vscode.TaskRevealKind.Always };
  await vscode.tasks.executeTask(task);
}

/** What a run shows, as it says it. */
class Screen implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly closed = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.closed.event;
  private running: ChildProcess | undefined;

  constructor(
    private readonly program: string,
    private readonly args: string[],
    private readonly folder: string,
  ) {}

  open(size: vscode.TerminalDimensions | undefined): void {
    this.write(`$ ${words.asTyped(this.program, this.args)}\n`);
    const env = {
      ...process.env,
      COLUMNS: String(size?.columns ?? 100),
      // The output goes through a pipe, and is shown in colours all the same.
      ...(process.env["NO_COLOR"] === undefined ? { CLICOLOR_FORCE: "1" } : {}),
    };
    const running = spawn(this.program, this.args, { cwd: this.folder, env, stdio: ["ignore", "pipe", "pipe"] });
    this.running = running;
    for (const stream of [running.stdout, running.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => this.write(text));
    }
    running.on("error", (error) => {
      this.write(`${error.message}\n`);
      this.closed.fire(0);
    });
    // What the run found is said in its words; that it found something is no failure of the task.
    running.on("close", () => this.closed.fire(0));
  }

  close(): void {
    this.running?.kill();
  }

  private write(text: string): void {
    this.written.fire(text.replaceAll(/\r?\n/g, "\r\n"));
  }
}
