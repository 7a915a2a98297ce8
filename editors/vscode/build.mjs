// Bundles the extension into dist/, or with `test` its tests into dist/test/.

import { build } from "esbuild";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const common = {
  bundle: true,
  platform: "node",
  target: "node18",
  format: "cjs",
  logLevel: "warning",
};

if (process.argv[2] === "test") {
  const tests = (await readdir("test")).filter((name) => name.endsWith(".test.ts"));
  await rm("dist/test", { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: tests.map((name) => join("test", name)),
    outdir: "dist/test",
    sourcemap: "inline",
    external: ["vscode-oniguruma", "vscode-textmate"],
  });
} else {
  const { metafile } = await build({
    ...common,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    external: ["vscode"],
    minify: true,
    metafile: true,
    legalComments: "none",
  });
  await mkdir("dist", { recursive: true });
  await writeFile("dist/LICENSES.txt", await licences(Object.keys(metafile.inputs)));
}

/** The licences of all that was bundled. */
async function licences(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  const parts = [];
  for (const folder of [...packages].sort()) {
    const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json")));
    const file = (await readdir(folder)).find((it) => /^(licen[cs]e|copying)/i.test(it));
    if (!file) throw new Error(`${name} has no licence text`);
    const text = (await readFile(join(folder, file), "utf8")).trim();
    parts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  return parts.join(`\n${"-".repeat(72)}\n\n`);
}
