import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startEventStoreServer } from "embedded-eventstore";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findingsOn } from "../../src/cli/store-findings.ts";
import { InvalidStoreError, locateStore } from "../../src/persistence/store-location.ts";
import { newFolder, removeFolder } from "../folders.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => {
  vi.unstubAllEnvs();
  removeFolder(folder);
});

const inFile = (...path: string[]) => findingsOn(() => ({ kind: "file", path: join(folder, ...path) }));

const ANSWERS = [
  { is: "good", text: expect.stringMatching(/^event store answers, as version \d+\.\d+\.\d+$/) },
  { is: "good", text: expect.stringMatching(/^round trip takes \d+\.\d ms, the median of a few reads$/) },
];

describe("what there is to say of a store", () => {
  it("that is yet to come: that it will be created, and that it works here, which leaves no trace", async () => {
    const path = join(folder, "data", "games.db");
    expect(await inFile("data", "games.db")).toEqual([
      { is: "good", text: `events are kept in ${path}, which will be created` },
      ...ANSWERS,
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("in a file: that it answers, and nothing in it is changed", async () => {
    const file = join(folder, "games.db");
    await (await startEventStoreServer({ file })).close();
    const before = readFileSync(file);
    expect(await inFile("games.db")).toEqual([
      { is: "good", text: `events are kept in ${file}` },
      ...ANSWERS,
    ]);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("on a server: where it is, and that it answers", async () => {
    const server = await startEventStoreServer({ file: ":memory:" });
    const { connectionString } = server;
    expect(await findingsOn(() => locateStore(undefined, { EVENTSTOREDB_URI: connectionString }))).toEqual([
      { is: "good", text: `events are kept in esdb://127.0.0.1:${server.port}, as EVENTSTOREDB_URI says` },
      ...ANSWERS,
    ]);
    await server.close();
  });

  it("in a file that is something else: what is wrong, and how to do without it", async () => {
    const letter = "Dear Ann, ".repeat(1_000);
    writeFileSync(join(folder, "letter.db"), letter);
    expect(await inFile("letter.db")).toEqual([
      expect.objectContaining({ is: "good" }),
      {
        is: "bad",
        text: expect.stringMatching(/^The event store .*letter\.db .*\.$/),
        mend: "npx tsx src/cli.ts --store another.db",
      },
    ]);
    expect(readFileSync(join(folder, "letter.db"), "utf8")).toBe(letter);
  });

  it("that cannot be created: where nothing can be written", async () => {
    writeFileSync(join(folder, "data"), "a file in place of a folder");
    const [finding, ...others] = await inFile("data", "games.db");
    expect(finding).toEqual({
      is: "bad",
      text: `${join(folder, "data", "games.db")} cannot be created: nothing can be written to ${join(folder, "data")}.`,
      mend: expect.any(String),
    });
    expect(others).toEqual([]);
  });

  it("that EVENTSTOREDB_URI should name: what is wrong with it, on one line, and how to do without it", async () => {
    vi.stubEnv("EVENTSTOREDB_URI", "esdb://somewhere");
    const findings = await findingsOn(() => {
      throw new InvalidStoreError("Nobody\n\u001b[31mknows it.");
    });
    expect(findings).toEqual([
      {
        is: "bad",
        text: "Nobody\ufffd\ufffd[31mknows it.",
        mend: expect.stringContaining("EVENTSTOREDB_URI"),
      },
    ]);
  });
});
