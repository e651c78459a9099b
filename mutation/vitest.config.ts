import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Slow tests run last, because the first failing test ends a run. */
const SLOW = /(cluster|outages|real-server)\.test\.ts$/;

class QuickOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted(
      (one, other) => Number(SLOW.test(one.moduleId)) - Number(SLOW.test(other.moduleId)),
    );
  }
}

export default defineConfig({
  test: {
    // These tests start processes, in which nothing is mutated, or test more than the folds.
    exclude: ["**/{crash,projection,read-model,reconnect}.test.ts"],
    setupFiles: "tests/each-file.setup.ts",
    sequence: { sequencer: QuickOnesFirst },
  },
});
