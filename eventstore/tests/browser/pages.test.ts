import { binaryEvent, jsonEvent } from "@eventstore/db-client";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LookedAt } from "./looking.ts";

const event = (type: string, data: Record<string, unknown> = {}, metadata?: Record<string, unknown>) =>
  jsonEvent({ type, data, ...(metadata && { metadata }) });

/** The texts of elements of one kind, in their order. */
function texts(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, text = ""]) => text.replace(/<[^>]*>/g, "").trim());
}

const streamsIn = (html: string) => texts(html, /<th scope="row">(.*?)<\/th>/g);
const typesIn = (html: string) => texts(html, /<span class="type">(.*?)<\/span>/g);
const placesIn = (html: string) => texts(html, /<span class="place">(.*?)<\/span>/g);
const linkIn = (html: string, text: RegExp) =>
  [...html.matchAll(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g)]
    .find(([, , label = ""]) => text.test(label))?.[1]
    ?.replaceAll("&amp;", "&") ?? "";

test("an empty store says that it is empty", async () => {
  const store = await LookedAt.start();
  expect((await store.page("/")).text).toContain("Nothing has been stored yet");
  expect((await store.page("/all")).text).toContain("There are no such events.");
});

test("streams are listed with the newest first, found by prefix, page by page", async () => {
  const store = await LookedAt.start();
  for (let number = 0; number < 120; number += 1) {
    await store.client.appendToStream(`${number % 2 ? "odd" : "even"}-${number}`, [event("a"), event("b")]);
  }
  const first = (await store.page("/")).text;
  expect(streamsIn(first).slice(0, 3)).toEqual(["odd-119", "even-118", "odd-117"]);
  expect(streamsIn(first)).toHaveLength(50);
  const second = (await store.page(linkIn(first, /Older/))).text;
  expect(streamsIn(second).at(0)).toBe("odd-69");
  const odd = (await store.page("/?prefix=odd-")).text;
  expect(streamsIn(odd).slice(0, 2)).toEqual(["odd-119", "odd-117"]);
  const older = (await store.page(linkIn(odd, /Older/))).text;
  expect(streamsIn(older)).toEqual([
    "odd-19",
    "odd-17",
    "odd-15",
    "odd-13",
    "odd-11",
    "odd-9",
    "odd-7",
    "odd-5",
    "odd-3",
    "odd-1",
  ]);
  expect((await store.page("/?prefix=none")).text).toContain("No stream has a name that begins with none.");
});

test("the events of a stream come with the last one first, page by page", async () => {
  const store = await LookedAt.start();
  const events = Array.from({ length: 60 }, (_, number) => event(`type-${number}`, { number }));
  await store.client.appendToStream("s", events);
  const first = (await store.page("/stream?name=s")).text;
  expect(typesIn(first)[0]).toBe("type-59");
  expect(typesIn(first)).toHaveLength(50);
  const second = (await store.page(linkIn(first, /Older/))).text;
  expect(typesIn(second)).toEqual(Array.from({ length: 10 }, (_, number) => `type-${9 - number}`));
  expect(linkIn(second, /Older/)).toBe("");
  expect(first).toContain("{\n  &quot;number&quot;: 59\n}");
});

test("an event leads to its stream, to all with its correlation id, and to a page of its own", async () => {
  const store = await LookedAt.start();
  const metadata = { $causationId: "c-1", $correlationId: "story 1" };
  await store.client.appendToStream("one & only", event("first", {}, metadata));
  await store.client.appendToStream(
    "other",
    event("unrelated", {}, { $correlationId: "story 12", note: "story 1" }),
  );
  await store.client.appendToStream("other", event("second", {}, metadata));
  const all = (await store.page("/all")).text;
  expect(placesIn(all)).toEqual(["other 1", "other 0", "one &amp; only 0"]);
  const { text: story } = await store.page(linkIn(all, /correlation id <bdi>story 1<\/bdi>/));
  expect(typesIn(story)).toEqual(["second", "first"]);
  expect(typesIn((await store.page(linkIn(all, /Stream <bdi>one/))).text)).toEqual(["first"]);
  const alone = (await store.page(linkIn(all, /alone/))).text;
  expect(alone).toContain("<h1>second</h1>");
});

test("all events are filtered by the beginning of their type", async () => {
  const store = await LookedAt.start();
  await store.client.appendToStream(
    "s",
    ["GameStarted", "MoveMade", "Game", "Ga"].map((type) => event(type)),
  );
  expect(typesIn((await store.page("/all?type=Game")).text)).toEqual(["Game", "GameStarted"]);
});

test("a large log is searched in slices, from any place on", async () => {
  const store = await LookedAt.start();
  await store.client.appendToStream("s", event("rare"));
  for (let batch = 0; batch < 10; batch += 1) {
    await store.client.appendToStream(
      "s",
      Array.from({ length: 1000 }, () => event("frequent")),
    );
  }
  expect(typesIn((await store.page("/all?type=rare")).text)).toEqual(["rare"]);
  const first = (await store.page("/all?type=frequent")).text;
  const second = (await store.page(linkIn(first, /Older/))).text;
  expect(placesIn(first).at(-1)).toBe("s 9951");
  expect(placesIn(second)[0]).toBe("s 9950");
});

test("what a stream's metadata hide is not shown, and it is said why", async () => {
  const store = await LookedAt.start();
  const { client } = store;
  for (const name of ["cut", "deleted", "gone"]) await client.appendToStream(name, [event("a"), event("b")]);
  await client.setStreamMetadata("cut", { maxCount: 1 });
  await client.deleteStream("deleted");
  await client.tombstoneStream("gone");
  const pages = await Promise.all(
    ["cut", "deleted", "gone"].map((name) => store.page(`/stream?name=${name}`)),
  );
  expect(pages.map(({ text }) => typesIn(text))).toEqual([["b"], [], []]);
  expect(pages.map(({ text }) => texts(text, /<p class="sentence">(.*?)<\/p>/g))).toEqual([
    ["Events before revision 1 have been cut off."],
    ["This stream has been deleted; it begins again with the next event."],
    ["This stream has been deleted for good: it is never there again."],
  ]);
  expect(streamsIn((await store.page("/")).text)).toEqual(
    expect.arrayContaining(["cut", "deleted deleted", "gone deleted"]),
  );
});

test.each([
  "/stream?name=none",
  "/stream",
  "/stream?name=%00",
  "/event?position=7",
  "/event",
  "/event?position=x",
])("%s is a sentence", async (path) => {
  const { status, text } = await (await LookedAt.start()).page(path);
  expect([status, texts(text, /<p class="sentence">(.*?)<\/p>/g)]).toEqual([
    404,
    [expect.stringMatching(/^There is no .*: look for it among /)],
  ]);
});

test("text, numbers that JavaScript cannot hold, and bytes are shown as they are stored", async () => {
  const store = await LookedAt.start();
  const binary = (text: string | Buffer) => binaryEvent({ type: "b", data: Buffer.from(text) });
  await store.client.appendToStream("s", [
    binary("plain <text>"),
    binary(`{"big":12345678901234567890}`),
    binary(Buffer.from([0xff, 0x00, 0x41])),
    binary(""),
  ]);
  const { text } = await store.page("/stream?name=s");
  expect(texts(text, /<h2>Data<\/h2>(.*?)<h2>/gs)).toEqual([
    "none",
    expect.stringMatching(/^000000 {2}ff 00 41 +\.\.A$/),
    "{&quot;big&quot;:12345678901234567890}",
    "plain &lt;text&gt;",
  ]);
});

test("of a megabyte a list shows the beginning, and the event's own page everything", async () => {
  const store = await LookedAt.start();
  const megabyte = "é".repeat(500_000);
  await store.client.appendToStream("s", [event("large", { megabyte }), event("small")]);
  const { text } = await store.page("/all");
  expect(text.length).toBeLessThan(30_000);
  expect(text).toContain("The first 8,192 of 1,000,015 bytes.");
  const [, position] = [...text.matchAll(/position=(\d+)/g)].at(-1) ?? [];
  expect((await store.page(`/event?position=${position}`)).text).toContain(megabyte);
});

test("whatever is asked, there is a page or a sentence", async () => {
  const store = await LookedAt.start();
  await store.client.appendToStream("s", [event("a"), event("b")]);
  const names = ["name", "prefix", "before", "type", "correlation", "position", "since"];
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.constant("s"),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("/", "/stream", "/all", "/event"),
      fc.dictionary(fc.constantFrom(...names), value),
      async (path, query) => {
        const { status, text } = await store.page(`${path}?${new URLSearchParams(query)}`);
        expect(status).toBeOneOf([200, 404]);
        expect(text).toMatch(/^<!doctype html>.*<h1>.*<\/html>\n$/s);
      },
    ),
  );
});
