import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { HELP } from "../../src/cli/usage.ts";
import { newFolder } from "../folders.ts";
import { runInProcess } from "./support/in-process.ts";

const folder = newFolder();

// Replaces the default store by one that does not exist yet, since this checkout may have data.
vi.mock("../../src/persistence/connection/store-location.ts", async (original) => {
  const module = await original<typeof import("../../src/persistence/connection/store-location.ts")>();
  return {
    ...module,
    get DEFAULT_FILE() {
      return join(folder, "data", "the default.db");
    },
  };
});

const ID = "11111111-2222-4333-8444-555555555555";
const COMMANDS = [["play"], ["eventstore"], ["games"], ["history", ID]];
const LOOKING_FOR_A_GAME = [
  ["play", ID],
  ["join", ID, "--as", "Ann"],
  ["watch", ID],
  ["replay", ID],
  ["history", ID],
  ["history", "1111"],
];

describe("a --store that is none", () => {
  it.each([
    ["", "No store was named: give a file, memory, or esdb://…."],
    ["redis://me:secret@host", /^A store at redis:\/\/ is not supported: .*\.$/],
    ["esdb://me:sec:ret@host", /^The connection string cannot be understood: .*\.$/],
    [":memory:", "The store in memory is called memory here, without colons."],
  ])("is a mistake on the command line: %j", async (store, sentence) => {
    for (const command of COMMANDS) {
      const { code, output, errors } = await runInProcess([...command, `--store=${store}`]);
      expect([code, output]).toEqual([2, ""]);
      const [said, ...more] = errors.split("\n");
      expect(said).toMatch(sentence);
      expect(more).toEqual([HELP, ""]);
    }
  });

  it("is refused also if only the client does not understand it", async () => {
    const { code, errors } = await runInProcess(["games", "--store", "esdb://host?colour=red"]);
    expect([code, errors]).toEqual([2, expect.stringMatching(/^The connection string has .* colour: /)]);
  });

  it("is no error of the command line if it comes from EVENTSTOREDB_URI", async () => {
    const { code, errors } = await runInProcess(["games"], { EVENTSTOREDB_URI: "redis://host" });
    expect([code, errors]).toEqual([1, expect.stringMatching(/^A store at redis:\/\/ .*\.\n$/)]);
  });
});

describe("a file that is not there", () => {
  const missing = () => join(folder, "mistyped.db");

  it.each([...LOOKING_FOR_A_GAME, ["games"], ["leaderboard"]])(
    "is named to whoever looks for games in it, and not created: %s",
    async (...words) => {
      const { code, output, errors } = await runInProcess([...words, "--store", missing()]);
      expect([code, output]).toEqual([1, `Events: ${missing()}\n`]);
      expect(errors).toBe(`There is no file ${missing()}: check --store, or start a game there with play.\n`);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it("is an error with --json, too", async () => {
    const { code, output } = await runInProcess(["games", "--json", "--store", missing()]);
    expect([code, output]).toEqual([1, ""]);
  });

  it("counts as an empty store if it is the default, and is not created", async () => {
    const store = ["--store", join(folder, "data", "the default.db")];
    const [games, leaderboard] = [
      await runInProcess(["games", ...store]),
      await runInProcess(["leaderboard", "--json", ...store]),
    ];
    expect([games.code, games.output.split("\n")[1], games.errors]).toEqual([
      0,
      "No game has been started yet.",
      "",
    ]);
    expect([leaderboard.code, leaderboard.output, leaderboard.errors]).toEqual([0, "[]\n", ""]);
    for (const words of LOOKING_FOR_A_GAME) {
      const { code, errors } = await runInProcess([...words, ...store]);
      expect([code, errors]).toEqual([1, expect.stringMatching(/^There is no game [\d-]+: .*\.\n$/)]);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is created for a new game", async () => {
    await runInProcess(["play", "--store", join(folder, "new.db")]);
    expect(readdirSync(folder)).toContain("new.db");
  });
});
