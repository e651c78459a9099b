import { afterAll, describe, expect, it } from "vitest";
import { embeddedStore } from "../persistence/embedded-store.ts";
import { front, refusal } from "../persistence/servers/fronts.ts";
import { silentServer } from "../persistence/servers/lossy-proxy.ts";
import { TLS_TAKES_IP_ADDRESSES, TRUSTED } from "../persistence/servers/players.ts";
import { runCli } from "./support/cli-process.ts";

const store = embeddedStore();
const storePort = () => Number(store.address.split(":").at(-1));

const closeAtTheEnd: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closeAtTheEnd.map((close) => close())));

async function portOf(starting: Promise<{ port: number; close(): Promise<unknown> }>): Promise<number> {
  const { port, close } = await starting;
  closeAtTheEnd.push(close);
  return port;
}

const namesPlayers = ["Ann", "Bob"];

const PLAY = ["play"];
const HISTORY = ["history", "some-id"];

/** Runs commands that need a store, and expects that each prints only this sentence. */
async function expectSentence(
  commands: string[][],
  uri: string,
  address: string,
  advice: string,
): Promise<void> {
  const env = { EVENTSTOREDB_URI: uri };
  const ends = await Promise.all(commands.map((command) => runCli(command, namesPlayers, { env })));
  for (const { code, output, errors } of ends) {
    expect([code, errors]).toEqual([1, `The event store at ${address} ${advice}.\n`]);
    expect(output).toMatch(`Events: ${address}\n`);
    expect(output).not.toContain("hunter2");
  }
}

describe.concurrent("on a separate server, players", () => {
  it("play over TLS with user and password, which are never printed", async () => {
    const RIGHT = `Basic ${Buffer.from("ann:hunter2").toString("base64")}`;
    const port = await portOf(
      front(storePort(), {
        certificate: "server",
        reply: (path, { authorization }) =>
          path.endsWith("GetSupportedMethods") || authorization === RIGHT
            ? undefined
            : refusal(16, "Unauthenticated"),
      }),
    );
    const host = TLS_TAKES_IP_ADDRESSES ? "127.0.0.1" : "localhost"; // With an IP address, older versions of Node print a warning.
    const uri = `esdb://ann:hunter2@${host}:${port}?${TRUSTED}`;
    const { code, output, errors } = await runCli(["--store", uri], [...namesPlayers, "D", "q"]);
    expect([code, errors]).toEqual([0, ""]);
    const [, id = ""] = /^Game (.*)$/m.exec(output) ?? [];
    expect(await store.stored(id)).toHaveLength(2);
    expect(output).toContain(
      `Resume with: npx tsx src/cli.ts play ${id} --store 'esdb://ann:PASSWORD@${host}`,
    );
    expect(output).not.toContain("hunter2");

    const wrong = uri.replace("ann:", "bob:");
    const advice = "refuses this user: check user and password, as in esdb://user:password@host:2113";
    await expectSentence([HISTORY], wrong, `esdb://${host}:${port}`, advice);
  });

  it("are told of a wrong certificate, and do not wait for a silent node", async () => {
    const wrong = await portOf(front(storePort(), { certificate: "self-signed" }));
    const silent = await portOf(silentServer());
    const address = `esdb://localhost:${wrong},localhost:${silent}`;
    await expectSentence(
      [PLAY, HISTORY],
      `${address.replace("//", "//ann:hunter2@")}?${TRUSTED}&gossipTimeout=0`,
      address,
      "has a certificate that it has signed itself: if you trust it, name that certificate with tlsCAFile",
    );
  });
});
