import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseConnectionString } from "../../../src/persistence/connection/connection-string.ts";
import {
  DEFAULT_FILE,
  describeStore,
  locateStore,
  missingFileOf,
} from "../../../src/persistence/connection/store-location.ts";
import { InvalidStoreError } from "../../../src/persistence/errors.ts";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const server = (connectionString: string) =>
  ({ kind: "server", server: parseConnectionString(connectionString) }) as const;
const file = (path: string) => ({ kind: "file", path }) as const;

describe("the location of the events", () => {
  it("is data/connect-four.db in the project by default, in every working directory", () => {
    expect(DEFAULT_FILE).toBe(join(PROJECT, "data", "connect-four.db"));
    expect(locateStore(undefined, {})).toEqual(file(DEFAULT_FILE));
    expect(locateStore(undefined, { EVENTSTOREDB_URI: "" })).toEqual(file(DEFAULT_FILE));
  });

  it.each([
    ["memory", { kind: "memory" }],
    ["games.db", file(resolve("games.db"))],
    ["./memory", file(resolve("memory"))],
    ["Memory", file(resolve("Memory"))],
    ["../a b/games", file(resolve("..", "a b", "games"))],
    [resolve("/somewhere/games.db"), file(resolve("/somewhere/games.db"))],
    ["games/http://one.db", file(resolve("games/http://one.db"))],
    ["games/esdb:one.db", file(resolve("games/esdb:one.db"))],
    ["C:\\games\\connect-four.db", file(resolve("C:\\games\\connect-four.db"))],
    ["esdb://localhost:2113?tls=false", server("esdb://localhost:2113?tls=false")],
    ["esdb://localhost", server("esdb://localhost")],
    ["esdb://localhost/", server("esdb://localhost/")],
    ["kurrentdb://localhost:2113?tls=false", server("kurrentdb://localhost:2113?tls=false")],
    ["kurrentdb+discover://me:secret@host", server("kurrentdb+discover://me:secret@host")],
    ["  esdb://localhost:2113/?tls=false\n", server("esdb://localhost:2113/?tls=false")],
    [
      "esdb://me:it%40s%3Aa%25@one:21,two:22,three?tls=true",
      server("esdb://me:it%40s%3Aa%25@one:21,two:22,three?tls=true"),
    ],
    [
      "esdb+discover://me:secret@cluster.example:2113",
      server("esdb+discover://me:secret@cluster.example:2113"),
    ],
  ])("can be said: %j", (chosen, location) => {
    expect(locateStore(chosen, {})).toEqual(location);
  });

  it("is what --store says, before the environment", () => {
    const environment = { EVENTSTOREDB_URI: "esdb://elsewhere:2113" };
    expect(locateStore(undefined, environment)).toEqual(server("esdb://elsewhere:2113"));
    expect(locateStore("memory", environment)).toEqual({ kind: "memory" });
    expect(locateStore("games.db", environment)).toEqual(file(resolve("games.db")));
    expect(locateStore("esdb://here", environment)).toEqual(server("esdb://here"));
    expect(locateStore("memory", { EVENTSTOREDB_URI: "rubbish" })).toEqual({ kind: "memory" });
  });

  it.each(["memory", "games.db", "localhost:2113"])(
    "is never a file because EVENTSTOREDB_URI says %s",
    (uri) => {
      expect(() => locateStore(undefined, { EVENTSTOREDB_URI: uri })).toThrow(InvalidStoreError);
      expect(() => locateStore(undefined, { EVENTSTOREDB_URI: uri })).toThrow(
        "EVENTSTOREDB_URI is not a connection string: it must begin with esdb://, esdb+discover://, kurrentdb:// or kurrentdb+discover://.",
      );
    },
  );

  it.each([
    ["", "No store was named"],
    [" ", "No store was named"],
    [":memory:", "The store in memory is called memory here, without colons."],
    [" :memory: ", "The store in memory is called memory here, without colons."],
    ["redis://me:secret@host", "A store at redis:// is not supported"],
    ["ESDB://me:secret@host", "A store at ESDB:// is not supported"],
    ["http://localhost:2113", "A store at http:// is not supported"],
    ["esdb:/me:secret@host", "The connection string cannot be understood"],
    ["kurrentdb:me:secret@host", "The connection string cannot be understood"],
    ["kdb://me:secret@host", "A store at kdb:// is not supported"],
    [" ESDB+discover:me:secret@host", "The connection string cannot be understood"],
  ])("cannot be %j", (chosen, sentence) => {
    expect(() => locateStore(chosen, {})).toThrow(expect.objectContaining({ name: "InvalidStoreError" }));
    expect(() => locateStore(chosen, {})).toThrow(InvalidStoreError);
    expect(() => locateStore(chosen, {})).toThrow(sentence);
    if (chosen.trim() === "") return;
    expect(() => locateStore(undefined, { EVENTSTOREDB_URI: chosen })).toThrow(sentence);
  });

  it.each([
    ["no host", "esdb://"],
    ["no host, at KurrentDB", "kurrentdb+discover://"],
    ["a % that stands for itself", "esdb://me:sec%ret@host"],
    ["a forgotten host", "esdb://me:secret"],
    ["a forgotten host, with a ? in the password", "esdb://me:sec?ret"],
    ["no host after the password", "esdb://me:secret@"],
    ["no user", "esdb://:secret@host"],
    ["no password", "esdb://me:@host"],
    ["an @ in the password", "esdb://me:sec@ret@host:2113"],
    ["a : in the password", "esdb://me:sec:ret@host:2113"],
    ["a port that is no number", "esdb://me:secret@host:port"],
    ["a port twice", "esdb://me:secret@host:1:2"],
    ["an @ in an option", "esdb://host?connectionName=me@secret"],
    ["an empty host among others", "esdb://me:secret@one,,two"],
    ["another one inside", "esdb://@esdb://me:secret@host"],
  ])("cannot be a connection string with %s, and what it was stays unsaid", (_, chosen) => {
    for (const locate of [
      () => locateStore(chosen, {}),
      () => locateStore(undefined, { EVENTSTOREDB_URI: chosen }),
    ]) {
      expect(locate).toThrow(InvalidStoreError);
      expect(locate).toThrow(
        "The connection string cannot be understood: it should look like esdb://user:password@host:2113?tls=false, " +
          "with %25, %3A and %40 for a %, : or @ in the password.",
      );
    }
  });
});

describe("the printed name of a store", () => {
  it("is the relative path of a file, or its whole path if it is outside the working directory", () => {
    expect(describeStore({ kind: "file", path: resolve("data", "games.db") })).toBe(join("data", "games.db"));
    expect(describeStore({ kind: "file", path: resolve("..", "games.db") })).toBe(resolve("..", "games.db"));
    expect(describeStore({ kind: "file", path: resolve("games..db") })).toBe("games..db");
    expect(describeStore({ kind: "file", path: resolve(".") })).toBe(resolve("."));
  });

  it("is memory, with a warning that the games are lost", () => {
    expect(describeStore({ kind: "memory" })).toBe("memory, and gone when this program ends");
  });

  it.each([
    ["esdb://localhost:2113?tls=false", "esdb://localhost:2113", "esdb://localhost:2113?tls=false"],
    ["esdb://localhost", "esdb://localhost", "esdb://localhost"],
    ["esdb://me:secret@host:2113/?tls=false", "esdb://host:2113", "esdb://me:PASSWORD@host:2113/?tls=false"],
    [
      "esdb+discover://me:secret@one:1,two:2",
      "esdb+discover://one:1,two:2",
      "esdb+discover://me:PASSWORD@one:1,two:2",
    ],
  ])("is scheme and hosts of %s", (connectionString, address, withoutPassword) => {
    expect(describeStore(server(connectionString))).toBe(address);
    expect(server(connectionString).server).toMatchObject({ address, withoutPassword });
  });
});

test("a file that does not exist will be created", () => {
  const path = resolve("not-there-yet.db");
  expect(missingFileOf(file(path))).toBe(path);
  expect(missingFileOf(file(fileURLToPath(import.meta.url)))).toBeUndefined();
  expect(missingFileOf({ kind: "memory" })).toBeUndefined();
  expect(missingFileOf(server("esdb://host"))).toBeUndefined();
});

test("no password is ever printed, even of a malformed connection string", () => {
  const passwords = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("@", "?", "/", "#", "%", ":", "&", "=", "\n", "x") as never }),
    fc.string().map(encodeURIComponent),
  );
  fc.assert(
    fc.property(passwords, fc.constantFrom("", "/", "?tls=false"), (password, options) => {
      const store = `esdb://me:hunter2${password}@host:2113${options}`;
      try {
        const { address, withoutPassword } = server(store).server;
        expect([address, withoutPassword]).toEqual([
          "esdb://host:2113",
          `esdb://me:PASSWORD@host:2113${options}`,
        ]);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidStoreError);
        expect(String(error)).not.toContain("hunter2");
      }
    }),
    { numRuns: 200 },
  );
});

test("a correctly encoded password is always accepted", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (password) => {
      const connectionString = `esdb://me:${encodeURIComponent(password)}@host:2113`;
      expect(locateStore(connectionString, {})).toEqual(server(connectionString));
    }),
  );
});
