import fc from "fast-check";
import { expect, inject, test } from "vitest";
import type {} from "./cases-reporter.ts";
import { inTime } from "./deadline.ts";
import { watch } from "./watchdog.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** By `npm run test:fuzz`; `npm test` provides nothing. */
    fuzz?: { readonly seed: number; readonly full: boolean };
  }
}

const { seed, full } = inject("fuzz") ?? { seed: 1, full: false };

/** How long it may take to check one input, in milliseconds, however much is in it. */
const LONGEST_CHECK = 300_000;

/** How long a smaller input may be looked for that fails as well, in milliseconds. */
const LONGEST_SHRINKING = full ? 120_000 : 15_000;

/** Of what is shown of an input that has failed. */
const LONGEST_DESCRIPTION = 4_000;

/** Counts what has been checked. */
export type Count = (kind: string, cases?: number) => void;

interface Fuzz<Input> {
  readonly input: fc.Arbitrary<Input>;
  /** How many inputs, in `npm test` and in `npm run test:fuzz`. */
  readonly inputs: { readonly few: number; readonly many: number };
  /** How many cases at least must have been checked when there are many inputs, so that none are lost on the way. */
  readonly cases: number;
  check(input: Input, count: Count): Promise<void>;
}

/** A test that is given arbitrary input, again and again, until it fails. */
export function fuzz<Input>(sentence: string, { input, inputs, cases, check }: Fuzz<Input>): void {
  const numRuns = full ? inputs.many : inputs.few;
  test(sentence, { timeout: full ? 3_600_000 : 60_000 }, async ({ task }) => {
    const counted: Record<string, number> = {};
    task.meta.cases = counted;
    let failedAt = Number.POSITIVE_INFINITY;
    const property = fc.asyncProperty(input, async (value) => {
      if (Date.now() - failedAt > LONGEST_SHRINKING) return;
      watch(`${sentence}: ${described(value)}`);
      const checking = check(value, (kind, cases = 1) => {
        counted[kind] = (counted[kind] ?? 0) + cases;
      });
      await inTime(checking, LONGEST_CHECK).catch((error) => {
        failedAt = Math.min(failedAt, Date.now());
        throw error;
      });
    });
    const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns });
    if (failed) {
      const again = `${described(counterexample?.[0])}\nThe same again: FUZZ_SEED=${seed}`;
      throw new Error(`This went wrong with ${again}`, { cause: errorInstance });
    }
    const total = Object.values(counted).reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThanOrEqual(full ? cases : numRuns);
  });
}

/** Bytes as text, since most of them are, and not for ever. */
function described(value: unknown): string {
  const text = fc
    .stringify(value)
    .replace(/Buffer\.from\(\[([\d,]*)\]\)/g, (_, bytes: string) =>
      JSON.stringify(Buffer.from(bytes.split(",").map(Number)).toString()),
    );
  return text.length > LONGEST_DESCRIPTION ? `${text.slice(0, LONGEST_DESCRIPTION)}…` : text;
}
