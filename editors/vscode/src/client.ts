// The language client: one server for the window, and what it is told.

import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type ClientCapabilities,
  type DynamicFeature,
  type FeatureState,
  type StaticFeature,
} from "vscode-languageclient/node";
import * as documentation from "./documentation";
import { find, notFound, surroundings } from "./program";
import { filledIn, options, settings, type Settings } from "./settings";

/** How often a server that ended by itself is started again, within three minutes. */
const RESTARTS = 3;

/** The server of this window. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private endings: number[] = [];
  /** One start or stop after the other. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    readonly output: vscode.OutputChannel,
    private readonly trace: vscode.OutputChannel,
  ) {}

  /** Starts the server, and one that runs anew. */
  restart(): Promise<void> {
    this.endings = [];
    this.turn = this.turn.then(async () => {
      await this.end();
      await this.begin();
    });
    return this.turn;
  }

  /** Ends the server. */
  stop(): Promise<void> {
    this.turn = this.turn.then(() => this.end());
    return this.turn;
  }

  dispose(): void {
    void this.stop();
  }

  /** Tells the server what is set now. */
  async tell(): Promise<void> {
    if (!this.client?.isRunning()) return;
    await this.client.sendNotification("workspace/didChangeConfiguration", {
      settings: { solon: told() },
    });
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch((error: unknown) => this.output.appendLine(String(error)));
  }

  private async begin(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const set = current();
    const program = await locate();
    if (program === undefined) return;
    const client = new Client(
      "solon",
      "Solon",
      { command: program, args: ["lsp", ...set.serverArguments] },
      {
        documentSelector: [...LAWS, ...OTHERS],
        // The commands of the code lenses are here, so the server need not offer its own.
        initializationOptions: { ...told(), commands: true },
        outputChannel: this.output,
        traceOutputChannel: this.trace,
        markdown: { isTrusted: false, supportHtml: false },
        errorHandler: {
          error: () => ({ action: ErrorAction.Continue }),
          closed: () => this.closed(),
        },
      },
    );
    client.registerFeature(new Texts(client));
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      this.output.appendLine(`${program} lsp: ${String(error)}`);
      const shown = await vscode.window.showErrorMessage(
        `Solon: the server did not start (${program} lsp).`,
        "Show Output",
      );
      if (shown !== undefined) this.output.show();
    }
  }

  /** Starts a server that ended again, unless it does so all the time. */
  private closed(): { action: CloseAction; message?: string } {
    const now = Date.now();
    this.endings = [...this.endings.filter((then) => now - then < 180_000), now];
    if (this.endings.length <= RESTARTS) return { action: CloseAction.Restart };
    return {
      action: CloseAction.DoNotRestart,
      message: "Solon: the server ended several times and is left alone. See the output.",
    };
  }
}

/** Laws: in files, and in what was never saved. */
const LAWS = ["file", "untitled"].map((scheme) => ({ language: "solon", scheme }));

/** Sheets and project files. Which of them are some, the server knows. */
const OTHERS = ["yaml", "json", "toml"].map((language) => ({ language, scheme: "file" }));

/** A client that lays out laws alone, so that it stands beside no other formatter of YAML; and to which
 * it is no error that the server ended as it was asked to. */
class Client extends LanguageClient {
  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    if ("registrationType" in feature && feature.registrationType.method === "textDocument/formatting") {
      const initialize = feature.initialize.bind(feature);
      feature.initialize = (capabilities) => initialize(capabilities, LAWS);
    }
    super.registerFeature(feature);
  }

  override error(message: string, data?: unknown, showNotification?: boolean | "force"): void {
    if (message === "Server process exited with code 0.") this.info(message, data, false);
    else super.error(message, data, showNotification);
  }
}

/** Shows the texts that only the server has. */
class Texts implements StaticFeature {
  private provider: vscode.Disposable | undefined;

  constructor(private readonly client: LanguageClient) {}

  fillClientCapabilities(capabilities: ClientCapabilities): void {
    documentation.declare(capabilities);
  }

  initialize(): void {
    this.provider?.dispose();
    this.provider = vscode.workspace.registerTextDocumentContentProvider(documentation.SCHEME, {
      provideTextDocumentContent: async (uri, token) => {
        const asked: documentation.Asked = { uri: uri.toString() };
        return documentation.textOf(
          await this.client.sendRequest(documentation.REQUEST, asked, token),
        );
      },
    });
  }

  getState(): FeatureState {
    return { kind: "static" };
  }

  clear(): void {
    this.provider?.dispose();
    this.provider = undefined;
  }
}

/** The settings as they are now. */
export function current(): Settings {
  const section = vscode.workspace.getConfiguration("solon");
  return settings((name) => section.get(name));
}

/** The folder that paths of settings begin at. */
export function folder(): string | undefined {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
}

function told() {
  return options(current(), folder());
}

/** The file of the program; where there is none, the user is told what to do. */
export async function locate(): Promise<string | undefined> {
  const written = filledIn(current().path, folder());
  const found = await find(written, surroundings(folder()));
  if (found !== undefined) return found;
  const open = "Open Settings";
  void vscode.window.showErrorMessage(notFound(written), open).then((chosen) => {
    if (chosen === open) {
      void vscode.commands.executeCommand("workbench.action.openSettings", "solon.path");
    }
  });
  return undefined;
}
