import { rmSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { fromScripts, ProjectCopy } from "./project-copy.ts";

const TOOL = { version: "1.0.0", integrity: "sha512-a", bin: { tool: "tool.js" } };
const PLAIN = { version: "2.0.0", integrity: "sha512-p" };
const OURS = { ...PLAIN, optional: true, os: [process.platform], cpu: [process.arch] };
const OTHERS = { ...PLAIN, optional: true, os: [`!${process.platform}`] };
const LOCKED = {
  "node_modules/tool": TOOL,
  "node_modules/tool/node_modules/plain": PLAIN,
  "node_modules/ours": OURS,
  "node_modules/others": OTHERS,
  "node_modules/other-cpu": { ...OURS, cpu: ["pdp11"] },
  "node_modules/other-libc": { ...OURS, libc: ["newlib"] },
  "node_modules/of-others": { ...PLAIN, optional: true },
};
const INSTALLED = {
  "node_modules/tool": TOOL,
  "node_modules/tool/node_modules/plain": PLAIN,
  "node_modules/ours": OURS,
};

const copyWith = (
  packages: Record<string, { version: string }>,
  lockfile: unknown = { packages: { "": {}, ...LOCKED } },
) => new ProjectCopy().write("package-lock.json", lockfile).withPackages(packages);

async function areInstalled(copy: ProjectCopy): Promise<boolean> {
  const { areDependenciesInstalled } = await fromScripts("dependencies");
  return areDependenciesInstalled(pathToFileURL(`${copy.folder}/`));
}

describe("the dependencies count as installed", () => {
  it.each([
    ["with those for this system alone", INSTALLED],
    ["with those for other systems, too", LOCKED],
  ])("%s", async (_, packages) => {
    expect(await areInstalled(copyWith(packages))).toBe(true);
  });

  it("with a package of the workspace, for which npm notes no version", async () => {
    const link = { "node_modules/own": { resolved: "own", link: true } };
    const copy = copyWith(INSTALLED, { packages: { "": {}, ...LOCKED, ...link } })
      .write("node_modules/.package-lock.json", { packages: { ...INSTALLED, ...link } })
      .write("node_modules/own/package.json", { version: "0.1.0" });
    expect(await areInstalled(copy)).toBe(true);
    rmSync(copy.path("node_modules/own"), { recursive: true });
    expect(await areInstalled(copy)).toBe(false);
  });
});

describe("the dependencies do not count as installed if", () => {
  const { "node_modules/ours": _ours, ...ofAnotherSystem } = { ...INSTALLED, "node_modules/others": OTHERS };

  it.each([
    ["an installation was broken off", {}],
    [
      "another version is installed",
      { ...INSTALLED, "node_modules/tool": { ...TOOL, integrity: "sha512-old" } },
    ],
    ["something is installed that is no longer wanted", { ...INSTALLED, "node_modules/b": PLAIN }],
    ["the folder comes from another system", ofAnotherSystem],
  ])("%s", async (_, packages) => {
    expect(await areInstalled(copyWith(packages))).toBe(false);
  });

  it("nothing is installed, or the lockfile cannot be read", async () => {
    expect(await areInstalled(new ProjectCopy())).toBe(false);
    expect(await areInstalled(copyWith(INSTALLED, "<<<<<<< HEAD"))).toBe(false);
  });

  it.each(["node_modules/ours", "node_modules/tool/node_modules/plain/package.json", "node_modules/.bin"])(
    "the note has %s, and the folder does not",
    async (path) => {
      const copy = copyWith(INSTALLED);
      rmSync(copy.path(path), { recursive: true });
      expect(await areInstalled(copy)).toBe(false);
    },
  );

  it("a package has another version than npm's list says, or is incomplete after a full disk", async () => {
    const copy = copyWith(INSTALLED);
    expect(await areInstalled(copy.write("node_modules/ours/package.json", { version: "1.9.0" }))).toBe(
      false,
    );
    expect(await areInstalled(copy.write("node_modules/ours/package.json", ""))).toBe(false);
  });
});
