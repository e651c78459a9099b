import { jsonEvent } from "@eventstore/db-client";
import { expect, it } from "vitest";
import { texts, WebSite } from "./web-site.ts";

const event = (type: string, data: Record<string, string | number | null>) =>
  jsonEvent({ type, data, metadata: { $causationId: "cause", $correlationId: "m1" } });

const STARTED = event("MatchStarted", { playerOne: "Ann", playerTwo: "Bob", bestOf: 3 });
const FIRST = event("MatchGameScheduled", { number: 1, gameId: "g1" });
const WON = event("MatchGameFinished", { number: 1, winner: "Bob" });
const SECOND = event("MatchGameScheduled", { number: 2, gameId: "g2" });

const rowsIn = (html: string) => texts(html, /<tr>(.*?)<\/tr>/gs).map((row) => row.replace(/\s+/g, " "));

it("lists matches with their scores, and a match with its games", async () => {
  const site = await WebSite.open();
  await site.appendTo("match-m1", STARTED, FIRST, WON, SECOND);
  await site.append("g1", event("GameStarted", { playerOne: "Ann", playerTwo: "Bob" }));
  const { text } = await site.page("/matches");
  expect(rowsIn(text)[1]).toMatch(/^m1AnnBob0 : 1, best of 3open/);
  const match = (await site.page("/match?id=m1")).text;
  expect(rowsIn(match).slice(1)).toEqual(["Game 1 Ann BobBob won", "Game 2 Bob Annopen"]);
  expect(match).toContain('href="/game?id=g1"');
  expect((await site.page("/game?id=g1")).text).toContain(
    '<a href="/match?id=m1">Game of a match, best of 3</a>',
  );
});

it("sends both anew when they change", async () => {
  const site = await WebSite.open();
  const list = await site.live("/live/matches");
  expect(await list.until(/\n\n/)).toContain("No match has been started yet.");
  await site.appendTo("match-m1", STARTED, FIRST);
  await list.until(/match\?id=m1/);
  const match = await site.live("/live/match?id=m1");
  await match.until(/0 : 0/);
  await site.appendTo("match-m1", WON);
  expect(await list.until(/0 : 1/)).toContain("best of 3");
  expect(await match.until(/0 : 1/)).toContain("<bdi>Bob</bdi> won");
});

it("says once what is wrong, and when it is right again", async () => {
  const site = await WebSite.open();
  const match = await site.live("/live/match?id=m1");
  await match.until(/There is no match m1/);
  await site.appendTo("match-m2", STARTED, FIRST);
  await site.appendTo("match-m1", STARTED, FIRST);
  const sent = await match.until(/0 : 0.*\nevent: trouble\ndata: \n/s);
  expect(sent.match(/There is no match/g)).toHaveLength(1);
  site.news.setTrouble("The store is away.");
  await match.until(/The store is away\./);
  site.news.setTrouble(undefined);
  expect((await match.until(/away\.\n\nevent: trouble\ndata: \n\n$/)).match(/0 : 0/g)).toHaveLength(1);
});

it.each([
  ["/match?id=none", 404, /^There is no match none: /],
  ["/match", 404, /^This address names no match: choose one from the list\.$/],
  ["/match?id=broken", 500, /^Event MatchStarted at revision 0 of stream match-broken cannot be read/],
])("%s is a sentence", async (path, status, sentence) => {
  const site = await WebSite.open();
  await site.appendTo("match-broken", event("MatchStarted", { playerOne: "Ann" }));
  const page = await site.page(path);
  expect(page.status).toBe(status);
  expect(texts(page.text, /<p class="sentence">(.*?)<\/p>/g)).toEqual([expect.stringMatching(sentence)]);
  expect((await site.page("/matches")).text).toContain("Left out: one broken match");
});
