import { jsonEvent } from "@eventstore/db-client";
import { describe, expect, it } from "vitest";
import { gameBetween, PLAYER_ONE_WINS } from "../cli/support/stored-games.ts";
import { texts, WebSite } from "./web-site.ts";

const started = { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" };
const move = (player: string, column: string) => ({ type: "MoveMade", player, column });

/** The tokens that can be seen, such as "A1 X". */
const tokensIn = (html: string) =>
  [...html.matchAll(/<button[^>]*aria-label="(\w\d): (\w), [^"]*"[^>]*>/g)]
    .filter(([element]) => !element.includes(" hidden"))
    .map(([, cell, shape]) => `${cell} ${shape}`);
const turnIn = (html: string) =>
  texts(html, /<p class="turn">(.*?)<\/p>/gs)
    .join()
    .concat(
      /<span data-only="\d+">(.*?)<\/span>(?=<span data-only|<\/p>)/s
        .exec(html)?.[1]
        ?.replace(/<[^>]*>/g, "") ?? "",
    );
const eventsIn = (html: string) =>
  [...html.matchAll(/<li class="([^"]*)" data-revision="(\d+)".*?class="what">(.*?)<\/span>/gs)].map(
    ([, classes, revision, what]) => `${revision} ${what} (${classes})`,
  );
const objectionsIn = (html: string) => texts(html, /<p class="objection">(.*?)<\/p>/g);

describe("the page of a game", () => {
  it("shows board, turn, row and events after the last event", async () => {
    const site = await WebSite.open({ g: gameBetween("Ann", "Bob", PLAYER_ONE_WINS) });
    const { text } = await site.page("/game?id=g");
    expect(tokensIn(text).sort()).toEqual(["A1 X", "A2 X", "A3 X", "A4 X", "B1 O", "B2 O", "B3 O"]);
    expect(turnIn(text)).toContain("Ann (X) wins");
    expect(eventsIn(text).at(-1)).toBe("8 Ann wins (event)");
    expect(text.match(/data-wins="7"/g)).toHaveLength(4);
    expect(text).toMatch(
      /<dl class="row" data-only="8">.*<dt>result<\/dt><dd><mark>PlayerOneWon<\/mark><\/dd>/s,
    );
  });

  it("shows an earlier moment, with the later events greyed", async () => {
    const site = await WebSite.open({ g: gameBetween("Ann", "Bob", PLAYER_ONE_WINS) });
    const { text } = await site.page("/game?id=g&at=2");
    expect(tokensIn(text).sort()).toEqual(["A1 X", "B1 O"]);
    expect(turnIn(text)).toContain("Ann (X) moves next");
    expect(eventsIn(text).slice(2, 4)).toEqual([
      "2 Bob drops a token into column B (event)",
      "3 Ann drops a token into column A (event later)",
    ]);
    expect(text).toMatch(/<dl class="row" data-only="2">.*?<dt>moves<\/dt><dd><mark>Ab<\/mark><\/dd>/s);
    expect(text).toContain('value="2"');
  });

  it.each(["-1", "99", "x", "1.5", ""])("takes the moment %j for the last one", async (at) => {
    const site = await WebSite.open({ g: gameBetween("Ann", "Bob", "DE") });
    expect((await site.page(`/game?id=g&at=${at}`)).text).toContain('max="2" value="2"');
  });

  it("marks what today's rules object to, where it happened", async () => {
    const site = await WebSite.open({ g: [started, move("Ann", "D"), move("Ann", "D")] });
    const { text } = await site.page("/game?id=g");
    expect(objectionsIn(text)).toEqual(["It is not Ann&#39;s turn: Bob moves next."]);
    expect(text).toMatch(
      /<button[^>]*class="token one objected"[^>]*aria-label="D2: X, event 2, against today&#39;s rules"/,
    );
  });

  it("says what is missing at the end", async () => {
    const events = gameBetween("Ann", "Bob", PLAYER_ONE_WINS).slice(0, -1);
    const site = await WebSite.open({ g: events });
    expect(objectionsIn((await site.page("/game?id=g")).text)).toEqual([
      "Today&#39;s rules would have led to GameFinished (PlayerOneWon) here.",
    ]);
  });

  it("names the events with the same causation and correlation id", async () => {
    const site = await WebSite.open();
    const event = (data: Record<string, string>, cause: string) => {
      const { type = "", ...rest } = data;
      return jsonEvent({ type, data: rest, metadata: { $causationId: cause, $correlationId: "story" } });
    };
    const finished = { type: "GameFinished", result: "Tied" };
    await site.append("g", event(started, "c1"), event(move("Ann", "D"), "c2"), event(finished, "c2"));
    const shared = texts((await site.page("/game?id=g")).text, /<p>(It shares.*?)<\/p>/g);
    expect(shared).toEqual([
      "It shares its causation id c1 with no other event here.",
      "It shares its correlation id story with events 1, 2.",
      "It shares its causation id c2 with event 2.",
      "It shares its correlation id story with events 0, 2.",
      "It shares its causation id c2 with event 1.",
      "It shares its correlation id story with events 0, 1.",
    ]);
  });

  it("shows the events of a game that cannot be read, and the board before the fault", async () => {
    const site = await WebSite.open({ g: [started, move("Ann", "D"), move("Bob", "Z"), move("Ann", "A")] });
    const { status, text } = await site.page("/game?id=g");
    expect(status).toBe(200);
    expect(tokensIn(text)).toEqual(["D1 X"]);
    expect(eventsIn(text).slice(2)).toEqual([
      expect.stringMatching(
        /^2 Event MoveMade at revision 2 of stream game-g cannot be read.*\(event broken\)$/,
      ),
      "3 This event comes after one that cannot be read. (event broken)",
    ]);
  });

  it("is sent anew when a game that cannot be read goes on", async () => {
    const site = await WebSite.open({ g: [started, move("Bob", "Z")] });
    const page = await site.live("/live/game?id=g&since=2");
    await site.store("g", move("Ann", "A"));
    await page.until(/^id: 3\n/m);
    await site.store("g", move("Ann", "B"));
    expect(eventsIn(await page.until(/^id: 4\n.*\n\n/ms)).at(-1)).toBe(
      "3 This event comes after one that cannot be read. (event broken)",
    );
  });

  it.each([
    ["/game?id=none", /^There is no game none: /],
    ["/game?id=%00", /^There is no game /],
    ["/game", /^This address names no game: choose one from the list\.$/],
    ["/game?id=", /^This address names no game: /],
  ])("%s is a sentence", async (path, sentence) => {
    const { status, text } = await (await WebSite.open()).page(path);
    expect(status).toBe(404);
    expect(texts(text, /<p class="sentence">(.*?)<\/p>/g)).toEqual([expect.stringMatching(sentence)]);
  });

  it("is small, whatever has been stored", async () => {
    const megabyte = "<b>".repeat(330_000);
    const site = await WebSite.open({ g: [{ ...started, playerOne: megabyte }] });
    await site.store("g", move(megabyte, "D"));
    await site.store("g", { ...move("Bob", "D"), megabyte });
    for (const path of ["/game?id=g", "/"]) {
      const { text } = await site.page(path);
      expect(text.length).toBeLessThan(60_000);
      expect(text).not.toContain("<b><b>");
    }
  });

  it("is sent anew when the game goes on, and goes on where it was", async () => {
    const site = await WebSite.open({
      g: gameBetween("Ann", "Bob", "D"),
      other: gameBetween("Ann", "Bob", "D"),
    });
    const page = await site.live("/live/game?id=g&since=2");
    await site.store("other", move("Bob", "A"));
    await site.store("g", move("Bob", "E"));
    const sent = await page.until(/\n\n/);
    expect(sent.match(/^event: /gm)).toHaveLength(1);
    expect(sent).toMatch(/^event: message\nid: 3\ndata: <h1/);
    expect(tokensIn(sent)).toEqual(["D1 X", "E1 O"]);
    const again = await site.live("/live/game?id=g&since=2");
    expect(await again.until(/\n\n/)).toContain("id: 3\n");
  });

  it("sends a sentence as one message, whatever is in it", async () => {
    const page = await (await WebSite.open()).live("/live/game?id=a%0Devent:%20stale%0A%0Ab&since=0");
    expect(await page.until(/\n\n/)).toMatch(
      /^event: trouble\ndata: There is no game a\ndata: event: stale\ndata: \ndata: b: /,
    );
  });

  it("says what is wrong, and stays, where the game cannot be read any more", async () => {
    const site = await WebSite.open();
    const page = await site.live("/live/game?id=later&since=0");
    expect(await page.until(/\n\n/)).toMatch(/^event: trouble\ndata: There is no game later/);
    await site.store("later", started);
    expect(await page.until(/id: 1\n/)).toContain("Ann");
  });
});
