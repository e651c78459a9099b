import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { areDependenciesInstalled } from "./dependencies.js";
import { lookAtStore } from "./store.js";
import { complaintsAboutSurroundings } from "./surroundings.js";

/** @typedef {import("./store.js").Finding} Finding */

const root = new URL("../", import.meta.url);

/** Prints a line for each thing that the project needs, and how to mend a bad one. @returns whether all are good */
export function examine() {
  const installed = areDependenciesInstalled(root);
  const complaints = complaintsAboutSurroundings(fileURLToPath(root));
  const isReady = installed && complaints.length === 0;
  const findings = [
    ...complaints.map((text) => ({ is: "bad", text })),
    dependencies(installed),
    git(),
    ...(isReady ? lookAtStore() : [waitingStore]),
  ];
  for (const { is, text, mend } of findings) {
    console.log(`${is.padEnd(4)}  ${text}`);
    if (is === "bad" && mend) console.log(`      mend it with: ${mend}`);
  }
  return !findings.some(({ is }) => is === "bad");
}

/** @returns {Finding} */
function dependencies(installed) {
  if (installed) return { is: "good", text: "dependencies, as package-lock.json wants them" };
  return {
    is: "bad",
    text: "dependencies are missing, or not as package-lock.json wants them",
    mend: "node scripts/install-once.js",
  };
}

/** @returns {Finding} */
function git() {
  if (!existsSync(new URL(".git", root))) {
    return {
      is: "note",
      text: "this folder is a download, not a git clone: all works, and your work is kept in my-work",
    };
  }
  const run = (...words) => spawnSync("git", words, { cwd: root, encoding: "utf8" });
  const { status, stdout: version } = run("--version");
  if (status !== 0)
    return { is: "bad", text: "git is missing", mend: "the installer from https://git-scm.com" };

  // Inside another project's work tree the prefix is not empty, and the branches are that project's.
  const { stdout, stderr } = run("rev-parse", "--is-inside-work-tree", "--show-prefix");
  if (stdout.trim() === "true") {
    return { is: "good", text: `${version.trim()}, in a work tree of this project` };
  }
  const [distrust] = /git config --global --add safe\.directory .*/.exec(stderr) ?? [];
  return {
    is: "bad",
    text: `this folder is no git work tree ${distrust ? "that git trusts" : "of its own"}`,
    mend: distrust ?? "git clone, into another folder",
  };
}

/** @type {Finding} */
const waitingStore = { is: "wait", text: "the event store is looked at when the rest is ready" };
