// The colours of the grammar, which are there at once, and those of the server, which come after
// it has understood the law, do not contradict one another.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { coloured, scope } from "./colours";
import { files, repository } from "./ground";
import { serve } from "./server";

/** What the kinds of the server are in the grammar. */
const agreed: Record<string, RegExp> = {
  keyword: /^(keyword\.(control|other|operator\.wordlike)|storage|support\.function|constant\.language\.(?!country)|constant\.language$|variable\.language)/,
  comment: /^(comment|punctuation\.definition\.comment)/,
  string: /^(string|punctuation\.definition\.string)/,
  number: /^constant\.numeric/,
  operator: /^(keyword\.operator\.(comparison|arithmetic|arrow)|keyword\.other\.unit\.percent)/,
  type: /^(support\.type|entity\.name\.type)/,
  namespace: /^entity\.name\.namespace|^variable\.other/,
};
/** Everything else that the server tells apart is a name here. */
const name = /^(variable\.other|entity\.name|constant\.language\.(country|weekday)|keyword\.other\.unit\.currency|support\.constant\.lint)/;

test("grammar and server agree about every word of the shipped laws", async () => {
  const server = serve();
  const rootUri = pathToFileURL(path.join(repository, "policies")).toString();
  const { capabilities } = await server.ask("initialize", { capabilities: {}, processId: null, rootUri });
  const kinds: string[] = capabilities.semanticTokensProvider.legend.tokenTypes;
  server.tell("initialized", {});
  let compared = 0;
  for (const law of files(path.join(repository, "policies"), ".law")) {
    const text = readFileSync(law, "utf8");
    const uri = pathToFileURL(law).toString();
    server.tell("textDocument/didOpen", { textDocument: { uri, languageId: "solon", version: 1, text } });
    const { data } = await server.ask("textDocument/semanticTokens/full", { textDocument: { uri } });
    const theirs = new Map<string, string>();
    for (let at = 0, line = 0, column = 0; at < data.length; at += 5) {
      line += data[at];
      column = data[at + 1] + (data[at] === 0 ? column : 0);
      theirs.set(`${line + 1}:${column}`, kinds[data[at + 3]] ?? "");
    }
    const lines = text.split("\n");
    const reached = new Map<number, number>();
    for (const part of (await coloured(text)).parts) {
      const column = lines[part.line - 1]?.indexOf(part.text, reached.get(part.line) ?? 0) ?? 0;
      reached.set(part.line, column + part.text.length);
      const kind = theirs.get(`${part.line}:${column}`);
      // `BLOCK.total` is a word to the server and what stands behind a dot to the grammar.
      if (kind === undefined || (part.before === "." && kind === "keyword")) continue;
      const ours = scope(part);
      assert.match(ours, agreed[kind] ?? name, `${law}:${part.line}: ${part.text} is ${kind} to the server`);
      compared += 1;
    }
  }
  await server.end();
  assert.ok(compared > 10_000, `${compared} words`);
});
