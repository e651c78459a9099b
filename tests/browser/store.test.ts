import { binaryEvent, jsonEvent } from "@eventstore/db-client";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { LookedAt } from "../../eventstore/tests/browser/looking.ts";
import { browserForTests } from "./visit.ts";

const visit = await browserForTests();
const open = visit ?? (() => Promise.reject(new Error("There is no browser.")));

const event = (type: string, data: Record<string, unknown> = {}, metadata?: Record<string, unknown>) =>
  jsonEvent({ type, data, ...(metadata && { metadata }) });
const typesOn = (page: Page) => page.locator(".event .type").allInnerTexts();

describe.skipIf(!visit)("the store's own page in the browser", () => {
  it("unfolds an event by a click or a key, and leads to its stream and to its story", async () => {
    const store = await LookedAt.start();
    const metadata = { $correlationId: "story" };
    await store.client.appendToStream("one", event("First", { answer: 42 }, metadata));
    await store.client.appendToStream("two", [event("Second", {}, metadata), event("Third")]);
    const { page, troubles } = await open();
    await page.goto(store.address("/"));
    await page.getByRole("link", { name: "one" }).click();
    expect(await page.locator("pre").first().isVisible()).toBe(false);
    await page.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("pre").first().innerText()).toBe('{\n  "answer": 42\n}');
    await page.getByRole("link", { name: "All with correlation id story" }).click();
    expect(await typesOn(page)).toEqual(["Second", "First"]);
    await page.locator("summary").first().click();
    await page.getByRole("link", { name: "Stream two" }).click();
    expect(await typesOn(page)).toEqual(["Third", "Second"]);
    expect(troubles).toEqual([]);
  });

  it("shows what is appended, in the list of streams, in a stream and in all, filtered by type", async () => {
    const store = await LookedAt.start();
    await store.client.appendToStream("one", event("First"));
    const pages: Page[] = [];
    for (const path of ["/", "/stream?name=one", "/all?type=Wanted"]) {
      const { page } = await open();
      await page.goto(store.address(path));
      await page.locator(".state.live").waitFor();
      pages.push(page);
    }
    const [streams, stream, all] = pages as [Page, Page, Page];
    await store.client.appendToStream("two", [event("Wanted"), event("Unwanted")]);
    await store.client.appendToStream("one", event("Last"));
    await streams.getByRole("link", { name: "two" }).waitFor();
    await stream.getByText("Last").waitFor();
    expect(await typesOn(stream)).toEqual(["Last", "First"]);
    await all.getByText("Wanted", { exact: true }).waitFor();
    expect(await typesOn(all)).toEqual(["Wanted"]);
    expect(await all.getByText("There are no such events").count()).toBe(0);
  });

  it("runs nothing that is stored, and shows a megabyte", async () => {
    const store = await LookedAt.start();
    const evil = `<img src=x onerror=alert(1)><script>alert(2)</script>"'&\u202e\u001b`;
    await store.client.appendToStream(
      evil,
      event(evil, { [evil]: evil.repeat(15_000) }, { $correlationId: evil }),
    );
    await store.client.appendToStream(
      "bytes",
      binaryEvent({ type: "b", data: Buffer.alloc(1_000_000, 0xff) }),
    );
    const { page, troubles } = await open();
    await page.goto(store.address("/"));
    await page.locator("tbody a").nth(1).click();
    expect(await page.locator("h1").innerText()).toContain(`${evil.slice(0, -2)}\\u202e\\u001b`);
    await page.locator("summary").click();
    await page.getByRole("link", { name: "This event alone" }).click();
    expect((await page.locator("pre").first().innerText()).length).toBeGreaterThan(900_000);
    await page.goto(store.address("/all"));
    await page.locator("summary").first().click();
    expect(await page.locator("pre").first().innerText()).toMatch(/^000000 {2}ff ff/);
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it("says that the store is gone, and goes on when it is back", async () => {
    const store = await LookedAt.start();
    await store.client.appendToStream("one", event("First"));
    const { page } = await open();
    await page.goto(store.address("/all"));
    await page.locator(".state.live").waitFor();
    await store.close();
    await page.getByText("The program does not answer.").waitFor();
    await store.comeBack();
    // It was in memory: what the page showed is not there any more.
    await page.getByText("There are no such events.").waitFor();
    await page.locator(".state.live").waitFor();
  });

  it("fits into a window of 400 pixels", async () => {
    const store = await LookedAt.start();
    const long = "x".repeat(200);
    await store.client.appendToStream(long, event(long, { [long]: long }));
    const { page } = await open({ viewport: { width: 400, height: 800 } });
    for (const path of ["/", "/all", `/stream?name=${long}`, "/event?position=0"]) {
      await page.goto(store.address(path));
      for (const summary of await page.locator("summary").all()) await summary.click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(400);
    }
  });
});
