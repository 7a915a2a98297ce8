// The arguments of `solon` for what the editor runs.

import * as path from "node:path";

/** Judging a law: the files of the law, the sheet, the day, and the entity where one is named. */
export interface Evaluation {
  law: string;
  sheet: string;
  on: string;
  company?: string;
}

/** `solon eval`. */
export function evaluate(it: Evaluation): string[] {
  const entity = it.company === undefined ? [] : ["--entity", it.company];
  return ["eval", it.law, "--facts", it.sheet, "--on", it.on, ...entity, "--explain"];
}

/** `solon test` of everything in these files. */
export function test(files: readonly string[]): string[] {
  return ["test", ...files, "--all"];
}

/** `solon test`, told to a program. */
export function testAsData(files: readonly string[]): string[] {
  return ["test", ...files, "--format", "json"];
}

/** `solon diff` of two editions of a law: for which facts they answer differently. */
export function diff(old: string, now: string): string[] {
  return ["diff", old, now];
}

/** The same for a sheet on a day: what changes for it. */
export function diffFor(old: string, now: string, sheet: string, on: string, company?: string): string[] {
  const entity = company === undefined ? [] : ["--entity", company];
  return ["diff", old, now, "--facts", sheet, "--on", on, ...entity];
}

/** A command as one would type it, for people to read. */
export function asTyped(program: string, args: readonly string[]): string {
  const quoted = (word: string): string =>
    /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  return [path.basename(program), ...args].map(quoted).join(" ");
}

/** An argument of a command of a code lens: a text, or nothing. */
export function textAt(args: readonly unknown[], at: number): string | undefined {
  const value = args[at];
  return typeof value === "string" && value !== "" ? value : undefined;
}
