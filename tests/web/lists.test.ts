import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gameBetween, PLAYER_ONE_WINS, PLAYER_TWO_WINS } from "../cli/support/stored-games.ts";
import { texts, WebSite } from "./web-site.ts";

const idsIn = (html: string) => texts(html, /<code>(.*?)<\/code>/g);
const rowsIn = (html: string) => texts(html, /<tr>(<t[hd](?: class="number")?>?.*?)<\/tr>/gs).slice(1);
const sentencesIn = (html: string) => texts(html, /<p class="sentence">(.*?)<\/p>/g);

describe("the list of games", () => {
  it("has the newest first, with players, moves and state", async () => {
    const site = await WebSite.open({
      "aaaa-won": gameBetween("Ann", "Bob", PLAYER_ONE_WINS),
      "bbbb-open": gameBetween("Cleo", "Dan", "D"),
    });
    const { text } = await site.page("/");
    expect(idsIn(text)).toEqual(["bbbb", "aaaa"]);
    expect(rowsIn(text)[0]).toMatch(/^bbbb *Cleo *Dan *moves *1 *Dan moves/);
    expect(rowsIn(text)[1]).toMatch(/^aaaa *Ann *Bob *moves *7 *Ann won/);
    expect(text).toContain("2 games, the newest first");
    expect(text).toContain('href="/game?id=aaaa-won"');
  });

  it("selects by state and by player, in any case", async () => {
    const site = await WebSite.open({
      "aaaa-won": gameBetween("Ann", "Bob", PLAYER_ONE_WINS),
      "bbbb-open": gameBetween("Cleo", "Ann", "D"),
      "cccc-other": gameBetween("Cleo", "Dan", "D"),
    });
    expect(idsIn((await site.page("/?state=open")).text)).toEqual(["cccc", "bbbb"]);
    expect(idsIn((await site.page("/?state=finished")).text)).toEqual(["aaaa"]);
    expect(idsIn((await site.page("/?player=ANN")).text)).toEqual(["bbbb", "aaaa"]);
    expect(sentencesIn((await site.page("/?player=Eve&state=open")).text)).toEqual([
      "No open game of Eve is here.",
    ]);
  });

  it("goes on page by page", async () => {
    const games = Array.from({ length: 23 }, (_, number) => [
      `${1000 + number}-id`,
      gameBetween("A", "B", "D"),
    ]);
    const site = await WebSite.open(Object.fromEntries(games));
    const first = (await site.page("/?state=open")).text;
    expect(idsIn(first)).toHaveLength(20);
    const [, older = ""] = /href="([^"]*)" rel="next"/.exec(first) ?? [];
    const second = (await site.page(older.replaceAll("&amp;", "&"))).text;
    expect(idsIn(second)).toEqual(["1002", "1001", "1000"]);
    expect(second).not.toContain('rel="next"');
    expect(second).not.toContain("data-live");
  });

  it("names the games that are left out", async () => {
    const site = await WebSite.open({
      "cccc-broken": [...gameBetween("Ann", "Bob", PLAYER_TWO_WINS), { type: "MoveMade" }],
    });
    const { text } = await site.page("/");
    expect(sentencesIn(text)).toEqual([
      "No game has been started yet: npx tsx src/cli.ts starts one, and it appears here.",
    ]);
    expect(texts(text, /<li>(.*?)<\/li>/g)).toEqual([
      expect.stringMatching(/^Event MoveMade at revision 10 of stream game-cccc-broken cannot be read/),
    ]);
  });

  it("comes again when it has changed, and says when the store fails", async () => {
    const site = await WebSite.open();
    const page = await site.live("/live/games");
    expect(await page.until(/data-part/)).toContain("No game has been started yet");
    await site.store("live", ...gameBetween("Ann", "Bob", "D"));
    expect(await page.until(/game\?id=live/)).toContain("<bdi>Bob</bdi> moves");
    site.news.setTrouble("The event store is away.");
    expect(await page.until(/away/)).toContain("event: trouble\ndata: The event store is away.\n\n");
    site.news.setTrouble(undefined);
    expect(await page.until(/trouble\ndata: \n/)).toMatch(/event: trouble\ndata: \n\n$/);
  });
});

describe("the leaderboard", () => {
  it("has the best first, and leads to the games of a player", async () => {
    const site = await WebSite.open({
      one: gameBetween("Ann", "Bob & Co", PLAYER_ONE_WINS),
      two: gameBetween("Cleo", "Bob & Co", PLAYER_TWO_WINS),
      three: gameBetween("Bob & Co", "Cleo", PLAYER_ONE_WINS),
    });
    const { text } = await site.page("/leaderboard");
    expect(rowsIn(text).map((row) => row.replace(/ +/g, " "))).toEqual([
      "1Bob &amp; Cowins 2losses 1ties 0games 3 67 %fastest win 7 moves",
      "2Annwins 1losses 0ties 0games 1 100 %fastest win 7 moves",
      "3Cleowins 0losses 2ties 0games 2 0 %fastest win –",
    ]);
    expect(text).toContain('href="/?player=Bob%20%26%20Co"');
  });

  it("comes again when a game ends", async () => {
    const site = await WebSite.open();
    const page = await site.live("/live/leaderboard");
    expect(await page.until(/data-part/)).toContain("No game has been finished yet.");
    await site.store("one", ...gameBetween("Ann", "Bob", PLAYER_ONE_WINS));
    expect(await page.until(/player=Ann/)).toContain("fastest win");
  });
});

it("shows a page or a sentence, whatever is asked", async () => {
  const site = await WebSite.open({ g: gameBetween("Ann", "Bob", PLAYER_ONE_WINS) });
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.double().map(String),
    fc.constantFrom("g", "open", "Ann"),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("/", "/game", "/match", "/matches", "/leaderboard"),
      fc.dictionary(fc.constantFrom("id", "at", "player", "state", "before", "after"), value),
      async (path, query) => {
        const { status, text } = await site.page(`${path}?${new URLSearchParams(query)}`);
        expect(status).toBeOneOf([200, 404]);
        expect(text).toMatch(/^<!doctype html>.*<h1.*<\/html>\n$/s);
      },
    ),
    { numRuns: 30 },
  );
});
