import type { Reporter, TestModule } from "vitest/node";

declare module "vitest" {
  interface TaskMeta {
    /** Number of cases that a test has checked, by kind. */
    cases?: Record<string, number>;
  }
}

/** Prints after all tests the number of checked cases by kind, and the seed. */
export class CasesReporter implements Reporter {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const cases = new Map<string, number>();
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        for (const [kind, count] of Object.entries(test.meta().cases ?? {}))
          cases.set(kind, (cases.get(kind) ?? 0) + count);
      }
    }
    const total = [...cases.values()].reduce((sum, count) => sum + count, 0);
    const lines = [...cases, ["cases in all", total] as const].map(
      ([kind, count]) => `${count.toLocaleString("en").padStart(10)}  ${kind}`,
    );
    console.log(`\n${lines.join("\n")}\n\nThe same again: FUZZ_SEED=${this.#seed}\n`);
  }
}
