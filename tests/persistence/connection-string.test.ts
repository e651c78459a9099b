import { EventStoreDBClient } from "@eventstore/db-client";
import { afterEach, describe, expect, it, vi } from "vitest";
import { clientFor, hostsOf, nodesOf } from "../../src/persistence/connection-string.ts";

afterEach(() => vi.restoreAllMocks());

describe("the nodes in a connection string", () => {
  it.each([
    ["esdb://host:2113?tls=false", []],
    ["esdb+discover://me:a@b@host:2113/?tls=false", ["esdb://me:a@b@host:2113/?tls=false"]],
    [
      "esdb://me:secret@one:21,two?tls=false",
      ["esdb://me:secret@one:21?tls=false", "esdb://me:secret@two?tls=false"],
    ],
  ])("%s", (connectionString, nodes) => {
    expect(nodesOf(connectionString)).toEqual(nodes);
  });
});

it("the hosts in a connection string have no ports", () => {
  expect(hostsOf("esdb://me:secret@one:21,two,three:23?tls=false")).toEqual(["one", "two", "three"]);
});

describe("the client for a cluster searches for a node for seconds, unless told otherwise", () => {
  it.each([
    ["esdb://one", "esdb://one"],
    ["esdb://one?tls=false", "esdb://one?tls=false"],
    ["esdb+discover://one", "esdb+discover://one?gossipTimeout=2&maxDiscoverAttempts=3"],
    ["esdb://one,two/", "esdb://one,two/?gossipTimeout=2&maxDiscoverAttempts=3"],
    ["esdb://one,two/?tls=false", "esdb://one,two/?tls=false&gossipTimeout=2&maxDiscoverAttempts=3"],
    ["esdb://one,two?tls=false", "esdb://one,two?tls=false&gossipTimeout=2&maxDiscoverAttempts=3"],
    ["esdb://one,two?gossip_timeout=7", "esdb://one,two?gossip_timeout=7&maxDiscoverAttempts=3"],
    ["esdb://one,two?gossipTimeout=7&MAX-discoverAttempts=9", undefined],
  ])("%s", (connectionString, completed = connectionString) => {
    const create = vi.spyOn(EventStoreDBClient, "connectionString");
    clientFor(connectionString);
    expect(create.mock.calls).toEqual([[completed]]);
  });
});
