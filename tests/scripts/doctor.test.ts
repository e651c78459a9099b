import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { newFolder } from "../folders.ts";
import { fromScripts, ProjectCopy, pretendingToBe, run } from "./project-copy.ts";

const DOCTOR = "scripts/doctor.js";

async function inGit(copy: ProjectCopy): Promise<ProjectCopy> {
  await run("git", ["init", "--quiet"], copy.folder);
  return copy;
}

const readyCopy = () => inGit(new ProjectCopy().withDependencies());

describe.concurrent("the doctor, where everything is ready,", () => {
  it("says so of each thing, and leaves no file", async () => {
    const copy = await readyCopy();
    const before = readdirSync(copy.folder);
    const { code, output, errors } = await copy.run([DOCTOR]);
    expect(output.split("\n")).toEqual([
      `good  Node ${process.versions.node}`,
      "good  dependencies, as package-lock.json wants them",
      expect.stringMatching(/^good {2}git version \d\S*.*, in a work tree of this project$/),
      expect.stringMatching(/^good {2}events are kept in data.connect-four\.db, which will be created$/),
      expect.stringMatching(/^good {2}event store answers, as version \d+\.\d+\.\d+$/),
      expect.stringMatching(/^good {2}round trip takes \d+\.\d ms, the median of a few reads$/),
      "",
    ]);
    expect([code, errors]).toEqual([0, ""]);
    expect(readdirSync(copy.folder)).toEqual(before);
  });

  it("only notes that a download is no clone, also inside a clone or without git", async () => {
    const other = await inGit(new ProjectCopy());
    mkdirSync(`${other.folder}/download`);
    const copy = new ProjectCopy(`${other.folder}/download`).withDependencies();
    rmSync(copy.path("src"), { recursive: true }); // The first exercises have no store.
    const { code, output } = await copy.run([DOCTOR], { PATH: newFolder() });
    expect(output.split("\n")).toEqual([
      `good  Node ${process.versions.node}`,
      "good  dependencies, as package-lock.json wants them",
      "note  this folder is a download, not a git clone: all works, and your work is kept in my-work",
      "",
    ]);
    expect(code).toBe(0);
  });
});

it("the doctor refuses arguments, which would name a store that it does not examine", async () => {
  const { code, output } = await new ProjectCopy().run([DOCTOR, "--store", "other.db"]);
  expect([code, output]).toEqual([
    1,
    'bad   "--store": the doctor takes no arguments; EVENTSTOREDB_URI names another store than the default\n',
  ]);
});

describe.concurrent("the doctor, where something is not ready, says how to mend it, and ends with exit code 1:", () => {
  const BAD = /^bad {3}.*\n {6}mend it with: (.*)$/m;

  it("a Node that is too old, and prints nothing else", async () => {
    const copy = new ProjectCopy();
    expect(await copy.run([...pretendingToBe("14.0.0"), DOCTOR])).toEqual({
      code: 1,
      output: "bad   Node 14.0.0 is too old: install Node 20.19 or newer from https://nodejs.org.\n",
      errors: "",
    });
  });

  it("no dependencies, for which the event store has to wait", async () => {
    const copy = await inGit(new ProjectCopy());
    const { code, output, errors } = await copy.run([DOCTOR]);
    expect(BAD.exec(output)?.[1]).toBe("node scripts/install-once.js");
    expect(output).toMatch(/^bad {3}dependencies are missing/m);
    expect(output).toMatch(/^wait {2}the event store/m);
    expect([code, errors]).toEqual([1, ""]);
  });

  it("dependencies that do not work", async () => {
    const copy = (await inGit(new ProjectCopy()))
      .write("package-lock.json", { packages: {} })
      .write("node_modules/.package-lock.json", { packages: {} });
    const { code, output, errors } = await copy.run([DOCTOR]);
    expect(output).toContain(
      "bad   the dependencies are there, and do not work here\n      mend it with: npm ci\n",
    );
    expect([code, errors]).toEqual([1, ""]);
  });

  it("no git", async () => {
    const copy = await inGit(new ProjectCopy());
    const { code, output, errors } = await copy.run([DOCTOR], { PATH: newFolder() });
    expect(output).toContain(
      "bad   git is missing\n      mend it with: the installer from https://git-scm.com\n",
    );
    expect([code, errors]).toEqual([1, ""]);
  });

  it("a server that does not answer, without its password", async () => {
    const copy = await readyCopy();
    const { code, output, errors } = await copy.run([DOCTOR], {
      EVENTSTOREDB_URI: "esdb://ann:hunter2@127.0.0.1:1?tls=false",
    });
    expect(output).toMatch(/^bad {3}The event store at esdb:\/\/127\.0\.0\.1:1 cannot be reached: .*\.$/m);
    expect(BAD.exec(output)?.[1]).toContain("EVENTSTOREDB_URI");
    expect(output).not.toContain("hunter2");
    expect([code, errors]).toEqual([1, ""]);
    expect(existsSync(copy.path("data"))).toBe(false);
  });
});

describe("a script that an old Node reads", () => {
  it.each(["doctor", "install-once"])("%s, and its imports, use only syntax that it knows", (script) => {
    const { folder } = new ProjectCopy();
    const source = readFileSync(`${folder}/scripts/${script}.js`, "utf8");
    expect(source.match(/^(?:import|export) .*from .*/gm)).toEqual([
      'import { complaintAboutNode } from "./node-version.js";',
    ]);
    const all = source + readFileSync(`${folder}/scripts/node-version.js`, "utf8");
    expect(all).not.toMatch(/^await|\?\?=|\|\|=|&&=|#\w+;|node:/m);
  });

  it.each([
    ["14.0.0", true],
    ["20.18.3", true],
    ["20.19.0", false],
    ["21.0.0", false],
    ["26.1.0", false],
  ])("finds Node %s too old: %s", async (version, tooOld) => {
    const { complaintAboutNode } = await fromScripts("node-version");
    expect(complaintAboutNode(version) !== undefined).toBe(tooOld);
  });

  it("requires the version that package.json requires", async () => {
    const { engines } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    const { complaintAboutNode } = await fromScripts("node-version");
    expect(engines.node).toBe(`>=${/install Node (\S+)/.exec(complaintAboutNode("14.0.0"))?.[1]}`);
  });
});
