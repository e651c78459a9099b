import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { filesOfWorkTree } from "../workshop/files.ts";
import { circles } from "./architecture/circles.ts";
import { dependencyFaults } from "./architecture/dependencies.ts";
import { unusedExports } from "./architecture/exports.ts";
import { LONGEST_FILE, longFiles } from "./architecture/lengths.ts";
import { modulesOf, placeOf } from "./architecture/modules.ts";
import { forbiddenImports, ROOMS } from "./architecture/rooms.ts";

const FILES = filesOfWorkTree(fileURLToPath(new URL("../", import.meta.url)));
const MODULES = modulesOf(FILES);
const START = "workshop/exercises/01-start-game/start/src/domain/game.ts";

const modules = (files: Record<string, string>) => modulesOf(new Map(Object.entries(files)));

describe("the rooms", () => {
  test("each file imports only from rooms that its own allows", () => {
    const places = MODULES.map(({ path }) => placeOf(path));
    for (const [room] of ROOMS)
      expect(
        places.filter((place) => room.test(place)),
        `${room}`,
      ).not.toEqual([]);
    expect(forbiddenImports(MODULES)).toEqual([]);
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
    ["src/application/connect-four.ts", `import {\n  x,\n} from '../cli/main.ts';`, "src/cli/main.ts"],
    ["src/application/connect-four.ts", `type Table = import("../cli/main.ts").Table;`, "src/cli/main.ts"],
    [
      "src/persistence/with-retry.ts",
      `const { x } = await import("../../eventstore/server.ts");`,
      "eventstore/server.ts",
    ],
    [
      "src/persistence/connection.ts",
      `import "../../eventstore/log/event-log.ts";`,
      "eventstore/log/event-log.ts",
    ],
    ["eventstore/grpc/status.ts", `import { x } from "@grpc/grpc-js";`, "package:@grpc/grpc-js"],
    ["eventstore/log/append.ts", `import { x } from "../grpc/status.ts";`, "eventstore/grpc/status.ts"],
    [
      "eventstore/protocol/numbers.ts",
      `import { x } from "../services/read.ts";`,
      "eventstore/services/read.ts",
    ],
    ["src/persistence/with-retry.ts", `import { x } from "../cli/main.ts";`, "src/cli/main.ts"],
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
    [
      "src/cli/commands/play.ts",
      `import { x } from "../../../eventstore/server.ts";`,
      "eventstore/server.ts",
    ],
    ["src/cli.ts", `import { x } from "../tests/domain/lines.ts";`, "tests/domain/lines.ts"],
    ["eventstore/log/append.ts", `import { x } from "../../src/domain/game.ts";`, "src/domain/game.ts"],
    ["tests/domain/lines.ts", `export { x } from "../../bench/fold.ts";`, "bench/fold.ts"],
    ["bench/bench.ts", `import { x } from "../tests/domain/lines.ts";`, "tests/domain/lines.ts"],
    ["workshop/attendee/hint.ts", `import { x } from "../states.ts";`, "workshop/states.ts"],
    ["workshop/prove.ts", `import { x } from "../src/domain/game.ts";`, "src/domain/game.ts"],
    ["scripts/doctor.js", `import { v4 } from "uuid";`, "package:uuid"],
    [START, `import { v4 } from "uuid";`, "package:uuid"],
    [START, `import { x } from "../cli/main.ts";`, "src/cli/main.ts"],
  ])("%s may not say %s", (file, source, imported) => {
    expect(forbiddenImports(modules({ [file]: source }))).toEqual([`${file} imports ${imported}`]);
  });

  test("a file that is in no room is found", () => {
    expect(forbiddenImports(modules({ "src/utils/a.ts": "" }))).toEqual([
      "src/utils/a.ts is in no room that has a rule",
    ]);
  });
});

describe("circles", () => {
  test("there are none", () => {
    const paths = MODULES.map(({ path }) => path);
    const imports = MODULES.flatMap((module) => module.imports).filter(({ from }) => paths.includes(from));
    expect(imports.length).toBeGreaterThan(500);
    expect(circles(MODULES)).toEqual([]);
  });

  test("a circle is found, for each kind of import", () => {
    const found = circles(
      modules({
        "src/domain/a.ts": `export { x } from "./b.ts";`,
        "src/domain/b.ts": `import type { X } from "./c.ts";`,
        "src/domain/c.ts": `const x = async () => (await import("./d.js")).x;`,
        "src/domain/d.js": `export * from "../domain/b.ts";`,
      }),
    );
    expect(found).toEqual(
      ["b.ts", "c.ts", "d.js"].map((file) => `src/domain/${file} imports itself by way of others`),
    );
  });
});

describe("long files", () => {
  test("there are none", () => {
    expect(MODULES.length).toBeGreaterThan(250);
    expect(longFiles(MODULES)).toEqual([]);
  });

  test.each(["src/cli/a.ts", "tests/a.test.ts", "scripts/a.js", START])("%s would be found", (path) => {
    expect(longFiles(modules({ [path]: "x;\n".repeat(LONGEST_FILE) }))).toEqual([]);
    expect(longFiles(modules({ [path]: "x;\n".repeat(LONGEST_FILE + 1) }))).toEqual([
      `${path} has more than 250 lines`,
    ]);
  });
});

describe("exports that nothing imports", () => {
  test("there are none", () => {
    expect(MODULES.flatMap(({ exports }) => exports).length).toBeGreaterThan(400);
    expect(unusedExports(MODULES)).toEqual([]);
  });

  const unused = (text: string, user: string) =>
    unusedExports(modules({ "src/cli/a.ts": text, "src/cli/b.ts": user })).flatMap(
      (sentence) => /^src\/cli\/a.ts exports (.*), which nothing imports$/.exec(sentence)?.[1] ?? [],
    );

  test.each([
    ["export const a = 1, b = 2;", ["a", "b"]],
    ["export const { a, b: c, d: [e = 1, ...f] } = g;", ["a", "c", "e", "f"]],
    ["export function a() {} export class B {} export default a;", ["a", "B", "default"]],
    ["export type A = 1; export interface B {} type C = A; export type { C };", ["A", "B", "C"]],
    [`export { x as a } from "./c.ts"; export * as b from "./c.ts";`, ["a", "b"]],
  ])("those of %s would be found", (text, names) => {
    expect(unused(text, `import { other } from "./a.ts"; const mentions = "a b c e f A B C";`)).toEqual(
      names,
    );
  });

  test.each([
    `import { a } from "./a.ts";`,
    `import { type a as b } from "./a.ts";`,
    `export { a } from "./a.ts"`,
    `import * as all from "./a.ts"; all.a();`,
    `const b = (await import("./a.ts")).a;`,
    `type B = import("./a.ts").a;`,
  ])("%s is a use", (user) => {
    expect(unused("export const a = 1;", user)).toEqual([]);
    expect(unused("export const other = 1;", user)).toEqual(["other"]);
  });

  test("the imports of exercises count, at the paths that their files have with attendees", () => {
    const user = { [START]: `import { a } from "./board.ts"; export const b = a;` };
    expect(unusedExports(modules({ "src/domain/board.ts": "export const a = 1;", ...user }))).toEqual([]);
    expect(unusedExports(modules({ "src/cli/board.ts": "export const a = 1;", ...user }))).toHaveLength(1);
  });
});

describe("dependencies", () => {
  test("every dependency is used, and every imported package is a dependency", () => {
    expect([...FILES.keys()]).toEqual(expect.arrayContaining(["package.json", "bench/package.json"]));
    expect(dependencyFaults(MODULES, FILES)).toEqual([]);
  });

  const manifest = {
    dependencies: { uuid: "1.0.0" },
    devDependencies: { "@types/node": "1.0.0", "fast-check": "1.0.0", typescript: "1.0.0" },
    scripts: { check: "node a.js && tsc" },
  };
  const lock = {
    packages: { "node_modules/typescript": { bin: { tsc: "bin/tsc", tsserver: "bin/tsserver" } } },
  };
  const sound = {
    "package.json": JSON.stringify(manifest),
    "package-lock.json": JSON.stringify(lock),
    "src/a.ts": `import { v4 } from "uuid/v4";`,
    "tests/a.test.ts": `import { test } from "node:test"; const { check } = await import("fast-check");`,
    "bench/package.json": `{ "dependencies": { "@castore/core": "1.0.0", "sqlite3": "1.0.0" } }`,
    "bench/a.ts": `import type { Event } from "@castore/core"; import { v4 } from "uuid";`,
    "bench/c.ts": `start(import.meta.resolve("sqlite3"));`,
  };
  const faults = (change: Record<string, string>) => {
    const files = new Map(Object.entries({ ...sound, ...change }));
    return dependencyFaults(modulesOf(files), files);
  };

  test("a sound project has no fault", () => {
    expect(faults({})).toEqual([]);
  });

  test.each([
    ["src/a.ts", "", "package.json asks for uuid"],
    ["tests/a.test.ts", "import { test } from 'node:test'", "package.json asks for fast-check"],
    ["tests/a.test.ts", "import check from 'fast-check'", "package.json asks for @types/node"],
    ["package.json", JSON.stringify({ ...manifest, scripts: {} }), "package.json asks for typescript"],
    ["bench/a.ts", "", "bench/package.json asks for @castore/core"],
    ["bench/c.ts", "", "bench/package.json asks for sqlite3"],
  ])("a needless one is found: %s with %j", (file, text, beginning) => {
    expect(faults({ [file]: text })).toEqual([`${beginning}, which nothing needs`]);
  });

  test.each([
    ["src/b.ts", "fast-check"],
    ["src/b.ts", "@castore/core"],
    ["tests/b.test.ts", "@castore/core"],
    ["tests/b.test.ts", "zod"],
    ["bench/b.ts", "zod"],
  ])("a missing one is found: %s with %s", (path, name) => {
    expect(faults({ [path]: `import "${name}";` })).toEqual([
      `${path} imports ${name}, which is no dependency for it in any package.json`,
    ]);
  });
});
