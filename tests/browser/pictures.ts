// Takes pictures of the main views, in light and dark, and in a window of 400 pixels:
// npm run browser:pictures -- <folder>
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { jsonEvent } from "@eventstore/db-client";
import type { BrowserContextOptions, Page } from "playwright-core";
import { compose } from "../../src/cli/composition.ts";
import { locateStore } from "../../src/persistence/connection/store-location.ts";
import { CliProcess } from "../cli/support/cli-process.ts";
import { PLAYER_ONE_WINS } from "../cli/support/stored-games.ts";
import { COLUMNS_TO_A_TIE } from "../domain/specification.ts";
import { withPrograms } from "./programs-under-test.ts";

const FOLDER = resolve(process.env.INIT_CWD ?? ".", process.argv[2] ?? "data/pictures");

const WINDOWS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 1040 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 1040 } },
  narrow: { colorScheme: "light", viewport: { width: 400, height: 1040 } },
};

/** The games of the pictures: the players, and the columns of the moves. */
const GAMES = [
  ["Grace", "Hugo", "DDCEEBFCC"],
  ["Ann", "Bob", COLUMNS_TO_A_TIE],
  ["Cleo", "Dmitri", "DCDCDCD"],
  ["Eve", "Ann", "DDECFBGAEEFF"],
  ["Hugo", "Cleo", "ABABABCB"],
  ["Farid", "Grace", "DEDEDED"],
  ["Dmitri", "Eve", "CDDEECEFFAFF"],
  ["Bob", "Grace", "DDDEECF"],
  ["Ann", "Bob", "DCDDEECFFBEGEGGA"],
] as const;

await withPrograms(async ({ browser, store, storePage, gamesPage }) => {
  await playMatch(store);
  const { shown, objected } = await playGames(store);
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, options] of Object.entries(WINDOWS)) {
    const page = await browser.newPage(options);
    const take = async (view: string, address: string, prepare?: (page: Page) => Promise<void>) => {
      await page.goto(address);
      await page.locator(".state.live").waitFor();
      await prepare?.(page);
      await page.screenshot({ path: join(FOLDER, `${view}-${name}.png`) });
    };
    await take("games", gamesPage);
    await take("matches", `${gamesPage}matches`);
    await take("match", gamesPage, async (games) => {
      await games.goto(`${gamesPage}matches`);
      await games.locator("tbody a").first().click();
      await games.locator(".state.live").waitFor();
    });
    await take("leaderboard", `${gamesPage}leaderboard`);
    await take("game", `${gamesPage}game?id=${shown}&at=9`, (game) => game.locator("#token-6").click());
    await take("audit", `${gamesPage}game?id=${objected}`);
    await take("streams", storePage);
    await take("events", `${storePage}all`, (all) => all.locator("summary").nth(1).click());
    await page.close();
  }
  console.log(`The pictures are in ${FOLDER}.`);
});

/** Plays a match in which a game is open. */
async function playMatch(store: string): Promise<void> {
  const players = ["--player-one", "Grace", "--player-two", "Eve"];
  const terminal = new CliProcess(["play", "--best-of", "3", ...players, "--store", store]);
  await terminal.type(...PLAYER_ONE_WINS, ...PLAYER_ONE_WINS, "D", "E").endInput().ended;
}

/** @returns the ids of a game to show, and of one to which today's rules object. */
async function playGames(store: string): Promise<{ shown: string; objected: string }> {
  const { connectFour, connection, close } = await compose(locateStore(store, {}));
  let shown = "";
  for (const [playerOne, playerTwo, columns] of GAMES) {
    let { game } = await connectFour.startGame(playerOne, playerTwo);
    for (const column of columns) {
      if (!game.nextPlayer) break;
      ({ game } = await connectFour.makeMove(game.id, game.nextPlayer, column as "A"));
    }
    shown = game.id;
  }
  const objected = "0b1ec7ed-0000-4000-8000-000000000000";
  const moves = ["Ann", "Bob", "Bob", "Ann"].map((player) =>
    jsonEvent({ type: "MoveMade", data: { player, column: "D" } }),
  );
  const started = jsonEvent({ type: "GameStarted", data: { playerOne: "Ann", playerTwo: "Bob" } });
  await connection.client.appendToStream(`game-${objected}`, [started, ...moves]);
  await close();
  return { shown, objected };
}
