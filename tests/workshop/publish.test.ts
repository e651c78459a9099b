import { describe, expect, it } from "vitest";
import { filesOfCommit } from "../../workshop/files.ts";
import { publish } from "../../workshop/publish.ts";
import { gitIn, read, throwAwayFolder, write } from "./throw-away.ts";

const BRANCH = "01-exercise-start-game";
const FILES = new Map([
  ["src/game.ts", "export {};\n"],
  ["Größe.md", "ü\n"],
]);
const CHANGED = new Map([...FILES, ["src/game.ts", "export class Game {}\n"]]);

/** A repository with one commit on main, and a work tree that is anything but clean. */
function dirtyRepository(): string {
  const folder = throwAwayFolder();
  gitIn(folder, "init", "--quiet", "--initial-branch=main");
  write(folder, new Map([["a.txt", "committed\n"]]));
  gitIn(folder, "add", ".");
  gitIn(folder, "commit", "--quiet", "--message=one");
  write(
    folder,
    new Map([
      ["a.txt", "changed\n"],
      ["b.txt", "staged\n"],
      ["c.txt", "untracked\n"],
    ]),
  );
  gitIn(folder, "add", "b.txt");
  return folder;
}

const tipOf = (folder: string, name = BRANCH) => gitIn(folder, "rev-parse", name);
const commitsOn = (folder: string) => Number(gitIn(folder, "rev-list", "--count", BRANCH));

/** Puts a commit that nobody generated on top of the branch. */
function commitByHand(folder: string): string {
  const commit = gitIn(folder, "commit-tree", `${BRANCH}^{tree}`, "-p", BRANCH, "-m", "by hand");
  gitIn(folder, "update-ref", `refs/heads/${BRANCH}`, commit);
  return commit;
}

describe("publishing a branch", () => {
  it("creates it with these files and no others, to the last byte", () => {
    const folder = dirtyRepository();
    expect(publish(folder, BRANCH, FILES, "abc")).toEqual({ branch: BRANCH, outcome: "created" });
    expect(filesOfCommit(folder, BRANCH)).toEqual(FILES);
  });

  it("leaves work tree, index and HEAD as they were", () => {
    const folder = dirtyRepository();
    const before = [
      gitIn(folder, "status", "--porcelain", "--branch"),
      gitIn(folder, "diff"),
      tipOf(folder, "HEAD"),
    ];
    publish(folder, BRANCH, FILES, "abc");
    expect([
      gitIn(folder, "status", "--porcelain", "--branch"),
      gitIn(folder, "diff"),
      tipOf(folder, "HEAD"),
    ]).toEqual(before);
    expect(read(folder, "c.txt")).toBe("untracked\n");
  });

  it("takes the files of the commit, whatever the work tree has", () => {
    expect(filesOfCommit(dirtyRepository(), "HEAD")).toEqual(new Map([["a.txt", "committed\n"]]));
  });

  it("makes the same commit on any machine, for anybody", () => {
    const [one, other] = [dirtyRepository(), throwAwayFolder()];
    gitIn(other, "init", "--quiet");
    publish(one, BRANCH, FILES, "abc");
    publish(other, BRANCH, FILES, "abc");
    expect(tipOf(other)).toBe(tipOf(one));
  });

  it("does nothing where nothing is different", () => {
    const folder = dirtyRepository();
    publish(folder, BRANCH, FILES, "abc");
    const tip = tipOf(folder);
    expect(publish(folder, BRANCH, FILES, "def").outcome).toBe("unchanged");
    expect(tipOf(folder)).toBe(tip);
  });

  it("goes on from the commit before, so that it can be pushed", () => {
    const folder = dirtyRepository();
    publish(folder, BRANCH, FILES, "abc");
    const before = tipOf(folder);
    expect(publish(folder, BRANCH, CHANGED, "def").outcome).toBe("updated");
    expect(gitIn(folder, "rev-parse", `${BRANCH}^`)).toBe(before);
    expect(filesOfCommit(folder, BRANCH)).toEqual(CHANGED);
  });

  it("goes on from what origin has, in a clone without the branch", () => {
    const origin = dirtyRepository();
    publish(origin, BRANCH, FILES, "abc");
    const clone = throwAwayFolder();
    gitIn(clone, "clone", "--quiet", origin, ".");
    expect(publish(clone, BRANCH, CHANGED, "def").outcome).toBe("created");
    expect(gitIn(clone, "rev-parse", `${BRANCH}^`)).toBe(tipOf(origin));
  });

  it("goes on from what origin has, where the branch is behind it", () => {
    const origin = dirtyRepository();
    publish(origin, BRANCH, FILES, "abc");
    const clone = throwAwayFolder();
    gitIn(clone, "clone", "--quiet", origin, ".");
    publish(clone, BRANCH, FILES, "abc");
    publish(origin, BRANCH, CHANGED, "def");
    gitIn(clone, "fetch", "--quiet");
    expect(publish(clone, BRANCH, new Map([["new.md", "new\n"]]), "ghi").outcome).toBe("updated");
    expect(gitIn(clone, "rev-parse", `${BRANCH}^`)).toBe(tipOf(origin));
  });

  it("goes on from what origin has, where the branch is behind it and was not generated here", () => {
    const origin = dirtyRepository();
    publish(origin, BRANCH, FILES, "abc");
    const clone = throwAwayFolder();
    gitIn(clone, "clone", "--quiet", origin, ".");
    gitIn(clone, "branch", "--quiet", BRANCH, `origin/${BRANCH}`);
    publish(origin, BRANCH, CHANGED, "def");
    gitIn(clone, "fetch", "--quiet");
    expect(publish(clone, BRANCH, CHANGED, "def").outcome).toBe("updated");
    expect(tipOf(clone)).toBe(tipOf(origin));
  });

  it("goes on from what origin has, where somebody else has generated and pushed first", () => {
    const origin = dirtyRepository();
    const clone = throwAwayFolder();
    gitIn(clone, "clone", "--quiet", origin, ".");
    publish(origin, BRANCH, FILES, "abc");
    publish(clone, BRANCH, CHANGED, "def");
    gitIn(clone, "fetch", "--quiet");
    expect(publish(clone, BRANCH, CHANGED, "def").outcome).toBe("updated");
    expect(gitIn(clone, "rev-parse", `${BRANCH}^`)).toBe(tipOf(origin));
    expect(filesOfCommit(clone, BRANCH)).toEqual(CHANGED);
  });
});

describe("a branch is left alone", () => {
  it("where somebody has committed to it, and what to do is said", () => {
    const folder = dirtyRepository();
    publish(folder, BRANCH, FILES, "abc");
    const commit = commitByHand(folder);
    const { outcome, reason } = publish(folder, BRANCH, CHANGED, "def");
    expect([outcome, tipOf(folder)]).toEqual(["left alone", commit]);
    expect(reason).toContain(`git branch -m ${BRANCH} my-${BRANCH}`);
  });

  it("even after a run in which its files were the same", () => {
    const folder = dirtyRepository();
    publish(folder, BRANCH, FILES, "abc");
    const commit = commitByHand(folder);
    expect(publish(folder, BRANCH, FILES, "def").outcome).toBe("unchanged");
    expect(publish(folder, BRANCH, CHANGED, "def").outcome).toBe("left alone");
    expect(tipOf(folder)).toBe(commit);
  });

  it("where it is checked out, in whatever work tree", () => {
    const folder = dirtyRepository();
    publish(folder, BRANCH, FILES, "abc");
    const elsewhere = `${throwAwayFolder()}/elsewhere`;
    gitIn(folder, "worktree", "add", "--quiet", elsewhere, BRANCH);
    const { outcome, reason } = publish(folder, BRANCH, CHANGED, "def");
    expect([outcome, commitsOn(folder)]).toEqual(["left alone", 1]);
    expect(reason).toContain(elsewhere);
  });
});
