import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { startStore } from "../../../eventstore/tests/support/running-store.ts";
import { temporaryFolder } from "../../../eventstore/tests/support/temporary-folder.ts";
import type { GameResultV1 } from "../../../src/reactions/announcements/game-result.ts";
import { CliProcess } from "../../cli/support/cli-process.ts";
import { KILLS, MOST_MILLISECONDS, reportSurvivors } from "../../kills/kills.ts";
import { keepPlaying } from "../../projections/random-games.ts";

/** One table, since telling takes longer than playing: each message waits for the disk twice. */
const TABLES = 1;

test(`after ${KILLS} times kill -9, each game has been told of, in order, and repeats are known by their ids`, {
  timeout: MOST_MILLISECONDS,
}, async () => {
  const folder = temporaryFolder();
  const store = join(folder, "games.db");
  const told = join(folder, "results.jsonl");
  const { client } = await startStore(store);
  const last = new AbortController();
  const playing = keepPlaying(client, TABLES, last.signal);
  const linesTold = () => (existsSync(told) ? readFileSync(told, "utf8").split("\n").slice(0, -1) : []);
  const announce = (...words: string[]) =>
    new CliProcess(["announce", "--store", store, "--to", told, ...words]);

  for (let kill = 0; kill < KILLS; kill++) {
    const before = linesTold().length;
    const announcer = announce(...(kill === 0 ? ["--from", "start"] : []));
    await vi.waitUntil(() => linesTold().length > before + Math.random() * 3, {
      timeout: 30_000,
      interval: 1,
    });
    announcer.send("SIGKILL");
    await announcer.ended; // the lock has gone with it: otherwise the next one would end at once
  }
  last.abort();
  await playing;

  const ended: string[] = [];
  for await (const { event } of client.readAll()) if (event?.type === "GameFinished") ended.push(event.id);
  const rest = announce();
  await vi.waitUntil(() => linesTold().some((line) => line.includes(ended.at(-1) ?? "?")), {
    timeout: MOST_MILLISECONDS / 2,
  });
  rest.send("SIGKILL");
  await rest.ended;

  // What a receiver does: it passes over half a line, which a crash has left, and over an id that it knows.
  const lines = linesTold();
  const messages = lines.flatMap((line): GameResultV1[] => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
  const ids = [...new Set(messages.map(({ id }) => id))];
  expect(ids).toEqual(ended);
  expect(messages.length - ids.length).toBeLessThanOrEqual(KILLS);
  reportSurvivors(
    `${ids.length} games told of, each at least once and in order; ${messages.length - ids.length} repeats, ` +
      `${lines.length - messages.length} broken lines`,
  );
});
