// What the tests share: where things are, and the program that was built.

import { existsSync, readdirSync } from "node:fs";
import * as path from "node:path";

/** The folder of the extension, in which the tests run. */
export const extension = process.cwd();

/** The folder of the repository. */
export const repository = path.resolve(extension, "../..");

/** The program: named by `SOLON`, else as cargo builds it. */
export const solon =
  process.env["SOLON"] ??
  [path.join(repository, "target/debug/solon"), path.join(repository, "target/release/solon")].find(
    (file) => existsSync(file),
  ) ??
  "solon";

/** Every file of an ending below a folder, in the order of their names. */
export function files(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => path.join(folder, name));
}
