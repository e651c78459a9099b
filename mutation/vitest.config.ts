import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The first test that fails ends a run, so those that wait for servers and outages come last. */
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
    // These test more than the folds, and drive processes, in which nothing is altered.
    exclude: ["**/{crash,projection,read-model,reconnect}.test.ts"],
    sequence: { sequencer: QuickOnesFirst },
  },
});
