import { describe, expect, it } from "vitest";
import { gameBetween, PLAYER_ONE_WINS } from "../cli/support/stored-games.ts";
import { WebSite } from "../web/web-site.ts";
import { browserForTests } from "./visit.ts";

const visit = await browserForTests();
const open = visit ?? (() => Promise.reject(new Error("There is no browser.")));

const HOSTILE = `<img src=x onerror=alert(1)><script>alert(2)</script>"'&\u202e\u2066\u001b[31m\n`;

describe.skipIf(!visit)("the lists in the browser", () => {
  it("change by themselves, and keep the focus", async () => {
    const site = await WebSite.open({ first: gameBetween("Ann", "Bob", "D") });
    const { page, troubles } = await open();
    await page.goto(site.address("/"));
    await page.locator(".state.live").waitFor();
    await page.locator("a[href='/game?id=first']").focus();
    await site.store("second", ...gameBetween("Cleo", "Dan", "D"));
    await page.locator("a[href='/game?id=second']").waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe("/game?id=first");
    await page.locator("a[href='/game?id=second']").click();
    expect(await page.locator("h1").innerText()).toMatch(/Cleo\s+against\s+Dan/);
    expect(troubles).toEqual([]);
  });

  it("lead from the leaderboard to a player's games", async () => {
    const site = await WebSite.open({ won: gameBetween("Ann", "Bob", PLAYER_ONE_WINS) });
    const { page } = await open();
    await page.goto(site.address("/leaderboard"));
    await page.getByRole("link", { name: "Ann" }).click();
    expect(await page.getByLabel("Player").inputValue()).toBe("Ann");
    expect(await page.locator("tbody tr").count()).toBe(1);
  });

  it("ask for nothing while nobody sees them", async () => {
    const site = await WebSite.open();
    const { page } = await open();
    await page.goto(site.address("/"));
    await page.locator(".state.live").waitFor();
    const hide = (hidden: boolean) =>
      page.evaluate((isHidden) => {
        Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    const ended = page.waitForEvent("requestfailed"); // the browser has given the live page up
    await hide(true);
    expect((await ended).url()).toContain("/live/games");
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await site.store("unseen", ...gameBetween("Ann", "Bob", "D"));
    expect(await page.locator("tbody tr").count()).toBe(0);
    expect(requests).toEqual([]);
    await hide(false);
    await page.locator("a[href='/game?id=unseen']").waitFor();
  });

  it("show hostile names as they are, and run nothing", async () => {
    const site = await WebSite.open();
    const id = `<b>${HOSTILE}</b>`;
    const started = { type: "GameStarted", playerOne: HOSTILE, playerTwo: "B".repeat(900_000) };
    await site.store(id, started);
    await site.store(id, {
      type: "MoveMade",
      player: HOSTILE,
      column: "D",
      more: `\u0000${HOSTILE.repeat(5_000)}`,
    });
    const { page, troubles } = await open();
    const shown = `<img src=x onerror=alert(1)><script>alert(2)</script>"'&\\u202e`;
    await page.goto(site.address("/"));
    expect(await page.locator("tbody td bdi").first().innerText()).toContain(shown);
    await page.locator("tbody a").click();
    expect(await page.locator("h1").innerText()).toContain(shown);
    await page.locator("#summary-1").click();
    expect(await page.locator("#event-1 pre").first().innerText()).toContain("onerror=alert(1)");
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it.each(["light", "dark"] as const)("fit into a window of 400 pixels, in %s", async (colorScheme) => {
    const site = await WebSite.open({
      won: gameBetween("Ann", "W".repeat(40), PLAYER_ONE_WINS),
      [`broken-${"x".repeat(80)}`]: [{ type: "MoveMade" }],
    });
    const { page } = await open({ viewport: { width: 400, height: 800 }, colorScheme });
    for (const path of ["/", "/leaderboard", "/game?id=won", "/game?id=none"]) {
      await page.goto(site.address(path));
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(400);
    }
  });
});
