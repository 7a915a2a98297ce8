// Fact sheets among other YAML files, and the entities in one.

import * as path from "node:path";

/** Names of files that are YAML and certainly no sheets. */
const OTHERS = /^(\.|docker-compose|pnpm-lock|mkdocs|_config)/;

/** Files that may be sheets: those in a folder `sheets` or `illustrations` first, and among them
 * those that lie nearest to a law. */
export function likely(files: readonly string[], law?: string): string[] {
  const kept = files.filter((file) => {
    const parts = file.split(/[/\\]/);
    return !OTHERS.test(path.basename(file)) && !parts.slice(0, -1).some((it) => /^\.[^.]/.test(it));
  });
  const kind = (file: string): number => (/[/\\](sheets|illustrations)[/\\]/.test(file) ? 0 : 1);
  const away = (file: string): number =>
    law === undefined ? 0 : path.relative(path.dirname(law), file).split(/[/\\]/).filter((it) => it === "..").length;
  return kept.sort((a, b) => kind(a) - kind(b) || away(a) - away(b) || (a < b ? -1 : a > b ? 1 : 0));
}

/** The names of the entities of a sheet, in their order: `name:` at the top and in lists. A sheet
 * in another style may have more; its names can be written into the setting. */
export function entities(text: string): string[] {
  const names: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const found = /^\s*(?:-\s+)?name\s*:\s*(?:"([^"]*)"|'((?:[^']|'')*)'|([^\s#{[&*!|>%@`][^#]*?))\s*(?:#.*)?$/.exec(line);
    const name = (found?.[1] ?? found?.[2]?.replaceAll("''", "'") ?? found?.[3] ?? "").trim();
    if (name !== "" && !names.includes(name)) names.push(name);
  }
  return names;
}
