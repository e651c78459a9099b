// Measures the pages of the store on a large file: npx tsx bench/store-pages.ts [number of events, 1000000 by default]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEventStoreServer } from "../eventstore/src/server.ts";
import { fillLog, longestGameId } from "./filled-log.ts";

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 15;

const PAGES = {
  "the newest streams": "/",
  "streams that begin with game-": "/?prefix=game-",
  "streams that begin with game-1234": "/?prefix=game-1234",
  "older streams, from the middle on": `/?prefix=game-&before=${Math.round(EVENTS / 20)}`,
  "a stream of 44 events": `/stream?name=game-${longestGameId(0)}`,
  "the last of all events": "/all",
  "all events of a type": "/all?type=GameFinished",
  "all events of a type that no event has": "/all?type=Nothing",
  "all events with a correlation id that no event has": "/all?correlation=nothing",
};

const folder = mkdtempSync(join(tmpdir(), "store-pages-"));
try {
  const server = await startEventStoreServer({ file: await fillLog(folder, EVENTS) });
  console.log(
    `On a file with ${EVENTS.toLocaleString("en")} events, in milliseconds, and how long others wait meanwhile:`,
  );
  for (const [what, path] of Object.entries(PAGES)) {
    const times: number[] = [];
    let longestWait = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const page = timeOf(new URL(path, server.address));
      let isDone = false;
      void page.finally(() => {
        isDone = true;
      });
      while (!isDone)
        longestWait = Math.max(longestWait, await timeOf(new URL("/health/live", server.address)));
      times.push(await page);
    }
    const median = times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
    console.log(`${what.padEnd(52)} ${median.toFixed(1).padStart(8)} ${longestWait.toFixed(1).padStart(8)}`);
  }
  await server.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns how long a page takes to come, in milliseconds. */
async function timeOf(address: URL): Promise<number> {
  const start = performance.now();
  await (await fetch(address)).text();
  return performance.now() - start;
}
