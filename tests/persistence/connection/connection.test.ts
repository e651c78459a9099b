import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { UnavailableError } from "@eventstore/db-client";
import fc from "fast-check";
import { afterEach, describe, expect, it, test, vi } from "vitest";
import { Game } from "../../../src/domain/game.ts";
import { readAnything } from "../../../src/persistence/connection/check-up.ts";
import { type Connection, connect } from "../../../src/persistence/connection/connection.ts";
import { locateStore, type StoreLocation } from "../../../src/persistence/connection/store-location.ts";
import { InvalidStoreError } from "../../../src/persistence/errors.ts";
import { GameRepository } from "../../../src/persistence/game-repository.ts";
import { RETRY_POLICY } from "../../../src/persistence/with-retry.ts";
import { newFolder } from "../../folders.ts";
import { certificate } from "../servers/fronts.ts";
import { deadPort } from "../servers/lossy-proxy.ts";

const CAUSE = { causationId: "the command", correlationId: "the story" };

const AUTHORITY = encodeURIComponent(certificate("authority"));

const connections: Connection[] = [];
async function open(location: StoreLocation): Promise<Connection> {
  const connection = await connect(location);
  connections.push(connection);
  return connection;
}

afterEach(async () => {
  for (const connection of connections.splice(0)) await connection.close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function storeGame({ client }: Connection): Promise<string> {
  const game = new Game(randomUUID());
  game.startGame("Ann", "Bob");
  await new GameRepository(client).add(game, CAUSE);
  return game.id;
}

describe("an embedded store", () => {
  it("listens on a port of 127.0.0.1 only, and reports the port", async () => {
    const connection = await open({ kind: "memory" });
    expect(connection.address).toMatch(/^esdb:\/\/127\.0\.0\.1:\d+$/);
    await storeGame(connection);
  });

  it("stops when its connection is closed, which may be closed twice", async () => {
    const { address, close } = await connect({ kind: "memory" });
    await close();
    await close();
    const connection = await open(locateStore(`${address}?tls=false`, {}));
    const reading = new GameRepository(connection.client, address, { ...RETRY_POLICY, unreachable: 0 }).get(
      "some-id",
    );
    await expect(reading).rejects.toThrow(`The event store at ${address} cannot be reached`);
  });

  it("in memory shares nothing with another one", async () => {
    const id = await storeGame(await open({ kind: "memory" }));
    const { client } = await open({ kind: "memory" });
    await expect(new GameRepository(client).get(id)).rejects.toThrow("There is no game");
  });

  it("on a file sees at once what another one on the same file has stored, and keeps it after both are closed", async () => {
    const folder = newFolder();
    const location = { kind: "file", path: join(folder, "to be made", "games.db") } as const;
    const [here, there] = [await open(location), await open(location)];
    expect(here.address).not.toBe(there.address);
    const id = await storeGame(here);
    const game = await new GameRepository(there.client).get(id);
    game.makeMove("Ann", "D");
    await new GameRepository(there.client).add(game, CAUSE);
    expect((await new GameRepository(here.client).get(id)).events).toEqual(game.events);

    for (const connection of connections.splice(0)) await connection.close();
    const later = await open(location);
    expect((await new GameRepository(later.client).get(id)).events).toEqual(game.events);
    for (const connection of connections.splice(0)) await connection.close();
  });
});

describe("the nodes of a cluster", () => {
  it("are tried one by one", async () => {
    const { address } = await open({ kind: "memory" });
    const nodes = `${address},127.0.0.1:${await deadPort()}`;
    const { askNodes } = await open(locateStore(`${nodes}?tls=false`, {}));
    expect(await askNodes?.(5_000)).toEqual([undefined, expect.any(UnavailableError)]);
  });

  it("are searched without ending the process if a connection breaks meanwhile", async () => {
    const nodes = `esdb://127.0.0.1:${await deadPort()},127.0.0.1:${await deadPort()}`;
    const { client } = await open(locateStore(`${nodes}?tls=false&discoveryInterval=1`, {}));
    const searching = expect(readAnything(client)).rejects.toThrow("Failed to discover");
    const handleError = Reflect.get(client, "handleError");
    await handleError({ getChannel: () => ({}) }, new UnavailableError(undefined, "broken"));
    await searching;
  });

  it("are none if there is a single server", async () => {
    const connection = await open(locateStore("esdb://somewhere:2113?tls=false", {}));
    expect(connection).not.toHaveProperty("askNodes");
  });
});

describe("a proxy of the network", () => {
  it.each([
    [undefined, undefined, "127.0.0.1"],
    ["example.com,localhost", undefined, "example.com,localhost,127.0.0.1"],
    [undefined, "example.org", "example.org,127.0.0.1"],
    ["example.com", "example.org", "example.org,127.0.0.1"],
    ["", "", "127.0.0.1"],
    ["127.0.0.1,example.com", undefined, undefined],
    ["10.127.0.0.1", undefined, "10.127.0.0.1,127.0.0.1"],
  ])(
    "is not used for the embedded store: no_proxy %j and no_grpc_proxy %j become %j",
    async (general, grpc, expected) => {
      vi.stubEnv("no_proxy", general);
      vi.stubEnv("no_grpc_proxy", grpc);
      await open({ kind: "memory" });
      expect(process.env.no_grpc_proxy).toBe(expected);
      expect(process.env.no_proxy).toBe(general);
    },
  );

  it("is used for a server elsewhere", async () => {
    vi.stubEnv("no_grpc_proxy", undefined);
    await open(locateStore("esdb://somewhere:2113?tls=false", {}));
    expect(process.env.no_grpc_proxy).toBeUndefined();
  });
});

describe("a connection string", () => {
  const failureOf = async (connectionString: string): Promise<unknown> => {
    try {
      await open(locateStore(connectionString, {}));
      return undefined;
    } catch (error) {
      return error;
    }
  };

  it.each([
    "TLS=false",
    `tls_ca_file=${AUTHORITY}`,
    "user-cert-file=package.json&USERKEYFILE=package.json&tls=false",
    "connectionName=me&defaultDeadline=1000&discoveryInterval=10&gossipTimeout=10&keepAliveInterval=10000",
    "keepAliveTimeout=10000&maxDiscoverAttempts=3&nodePreference=leader&throwOnAppendFailure=false",
    "tls=false& gossip_timeout =2",
    "connectionName==",
  ])("may have the options %s", async (options) => {
    const warn = vi.spyOn(console, "warn");
    expect(await failureOf(`esdb://me:secret@localhost:2113?${options}`)).toBeUndefined();
    expect(warn).not.toHaveBeenCalled();
  });

  it("connects without a request to the server, and names it without user and password", async () => {
    const connection = await open(locateStore("esdb://me:secret@no-such-host:2113", {}));
    expect(connection.address).toBe("esdb://no-such-host:2113");
  });

  it.each([
    ["colour=blue", "colour"],
    ["tls=false&password=secret", "password"],
    ["tlsVerifyCert=false", "tlsVerifyCert"],
    ["tls=false&t l s=true", "t l s"],
    ["tl\u017f=false", "tl\u017f"],
  ])("may not have an option that nobody knows: %s", async (options, stranger) => {
    const warn = vi.spyOn(console, "warn");
    const error = await failureOf(`esdb://me:secret@localhost:2113?${options}`);
    expect(error).toBeInstanceOf(InvalidStoreError);
    expect(String(error)).toBe(
      `InvalidStoreError: The connection string has an unknown option ${stranger}: there are connectionName, defaultDeadline, discoveryInterval, gossipTimeout, keepAliveInterval, keepAliveTimeout, maxDiscoverAttempts, nodePreference, throwOnAppendFailure, tls, tlsCAFile, userCertFile, userKeyFile.`,
    );
    expect(String(error)).not.toContain("secret");
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    ["a value that is neither true nor false", "esdb://me:secret@host?tls=maybe"],
    ["no number where there should be one", "esdb://me:secret@host?defaultDeadline=soon"],
    ["a deadline that is over", "esdb://me:secret@host?defaultDeadline=0"],
    ["a preference that there is not", "esdb://me:secret@host?nodePreference=nearest"],
    ["an option without a value", "esdb://me:secret@host?tls"],
    ["an option without a value before another", "esdb://me:secret@host?tls&connectionName=me"],
    ["an option that nobody knows and that has no value", "esdb://me:right@host?secret"],
    ["two question marks", "esdb://me:secret@host?tls=false?tls=true"],
    ["a percent sign that stands for itself", "esdb://me:secret%@host"],
    ["a host with odd characters", "esdb://me:secret@ho|st"],
  ])("may not have %s, and the error shows no password", async (_, connectionString) => {
    const warn = vi.spyOn(console, "warn");
    const error = await failureOf(connectionString);
    expect(error).toBeInstanceOf(InvalidStoreError);
    expect(String(error)).toContain(
      "The connection string cannot be understood: it should look like esdb://",
    );
    expect(String(error)).not.toContain("secret");
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    "tlsCAFile=no-such-file",
    "userCertFile=no-such-file",
    "userCertFile=package.json&userKeyFile=no-such-file",
  ])("may not name a file that is not there: %s", async (options) => {
    const error = await failureOf(`esdb://me:secret@host?${options}`);
    expect(error).toBeInstanceOf(InvalidStoreError);
    expect(String(error)).toBe(
      "InvalidStoreError: A certificate or key file that the connection string names is missing or of no use: check tlsCAFile, userCertFile and userKeyFile.",
    );
  });

  test("never shows its password, even if it is malformed", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const rest = fc.string({
      unit: fc.constantFrom("@", "?", "/", "#", "%", ":", "&", "=", ",", "\n", "a", "tls", "false") as never,
    });
    await fc.assert(
      fc.asyncProperty(rest, rest, rest, async (before, after, end) => {
        const error = await failureOf(`esdb://me:${before}hunter2${after}@host${end}`);
        expect(error === undefined || error instanceof InvalidStoreError).toBe(true);
        expect(String(error)).not.toContain("hunter2");
        expect(JSON.stringify(warn.mock.calls)).not.toContain("hunter2");
      }),
      { numRuns: 200 },
    );
  });
});
