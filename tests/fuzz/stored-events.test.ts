import { startEventStoreServer } from "embedded-eventstore";
import fc from "fast-check";
import { expect } from "vitest";
import { appendOptions, proposedEvent, RawClient } from "../../eventstore/tests/support/raw-client.ts";
import { resumeLine } from "../../src/cli/screens/playing/resume.ts";
import { printable } from "../../src/cli/terminal/printable.ts";
import { locateStore } from "../../src/persistence/connection/store-location.ts";
import { CliInProcess } from "../cli/support/in-process.ts";
import { gameIn, pathInAFolderOfItsOwn } from "../cli/support/store-file.ts";
import { endedInTime, interruptedInTime } from "./deadline.ts";
import { Conversation, compareTranscript } from "./expected/conversation.ts";
import { expectSafe, expectSaidFor } from "./expected/soundness.ts";
import { type Count, fuzz } from "./fuzz.ts";
import type { RawEvent } from "./inputs/corruptions.ts";
import { type StoredStream, storedStreams } from "./inputs/stored-streams.ts";
import { linesOf, typed } from "./inputs/typed-lines.ts";

/** Writes the streams to a file with the bare protocol, because the official client cannot write such events. */
async function storeWith(streams: readonly StoredStream[]): Promise<string> {
  const store = pathInAFolderOfItsOwn("strange.db");
  const server = await startEventStoreServer({ file: store });
  const client = new RawClient(server.port);
  for (const { id, events, metadata } of streams) {
    for (const event of events) await append(client, `game-${id}`, event);
    for (const event of metadata) await append(client, `$$game-${id}`, event);
  }
  client.close();
  await server.close();
  return store;
}

/** Appends one event, because all of them may be too large for one append. */
async function append(client: RawClient, stream: string, { type, contentType, data, metadata }: RawEvent) {
  const message = proposedEvent({ type, "content-type": contentType });
  message.getProposedMessage()?.setData(data).setCustomMetadata(metadata);
  expect(await client.append(appendOptions(stream), message)).toBeNull();
}

async function run(expected: 0 | 1, words: readonly string[], typed: readonly Buffer[] = []) {
  const cli = new CliInProcess(words);
  for (const piece of typed) cli.input.write(piece);
  cli.input.end();
  const { code, output, errors } = await (expected === 0 ? interruptedInTime(cli) : endedInTime(cli));
  expectSafe(cli.output);
  expectSafe(cli.errors);
  expectSaidFor(code, errors);
  expect(code, `${words}: ${errors}`).toBe(expected);
  return output;
}

fuzz("whatever lies in a store, every command gets on with it, and the sound games go on", {
  input: fc.record({ streams: storedStreams, typed: typed(6) }),
  inputs: { few: 1, many: 90 },
  cases: 1_000,
  async check({ streams, typed }, count) {
    const store = await storeWith(streams);
    for (const stream of streams) {
      await readStream(stream, store, count);
      await playOn(stream, store, typed.pieces, await linesOf(typed), count);
    }
    await list(streams, store, count);
  },
});

const READ = "commands that read a stream that anybody may have written";

async function readStream({ id, events, game, fault }: StoredStream, store: string, count: Count) {
  const of = (command: string, ...options: string[]) => [command, ...options, "--store", store, "--", id];
  await run(fault === "unreadable" || fault === "strange" ? 1 : 0, of("history"));
  const json = await run(0, of("history", "--json"));
  expect(
    json
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).type),
  ).toEqual(events.map(({ type }) => type));
  await run(fault ? 1 : 0, of("history", "--audit"));
  await run(fault ? 1 : 0, of("replay"));
  await run(fault ? 1 : 0, of("watch"));
  const [start] = game;
  const isOpen = !fault && !game.some(({ type }) => type === "GameFinished");
  if (start?.type === "GameStarted") await run(isOpen ? 0 : 1, of("join", `--as=${start.playerTwo}`));
  count(READ, 6);
}

async function playOn(
  { id, game, fault }: StoredStream,
  store: string,
  pieces: readonly Buffer[],
  lines: readonly string[],
  count: Count,
) {
  const output = await run(fault ? 1 : 0, ["play", "--store", store, "--", id], pieces);
  count(READ);
  if (fault) return;
  const told = compareTranscript(
    output.slice(`Events: ${store}\n`.length),
    new Conversation(id, [], game),
    lines,
  );
  const farewell = `${printable(resumeLine(id, locateStore(store, {}), store))}\n`;
  const isOpen = !told.events.some(({ type }) => type === "GameFinished");
  expect(told.rest.replace(told.asked === undefined ? "" : `${told.asked}\n`, "")).toBe(
    isOpen ? farewell : "",
  );
  expect((await gameIn(store, id)).events).toEqual(told.events);
}

async function list(streams: readonly StoredStream[], store: string, count: Count) {
  const output = await run(0, ["games", "--json", "--store", store]);
  const isStrange = (id: string) => streams.some((stream) => stream.id === id && stream.fault === "strange");
  const listed = (JSON.parse(output) as { id: string; fault?: string }[]).filter(({ id }) => !isStrange(id));
  const ids = (broken: boolean) =>
    streams.filter(({ id, fault }) => !isStrange(id) && broken === (fault !== undefined)).map(({ id }) => id);
  expect(listed.flatMap(({ id, fault }) => (fault === undefined ? [id] : [])).toSorted()).toEqual(
    ids(false).toSorted(),
  );
  expect(listed.flatMap(({ id, fault }) => (fault === undefined ? [] : [id])).toSorted()).toEqual(
    ids(true).toSorted(),
  );
  for (const command of ["games", "leaderboard"]) {
    const listing = await run(0, [command, "--store", store]);
    if (ids(true).length > 0) expect(listing).toContain("Left out, ");
  }
  await run(0, ["leaderboard", "--json", "--rebuild", "--store", store]);
  count(READ, 4);
}
