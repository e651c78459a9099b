import { describe, expect, it } from "vitest";
import { parseConnectionString } from "../../../src/persistence/connection/connection-string.ts";

describe("a connection string, taken apart, says", () => {
  it.each([
    ["esdb://host:2113?tls=false", [{ address: "host", port: 2113 }], false],
    ["kurrentdb://host", [{ address: "host", port: 2113 }], false],
    ["esdb+discover://me:a%40b@host:21/?tls=false", [{ address: "host", port: 21 }], true],
    ["kurrentdb+discover://host", [{ address: "host", port: 2113 }], true],
    [
      "esdb://me:secret@one:21,two?tls=false",
      [
        { address: "one", port: 21 },
        { address: "two", port: 2113 },
      ],
      true,
    ],
  ])("where the nodes are, and whether they are a cluster: %s", (connectionString, nodes, isCluster) => {
    expect(parseConnectionString(connectionString)).toMatchObject({ nodes, isCluster });
  });

  it("who the user is", () => {
    expect(parseConnectionString("esdb://ann:p%40ss%3Aword%25@host").user).toEqual({
      username: "ann",
      password: "p@ss:word%",
    });
    expect(parseConnectionString("esdb://host").user).toBeUndefined();
  });

  it("the options, however their names are written", () => {
    const query =
      "TLS=false&gossip_timeout=2&KEEP-alive-interval=-1&nodePreference=readOnlyReplica&connectionName=a%20b";
    expect(parseConnectionString(`esdb://host?${query}`).options).toEqual({
      tls: false,
      gossipTimeout: 2,
      keepAliveInterval: -1,
      nodePreference: "read_only_replica",
      connectionName: "a b",
    });
  });
});
