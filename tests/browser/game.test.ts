import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { gameBetween, PLAYER_ONE_WINS } from "../cli/support/stored-games.ts";
import { WebSite } from "../web/web-site.ts";
import { browserForTests } from "./visit.ts";

const visit = await browserForTests();
const move = (player: string, column: string) => ({ type: "MoveMade", player, column });

/** The cells with a token that can be seen, such as "D1 X". */
async function tokensOn(page: Page): Promise<string[]> {
  const labels = await page
    .locator(".board .token:visible")
    .evaluateAll((tokens) => tokens.map((token) => token.getAttribute("aria-label") ?? ""));
  return labels.map((label) => label.replace(/^(\w+): (\w),.*/, "$1 $2")).sort();
}

const momentOf = (page: Page) => page.locator("#moment").textContent();
const rowOf = (page: Page) => page.locator(".row:visible").textContent();
const laterOn = (page: Page) => page.locator(".event.later").count();

async function open(columns: string) {
  const site = await WebSite.open({ g: gameBetween("Ann", "Bob", columns) });
  const { page, troubles } = (await visit?.()) ?? never();
  await page.goto(site.address("/game?id=g"));
  await page.locator(".state.live").waitFor();
  return { site, page, troubles };
}

function never(): never {
  throw new Error("There is no browser.");
}

describe.skipIf(!visit)("a game in the browser", () => {
  it("moves through time by keys: board, row, events, turn and slider together", async () => {
    const { page, troubles } = await open(PLAYER_ONE_WINS);
    expect(await momentOf(page)).toBe("after event 8 of 8");
    expect(await page.locator(".token.wins").count()).toBe(4);
    await page.keyboard.press("Home");
    expect([await tokensOn(page), await laterOn(page)]).toEqual([[], 8]);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await tokensOn(page)).toEqual(["A1 X", "B1 O"]);
    expect(await rowOf(page)).toContain("movesAb");
    expect(await page.locator(".turn").innerText()).toContain("Ann (X) moves next");
    expect(await page.locator("#slider").getAttribute("aria-valuetext")).toBe(
      "after event 2 of 8, MoveMade: Bob drops a token into column B",
    );
    await page.keyboard.press("ArrowLeft");
    expect([await momentOf(page), await laterOn(page)]).toEqual(["after event 1 of 8", 7]);
    expect(await page.locator(".token.wins").count()).toBe(0);
    await page.keyboard.press("End");
    expect(await tokensOn(page)).toHaveLength(7);
    expect(troubles).toEqual([]);
  });

  it("moves by the slider, and by a link to a moment", async () => {
    const { page } = await open("ABCD");
    await page.locator("#slider").fill("3");
    expect(await tokensOn(page)).toEqual(["A1 X", "B1 O", "C1 X"]);
    await page.locator("#permalink").click();
    expect(new URL(page.url()).searchParams.get("at")).toBe("3");
    expect(await tokensOn(page)).toEqual(["A1 X", "B1 O", "C1 X"]);
    expect(await momentOf(page)).toBe("after event 3 of 4");
  });

  it("plays to the end, and stops there", async () => {
    const { page } = await open("AB");
    await page.locator("#play").click();
    expect([await momentOf(page), await page.locator("#play").textContent()]).toEqual([
      "after event 0 of 2",
      "Pause",
    ]);
    await page.getByText("after event 2 of 2").waitFor();
    await page.getByRole("button", { name: "Play" }).waitFor();
  });

  it("leads from a token to its event, and says what belongs to it", async () => {
    const { page } = await open("DEF");
    await page.getByRole("button", { name: "E1: O" }).click();
    expect(await page.locator(".event.selected").getAttribute("data-revision")).toBe("2");
    expect(await page.locator("#told").textContent()).toMatch(
      /^Event 2, MoveMade put the token at E1\. It has no causation id/,
    );
    expect(await page.getByRole("button", { name: "E1: O" }).getAttribute("aria-pressed")).toBe("true");
  });

  it("leads from an event to its token, also to a later one", async () => {
    const { page } = await open("DEF");
    await page.keyboard.press("Home");
    await page.locator("#summary-3").click();
    expect(await page.locator(".token.selected").getAttribute("aria-label")).toBe("F1: X, event 3");
    expect(await momentOf(page)).toBe("after event 3 of 3");
  });

  it("can be used by keyboard alone", async () => {
    const { page } = await open("D");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("To the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("token-1");
    await page.keyboard.press("Space");
    expect(await page.locator(".event.selected").count()).toBe(1);
    const reached = new Set<string>();
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press("Tab");
      reached.add((await page.evaluate(() => document.activeElement?.id)) ?? "");
    }
    for (const id of ["slider", "first", "back", "play", "forward", "last", "permalink", "summary-0"]) {
      expect([...reached]).toContain(id);
    }
  });

  it("has the board as a table for a screen reader", async () => {
    const { page } = await open("DDE");
    await page.getByText("The board as a table").click();
    const row = async (name: string) => page.getByRole("row", { name, exact: false }).last().innerText();
    expect((await row("1 empty")).split(/\s+/)).toEqual([
      "1",
      "empty",
      "empty",
      "empty",
      "X",
      "X",
      "empty",
      "empty",
    ]);
    await page.locator("#slider").fill("2");
    expect((await row("2 empty")).split(/\s+/)).toEqual([
      "2",
      "empty",
      "empty",
      "empty",
      "O",
      "empty",
      "empty",
      "empty",
    ]);
    expect((await row("1 empty")).split(/\s+/)).toEqual([
      "1",
      "empty",
      "empty",
      "empty",
      "X",
      "empty",
      "empty",
      "empty",
    ]);
  });

  it("follows live at its end, and stays where one looks at its past", async () => {
    const { site, page, troubles } = await open("D");
    await site.store("g", move("Bob", "E"));
    await page.locator("#token-2").waitFor();
    expect([await momentOf(page), await tokensOn(page)]).toEqual(["after event 2 of 2", ["D1 X", "E1 O"]]);
    expect(await page.locator("#told").textContent()).toBe("Event 2: Bob drops a token into column E.");
    await page.keyboard.press("Home");
    await page.locator("#summary-1").click();
    await page.locator("#summary-1").focus();
    await page.keyboard.press("Home");
    await site.store("g", move("Ann", "F"));
    await page.getByText("Event 3: Ann drops a token into column F. You are at event 0.").waitFor();
    expect([await momentOf(page), await tokensOn(page)]).toEqual(["after event 0 of 3", []]);
    expect(await page.locator("#event-1").getAttribute("open")).not.toBeNull();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("summary-1");
    expect(troubles).toEqual([]);
  });

  it("says that the program is gone, and goes on when it is back", async () => {
    const { site, page } = await open("D");
    await site.stop();
    await page.getByText("The program does not answer.").waitFor();
    await site.store("g", move("Bob", "E"));
    await site.startAgain();
    await page.locator("#token-2").waitFor();
    await page.locator(".state.live").waitFor();
  });

  it("says that the store does not answer, and that it does again", async () => {
    const { site, page } = await open("D");
    site.news.setTrouble("The event store at esdb://there cannot be reached.");
    await page.getByText("The event store at esdb://there cannot be reached.").waitFor();
    site.news.setTrouble(undefined);
    await page.locator(".state.live").waitFor();
  });
});
