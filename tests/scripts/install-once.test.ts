import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { newFolder } from "../folders.ts";
import { ProjectCopy, pretendingToBe, withPath } from "./project-copy.ts";

const INSTALLED = { "node_modules/a": { version: "1.0.0", integrity: "sha512-a" } };
const LOCKFILE = { packages: { "": { name: "project" }, ...INSTALLED } };

/** Copies the project, with a fake npm that records its arguments and installs what the lockfile says, or fails. */
function copyWithNpm(): ProjectCopy {
  const copy = new ProjectCopy().write("package-lock.json", LOCKFILE).write("bin/package.json", "{}");
  copy.write(
    "bin/npm-cli.js",
    `const fs = require("node:fs");
     fs.appendFileSync(__dirname + "/calls", process.argv[2] + (fs.existsSync(".installing") ? "" : " unlocked") + "\\n");
     if (process.env.NPM_SAYS) {
       console.error(process.env.NPM_SAYS);
       process.exit(1);
     }
     fs.mkdirSync("node_modules/a", { recursive: true });
     fs.writeFileSync("node_modules/a/package.json", '{ "version": "1.0.0" }');
     fs.writeFileSync("node_modules/.package-lock.json", '${JSON.stringify({ packages: INSTALLED })}');`,
  );
  // The npm that a shell finds.
  copy.write("bin/npm", `#!/bin/sh\nexec "${process.execPath}" "$(dirname "$0")/npm-cli.js" "$@"\n`);
  copy.write("bin/npm.cmd", `@"${process.execPath}" "%~dp0npm-cli.js" %*\r\n`);
  chmodSync(copy.path("bin", "npm"), 0o755);
  return copy;
}

const INSTALL = "scripts/install-once.js";
const ONE_CALL = "ci\n";

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
    const copy = copyWithNpm().withPackages(INSTALLED);
    copy.write("bench/package-lock.json", LOCKFILE);
    const npm = { npm_execpath: copy.path("bin", "npm-cli.js") };
    const { code, errors } = await copy.run([INSTALL, "bench"], npm);
    expect([code, errors]).toEqual([0, "Installing the dependencies of bench/, once (npm ci) …\n"]);
    expect(existsSync(copy.path("bench", "node_modules"))).toBe(true);
  });

  it("another package manager is not used as npm", async () => {
    const copy = copyWithNpm();
    const pnpm = { npm_execpath: "/usr/lib/pnpm/bin/pnpm.cjs", ...withPath(copy.path("bin")) };
    expect(await copy.run([INSTALL], pnpm)).toMatchObject({ code: 0 });
    expect(callsOf(copy)).toBe(ONE_CALL);
  });

  it("a failure of npm is one sentence, and the command does not run", async () => {
    const copy = copyWithNpm();
    const npm = { npm_execpath: copy.path("bin", "npm-cli.js"), NPM_SAYS: "npm error code ENOTFOUND" };
    const { code, errors } = await copy.run([INSTALL], npm);
    expect(code).toBe(1);
    expect(errors.split("\n").slice(1)).toEqual([
      expect.stringMatching(
        /^The dependencies could not be installed, since .* \(ENOTFOUND\): check the network/,
      ),
      "",
    ]);
    expect(existsSync(copy.path(".installing"))).toBe(false);
  });

  it("if node_modules is a link, the files in its target stay", async () => {
    const copy = copyWithNpm().write("of-another/precious.js", "");
    symlinkSync(copy.path("of-another"), copy.path("node_modules"), "junction");
    expect(await copy.run([INSTALL], { npm_execpath: copy.path("bin", "npm-cli.js") })).toMatchObject({
      code: 0,
    });
    expect(readdirSync(copy.path("of-another"))).toEqual(["precious.js"]);
  });

  it("a folder whose path the tools cannot deal with is refused, and the doctor says the same", async () => {
    const copy = new ProjectCopy(`${newFolder()}/100 %`);
    const sentence =
      /The path of this folder has a "%" in it, [^\n]*: move the folder to a path without [^\n]*\.\n/;
    const { code, errors } = await copy.run([INSTALL]);
    expect([code, errors]).toEqual([1, expect.stringMatching(new RegExp(`^${sentence.source}$`))]);
    expect((await copy.run(["scripts/doctor.js"])).output).toMatch(
      new RegExp(`^bad {3}${sentence.source}`, "m"),
    );
  });

  it("so is a temporary folder that cannot be written", async () => {
    const copy = copyWithNpm();
    const gone = copy.path("gone");
    const env = { TMPDIR: gone, TEMP: gone, TMP: gone };
    const { code, errors } = await copy.run([INSTALL], env);
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(
        /^No temporary file can be made in .*gone \(ENOENT\): set \w+ to a folder that you can write to\.\n$/,
      ),
    ]);
    expect((await copy.run(["scripts/doctor.js"], env)).output).toContain(`bad   ${errors}`);
  });

  it("a Node that is too old is reported, and nothing is installed", async () => {
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

  it("a missing address is reported", async () => {
    const { code, output, errors } = await new ProjectCopy().run([REQUIRE]);
    expect([code, output]).toEqual([1, ""]);
    expect(errors).toMatch(/^EVENTSTOREDB_URI is not set: [^\n]*esdb:\/\/[^\n]*\.\n$/);
  });

  it("the server is examined, and what is bad is reported", async () => {
    const { code, output, errors } = await new ProjectCopy().run([REQUIRE], {
      EVENTSTOREDB_URI: "esdb://host",
    });
    expect([code, output]).toEqual([1, ""]);
    expect(errors).toBe("the dependencies are there, and do not work here\n");
  });
});
