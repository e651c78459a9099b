import { join } from "node:path";
import { jsonEvent } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { startEventStoreServer } from "../../src/server.ts";
import { startStore } from "../support/running-store.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { LookedAt } from "./looking.ts";

const event = (type: string, metadata?: Record<string, unknown>) =>
  jsonEvent({ type, data: {}, ...(metadata && { metadata }) });

const typesIn = (text: string) => [...text.matchAll(/class="type">(.*?)</g)].map(([, type]) => type);

test("events come as they are appended, those of one stream, of a type or of a correlation id alone", async () => {
  const store = await LookedAt.start();
  const { client } = store;
  const pages = await Promise.all(
    ["", "?stream=a", "?type=Game", "?correlation=x"].map((query) => store.live(`/live/events${query}`)),
  );
  await client.appendToStream("b", event("MoveMade", { $correlationId: "x" }));
  await client.appendToStream("b", event("GameFinished"));
  await client.appendToStream("a", event("Last"));
  await client.appendToStream("c", event("GameLast", { $correlationId: "x" }));
  const ends = [/GameLast/, /Last/, /GameLast/, /GameLast/];
  const sent = await Promise.all(pages.map((page, index) => page.until(ends[index] ?? /never/)));
  expect(sent.map((text) => typesIn(text).sort())).toEqual([
    ["GameFinished", "GameLast", "Last", "MoveMade"],
    ["Last"],
    ["GameFinished", "GameLast"],
    ["GameLast", "MoveMade"],
  ]);
});

test("a page that comes back goes on where it was", async () => {
  const store = await LookedAt.start();
  const page = await store.live("/live/events");
  await store.client.appendToStream("s", event("seen"));
  const [, since = ""] = /^id: (\d+)$/m.exec(await page.until(/seen/)) ?? [];
  page.leave();
  await store.client.appendToStream("s", event("missed"));
  const again = await store.live(`/live/events?since=${since}`);
  expect(typesIn(await again.until(/missed/))).toEqual(["missed"]);
});

test("a page of another store is told that it is out of date", async () => {
  const store = await LookedAt.start();
  expect(await (await store.live("/live/events?since=1000000")).until(/\n\n/)).toMatch(/^event: stale\n/);
});

test("of many that come at once the last ones are shown, and the others are counted", async () => {
  const store = await LookedAt.start();
  const page = await store.live("/live/events?since=0");
  await store.client.appendToStream(
    "s",
    Array.from({ length: 1060 }, (_, number) => event(`e${number}`)),
  );
  const text = await page.until(/more came/);
  expect(typesIn(text)).toHaveLength(50);
  expect(typesIn(text)[0]).toBe("e1059");
  expect(text).toContain("1,010 more came at the same time.");
});

test("the list of streams comes again when it changes, also by another process's append", async () => {
  const file = join(temporaryFolder(), "shared.db");
  const store = await LookedAt.start(file);
  const page = await store.live("/live/streams?prefix=new");
  expect(await page.until(/data-part/)).not.toContain("newcomer");
  const other = await startStore(file);
  await other.client.appendToStream("newcomer", event("a"));
  expect(await page.until(/newcomer/)).toContain("newcomer");
});

test("there is a limit of open live pages, and one that is closed makes room", async () => {
  const store = await LookedAt.start();
  const pages = await Promise.all(Array.from({ length: 32 }, () => store.live("/live/events")));
  expect(pages.map(({ status }) => status)).toEqual(Array(32).fill(200));
  const tooMany = await store.live("/live/streams");
  expect([tooMany.status, await tooMany.until(/never/)]).toEqual([
    503,
    "There are 32 live pages: close some.\n",
  ]);
  pages[0]?.leave();
  await expect.poll(async () => (await store.live("/live/events")).status).toBe(200);
});

test("live pages end with the store", async () => {
  const server = await startEventStoreServer({ file: ":memory:" });
  const response = await fetch(new URL("/live/events", server.address));
  const [text] = await Promise.all([response.text(), server.close()]);
  expect(text).toBe("");
});
