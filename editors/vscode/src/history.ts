// The last commit's text of a law, in a temporary folder with all that the law uses.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { root } from "./project";

/** The most that a file of the last commit may hold. */
const LARGEST = 64 * 1024 * 1024;

/** The project of a law as it stood at the last commit. */
export interface Committed {
  /** The law in it. */
  law: string;
  /** Takes the temporary folder away. */
  remove: () => Promise<void>;
}

/** Why there is no text of the last commit, in words for the user. */
export class NotCommitted extends Error {}

/** Writes the laws of the project of `law` as the last commit has them into a temporary folder:
 * a law is read together with what it uses. */
export async function committed(law: string): Promise<Committed> {
  const top = await git(path.dirname(law), ["rev-parse", "--show-toplevel"]).catch(() => {
    throw new NotCommitted("the law is in no Git repository, so there is no last commit");
  });
  const repository = top.trim();
  const project = await root(law);
  // The prefix is asked of git, which knows where links lead.
  const prefixOf = async (folder: string) =>
    (await git(folder, ["rev-parse", "--show-prefix"])).replace(/\n$/, "");
  const prefix = await prefixOf(path.dirname(law));
  const wanted = prefix + path.basename(law);
  const within = await prefixOf(project).catch(() => "");
  const listed = await git(repository, [
    "ls-tree", "-r", "-z", "--name-only", "--full-tree", "HEAD", "--", within === "" ? "." : within,
  ]).catch(() => {
    throw new NotCommitted("the repository has no commit yet");
  });
  const names = listed.split("\0").filter((name) => name.endsWith(".law"));
  if (!names.includes(wanted)) {
    throw new NotCommitted(`the last commit has no ${wanted}`);
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), "solon-last-commit-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await writeFile(path.join(folder, "solon.toml"), "");
    for (const name of names) {
      const file = path.join(folder, ...name.split("/"));
      if (!file.startsWith(folder + path.sep)) continue;
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, await git(repository, ["show", `HEAD:${name}`]));
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { law: path.join(folder, ...wanted.split("/")), remove };
}

function git(folder: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const how = { cwd: folder, maxBuffer: LARGEST, encoding: "utf8" as const };
    execFile("git", args, how, (error, output) => (error ? reject(error) : resolve(output)));
  });
}
