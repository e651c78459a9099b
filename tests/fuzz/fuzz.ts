import fc from "fast-check";
import { expect, inject, test } from "vitest";
import type {} from "./cases-reporter.ts";
import { inTime } from "./deadline.ts";
import { watch } from "./watchdog.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Set by `npm run test:fuzz` only. */
    fuzz?: { readonly seed: number; readonly full: boolean };
  }
}

const { seed, full } = inject("fuzz") ?? { seed: 1, full: false };

/** Time limit for the check of one input of any size, in milliseconds. */
const LONGEST_CHECK = 300_000;

/** Time limit for finding a smaller input that fails too, in milliseconds. */
const LONGEST_SHRINKING = full ? 120_000 : 15_000;

/** Highest number of characters that describe a failed input. */
const LONGEST_DESCRIPTION = 4_000;

/** Adds to the number of checked cases of a kind. */
export type Count = (kind: string, cases?: number) => void;

interface Fuzz<Input> {
  readonly input: fc.Arbitrary<Input>;
  /** Number of inputs in `npm run test:all` (few) and in `npm run test:fuzz` (many). */
  readonly inputs: { readonly few: number; readonly many: number };
  /** Lowest number of cases that many inputs must have checked, so that a check cannot become empty unnoticed. */
  readonly cases: number;
  check(input: Input, count: Count): Promise<void>;
}

/** Defines a test that runs with many arbitrary inputs. */
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

/** Describes an input, with bytes as text, in limited length. */
function described(value: unknown): string {
  const text = fc
    .stringify(value)
    .replace(/Buffer\.from\(\[([\d,]*)\]\)/g, (_, bytes: string) =>
      JSON.stringify(Buffer.from(bytes.split(",").map(Number)).toString()),
    );
  return text.length > LONGEST_DESCRIPTION ? `${text.slice(0, LONGEST_DESCRIPTION)}…` : text;
}
