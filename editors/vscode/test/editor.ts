// As much of VS Code as the extension and its language client need, for a test without a window:
// what the extension registers, shows and runs is kept here, and a document can be opened in it.

import Module from "node:module";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

type Listener = (event: unknown) => unknown;

/** An event of the editor. */
class EventEmitter {
  private listeners: Listener[] = [];
  event = (listener: Listener, self?: unknown) => {
    const bound = listener.bind(self);
    this.listeners.push(bound);
    return new Disposable(() => (this.listeners = this.listeners.filter((it) => it !== bound)));
  };
  fire(event: unknown): void {
    for (const listener of [...this.listeners]) listener(event);
  }
  dispose(): void {
    this.listeners = [];
  }
}

class Disposable {
  constructor(private readonly end: () => unknown = () => undefined) {}
  dispose(): void {
    this.end();
  }
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
    private readonly text: string,
  ) {}
  static file(file: string): Uri {
    return Uri.parse(pathToFileURL(file).toString());
  }
  static parse(text: string): Uri {
    const colon = text.indexOf(":");
    const rest = decodeURIComponent(text.slice(colon + 1)).replace(/^\/\/[^/]*/, "");
    return new Uri(text.slice(0, colon), rest, text);
  }
  get fsPath(): string {
    return this.scheme === "file" ? fileURLToPath(this.text) : this.path;
  }
  toString(): string {
    return this.text;
  }
}

class Position {
  constructor(readonly line: number, readonly character: number) {}
}

class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(...at: [Position, Position] | [number, number, number, number]) {
    const four = at.length === 4;
    this.start = four ? new Position(at[0], at[1]) : at[0];
    this.end = four ? new Position(at[2], at[3]) : at[1];
  }
}

export interface Diagnostic {
  message: string;
  range: { start: Position };
  code: { value: string; target: Uri } | string;
}

/** What stands for every class that is only extended or made: it keeps what it is given. */
const AnyClass = class {
  readonly given: unknown[];
  constructor(...given: unknown[]) {
    this.given = given;
  }
};

interface Terminal {
  onDidWrite(listener: (text: string) => void): void;
  onDidClose(listener: () => void): void;
  open(size: { columns: number; rows: number }): void;
}

/** A room of the interface: what is not written here gives something that does nothing. */
function room(own: Record<string, unknown>): Record<string, unknown> {
  return new Proxy(own, {
    get(target, name) {
      if (name in target || typeof name === "symbol") return target[name as string];
      if (name === "then") return undefined;
      if (/^on[A-Z]/.test(name)) return new EventEmitter().event;
      return () => new Disposable();
    },
  });
}

/** The numbers of an enumeration in the order of their names, as far as a test looks at them. */
const anyEnum = () => new Proxy({}, { get: (_, name) => (typeof name === "string" ? name.length : undefined) });

/** A kind of code action: words with dots between them. */
class CodeActionKind {
  constructor(readonly value: string) {}
  append(part: string): CodeActionKind {
    return new CodeActionKind(this.value === "" ? part : `${this.value}.${part}`);
  }
}

/** An editor without a window. */
export class Editor {
  readonly commands = new Map<string, (...args: unknown[]) => Promise<void>>();
  readonly diagnostics = new Map<string, Diagnostic[]>();
  readonly texts = new Map<string, { provideTextDocumentContent(uri: Uri, token: unknown): Promise<string> }>();
  readonly shown: string[] = [];
  readonly lines: string[] = [];
  /** What the last run in a terminal showed. */
  terminal = "";
  /** What the extension offers, and for which languages. */
  readonly registered = new Map<string, (string | undefined)[]>();
  settings: Record<string, unknown> = {};
  /** What is chosen where the editor asks, in turn. */
  answers: ((items: { label: string }[]) => unknown)[] = [];
  private readonly opened = new EventEmitter();
  private readonly configured = new EventEmitter();
  private readonly documents: unknown[] = [];
  private active: unknown;

  constructor(readonly folder: string | undefined) {}

  /** Changes settings, and tells of it. */
  set(values: Record<string, unknown>): void {
    Object.assign(this.settings, values);
    const names = Object.keys(values).map((name) => `solon.${name}`);
    this.configured.fire({
      affectsConfiguration: (name: string) => names.some((it) => it === name || it.startsWith(`${name}.`)),
    });
  }

  /** Opens a file. */
  open(file: string, languageId: string): void {
    const text = readFileSync(file, "utf8");
    const document = {
      uri: Uri.file(file),
      fileName: file,
      languageId,
      version: 1,
      isDirty: false,
      isUntitled: false,
      lineCount: text.split("\n").length,
      getText: () => text,
    };
    this.documents.push(document);
    this.active = { document };
    this.opened.fire(document);
  }

  /** Loads a bundle with this editor in the place of the module `vscode`. */
  load<T>(bundle: string): T {
    const loader = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown };
    const before = loader._load;
    const vscode = this.module();
    loader._load = (name, ...rest) => (name === "vscode" ? vscode : before(name, ...rest));
    try {
      return Module.createRequire(path.resolve("package.json"))(bundle) as T;
    } finally {
      loader._load = before;
    }
  }

  private module(): unknown {
    const editor = this;
    const channel = () =>
      room({
        appendLine: (line: string) => editor.lines.push(line),
        append: (text: string) => editor.lines.push(text),
        show: () => editor.shown.push("output"),
      });
    const say = async (message: string) => void editor.shown.push(message);
    const folders = editor.folder && [{ uri: Uri.file(editor.folder), name: "folder", index: 0 }];
    const rooms: Record<string, unknown> = {
      version: "1.90.0",
      env: room({ appName: "test", language: "en" }),
      extensions: room({}),
      EventEmitter,
      Disposable,
      Uri,
      Position,
      Range,
      Diagnostic: class {
        code: unknown;
        constructor(readonly range: Range, readonly message: string) {}
      },
      CodeActionKind: Object.assign(CodeActionKind, { Empty: new CodeActionKind("") }),
      DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
      TaskScope: { Workspace: 2 },
      TaskRevealKind: { Always: 1 },
      ProgressLocation: { Window: 10 },
      ConfigurationTarget: { Global: 1, Workspace: 2 },
      CancellationTokenSource: class {
        token = { isCancellationRequested: false, onCancellationRequested: new EventEmitter().event };
        cancel() {}
        dispose() {}
      },
      CustomExecution: class {
        constructor(readonly begin: () => Promise<Terminal>) {}
      },
      Task: class {
        constructor(...given: unknown[]) {
          Object.assign(this, { execution: given[4] });
        }
      },
      commands: room({
        registerCommand: (name: string, runs: (...args: unknown[]) => Promise<void>) => {
          editor.commands.set(name, runs);
          return new Disposable();
        },
      }),
      tasks: room({
        executeTask: async (task: { execution: { begin: () => Promise<Terminal> } }) => {
          const terminal = await task.execution.begin();
          let shown = "";
          terminal.onDidWrite((text) => (shown += text));
          await new Promise<void>((resolve) => {
            terminal.onDidClose(() => resolve());
            terminal.open({ columns: 100, rows: 40 });
          });
          editor.terminal = shown;
        },
      }),
      window: room({
        createOutputChannel: channel,
        showErrorMessage: say,
        showWarningMessage: say,
        showInformationMessage: say,
        setStatusBarMessage: (text: string) => (editor.shown.push(text), new Disposable()),
        withProgress: (_: unknown, work: () => unknown) => work(),
        showQuickPick: async (items: { label: string }[]) => editor.answers.shift()?.(items),
        showInputBox: async () => editor.answers.shift()?.([]),
        tabGroups: room({ all: [], onDidChangeTabs: new EventEmitter().event }),
        visibleTextEditors: [],
      }),
      languages: room({
        match: (filters: { language?: string; scheme?: string }[] | { language?: string; scheme?: string }, document: { languageId: string; uri: Uri }) =>
          [filters].flat().some(
            (it) => (it.language ?? document.languageId) === document.languageId && (it.scheme ?? document.uri.scheme) === document.uri.scheme,
          )
            ? 10
            : 0,
        createDiagnosticCollection: () =>
          room({
            set: (uri: Uri, found: Diagnostic[]) => editor.diagnostics.set(uri.toString(), found),
            delete: (uri: Uri) => editor.diagnostics.delete(uri.toString()),
            clear: () => editor.diagnostics.clear(),
            forEach: () => undefined,
          }),
        createLanguageStatusItem: () => ({ dispose: () => undefined }),
      }),
      workspace: room({
        isTrusted: true,
        workspaceFolders: folders || undefined,
        textDocuments: editor.documents,
        notebookDocuments: [],
        onDidOpenTextDocument: editor.opened.event,
        onDidChangeConfiguration: editor.configured.event,
        asRelativePath: (file: string) => path.relative(editor.folder ?? "", file),
        findFiles: async () => (editor.settings["files"] as string[]).map((it) => Uri.file(it)),
        fs: { readFile: async (uri: Uri) => readFileSync(uri.fsPath) },
        createFileSystemWatcher: () =>
          room({ onDidChange: new EventEmitter().event, onDidCreate: new EventEmitter().event, onDidDelete: new EventEmitter().event }),
        getConfiguration: (section?: string) => ({
          get: (name: string, otherwise?: unknown) => (section === "solon" ? editor.settings[name] : undefined) ?? otherwise,
          update: async (name: string, value: unknown) => editor.set({ [name]: value }),
        }),
        registerTextDocumentContentProvider: (scheme: string, provider: never) => {
          editor.texts.set(scheme, provider);
          return new Disposable();
        },
      }),
    };
    Object.defineProperty(rooms["window"], "activeTextEditor", { get: () => editor.active });
    const languages = rooms["languages"] as Record<string, unknown>;
    rooms["languages"] = new Proxy(languages, {
      get(target, name) {
        const of = /^register(\w+)Provider$/.exec(String(name))?.[1];
        if (of === undefined) return target[String(name)];
        return (selector: { language?: string }[]) => {
          editor.registered.set(of, Array.isArray(selector) ? selector.map((it) => it.language) : []);
          return new Disposable();
        };
      },
    });
    return new Proxy(rooms, {
      get(target, name) {
        if (name in target || typeof name === "symbol") return target[name as string];
        if (name === "then" || name === "__esModule") return undefined;
        // Enumerations are only looked up, classes are made and extended.
        return /(Kind|Type|Severity|Tag|Reason|Behavior|Location|Scope|Mode|Trigger|TriggerKind)$/.test(name)
          ? anyEnum()
          : AnyClass;
      },
    });
  }
}
