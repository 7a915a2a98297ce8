// Texts in the colours of the grammar: each word with its innermost scope.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, Registry, parseRawGrammar, type IGrammar, type StateStack } from "vscode-textmate";
import { extension } from "./ground";

/** A part of a line. */
export interface Part {
  text: string;
  /** From the outermost to the innermost. */
  scopes: string[];
  line: number;
  /** What stands right before it, and right behind. */
  before: string;
  behind: string;
}

/** A text in colours. */
export interface Coloured {
  parts: Part[];
  /** The rules that are still open at its end. */
  open: number;
}

let loaded: Promise<Registry> | undefined;

async function grammar(name: string): Promise<IGrammar> {
  loaded ??= load();
  const found = await (await loaded).loadGrammar(name);
  if (found === null) throw new Error(`the grammar ${name} does not load`);
  return found;
}

async function load(): Promise<Registry> {
  const wasm = createRequire(path.join(extension, "package.json")).resolve("vscode-oniguruma/release/onig.wasm");
  await loadWASM(readFileSync(wasm));
  const files: Record<string, string> = {
    "source.solon": "syntaxes/solon.tmLanguage.json",
    "markdown.law.codeblock": "syntaxes/markdown.tmLanguage.json",
  };
  return new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (name) => {
      const file = files[name];
      return file === undefined ? null : parseRawGrammar(readFileSync(path.join(extension, file), "utf8"), file);
    },
  });
}

/** Colours a text. */
export async function coloured(text: string, name = "source.solon"): Promise<Coloured> {
  const rules = await grammar(name);
  const parts: Part[] = [];
  let state: StateStack = INITIAL;
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const { tokens, ruleStack, stoppedEarly } = rules.tokenizeLine(line, state);
    if (stoppedEarly) throw new Error(`line ${at + 1} takes too long`);
    for (const { startIndex, endIndex, scopes } of tokens) {
      const inside = line.slice(startIndex, endIndex);
      if (inside.trim() === "") continue;
      const before = line.slice(0, startIndex).slice(-1);
      const behind = line.slice(endIndex, endIndex + 1);
      parts.push({ text: inside.trim(), scopes, line: at + 1, before, behind });
    }
    state = ruleStack;
  }
  return { parts, open: state.depth - 1 };
}

/** The innermost scope of a part, without the name of the language. */
export function scope(part: Part): string {
  return (part.scopes.at(-1) ?? "").replace(/\.solon$/, "");
}
