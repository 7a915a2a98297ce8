// Running `solon` to its end and keeping what it says.

import { execFile } from "node:child_process";

/** How a run ended. */
export interface Run {
  code: number;
  output: string;
  errors: string;
}

/** Runs the program; whatever its exit code, what it said is kept. */
export function run(program: string, args: readonly string[], folder: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const how = {
      cwd: folder,
      maxBuffer: 256 * 1024 * 1024,
      encoding: "utf8" as const,
      env: { ...process.env, NO_COLOR: "1", COLUMNS: "100" },
    };
    execFile(program, [...args], how, (error, output, errors) => {
      const code = error === null ? 0 : error.code;
      // Without a number it did not run, or not to its end.
      if (typeof code === "number") resolve({ code, output, errors });
      else reject(error);
    });
  });
}
