import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, inject, test } from "vitest";
import { disagreements } from "./agreement.ts";
import { type Channel, COMBINATIONS, type DatabaseKind } from "./places.ts";
import { DOOMED } from "./programs.ts";
import { lifeOf, perform, type Step } from "./scenario.ts";
import { newSlot, slotStatus, statuses } from "./users.ts";
import { type Addresses, newAddresses, World } from "./world.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** From one operation to the next that is tested, from `npm run test:kills`; `npm test` provides none. */
    stride?: number;
  }
}

/** Every so many operations are tested. A service has about 150 in the life of a slot. */
const STRIDE = inject("stride") ?? 20;

/** Time limit of a test, in milliseconds. It is generous, because it only ends tests that hang. */
const MOST_MILLISECONDS = 120_000 + 2_400_000 / STRIDE;

/**
 * Tests that kill a service at each of its steps. The tests of each service have a file of their own, so that they run at the
 * same time in two processes. In one they could not: the client of EventStoreDB shares pending appends between all clients of
 * a process.
 */
export function killAtEachStep(doomed: Step["by"]): void {
  test.each(COMBINATIONS)(
    `${doomed} is killed at each step, and started again, with %s and %s`,
    async (channel, database) => {
      // Where there are real servers, `npm test` has less time for each.
      const stride = STRIDE > 1 && database === "PostgreSQL" ? 2 * STRIDE : STRIDE;
      let kills = 0;
      while (!(await survives(channel, database, doomed, 1 + kills * stride))) kills += 1;
      console.log(
        `With ${channel} and ${database}, ${doomed} was killed ${kills} times: all agree each time.`,
      );
      expect(kills).toBeGreaterThan(50 / stride);
    },
    MOST_MILLISECONDS,
  );
}

/**
 * Plays the life of a slot, in which one service dies before one of its operations, and checks that all agree at the end.
 *
 * @param dieAt the number of the operation, from 1.
 * @returns whether it did not die, because it has fewer operations.
 */
async function survives(
  channel: Channel,
  database: DatabaseKind,
  doomed: Step["by"],
  dieAt: number,
): Promise<boolean> {
  await using addresses = await newAddresses(channel, database);
  await using world = await World.open(addresses);
  const slot = await newSlot(world);
  const { steps, bookings, end } = lifeOf(slot);
  const child = new DoomedProcess(addresses, dieAt);
  for (const step of steps) {
    const isDone = step.by === doomed && (await child.perform(step));
    // It was the other service's step, or the service has died: then it is started again, here.
    if (!isDone) await perform(world, step);
  }
  const survived = await child.end();
  await world.settle();
  const result = [...(await statuses(world, ...bookings)), await slotStatus(world, slot)];
  expect(result, `killed at ${dieAt}`).toEqual([...end, "blocked"]);
  expect(await disagreements(world), `killed at ${dieAt}`).toEqual([]);
  return survived;
}

class DoomedProcess {
  readonly #child;
  readonly #answers;
  readonly #closed: Promise<NodeJS.Signals | null>;
  #isReady = false;
  #isAlive = true;
  #errors = "";

  constructor(addresses: Addresses, dieAt: number) {
    this.#child = spawn(process.execPath, [DOOMED, JSON.stringify(addresses), `${dieAt}`]);
    this.#child.stdin.on("error", () => {}); // it may have died
    this.#child.stderr.on("data", (text) => {
      this.#errors += text;
    });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#closed = new Promise((resolve) => this.#child.on("close", (_, signal) => resolve(signal)));
  }

  /** @returns whether it has done the step; false if it has died. */
  async perform(step: Step): Promise<boolean> {
    if (!this.#isAlive) return false;
    if (!this.#isReady) this.#isReady = !(await this.#answers.next()).done;
    this.#child.stdin.write(`${JSON.stringify(step)}\n`);
    this.#isAlive = !(await this.#answers.next()).done;
    return this.#isAlive;
  }

  /** @returns whether it ends by itself. */
  async end(): Promise<boolean> {
    this.#child.stdin.end();
    await this.#closed;
    expect(this.#errors).toBe("");
    return this.#isAlive;
  }
}
