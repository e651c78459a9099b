import { join } from "node:path";
import { expect, test } from "vitest";
import { KILLS, MOST_MILLISECONDS, reportSurvivors } from "../../tests/kills/kills.ts";
import { Child } from "./processes/child.ts";
import { contentsOf, expectAllKept } from "./support/acknowledged.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const WRITERS = 16;

test(`after ${KILLS} times kill -9 under load, every acknowledged event is there, once, in order, and nothing else`, {
  timeout: MOST_MILLISECONDS,
}, async () => {
  const file = join(temporaryFolder(), "crash.db");
  const acknowledged: string[] = [];
  // While one writer works, the next two load their program.
  const writers: Child[] = [];
  const prepare = () => {
    if (writers.length < KILLS)
      writers.push(
        new Child("eventstore/tests/processes/writer.ts", [file, `round${writers.length}`, `${WRITERS}`]),
      );
  };
  prepare();
  prepare();
  for (let kill = 0; kill < KILLS; kill += 1) {
    prepare();
    const writer = writers[kill] as Child;
    await writer.hasWritten(1);
    writer.tell("begin");
    await writer.hasWritten(50 + Math.random() * 100);
    await writer.kill();
    acknowledged.push(...writer.lines.slice(1));

    const contents = await contentsOf(file);
    expectAllKept(contents, acknowledged);
    // Each writer waits for its acknowledgement: at most one append of each can have gone unanswered.
    const stored = [...contents.values()].flat().length;
    expect(stored - acknowledged.length).toBeLessThanOrEqual((kill + 1) * (WRITERS + 1));
  }
  reportSurvivors(`${acknowledged.length} acknowledged events, each kept once, in order`);
});
