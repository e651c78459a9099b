import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { filesOfWorkTree } from "../workshop/files.ts";
import { circles } from "./architecture/circles.ts";
import { dependencyFaults } from "./architecture/dependencies.ts";
import { unusedExports } from "./architecture/exports.ts";
import { LONGEST_FILE, longFiles } from "./architecture/lengths.ts";
import { modulesOf, placeOf } from "./architecture/modules.ts";
import { forbiddenImports, ROOMS } from "./architecture/rooms.ts";
import { WORKSPACE } from "./architecture/workspace.ts";

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
      `const { x } = await import("embedded-eventstore");`,
      "by name: embedded-eventstore",
    ],
    [
      "src/persistence/connection/connection.ts",
      `import "../../../eventstore/src/log/event-log.ts";`,
      "eventstore/src/log/event-log.ts",
    ],
    ["eventstore/src/grpc/status.ts", `import { x } from "@grpc/grpc-js";`, "package:@grpc/grpc-js"],
    [
      "eventstore/src/log/streams/append.ts",
      `import { x } from "../../grpc/status.ts";`,
      "eventstore/src/grpc/status.ts",
    ],
    [
      "eventstore/src/protocol/numbers.ts",
      `import { x } from "../services/read.ts";`,
      "eventstore/src/services/read.ts",
    ],
    ["src/persistence/with-retry.ts", `import { x } from "../cli/main.ts";`, "src/cli/main.ts"],
    [
      "src/projections/games.ts",
      `import { x } from "../persistence/connection/connection.ts";`,
      "src/persistence/connection/connection.ts",
    ],
    [
      "src/projections/games.ts",
      `import { x } from "../application/connect-four.ts";`,
      "src/application/connect-four.ts",
    ],
    ["src/web/news.ts", `import { x } from "../cli/main.ts";`, "src/cli/main.ts"],
    ["src/web/news.ts", `import { x } from "embedded-eventstore";`, "by name: embedded-eventstore"],
    ["src/web/browser/game.js", `import { x } from "../news.ts";`, "src/web/news.ts"],
    ["src/projections/games.ts", `import { x } from "../web/news.ts";`, "src/web/news.ts"],
    [
      "eventstore/src/http/page.ts",
      `import { x } from "../log/streams/links.ts";`,
      "eventstore/src/log/streams/links.ts",
    ],
    ["src/cli/commands/play.ts", `import { x } from "embedded-eventstore";`, "by name: embedded-eventstore"],
    ["src/domain/game.ts", `import { x } from "embedded-eventstore";`, "by name: embedded-eventstore"],
    ["tests/a.test.ts", `import { x } from "../eventstore/src/server.ts";`, "eventstore/src/server.ts"],
    ["eventstore/tests/a.test.ts", `import { x } from "../../src/domain/game.ts";`, "src/domain/game.ts"],
    ["src/cli.ts", `import { x } from "../tests/domain/lines.ts";`, "tests/domain/lines.ts"],
    [
      "eventstore/src/log/streams/append.ts",
      `import { x } from "../../../../src/domain/game.ts";`,
      "src/domain/game.ts",
    ],
    ["tests/domain/lines.ts", `export { x } from "../../bench/fold.ts";`, "bench/fold.ts"],
    ["bench/bench.ts", `import { x } from "../tests/domain/lines.ts";`, "tests/domain/lines.ts"],
    ["workshop/attendee/hint.ts", `import { x } from "../states.ts";`, "workshop/states.ts"],
    ["workshop/prove.ts", `import { x } from "../src/domain/game.ts";`, "src/domain/game.ts"],
    ["scripts/doctor.js", `import { v4 } from "uuid";`, "package:uuid"],
    [
      "examples/parking/booking/service.ts",
      `import { x } from "../parking/slots.ts";`,
      "examples/parking/parking/slots.ts",
    ],
    [
      "examples/parking/parking/slots.ts",
      `import { x } from "../booking/booking.ts";`,
      "examples/parking/booking/booking.ts",
    ],
    ["examples/parking/booking/booking.ts", `import { v4 } from "uuid";`, "package:uuid"],
    [
      "examples/parking/messaging/channel.ts",
      `import { x } from "../contract/booking-messages.ts";`,
      "examples/parking/contract/booking-messages.ts",
    ],
    [
      "examples/parking/tests/a.test.ts",
      `import { x } from "../../../src/domain/game.ts";`,
      "src/domain/game.ts",
    ],
    [START, `import { v4 } from "uuid";`, "package:uuid"],
    [START, `import { x } from "../cli/main.ts";`, "src/cli/main.ts"],
  ])("%s may not say %s", (file, source, imported) => {
    expect(forbiddenImports(modules({ ...WORKSPACE, [file]: source }))).toEqual([
      `${file} imports ${imported}`,
    ]);
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

test("every dependency is used, and every imported package is a dependency", () => {
  expect([...FILES.keys()]).toEqual(expect.arrayContaining(["package.json", "bench/package.json"]));
  expect(dependencyFaults(MODULES, FILES)).toEqual([]);
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
