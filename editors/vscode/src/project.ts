// The project around a law: its root, its laws, and the law that a file of tests is for.

import { access, readdir, readFile } from "node:fs/promises";
import * as path from "node:path";

/** How many folders are looked through at most. */
const FOLDERS = 5_000;

/** The root of the project of a file: the nearest folder above with a `solon.toml`, else with a
 * `Cargo.toml` or `.git`, else its own folder. As `solon` finds it. */
export async function root(file: string): Promise<string> {
  for (const marks of [["solon.toml"], ["Cargo.toml", ".git"]]) {
    for (const folder of above(file)) {
      for (const mark of marks) {
        if (await exists(path.join(folder, mark))) return folder;
      }
    }
  }
  return path.dirname(file);
}

function above(file: string): string[] {
  const folders = [path.dirname(file)];
  for (;;) {
    const last = folders[folders.length - 1] ?? "";
    const next = path.dirname(last);
    if (next === last) return folders;
    folders.push(next);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

/** The law files below a folder, in the order of their names; hidden folders and those of builds
 * are passed over. */
export async function laws(folder: string): Promise<string[]> {
  const found: string[] = [];
  const waiting = [folder];
  for (let looked = 0; looked < FOLDERS; looked += 1) {
    const next = waiting.pop();
    if (next === undefined) break;
    for (const entry of await entries(next)) {
      const file = path.join(next, entry.name);
      const skipped = entry.name.startsWith(".") || ["node_modules", "target"].includes(entry.name);
      if (entry.isDirectory() && !skipped) waiting.push(file);
      if (entry.isFile() && entry.name.endsWith(".law")) found.push(file);
    }
  }
  return found.sort();
}

async function entries(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** What the header of a law file says that it is. */
export interface Header {
  kind: "law" | "vocabulary" | "tests";
  name: string;
}

/** The header of a law file, or nothing where there is none. */
export function header(text: string): Header | undefined {
  // A comment may hold the words of a header, so comments are passed over first.
  const found = /^(?:\s|\/\/[^\n]*(?:\n|$))*(law|vocabulary|tests\s+for)\s+([A-Za-z_][\w.]*)/.exec(text);
  if (!found?.[1] || !found[2]) return undefined;
  const kind = found[1] === "law" || found[1] === "vocabulary" ? found[1] : "tests";
  return { kind, name: found[2] };
}

/** The files to name so that the tests of a file run: itself, and the law that its tests are for. */
export async function tested(file: string): Promise<string[]> {
  const own = header(await readFile(file, "utf8"));
  if (own?.kind !== "tests") return [file];
  const law = await lawOf(own.name, file);
  return law === undefined ? [file] : [law, file];
}

/** The file to judge for a file: itself, or the law that its tests are for. */
export async function judged(file: string): Promise<string> {
  const [first] = await tested(file);
  return first ?? file;
}

/** Files as they are named from a folder in which the program runs. */
export function namedFrom(folder: string, files: readonly string[]): string[] {
  return files.map((file) => {
    const relative = path.relative(folder, file);
    if (relative === "" || relative.startsWith("..") || path.isAbsolute(relative)) return file;
    // The name of a file is no option.
    return relative.startsWith("-") ? `.${path.sep}${relative}` : relative;
  });
}

async function lawOf(name: string, beside: string): Promise<string | undefined> {
  const files = await laws(await root(beside));
  // What lies in the same folder is likeliest to be it.
  const near = (it: string): number => (path.dirname(it) === path.dirname(beside) ? 0 : 1);
  files.sort((a, b) => near(a) - near(b));
  for (const file of files) {
    const found = header(await readFile(file, "utf8").catch(() => ""));
    if (found?.kind === "law" && found.name === name) return file;
  }
  return undefined;
}
