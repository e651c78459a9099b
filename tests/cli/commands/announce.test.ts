import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { WAIT } from "../../reactions/wait.ts";
import { runsHere } from "../../runs-here.ts";
import { CliInProcess, runInProcess } from "../support/in-process.ts";
import { pathInAFolderOfItsOwn } from "../support/store-file.ts";
import { gameBetween, PLAYER_ONE_WINS, PLAYER_TWO_WINS, storeGames } from "../support/stored-games.ts";

let store: string;
beforeEach(async () => {
  store = pathInAFolderOfItsOwn("games.db");
  await storeGames(store, {
    first: gameBetween("Ann", "Bob", PLAYER_ONE_WINS),
    open: gameBetween("Ann", "Bob", "D"),
    second: gameBetween("Ann", "Bob", PLAYER_TWO_WINS),
  });
});
const later = () => storeGames(store, { third: gameBetween("Cid", "Dee", PLAYER_ONE_WINS) });

/** Announces until so many lines have been printed, then leaves. @returns the ids of the games. */
async function announce(lines: number, ...words: string[]) {
  const cli = new CliInProcess(["announce", "--store", store, ...words]);
  await cli.errors.readUntil("Checkpoint: ");
  for (let line = 0; line < lines; line++) await cli.output.readUntil("\n");
  cli.interrupt();
  return cli.ended;
}
const idsIn = (output: string) =>
  output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).gameId);

describe("announce", () => {
  it("tells how games end, one JSON object a line, and goes on where it ended", async () => {
    const { code, output, errors } = await announce(2, "--from", "start");
    expect([code, errors]).toEqual([
      0,
      expect.stringMatching(/^Events: .*\nCheckpoint: .*games\.db\.announcements\n$/),
    ]);
    expect(JSON.parse(output.split("\n")[0] ?? "")).toEqual({
      type: "GameResult.v1",
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      gameId: "first",
      correlationId: null,
      playerOne: "Ann",
      playerTwo: "Bob",
      result: "PlayerOneWon",
      winner: "Ann",
      moves: 7,
      finishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(idsIn(output)).toEqual(["first", "second"]);
    await later();
    expect(idsIn((await announce(1)).output)).toEqual(["third"]);
  });

  it("asks where to begin, and with --from now tells only of what comes", async () => {
    const undecided = await runInProcess(["announce", "--store", store]);
    expect([undecided.code, undecided.output]).toEqual([1, ""]);
    expect(undecided.errors).toMatch(
      /\nThere is no checkpoint in .*games\.db\.announcements yet\. Give --from start to /,
    );
    expect((await announce(0, "--from", "now")).output).toBe("");
    await later();
    expect(idsIn((await announce(1)).output)).toEqual(["third"]);
    const again = await runInProcess(["announce", "--store", store, "--from", "start"]);
    expect([again.code, again.errors.split("\n")[1]]).toEqual([
      1,
      expect.stringMatching(/: leave out --from\. /),
    ]);
  });

  it("never heals a checkpoint: one of another store, or a damaged one, is a question", async () => {
    await announce(2, "--from", "start");
    const checkpoint = `${store}.announcements`;
    const other = pathInAFolderOfItsOwn("other.db");
    await storeGames(other, { other: gameBetween("Ann", "Bob", PLAYER_ONE_WINS) });
    const ofOther = await runInProcess(["announce", "--store", other, "--checkpoint", checkpoint]);
    expect([ofOther.code, ofOther.errors]).toEqual([1, expect.stringContaining(" is of another store, or ")]);

    writeFileSync(checkpoint, "no database");
    const damaged = await runInProcess(["announce", "--store", store]);
    expect([damaged.code, damaged.errors]).toEqual([
      1,
      expect.stringContaining(" is damaged. Give --from start "),
    ]);
    expect(readFileSync(checkpoint, "utf8")).toBe("no database");
    expect(idsIn((await announce(2, "--from", "start")).output)).toEqual(["first", "second"]);
  });

  it("appends to a file, and counts a line as told when it is on the disk", async () => {
    const file = join(dirname(store), "results.jsonl");
    const cli = new CliInProcess(["announce", "--store", store, "--from", "start", "--to", file]);
    await expect.poll(() => readFileSync(file, "utf8").split("\n").length, WAIT).toBe(3);
    cli.interrupt();
    expect(await cli.ended).toMatchObject({ code: 0, output: "" });
    expect(idsIn(readFileSync(file, "utf8"))).toEqual(["first", "second"]);
    const folder = await runInProcess(["announce", "--store", store, "--to", dirname(store)]);
    expect([folder.code, folder.errors]).toEqual([
      1,
      expect.stringMatching(/\nNothing can be appended to .*: check --to\.\n$/),
    ]);
  });

  it("lets one at a time work with a checkpoint", async () => {
    const first = new CliInProcess(["announce", "--store", store, "--from", "start"]);
    await first.output.readUntil("\n");
    const second = await runInProcess(["announce", "--store", store]);
    expect([second.code, second.errors]).toEqual([
      1,
      expect.stringMatching(/\nAnother announce is at work with the checkpoint in .*: end it first, /),
    ]);
    first.interrupt();
    expect((await first.ended).code).toBe(0);
  });

  it("parks and names a game that cannot be read, and tells of it again on request", async () => {
    await storeGames(store, { broken: [{ type: "GameFinished", result: "Tied" } as const] });
    await later();
    const { output, errors } = await announce(3, "--from", "start");
    expect(idsIn(output)).toEqual(["first", "second", "third"]);
    const reason = "The history of game broken is corrupt at revision 0: ";
    expect(errors).toContain(`\nGame broken is parked: ${reason}`);
    const list = await runInProcess(["announce", "--store", store, "--parked"]);
    expect([list.code, list.output]).toEqual([
      0,
      expect.stringMatching(/^Game broken: The history of .*\nannounce --again tells them again\.\n$/),
    ]);
    const cli = new CliInProcess(["announce", "--store", store, "--again"]);
    await cli.errors.readUntil(`Game broken stays parked: ${reason}`);
    cli.interrupt();
    expect((await cli.ended).code).toBe(0);
  });

  it("says that nothing is parked, and that there is no checkpoint", async () => {
    const none = await runInProcess(["announce", "--store", store, "--parked"]);
    expect([none.code, none.errors]).toEqual([
      1,
      expect.stringMatching(/^There is no checkpoint in .* yet\./),
    ]);
    await announce(2, "--from", "start");
    expect((await runInProcess(["announce", "--store", store, "--parked"])).output).toBe(
      "No message is parked.\n",
    );
  });

  it("says that a checkpoint cannot be kept in a folder", async () => {
    const words = ["announce", "--store", store, "--checkpoint", dirname(store)];
    for (const more of [["--parked"], ["--from", "start"]]) {
      const { code, output, errors } = await runInProcess([...words, ...more]);
      expect([code, output, errors]).toEqual([
        1,
        "",
        expect.stringMatching(/(^|\n)No checkpoint can be kept in /),
      ]);
    }
    expect(existsSync(`${dirname(store)}.lock`)).toBe(false);
  });

  it("tells nothing with a protected checkpoint, since it would tell it again at each start", async () => {
    if (
      !runsHere(process.getuid?.() !== 0, "a protected checkpoint", "the administrator may write everywhere")
    )
      return;
    await announce(2, "--from", "start");
    await later();
    chmodSync(`${store}.announcements`, 0o444);
    const { code, output, errors } = await runInProcess(["announce", "--store", store]);
    expect([code, output, errors]).toEqual([
      1,
      "",
      expect.stringContaining("\nNo checkpoint can be kept in "),
    ]);
    chmodSync(`${store}.announcements`, 0o644); // Windows removes no protected files
  });

  it("appends to no file of its own", async () => {
    const checkpoint = `${store}.announcements`;
    const own = await runInProcess(["announce", "--store", store, "--from", "start", "--to", checkpoint]);
    expect([own.code, own.errors.split("\n")[0]]).toEqual([
      2,
      "--to is the file of the checkpoint: choose another one.",
    ]);
    const events = await runInProcess(["announce", "--store", store, "--from", "start", "--to", store]);
    expect([events.code, events.errors]).toEqual([1, expect.stringContaining("games.db is a database, ")]);
    expect(existsSync(checkpoint)).toBe(false);
  });

  it.each([
    [["--from", "yesterday"], "--from takes start or now."],
    [["--parked", "--again"], "--parked only lists: leave out --again, --from and --to."],
    [["--store", "memory"], "A store in memory begins empty: announce needs a file or a server."],
  ])("refuses %j in one sentence", async (words, sentence) => {
    const { code, errors } = await runInProcess(["announce", "--store", store, ...words]);
    expect([code, errors.split("\n")[0]]).toEqual([2, sentence]);
  });
});
