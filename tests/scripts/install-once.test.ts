import { chmodSync, existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { fromScripts, ProjectCopy, pretendingToBe, withPath } from "./project-copy.ts";

const INSTALLED = { "node_modules/a": { integrity: "sha512-a" } };
const FOR_WINDOWS = { "node_modules/for-windows": { integrity: "sha512-w", optional: true } };
const LOCKFILE = { packages: { "": { name: "project" }, ...INSTALLED, ...FOR_WINDOWS } };

describe("the dependencies", () => {
  const areInstalled = async (lockfile: unknown, installed: unknown): Promise<boolean> => {
    const copy = new ProjectCopy().write("package-lock.json", lockfile);
    if (installed) copy.write("node_modules/.package-lock.json", installed);
    const { areDependenciesInstalled } = await fromScripts("dependencies");
    return areDependenciesInstalled(pathToFileURL(`${copy.folder}/`));
  };

  it.each([
    ["all of them", { ...INSTALLED, ...FOR_WINDOWS }],
    ["all but those for other platforms", INSTALLED],
  ])("are there: %s", async (_, packages) => {
    expect(await areInstalled(LOCKFILE, { packages })).toBe(true);
  });

  it.each([
    ["nothing is installed", LOCKFILE, undefined],
    ["an installation was broken off", LOCKFILE, { packages: {} }],
    [
      "another version is installed",
      LOCKFILE,
      { packages: { "node_modules/a": { integrity: "sha512-old" } } },
    ],
    [
      "something is installed that is no longer wanted",
      LOCKFILE,
      { packages: { ...INSTALLED, "node_modules/b": {} } },
    ],
    ["the lockfile cannot be read", "<<<<<<< HEAD", { packages: INSTALLED }],
  ])("are not there where %s", async (_, lockfile, installed) => {
    expect(await areInstalled(lockfile, installed)).toBe(false);
  });
});

/** A copy of the project with an npm that notes how it was called, and installs what the lockfile wants, or fails. */
function copyWithNpm(): ProjectCopy {
  const copy = new ProjectCopy().write("package-lock.json", LOCKFILE).write("bin/package.json", "{}");
  copy.write(
    "bin/npm-cli.js",
    `const fs = require("node:fs");
     fs.appendFileSync(__dirname + "/calls", process.argv.slice(2).join(" ") + "\\n");
     if (process.env.NPM_FAILS) process.exit(1);
     fs.mkdirSync("node_modules");
     fs.writeFileSync("node_modules/.package-lock.json", '${JSON.stringify({ packages: INSTALLED })}');`,
  );
  // What a shell finds under the name of npm.
  copy.write("bin/npm", `#!/bin/sh\nexec "${process.execPath}" "$(dirname "$0")/npm-cli.js" "$@"\n`);
  copy.write("bin/npm.cmd", `@"${process.execPath}" "%~dp0npm-cli.js" %*\r\n`);
  chmodSync(copy.path("bin", "npm"), 0o755);
  return copy;
}

const INSTALL = "scripts/install-once.js";
const ONE_CALL = "ci --include=dev --no-audit --no-fund\n";

const callsOf = (copy: ProjectCopy) =>
  existsSync(copy.path("bin", "calls")) ? readFileSync(copy.path("bin", "calls"), "utf8") : "";

describe.concurrent("before the first command", () => {
  it("the dependencies are installed, once, by the npm that runs the script", async () => {
    const copy = copyWithNpm();
    const npm = { npm_execpath: copy.path("bin", "npm-cli.js") };
    const installing = "Installing the dependencies, once (npm ci) …\n";
    expect(await copy.run([INSTALL], npm)).toEqual({ code: 0, output: "", errors: installing });
    expect(await copy.run([INSTALL], npm)).toEqual({ code: 0, output: "", errors: "" });
    expect(callsOf(copy)).toBe(ONE_CALL);
  });

  it("so are those of a folder with a package.json of its own", async () => {
    const copy = copyWithNpm().write("node_modules/.package-lock.json", { packages: INSTALLED });
    copy.write("bench/package-lock.json", LOCKFILE);
    const npm = { npm_execpath: copy.path("bin", "npm-cli.js") };
    const { code, errors } = await copy.run([INSTALL, "bench"], npm);
    expect([code, errors]).toEqual([0, "Installing the dependencies of bench/, once (npm ci) …\n"]);
    expect(existsSync(copy.path("bench", "node_modules"))).toBe(true);
  });

  it("another package manager is not taken for npm", async () => {
    const copy = copyWithNpm();
    const pnpm = { npm_execpath: "/usr/lib/pnpm/bin/pnpm.cjs", ...withPath(copy.path("bin")) };
    expect(await copy.run([INSTALL], pnpm)).toMatchObject({ code: 0 });
    expect(callsOf(copy)).toBe(ONE_CALL);
  });

  it("a failure of npm is one sentence, and stops what comes after", async () => {
    const copy = copyWithNpm();
    const npm = { npm_execpath: copy.path("bin", "npm-cli.js"), NPM_FAILS: "yes" };
    const { code, errors } = await copy.run([INSTALL], npm);
    expect(code).toBe(1);
    expect(errors.split("\n").slice(1)).toEqual([
      "The dependencies could not be installed: check the network, then run npm ci and see what it says.",
      "",
    ]);
  });

  it("a Node that is too old is told so, and nothing is installed", async () => {
    const copy = copyWithNpm();
    const { code, errors } = await copy.run(
      [...pretendingToBe("18.20.4"), INSTALL],
      withPath(copy.path("bin")),
    );
    expect([code, errors]).toEqual([
      1,
      "Node 18.20.4 is too old: install Node 20.19 or newer from https://nodejs.org.\n",
    ]);
    expect(callsOf(copy)).toBe("");
  });
});

describe.concurrent("before the tests of a real server", () => {
  const REQUIRE = "scripts/require-eventstoredb.js";

  it("its address is asked for", async () => {
    const { code, output, errors } = await new ProjectCopy().run([REQUIRE]);
    expect([code, output]).toEqual([1, ""]);
    expect(errors).toMatch(/^EVENTSTOREDB_URI is not set: [^\n]*esdb:\/\/[^\n]*\.\n$/);
  });

  it("it is looked at, and what is bad about it is said", async () => {
    const { code, output, errors } = await new ProjectCopy().run([REQUIRE], {
      EVENTSTOREDB_URI: "esdb://host",
    });
    expect([code, output]).toEqual([1, ""]);
    expect(errors).toBe("the dependencies are there, and do not work here\n");
  });
});
