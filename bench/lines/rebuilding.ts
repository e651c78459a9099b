import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median } from "../comparison.ts";
import { fillLog } from "../filled-log.ts";
import { EVENTS_OF_A_GAME, type Sizes } from "../sizes.ts";
import type { Row } from "../table.ts";

/** The report of a process that has read a whole log. */
export interface Passage {
  readonly eventsPerSecond: number;
  /** Its peak memory in MiB, the store included. */
  readonly peakMemory: number;
}

/** Few rounds, because each takes minutes at full size. */
const ROUNDS = 2;

/** Compares rebuilding the read model with only reading the events, each in its own process. */
export async function rebuildingRows(folder: string, { manyGames }: Sizes): Promise<Row[]> {
  const file = await fillLog(folder, manyGames * EVENTS_OF_A_GAME);
  const rebuilding: Passage[] = [];
  const reading: Passage[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rebuilding.push(await passThrough(file, "rebuild"));
    reading.push(await passThrough(file, "read"));
  }
  const ratios = rebuilding.map(
    ({ eventsPerSecond }, round) => eventsPerSecond / (reading[round]?.eventsPerSecond ?? 0),
  );
  return [
    [
      `rebuild the leaderboard from ${(manyGames * EVENTS_OF_A_GAME).toLocaleString("en")} events`,
      `Projection ${cellOf(rebuilding)}`,
      `subscribeToAll ${cellOf(reading)}`,
      median(ratios).toFixed(2),
      `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`,
      "",
    ],
  ];
}

async function passThrough(file: string, what: "rebuild" | "read"): Promise<Passage> {
  const program = fileURLToPath(new URL("../passage.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", program, file, what]);
  return JSON.parse(stdout) as Passage;
}

function cellOf(passages: readonly Passage[]): string {
  const rate = Number(median(passages.map((passage) => passage.eventsPerSecond)).toPrecision(3));
  const memory = Math.max(...passages.map((passage) => passage.peakMemory));
  return `${rate.toLocaleString("en")} events/s, ${memory} MiB`;
}
