// The words of the language, read from its grammar in grammar/*.pest.

import { readFileSync } from "node:fs";
import * as path from "node:path";
import { files, repository } from "./ground";

/** The words that no name can be: those that the rule `free` leaves out. */
export function reserved(): Set<string> {
  const text = readFileSync(path.join(repository, "grammar/file.pest"), "utf8");
  const rule = /^free = _\{([\s\S]*?)^\}/m.exec(text)?.[1] ?? "";
  const words = new Set<string>();
  for (const [, first, rest] of rule.matchAll(/"(\w)" ~ !\((.*?)\s*~ !word_char\)/g)) {
    for (const [, tail] of (rest ?? "").matchAll(/"(\w+)"/g)) words.add(`${first}${tail}`);
  }
  return words;
}

/** Every word that means something somewhere: the reserved ones, and all that a rule names. */
export function words(): Set<string> {
  const found = reserved();
  for (const file of files(path.join(repository, "grammar"), ".pest")) {
    const text = readFileSync(file, "utf8")
      .replace(/\/\/.*$/gm, (comment) => (comment.includes('"') ? comment : ""))
      .replace(/^free = _\{[\s\S]*?^\}/m, "");
    for (const [, word] of text.matchAll(/"([a-z_]{2,})"/g)) found.add(word ?? "");
  }
  return found;
}
