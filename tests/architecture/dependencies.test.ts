import { describe, expect, test } from "vitest";
import { dependencyFaults } from "./dependencies.ts";
import { modulesOf } from "./modules.ts";
import { WORKSPACE } from "./workspace.ts";

describe("dependencies", () => {
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

  test("a workspace package must list its own dependencies, and be listed itself", () => {
    const imports = `import Database from "libsql"; import { v4 } from "uuid";`;
    const user = { "src/b.ts": `import { start } from "embedded-eventstore";` };
    const workspace = {
      ...WORKSPACE,
      "package.json": JSON.stringify({ ...manifest, workspaces: ["eventstore"] }),
    };
    expect(faults({ ...workspace, ...user, "eventstore/src/index.ts": imports })).toEqual([
      "src/b.ts imports embedded-eventstore, which is no dependency for it in any package.json",
      "eventstore/src/index.ts imports uuid, which is no dependency for it in any package.json",
    ]);
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
