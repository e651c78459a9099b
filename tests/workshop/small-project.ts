import { cpSync, existsSync } from "node:fs";
import { MANIFEST_FILE } from "../../workshop/attendee/manifest.ts";
import { type Files, PACK_FILE, pack } from "../../workshop/attendee/pack.ts";
import { publish } from "../../workshop/publish.ts";
import { gitIn, read, throwAwayFolder, write } from "./throw-away.ts";

export const [ONE, TWO] = ["01-exercise-start-game", "02-exercise-play-the-game"] as const;
export const GAME = "src/domain/game.ts";
export const MINE = "// mine\n";

const exercise = (number: string, branch: string) => ({
  number,
  branch,
  solutionBranch: `solution-${branch}`,
  steps: [1, 2, 3, 4].map((step) => ({ number: `${number}.${step}`, kind: "code", title: "", minutes: 1 })),
});
const MANIFEST = JSON.stringify({ exercises: [exercise("1", ONE), exercise("2", TWO)] });

function stateOf(name: string): Files {
  const [number] = name.split(".");
  const files: [string, string][] = [
    [".gitattributes", "* text=auto eol=lf\n"],
    [".gitignore", "node_modules/\ndata/\n"],
    ["README.md", `Exercise ${number}\n`],
    [GAME, `// as after ${name.replace(".1", "")}\n`], // the first step is a tour
    ["src/domain/board.ts", "// the same everywhere\n"],
    [MANIFEST_FILE, MANIFEST],
    [
      "workshop/attendee/branch.json",
      JSON.stringify({ branch: number === "1" ? ONE : TWO, exercise: number }),
    ],
  ];
  return new Map(number === "2" ? [...files, ["src/cli/terminal.ts", "// a terminal\n"]] : files);
}

const names = ["1", "2"].flatMap((number) => [number, ...[1, 2, 3, 4].map((step) => `${number}.${step}`)]);

/** What the states of two exercises have in them: few files, since git and copying take their time for each. */
export const STATES = new Map(names.map((name) => [name, stateOf(name)]));

const branch = (name: string): [string, Files] => [
  name === "1" ? ONE : TWO,
  new Map([...stateOf(name), [PACK_FILE, pack(STATES)], ["package-lock.json", "{}\n"]]),
];
export const BRANCHES = new Map([branch("1"), branch("2")]);

let published: { readonly origin: string; readonly clone: string } | undefined;

/** The branches, published, and a clone of them on the branch of exercise 1. */
function publishOnce(): { readonly origin: string; readonly clone: string } {
  // Its folders are removed after each test file; several files share this module.
  if (published && existsSync(published.clone)) return published;
  const [origin, clone] = [throwAwayFolder(), throwAwayFolder()];
  gitIn(origin, "init", "--quiet", "--bare", "--template=");
  for (const [name, files] of BRANCHES) publish(origin, name, files, "abc");
  gitIn(clone, "clone", "--quiet", "--template=", "--branch", ONE, origin, ".");
  published = { origin, clone };
  return published;
}

export const origin = () => publishOnce().origin;

/** A clone on the branch of exercise 1, with a change in it and a new file. */
export function attendee(): string {
  const folder = throwAwayFolder();
  cpSync(publishOnce().clone, folder, { recursive: true, preserveTimestamps: true });
  write(
    folder,
    new Map([
      [GAME, MINE],
      ["notes/of mine.txt", MINE],
    ]),
  );
  return folder;
}

/** As `attendee`, without git. */
export function withoutGit(files: Files = new Map([[GAME, MINE]])): string {
  const folder = throwAwayFolder();
  write(folder, new Map([...(BRANCHES.get(ONE) ?? []), ...files]));
  return folder;
}

export const on = (folder: string, name: string, path: string = GAME) =>
  gitIn(folder, "show", `${name}:${path}`);
export const headOf = (folder: string) => read(folder, ".git/HEAD").trim().replace("ref: refs/heads/", "");
export const keptIn = (folder: string) =>
  gitIn(folder, "branch", "--list", "my-work*", "--format=%(refname:short)");
