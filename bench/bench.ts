import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir, type } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { appendingRows } from "./lines/appending.ts";
import { loadingFromMemoryRows } from "./lines/loading-from-memory.ts";
import { loadingOneOfManyRows } from "./lines/loading-one-of-many.ts";
import { playingRows } from "./lines/playing.ts";
import { readingRows } from "./lines/reading.ts";
import { rebuildingRows } from "./lines/rebuilding.ts";
import { severalProcessesRows } from "./lines/several-processes.ts";
import { startingRows } from "./lines/starting.ts";
import { sizesFor } from "./sizes.ts";
import { type Row, tableOf } from "./table.ts";

const { values } = parseArgs({ options: { scale: { type: "string", default: "1" } } });
const scale = Number(values.scale);
if (!(scale > 0)) {
  console.error("--scale is a number greater than 0: 1 for the published sizes, 0.1 for a quick look.");
  process.exit(1);
}
const sizes = sizesFor(scale);

const folder = mkdtempSync(join(tmpdir(), "connect-four-bench-"));
try {
  const rows: Row[] = [
    ...(await announced("starting", () => startingRows(folder, sizes))),
    ...(await announced("loading from memory", () => loadingFromMemoryRows(sizes))),
    ...(await announced("playing", () => playingRows(folder, sizes))),
    ...(await announced("appending", () => appendingRows(folder, sizes))),
    ...(await announced("reading", () => readingRows(folder, sizes))),
    ...(await announced("several processes", () => severalProcessesRows(folder, sizes))),
    ...(await announced("loading one game of many", () => loadingOneOfManyRows(folder, sizes))),
    ...(await announced("rebuilding the leaderboard", () => rebuildingRows(folder, sizes))),
  ];
  console.log(machine());
  console.log();
  console.log(tableOf(rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function announced(what: string, measure: () => Promise<Row[]>): Promise<Row[]> {
  console.error(`Measuring: ${what} …`);
  return measure();
}

/** Describes the day and the kind of machine, without anything that identifies the machine. */
function machine(): string {
  const today = new Date().toISOString().slice(0, 10);
  const [major] = process.versions.node.split(".");
  return `${today}, ${availableParallelism()} cores, ${type()}, Node ${major}`;
}
