import { describe, expect, it, test } from "vitest";
import { hasSignals } from "../../runs-here.ts";
import { CliAtATerminal, CTRL_C, hasTerminals } from "../support/cli-at-a-terminal.ts";
import { CliProcess, runCli } from "../support/cli-process.ts";
import { boardsIn, cellsWith } from "../support/drawings.ts";
import { CliInProcess } from "../support/in-process.ts";
import { standInStreams } from "../support/stand-in-streams.ts";
import { gameIn, pathInAFolderOfItsOwn } from "../support/store-file.ts";
import { gameBetween, PLAYER_ONE_WINS, storeGames } from "../support/stored-games.ts";

/** Options of tests that measure time: a busy machine may try again. */
const MEASURED = { retry: 2 };

const GAME = "11111111-2222-4333-8444-555555555555";

/** Creates a store with a game of Ann and Bob and these moves. @returns its path. */
async function storeWithGame(columns = ""): Promise<string> {
  const path = pathInAFolderOfItsOwn("shared.db");
  await storeGames(path, { [GAME]: gameBetween("Ann", "Bob", columns) });
  return path;
}

/** Starts a server on a store. @returns the process and the address that it prints. */
async function serverOn(path: string) {
  const server = new CliProcess(["eventstore", "--port", "0", "--store", path]);
  await server.output.readUntil("Ready at ");
  return { server, address: (await server.output.readUntil(" ")).trim() };
}

describe.runIf(hasTerminals).concurrent("two terminals", () => {
  const join = (store: string, name: string) =>
    new CliAtATerminal(["join", GAME, "--as", name, "--store", store]);

  async function playToTheEnd(store: string) {
    const players = { Ann: join(store, "ann"), Bob: join(store, "BOB") };
    const delays: number[] = [];
    for (const [index, column] of [...PLAYER_ONE_WINS].entries()) {
      const [mover, other] = index % 2 === 0 ? (["Ann", "Bob"] as const) : (["Bob", "Ann"] as const);
      await players[other].screen.readUntil(`Waiting for ${mover}, q leaves: `);
      await players[mover].answer(`${mover} (${mover === "Ann" ? "X" : "O"}) moves: `, column);
      await players[mover].screen.readUntil(" G\n"); // The program draws the board when the move is stored.
      const storedAt = performance.now();
      await players[other].screen.readUntil(" G\n");
      delays.push(performance.now() - storedAt);
    }
    const ended = await Promise.all([players.Ann.ended, players.Bob.ended]);
    expect(ended).toMatchObject([{ code: 0 }, { code: 0 }]);
    for (const screen of [players.Ann.screen.text, players.Bob.screen.text]) {
      expect(screen).toContain("\nAnn wins!\n");
      expect(cellsWith("X", boardsIn(screen).at(-1) ?? [])).toEqual(["A1", "A2", "A3", "A4"]);
      expect(screen).not.toContain("Resume");
    }
    return delays.toSorted((a, b) => a - b)[3];
  }

  it(
    "play a game on one file, each sees the other's move at once, and so does whoever watches",
    MEASURED,
    async () => {
      const store = await storeWithGame();
      const watcher = new CliProcess(["watch", GAME, "--store", store]);
      await watcher.output.readUntil("Ann (X) plays against Bob (O)\n");
      await watcher.output.readUntil("\n\nAnn (X) moves next\n");
      expect(await playToTheEnd(store)).toBeLessThan(200);
      const { code, output } = await watcher.ended;
      expect([code, output.match(/drops a token/g)?.length]).toEqual([0, PLAYER_ONE_WINS.length]);
      expect(output.endsWith("\nAnn wins!\n")).toBe(true);
      expect((await gameIn(store, GAME)).result).toBe("PlayerOneWon");
    },
  );

  it(
    "play a game on one server, each sees the other's move at once",
    MEASURED,
    async ({ onTestFinished }) => {
      const { server, address } = await serverOn(await storeWithGame());
      onTestFinished(() => server.send("SIGKILL"));
      expect(await playToTheEnd(address)).toBeLessThan(200);
      server.send("SIGTERM");
      expect((await server.ended).code).toBe(0);
    },
  );

  it("at which one player moves at the same time: one move counts, the other terminal says why not", async () => {
    const store = await storeWithGame("D");
    const terminals = [join(store, "Bob"), join(store, "Bob")];
    await Promise.all(terminals.map(({ screen }) => screen.readUntil("Bob (O) moves: ")));
    await Promise.all(terminals.map((terminal, index) => terminal.answer("", "EF"[index] ?? "")));
    const told = "turn: Ann moves next.";
    await Promise.any(terminals.map(({ screen }) => screen.readUntil(told)));
    await Promise.all(terminals.map((terminal) => terminal.press("", CTRL_C)));
    expect(await Promise.all(terminals.map(({ ended }) => ended))).toMatchObject([{ code: 0 }, { code: 0 }]);

    expect(terminals.filter(({ screen }) => screen.text.includes(told))).toHaveLength(1);
    const { events, board } = await gameIn(store, GAME);
    expect(events).toHaveLength(3);
    const stored = ["E1", "F1"][board.tokenAt({ column: "E", row: 1 }) ? 0 : 1];
    const resume = `Resume with: npx tsx src/cli.ts join ${GAME} --as Bob --store ${store}`;
    for (const { screen } of terminals) {
      expect(cellsWith("O", boardsIn(screen.text).at(-1) ?? [])).toEqual([stored]);
      expect(screen.text).toContain(`\n${resume}\n`);
    }
  });
});

describe.concurrent("a player who joins through a pipe", () => {
  it("keeps typed lines for this player's own turns, and shows the end", async () => {
    const store = await storeWithGame();
    const [ann, bob] = await Promise.all([
      runCli(["join", GAME, "--as", "Ann", "--store", store], [..."AAAA"]),
      runCli(["join", "11111", "--as", "Bob", "--store", store], [..."BBB"]),
    ]);
    expect([ann.code, ann.errors, bob.code, bob.errors]).toEqual([0, "", 0, ""]);
    for (const { output } of [ann, bob]) expect(output.endsWith("\nAnn wins!\n")).toBe(true);
  });

  it("leaves at the end of input; players who wait and watchers leave with Ctrl-C", async () => {
    const store = await storeWithGame();
    const ann = await runCli(["join", GAME, "--as", "Ann", "--store", store]);
    expect([ann.code, ann.errors]).toEqual([0, ""]);
    expect(ann.output).toMatch(/Ann \(X\) moves: \nResume with: .* --as Ann .*\n$/);

    const waiting = new CliProcess(["join", GAME, "--as", "Bob", "--store", store]);
    const watching = new CliProcess(["watch", GAME, "--store", store]);
    await waiting.output.readUntil("Waiting for Ann");
    await watching.output.readUntil("G\n");
    waiting.send("SIGINT");
    watching.send("SIGINT");
    const ended = await Promise.all([waiting.ended, watching.ended]);
    if (!hasSignals()) return;
    expect(ended.map(({ code, errors }) => [code, errors])).toEqual([
      [0, ""],
      [0, ""],
    ]);
    expect(ended[0].output).toMatch(/\nResume with: .* --as Bob .*\n$/);
  });
});

describe.runIf(hasTerminals)("a replay at a terminal", () => {
  it("goes forward, back, to the first and to the last, and quits", async () => {
    const store = await storeWithGame(PLAYER_ONE_WINS);
    const cli = new CliAtATerminal(["replay", GAME, "--store", store]);
    const [forward, back, first, last] = ["\u001b[C", "\u001b[D", "\u001b[H", "\u001b[F"];
    await cli.press("Event 1 of 9: GameStarted", `${forward}`);
    await cli.press("Event 2 of 9: MoveMade", `${forward} ${back}`);
    await cli.press("Event 3 of 9: MoveMade", "");
    await cli.press("Event 4 of 9: MoveMade", "");
    await cli.press("Event 3 of 9: MoveMade", `${last}`);
    await cli.press("Event 9 of 9: GameFinished", `${forward}${first}`);
    await cli.press("Event 1 of 9: GameStarted", "q");
    const { code, settings } = await cli.ended;
    expect(code).toBe(0);
    expect(settings).toMatch(/ icanon.* echo /s);
  });
});

test("a replay in a narrow window wraps its lines itself, so that it erases as many as it has drawn", async () => {
  const store = await storeWithGame(PLAYER_ONE_WINS);
  const streams = standInStreams(["input", "output"]);
  Object.assign(streams.streams.output, { columns: 40 });
  const cli = new CliInProcess(["replay", GAME, "--store", store], {}, streams);
  const first = await cli.output.readUntil("quit q\n");
  cli.input.write("\u001b[C");
  await cli.output.readUntil("quit q\n");
  cli.input.end("q");
  await cli.ended;
  const picture = first.slice(first.indexOf("\n\n") + 1).split("\n");
  expect(picture.filter((line) => line.length > 40)).toEqual([]);
  expect(cli.output.raw).toContain(`\u001b[${picture.length - 1}A`);
});
