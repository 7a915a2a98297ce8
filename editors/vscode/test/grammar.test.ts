// The colours of laws: what chosen words are, and that every word of the language is one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { coloured, scope, type Part } from "./colours";
import { extension, files, repository } from "./ground";
import { reserved, words } from "./words";

const laws = [
  ...files(path.join(repository, "policies"), ".law"),
  path.join(repository, "tests/layout/everything.law"),
  path.join(extension, "test/words.law"),
];

/** Whether a scope is that of a word of the language. */
function ofLanguage(part: Part): boolean {
  return /^(keyword|storage|support|constant\.language|variable\.language)\b/.test(scope(part));
}

test("every shipped law is coloured to its end, and no part of it is wrong", async () => {
  assert.ok(laws.length > 15, `${laws.length} laws`);
  for (const law of laws) {
    const { parts, open } = await coloured(readFileSync(law, "utf8"));
    assert.equal(open, 0, `${law}: ${open} rules are open at the end`);
    for (const part of parts) {
      const where = `${law}:${part.line}: ${part.text}`;
      assert.ok(!part.scopes.some((it) => it.startsWith("invalid")), where);
      assert.ok(part.scopes.length > 1, `${where} has no colour`);
    }
  }
});

test("every word of the language is coloured as one somewhere", async () => {
  const all = words();
  assert.ok(all.size >= 178, `${all.size} words`);
  const seen = new Set<string>();
  for (const law of laws) {
    for (const part of (await coloured(readFileSync(law, "utf8"))).parts) {
      if (ofLanguage(part)) part.text.split(/\s+/).forEach((word) => seen.add(word));
    }
  }
  assert.deepEqual([...all].filter((word) => !seen.has(word)), []);
});

test("a reserved word is never coloured as a name, unless it is part of a path", async () => {
  const kept = reserved();
  assert.ok(kept.size >= 112, `${kept.size} reserved words`);
  for (const law of laws) {
    for (const part of (await coloured(readFileSync(law, "utf8"))).parts) {
      const path = part.before === "." || part.behind === ".";
      const said = /^(string|comment)/.test(scope(part));
      if (!kept.has(part.text) || path || said) continue;
      assert.ok(ofLanguage(part), `${law}:${part.line}: ${part.text} is ${scope(part)}`);
    }
  }
});

/** Texts, and what words in them are: `word scope`, in the order of the words. */
const chosen: [string, string[]][] = [
  [
    "/// What it is for.",
    ["/// comment.line.documentation punctuation.definition.comment", "What it is for. comment.line.documentation"],
  ],
  ["//// A rule.", ["// punctuation.definition.comment", "// A rule. comment.line.double-slash"]],
  [
    'law ru.landing "On activities" {\n  source "Law"\n  jurisdiction RU\n  in force from 2021-07-01\n  month end next day\n  subject service\n}',
    [
      "law storage.type.declaration",
      "ru.landing entity.name.namespace",
      "On activities string.quoted.double",
      "source keyword.other.clause",
      "jurisdiction keyword.other.clause",
      "RU constant.language.country",
      "in keyword.other.clause",
      "force keyword.other.clause",
      "from keyword.other.clause",
      "2021-07-01 constant.numeric.date",
      "next constant.language.rule",
      "service variable.other",
    ],
  ],
  [
    "tests for in.it_rules\nuse platforms",
    [
      "tests storage.type.declaration",
      "in.it_rules entity.name.namespace",
      "use storage.type.declaration",
      "platforms entity.name.namespace",
    ],
  ],
  [
    'facts {\n  daily_users : number of users over time  "Users"\n  revenue : optional money EUR per year\n}',
    [
      "facts storage.type.declaration",
      "daily_users variable.other.property.declaration",
      ": punctuation.separator.type",
      "number support.type",
      "of keyword.operator.wordlike",
      "users entity.name.type",
      "over storage.modifier",
      "time storage.modifier",
      "Users string.quoted.double",
      "optional storage.modifier",
      "money support.type",
      "EUR keyword.other.unit.currency",
      "year keyword.other.unit.time",
    ],
  ],
  [
    "  from 2021-07-01: 1.5 billion EUR  cite \"art. 4\"",
    [
      "from keyword.other.clause",
      "2021-07-01 constant.numeric.date",
      ": punctuation.separator.colon",
      "1.5 constant.numeric.decimal",
      "billion keyword.other.unit.magnitude",
      "EUR keyword.other.unit.currency",
      "cite keyword.other.clause",
      "art. 4 string.quoted.double.citation",
    ],
  ],
  [
    "define x = 6% of revenue in 2021 and 10 working days after D >= 2019-01-13T00:00",
    [
      "define storage.type.declaration",
      "x variable.other.constant.declaration",
      "= keyword.operator.comparison",
      "6 constant.numeric.decimal",
      "% keyword.other.unit.percent",
      "of keyword.operator.wordlike",
      "revenue variable.other",
      "in keyword.operator.wordlike",
      "2021 constant.numeric.period",
      "and keyword.operator.wordlike.logical",
      "10 constant.numeric.decimal",
      "working days keyword.other.unit.time",
      "after keyword.operator.wordlike",
      "D variable.other",
      ">= keyword.operator.comparison",
      "2019-01-13T00:00 constant.numeric.datetime",
    ],
  ],
  [
    "  x in 2021-Q3 or y in 2021-03 or a in 2021 EUR or 1/20 - 3_000 * 2",
    [
      "2021-Q3 constant.numeric.period",
      "2021-03 constant.numeric.period",
      "2021 constant.numeric.decimal",
      "EUR keyword.other.unit.currency",
      "1/20 constant.numeric.decimal",
      "- keyword.operator.arithmetic",
      "3_000 constant.numeric.decimal",
      "* keyword.operator.arithmetic",
    ],
  ],
  [
    "define y = company.seat in {RU, BY} and role.owner in roles unless income_tax(ladder.total) is undetermined",
    [
      "company variable.other.object",
      ". punctuation.accessor",
      "seat variable.other.property",
      "RU constant.language.country",
      "role variable.other.object",
      "owner variable.other.property",
      "unless keyword.operator.wordlike.logical",
      "income_tax entity.name.function.call",
      "total variable.other.property",
      "is keyword.operator.wordlike",
      "undetermined constant.language.state",
    ],
  ],
  [
    "duty report {\n  when bound\n  must published every 6 months\n  due 1 month after the period\n}",
    [
      "duty storage.type.declaration",
      "report entity.name.function",
      "when keyword.control.conditional",
      "must keyword.control.modality",
      "every keyword.control.modality",
      "6 constant.numeric.decimal",
      "months keyword.other.unit.time",
      "due keyword.control.modality",
      "period variable.language",
    ],
  ],
  [
    "  step cut { shall fine 100 GBP per started week running from breach total no more than 1 EUR ends on cure }",
    [
      "step storage.type.declaration",
      "cut entity.name.function",
      "shall keyword.control.modality",
      "fine support.function.measure",
      "started storage.modifier",
      "running keyword.other.clause",
      "breach variable.language",
      "total keyword.other.clause",
      "more keyword.operator.wordlike",
      "cure keyword.other.clause",
    ],
  ],
  [
    "  expect ban_payments not in force\n  expect x fulfilled late since 2022-02-04\n  expect undetermined covered needs users",
    [
      "expect keyword.other.clause",
      "ban_payments variable.other",
      "not constant.language.state",
      "force constant.language.state",
      "fulfilled constant.language.state",
      "late constant.language.state",
      "since keyword.other.clause",
      "undetermined constant.language.state",
      "covered variable.other",
      "needs keyword.other.clause",
      "users variable.other",
    ],
  ],
  [
    "table fee on (class : role, repeated : bool) -> money GBP {\n  | owner or any | up to 1 month | 150 GBP |\n}",
    [
      "fee entity.name.function",
      "class variable.other.property.declaration",
      "role entity.name.type",
      "bool support.type",
      "-> keyword.operator.arrow",
      "money support.type",
      "| punctuation.separator.cell",
      "any support.function.aggregate",
      "up keyword.operator.wordlike",
    ],
  ],
  [
    "scale tax on money EUR, marginal {\n  up to limit: 0%\n  above: number\n}",
    [
      "tax entity.name.function",
      "on keyword.other.clause",
      "marginal storage.modifier",
      "limit variable.other",
      "above keyword.operator.wordlike",
      "number variable.other",
    ],
  ],
  [
    "calendar office {\n  weekend saturday, sunday\n  holidays { 2023-01-01 }\n  verified through 2026-12-31\n}\ndefine verified = source or total",
    [
      "office entity.name.function.calendar",
      "weekend keyword.other.clause",
      "saturday constant.language.weekday",
      "holidays keyword.other.clause",
      "2023-01-01 constant.numeric.date",
      "verified keyword.other.clause",
      "verified variable.other.constant.declaration",
      "source variable.other",
      "total variable.other",
    ],
  ],
];

test("words are what they are where they stand", async () => {
  for (const [text, expected] of chosen) {
    const found = (await coloured(text)).parts.map((part) => `${part.text} ${scope(part)}`);
    let from = 0;
    for (const words of expected) {
      // A scope of a part of a word may be given with the scope around it.
      const wanted = words.replace("comment.line.documentation punctuation", "punctuation");
      const at = found.indexOf(wanted, from);
      assert.ok(at >= 0, `${text}\n  no “${wanted}” behind ${from} of\n  ${found.join("\n  ")}`);
      from = at + 1;
    }
  }
});

test("what is open colours no more than its own declaration", async () => {
  const laws = ['law a.b "A" {\n  source "x\n', "calendar c {\n  holidays {\n", 'define x = "open\n', "duty d {\n  when (\n"];
  for (const law of laws) {
    const { parts, open } = await coloured(`${law}duty source {\n  must through\n}\n`);
    const name = parts.findIndex((part) => part.text === "source" && scope(part) === "entity.name.function");
    assert.ok(name >= 0, law);
    const rest = parts.slice(name + 1).map((part) => `${part.text} ${scope(part)}`);
    assert.deepEqual(rest.slice(1, 3), ["must keyword.control.modality", "through variable.other"], law);
    assert.equal(open, 0, law);
  }
});

test("a line of many letters is coloured in time", async () => {
  for (const piece of ["a.", "(", "x ", "1 ", '"', "in 2021 ", "expect a ", "a : ", "optional ", "set of ", "cite "]) {
    const { open } = await coloured(piece.repeat(20_000 / piece.length));
    assert.equal(open, 0, piece);
  }
});

test("laws in Markdown are coloured inside their fences alone", async () => {
  const text = "duty a\n\n```law\nduty b {\n  must c\n}\n```\n\nduty d\n\n```sh\nduty e\n```\n\n  ~~~law\n  use f\n  ~~~\nuse g\n";
  const { parts, open } = await coloured(text, "markdown.law.codeblock");
  const declared = parts.filter((part) => part.scopes.at(-1)?.startsWith("entity.name"));
  assert.deepEqual(declared.map((part) => part.text), ["b", "f"]);
  assert.equal(open, 0);
});
