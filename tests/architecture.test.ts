import { readdirSync, readFileSync } from "node:fs";
import { dirname, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const LONGEST_FILE = 250;

/**
 * Which files each room may import from; the first room that fits counts. A package counts as "package:<name>".
 * The rooms and their doors are those of the design, section 3.
 */
const ROOMS: readonly (readonly [room: RegExp, mayImport: RegExp])[] = [
  [/^src\/domain\//, /^src\/domain\//],
  [/^src\/application\//, /^(package:|src\/(application|domain)\/)/],
  [
    /^src\/persistence\/connection\.ts$/,
    /^(package:|src\/(persistence|application|domain)\/|eventstore\/server\.ts$)/,
  ],
  [/^src\/persistence\//, /^(package:|src\/(persistence|application|domain)\/)/],
  [/^src\/projections\//, /^(package:|src\/(projections|domain)\/|src\/persistence\/event-mapping\.ts$)/],
  [/^src\/cli\/eventstore\.ts$/, /^(package:|src\/|eventstore\/server\.ts$)/],
  [/^src\/cli(\/|\.ts$)/, /^(package:|src\/)/],
  [/^eventstore\//, /^(package:|eventstore\/)/],
];

type Sources = ReadonlyMap<string, string>;

/** All that is wrong with these files, a sentence a fault. */
function objectionsTo(sources: Sources): string[] {
  return [...sources].flatMap(([file, source]) => [
    ...objectionsToImports(file, source),
    ...(isOnCircle(file, sources) ? [`${file} imports itself by way of others`] : []),
    ...(source.split("\n").length > LONGEST_FILE + 1 ? [`${file} has more than ${LONGEST_FILE} lines`] : []),
  ]);
}

function objectionsToImports(file: string, source: string): string[] {
  const [, mayImport] = ROOMS.find(([room]) => room.test(file)) ?? [];
  if (!mayImport) return [`${file} is in no room that has a rule`];
  return importsOf(file, source)
    .filter((imported) => !mayImport.test(imported))
    .map((imported) => `${file} imports ${imported}`);
}

/** `import … from`, `export … from`, `import "…"`, `import("…")`, types included. */
function importsOf(file: string, source: string): string[] {
  const specifiers = [...source.matchAll(/\b(?:from|import)\s*\(?\s*["'`]([^"'`\n]+)["'`]/g)];
  return specifiers.map(([, specifier = ""]) =>
    specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : `package:${specifier}`,
  );
}

function isOnCircle(file: string, sources: Sources): boolean {
  const reached = new Set<string>();
  const goOn = (from: string): boolean =>
    importsOf(from, sources.get(from) ?? "").some(
      (next) => next === file || (!reached.has(next) && reached.add(next) && goOn(next)),
    );
  return goOn(file);
}

const ROOT = fileURLToPath(new URL("../", import.meta.url));

function sourcesIn(folder: string): [string, string][] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
    .map(({ parentPath, name }) => `${parentPath}${sep}${name}`)
    .map((path) => [relative(ROOT, path).split(sep).join("/"), readFileSync(path, "utf8")]);
}

test("every file keeps to its room, is on no circle of imports, and can be seen at a glance", () => {
  const sources = new Map([...sourcesIn("src"), ...sourcesIn("eventstore")]);
  expect([...new Set([...sources.keys()].map((file) => dirname(file)))]).toEqual(
    expect.arrayContaining([
      "src",
      "src/domain",
      "src/application",
      "src/persistence",
      "src/cli",
      "eventstore",
    ]),
  );
  expect(objectionsTo(sources)).toEqual([]);
});

test.each([
  ["src/domain/game.ts", `import { v4 } from "uuid";`, "package:uuid"],
  ["src/domain/game.ts", `import { readFileSync } from "node:fs";`, "package:node:fs"],
  [
    "src/domain/game.ts",
    `import type { Cause } from "../application/game-repository.ts";`,
    "src/application/game-repository.ts",
  ],
  [
    "src/application/connect-four.ts",
    `export * from "../persistence/errors.ts";`,
    "src/persistence/errors.ts",
  ],
  ["src/application/connect-four.ts", `import {\n  x,\n} from '../cli/table.ts';`, "src/cli/table.ts"],
  [
    "src/persistence/ask.ts",
    `const { x } = await import("../../eventstore/server.ts");`,
    "eventstore/server.ts",
  ],
  [
    "src/persistence/connection.ts",
    `import "../../eventstore/log/event-log.ts";`,
    "eventstore/log/event-log.ts",
  ],
  ["src/persistence/ask.ts", `import { x } from "../cli/terminal.ts";`, "src/cli/terminal.ts"],
  [
    "src/projections/games.ts",
    `import { x } from "../persistence/connection.ts";`,
    "src/persistence/connection.ts",
  ],
  [
    "src/projections/games.ts",
    `import { x } from "../application/connect-four.ts";`,
    "src/application/connect-four.ts",
  ],
  ["src/cli/play.ts", `import { x } from "../../eventstore/server.ts";`, "eventstore/server.ts"],
  ["src/cli.ts", `import { x } from "../tests/domain/lines.ts";`, "tests/domain/lines.ts"],
  ["eventstore/log/append.ts", `import { x } from "../../src/domain/game.ts";`, "src/domain/game.ts"],
])("%s may not say %s", (file, source, imported) => {
  expect(objectionsTo(new Map([[file, source]]))).toEqual([`${file} imports ${imported}`]);
});

test("a circle, a file that is too long and a room without a rule are found", () => {
  const to = (file: string) => `export { x } from "./${file}.ts";`;
  const circle = new Map([
    ["src/domain/a.ts", to("b")],
    ["src/domain/b.ts", to("c")],
    ["src/domain/c.ts", to("b")],
  ]);
  expect(objectionsTo(circle)).toEqual([
    "src/domain/b.ts imports itself by way of others",
    "src/domain/c.ts imports itself by way of others",
  ]);
  expect(objectionsTo(new Map([["src/cli/a.ts", "x\n".repeat(250)]]))).toEqual([]);
  expect(objectionsTo(new Map([["src/cli/a.ts", "x\n".repeat(251)]]))).toEqual([
    "src/cli/a.ts has more than 250 lines",
  ]);
  expect(objectionsTo(new Map([["src/utils/a.ts", ""]]))).toEqual([
    "src/utils/a.ts is in no room that has a rule",
  ]);
});
