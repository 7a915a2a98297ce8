// What a run of tests says of one test or assert: `solon.tests/1`, in words.

interface Place {
  file: string;
  line: number;
  column: number;
}

interface Unmet {
  place: Place;
  expected: string;
  actual: string;
}

interface Test {
  law: string;
  name: string;
  place: Place;
  on: string;
  result: "passed" | "failed" | "unusable";
  why: string | null;
  unmet: Unmet[];
}

interface Assert {
  law: string;
  name: string;
  place: Place;
  sheets: number;
  result: "held" | "not_tried" | "open" | "refuted";
  needs: string[];
  counterexample: { on: string; sheet: string; failure: string | null } | null;
}

/** How a test came out. */
export interface Outcome {
  passed: boolean;
  words: string;
}

/** How the test or assert of this name came out, or nothing where none was among those run. */
export function outcome(output: string, name: string): Outcome | undefined {
  const { tests, asserts } = read(output);
  const named = <T extends { name: string }>(all: T[]) => all.filter((it) => it.name === name);
  const [ran, tried] = [named(tests), named(asserts)];
  if (ran.length + tried.length === 0) return undefined;
  const passed =
    ran.every((it) => it.result === "passed") && tried.every((it) => it.result === "held");
  return { passed, words: [...ran.map(ofTest), ...tried.map(ofAssert)].join("\n\n") };
}

function ofTest(test: Test): string {
  const result = test.result === "passed" ? "passed" : test.result.toUpperCase();
  const why = test.why === null ? [] : [`         ${test.why}`];
  const unmet = test.unmet.flatMap(({ place, expected, actual }) => [
    `         ${place.file}:${place.line}:${place.column}`,
    `           expected  ${expected}`,
    `           is        ${actual}`,
  ]);
  return [`${result}   ${test.law}  ${test.name}   on ${test.on}`, ...why, ...unmet].join("\n");
}

function ofAssert(assert: Assert): string {
  const result = assert.result === "held" ? "held" : assert.result.replace("_", " ").toUpperCase();
  const head = `${result}   ${assert.law}  ${assert.name}   ${assert.sheets} sheets`;
  const needs = assert.needs.length === 0 ? [] : [`         needs ${assert.needs.join(", ")}`];
  const found = assert.counterexample;
  const shown =
    found === null
      ? []
      : [`         on ${found.on}`, ...found.sheet.split("\n").map((line) => `         ${line}`)];
  return [head, ...needs, ...shown].join("\n").trimEnd();
}

function read(output: string): { tests: Test[]; asserts: Assert[] } {
  try {
    const told = JSON.parse(output) as { tests?: unknown; asserts?: unknown };
    return {
      tests: Array.isArray(told.tests) ? (told.tests as Test[]) : [],
      asserts: Array.isArray(told.asserts) ? (told.asserts as Assert[]) : [],
    };
  } catch {
    return { tests: [], asserts: [] };
  }
}
