import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startEventStoreServer } from "embedded-eventstore";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findingsOn } from "../../../src/cli/doctor/store-findings.ts";
import { locateStore } from "../../../src/persistence/connection/store-location.ts";
import { InvalidStoreError } from "../../../src/persistence/errors.ts";
import { newFolder } from "../../folders.ts";
import { front, gossiped, UNKNOWN } from "../../persistence/servers/fronts.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => vi.unstubAllEnvs());

const inFile = (...path: string[]) => findingsOn(() => ({ kind: "file", path: join(folder, ...path) }));

const ANSWERS = [
  { is: "good", text: expect.stringMatching(/^event store answers, as version \d+\.\d+\.\d+$/) },
  { is: "good", text: expect.stringMatching(/^round trip takes \d+\.\d ms, the median of a few reads$/) },
];

describe("the findings about a store", () => {
  it("whose file does not exist: it will be created, and it works here; no file is left", async () => {
    const path = join(folder, "data", "games.db");
    expect(await inFile("data", "games.db")).toEqual([
      { is: "good", text: `events are kept in ${path}, which will be created` },
      ...ANSWERS,
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("in a file: it answers, and the file is not changed", async () => {
    const file = join(folder, "games.db");
    await (await startEventStoreServer({ file })).close();
    const before = readFileSync(file);
    expect(await inFile("games.db")).toEqual([
      { is: "good", text: `events are kept in ${file}` },
      ...ANSWERS,
    ]);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("on a server: its address, and that it answers", async () => {
    const server = await startEventStoreServer({ file: ":memory:" });
    const { connectionString } = server;
    expect(await findingsOn(() => locateStore(undefined, { EVENTSTOREDB_URI: connectionString }))).toEqual([
      { is: "good", text: `events are kept in esdb://127.0.0.1:${server.port}, as EVENTSTOREDB_URI says` },
      ...ANSWERS,
    ]);
    await server.close();
  });

  it("in a file that is no store: what is wrong, and how to work without it", async () => {
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

  it("that cannot be created: the path that cannot be written", async () => {
    writeFileSync(join(folder, "data"), "a file in place of a folder");
    const [finding, ...others] = await inFile("data", "games.db");
    expect(finding).toEqual({
      is: "bad",
      text: `${join(folder, "data", "games.db")} cannot be created: nothing can be written to ${join(folder, "data")}.`,
      mend: expect.any(String),
    });
    expect(others).toEqual([]);
  });

  it("with a wrong EVENTSTOREDB_URI: what is wrong, on one line, and how to work without it", async () => {
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

  it("on a cluster without a leader: the advice to wait, and not to work without it", async () => {
    vi.stubEnv("EVENTSTOREDB_URI", "of the cluster");
    const server = await startEventStoreServer({ file: ":memory:" });
    const node = await front(server.port, {
      reply: (path) => (path.includes(".Gossip/") ? gossiped([[UNKNOWN, 2113]]) : undefined),
    });
    const uri = `esdb+discover://localhost:${node.port}`;
    const findings = await findingsOn(() =>
      locateStore(undefined, { EVENTSTOREDB_URI: `${uri}?tls=false&discoveryInterval=1` }),
    );
    expect(findings.at(-1)).toEqual({
      is: "bad",
      text: `The event store at ${uri} is not ready: wait until it has started, and its cluster has elected a leader.`,
    });
    await node.close();
    await server.close();
  });

  it("with a wrong EVENTSTOREDB_ROOT_CERTIFICATES: what is wrong, and how to work without it", async () => {
    const environment = {
      EVENTSTOREDB_URI: "kurrentdb://localhost",
      EVENTSTOREDB_ROOT_CERTIFICATES: "package.json",
    };
    expect(await findingsOn(() => locateStore(undefined, environment))).toEqual([
      {
        is: "bad",
        text: "EVENTSTOREDB_ROOT_CERTIFICATES must be PEM text or the path of a PEM file: the file package.json is no certificate that begins with -----BEGIN CERTIFICATE-----.",
        mend: expect.stringContaining("EVENTSTOREDB_ROOT_CERTIFICATES"),
      },
    ]);
  });
});
