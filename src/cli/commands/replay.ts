import type { RecordedEvent } from "@eventstore/db-client";
import { Game } from "../../domain/game.ts";
import { defineCommand } from "../command.ts";
import { drawBoard } from "../screens/board.ts";
import { type BoardAfter, boardsAfter } from "../screens/boards-after.ts";
import { sentenceFor } from "../screens/event-sentence.ts";
import { localTime } from "../screens/local-time.ts";
import { CONTINUED } from "../terminal/keys.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { wrap } from "../terminal/text-width.ts";
import { wholeGameId } from "../whole-id.ts";
import { withStore } from "../with-store.ts";

type Place = BoardAfter & Pick<RecordedEvent, "created"> & Pick<Game, "players">;

/** In cells, with the space to the right of the board. */
const BOARD_WIDTH = 24;
const KEYS = "forward →   back ←   first Home   last End   quit q";

export const command = defineCommand({
  summary: "a game move by move, with keys forward and back",
  gameId: "required",
  options: {},
  async run(request, { terminal, locate }) {
    await withStore({ location: locate(), terminal }, async (opening) => {
      const store = await opening;
      const gameId = await wholeGameId(request.gameId, store, terminal);
      const stored = await store.games.history(gameId);
      const { events, players } = Game.loadFromHistory(gameId, stored.map(store.toGameEvent));
      const places = boardsAfter(gameId, events).map((place, index) => ({
        ...place,
        players,
        created: stored[index]?.created ?? new Date(0),
      }));
      terminal.print(`Game ${gameId}`);
      const pictures = places.map((place, index) => draw(place, index, places.length, terminal));
      if (terminal.interactive) await leafThrough(pictures, terminal);
      else for (const picture of pictures) terminal.draw(`\n${picture.join("\n")}`);
    });
  },
});

/** @returns the board and, to the right of it, the event that led to it. */
function draw(
  { board, event, players, created }: Place,
  index: number,
  count: number,
  terminal: Terminal,
): string[] {
  const texts = [
    `Event ${index + 1} of ${count}: ${event.type}`,
    `Revision ${index}, ${localTime(created)}`,
    "",
    sentenceFor(event, players),
  ];
  const right = texts.flatMap((text) => wrap(text, terminal.columns - BOARD_WIDTH - 1));
  const plain = drawBoard(board, false).split("\n");
  const drawn = drawBoard(board, terminal.color).split("\n");
  const height = Math.max(drawn.length, right.length);
  return Array.from({ length: height }, (_, row) => {
    const space = " ".repeat(BOARD_WIDTH - (plain[row]?.length ?? 0));
    return `${drawn[row] ?? ""}${space}${right[row] ?? ""}`.trimEnd();
  });
}

async function leafThrough(pictures: readonly string[][], terminal: Terminal): Promise<void> {
  const height = Math.max(...pictures.map((picture) => picture.length));
  const keyLines = wrap(KEYS, terminal.columns - 1);
  const show = (index: number) => {
    const picture = pictures[index] ?? [];
    const space = Array.from({ length: height - picture.length }, () => "");
    terminal.draw(["", ...picture, ...space, "", ...keyLines].join("\n"));
  };
  const last = pictures.length - 1;
  let index = 0;
  const keys = terminal.keys(); // before a picture tells users to press a key
  show(index);
  for await (const key of keys) {
    const next = nextIndex(key, index, last);
    if (next === undefined) return;
    if (key !== CONTINUED) {
      if (next === index) continue;
      terminal.eraseLines(height + 2 + keyLines.length);
    }
    index = next;
    show(index);
  }
}

/** @returns the index of the picture that a key leads to, or undefined if the key ends the replay. */
function nextIndex(key: string, index: number, last: number): number | undefined {
  switch (key) {
    case "right":
    case "space":
    case "return":
      return Math.min(index + 1, last);
    case "left":
    case "backspace":
      return Math.max(index - 1, 0);
    case "home":
      return 0;
    case "end":
      return last;
    case "q":
    case "escape":
      return undefined;
    default:
      return index;
  }
}
