// Makes in dist/ the package as it is published: JavaScript with declarations, which programs import and require alike,
// and a package.json that leads there. The package.json of this folder leads to the sources, which need no build.
import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, "dist");

rmSync(DIST, { recursive: true, force: true });
const typescript = dirname(fileURLToPath(import.meta.resolve("typescript/package.json")));
const compile = [join(typescript, "bin", "tsc"), "-p", join(HERE, "tsconfig.build.json")];
execFileSync(process.execPath, compile, { stdio: "inherit" });
for (const file of readdirSync(DIST, { recursive: true })) {
  if (!file.endsWith(".d.ts")) continue;
  // In declarations the compiler leaves the endings as they are.
  const text = readFileSync(join(DIST, file), "utf8");
  writeFileSync(join(DIST, file), text.replace(/(from "\..*)\.ts"/g, '$1.js"'));
}

for (const file of ["README.md", "CHANGELOG.md", "../LICENSE"]) {
  copyFileSync(join(HERE, file), join(DIST, file.replace("../", "")));
}
const {
  private: _,
  scripts: _scripts,
  devDependencies: _devDependencies,
  ...manifest
} = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8"));
const published = {
  ...manifest,
  type: "commonjs",
  exports: Object.fromEntries(
    Object.entries(manifest.exports).map(([name, path]) => [name, builtFrom(path)]),
  ),
  bin: { "embedded-eventstore": "./bin.js" },
};
writeFileSync(join(DIST, "package.json"), `${JSON.stringify(published, undefined, 2)}\n`);

/** @param {string} source such as "./src/index.ts" */
function builtFrom(source) {
  const path = source.replace("./src/", "./").replace(/\.ts$/, "");
  return { types: `${path}.d.ts`, default: `${path}.js` };
}
