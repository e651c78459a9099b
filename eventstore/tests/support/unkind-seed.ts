import { randomInt } from "node:crypto";
import { onTestFailed } from "vitest";

/**
 * Gives the seed of a bad network for one test: UNKIND_SEED, or a random one, which is printed if the test fails.
 *
 * @throws if UNKIND_SEED is not a whole number
 */
export function unkindSeed(): number {
  const { UNKIND_SEED: given } = process.env;
  const seed = Number(given ?? randomInt(2 ** 31));
  if (!Number.isSafeInteger(seed)) throw new Error(`UNKIND_SEED is a whole number, not "${given}".`);
  onTestFailed(() => console.error(`The same bad network again: UNKIND_SEED=${seed}`));
  return seed;
}
