import { join } from "node:path";
import { EventStoreDBClient } from "@eventstore/db-client";
import { type Comparison, compare } from "../comparison.ts";
import { OtherProcess, type Usage } from "../other-process.ts";
import { STORE_WORKS } from "../store-works.ts";
import { type Row, rounded, rowOf } from "../table.ts";

/**
 * Compares two versions of the store, each in its own process on its own file, with the same client. A second row has the
 * processor time per event, which says more than the rate on a busy machine.
 *
 * @param checkout folder of a repository with the other version.
 */
export async function againstRows(folder: string, checkout: string, scale: number): Promise<Row[]> {
  const ours = await Version.start("this version", join(folder, "ours.db"));
  const peer = await Version.start("the other one", join(folder, "peer.db"), checkout);
  const canned = new Version("canned bytes", await OtherProcess.start(folder, "canned"));
  const rows: Row[] = [];
  for (const { what, prepare, target } of STORE_WORKS) {
    console.error(`Measuring: ${what} …`);
    const contender = async (version: Version) => ({
      name: version.name,
      work: version.counting(await prepare(version.client)),
    });
    const comparison: Comparison = {
      what,
      unit: "events",
      ours: await contender(ours),
      peer: await contender(peer),
      ...(target !== undefined && { target }),
    };
    await ours.microseconds();
    await peer.microseconds();
    rows.push(rowOf(comparison, await compare(comparison, scale)));
    const [mine, theirs] = [await ours.microseconds(), await peer.microseconds()];
    const cells = [mine, theirs].map((time) => `${rounded(time)} µs of the processor`);
    rows.push([`${what}: the store alone`, ...cells, (theirs / mine).toFixed(2)]);
    const limit = { what: `${what}: the client alone`, unit: "events", ours: comparison.ours };
    const withCanned = { ...limit, peer: await contender(canned) };
    rows.push(rowOf(withCanned, await compare(withCanned, scale)));
  }
  const [mine, theirs] = [(await ours.usage()).peakMemory, (await peer.usage()).peakMemory];
  rows.push(["the most memory", `${mine} MiB`, `${theirs} MiB`, (theirs / mine).toFixed(2)]);
  for (const version of [ours, peer, canned]) await version.stop();
  return rows;
}

class Version {
  readonly name: string;
  readonly client: EventStoreDBClient;
  readonly #process: OtherProcess;
  #events = 0;
  #microseconds = 0;

  constructor(name: string, process: OtherProcess) {
    this.name = name;
    this.#process = process;
    this.client = EventStoreDBClient.connectionString(process.store);
  }

  static async start(name: string, file: string, checkout?: string): Promise<Version> {
    return new Version(name, await OtherProcess.start(file, "serve", checkout));
  }

  counting(work: () => Promise<number>): () => Promise<number> {
    return async () => {
      const events = await work();
      this.#events += events;
      return events;
    };
  }

  /** @returns the store's processor time per event since the last call, in microseconds. */
  async microseconds(): Promise<number> {
    const { microseconds } = await this.usage();
    const each = (microseconds - this.#microseconds) / this.#events;
    this.#microseconds = microseconds;
    this.#events = 0;
    return each;
  }

  usage(): Promise<Usage> {
    return this.#process.usage();
  }

  async stop(): Promise<void> {
    await this.client.dispose();
    await this.#process.stop();
  }
}
