// Finding the program `solon`, and what to say where it is not found.

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import * as path from "node:path";

/** Where to look: the variables of the environment that matter, and the kind of system. */
export interface Surroundings {
  path: string;
  extensions: string[];
  folder: string | undefined;
}

/** The surroundings of this process. */
export function surroundings(folder: string | undefined): Surroundings {
  const windows = process.platform === "win32";
  return {
    path: process.env["PATH"] ?? process.env["Path"] ?? "",
    extensions: windows ? [".exe", ""] : [""],
    folder,
  };
}

/** The file of a program that was written as a name or a path, or nothing where there is none. */
export async function find(written: string, at: Surroundings): Promise<string | undefined> {
  // A bare name is never looked up in the folder that is open: it may belong to anybody.
  const bare = !/[/\\]/.test(written);
  const folders = bare
    ? at.path.split(path.delimiter).filter((folder) => path.isAbsolute(folder))
    : [at.folder ?? "."];
  for (const folder of folders) {
    for (const extension of at.extensions) {
      const file = path.resolve(folder, written + extension);
      if (await runs(file)) return file;
    }
  }
  return undefined;
}

async function runs(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** What the user is told where the program is not found. */
export function notFound(written: string): string {
  const where = /[/\\]/.test(written) ? `there is no program ${written}` : `${written} is not on the path`;
  return `Solon: ${where}. Install it (cargo install --path . in the folder of Solon), or say in the setting solon.path where it is.`;
}
