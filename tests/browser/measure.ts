// Measures the pages in a browser: npm run browser:measure
import type { Page } from "playwright-core";
import { CliProcess } from "../cli/support/cli-process.ts";
import { COLUMNS_TO_A_TIE } from "../domain/specification.ts";
import { withPrograms } from "./programs-under-test.ts";

const MOVES = Number(process.argv[2] ?? 200);

await withPrograms(async ({ browser, store, gamesPage }) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 880 } });
  // Code that tsx compiles calls a function of this name, which does not exist in the page.
  await page.addInitScript("globalThis.__name = (named) => named");
  const times: number[] = [];
  let id = "";
  while (times.length < MOVES) {
    const names = ["--player-one", "Ann", "--player-two", "Bob"];
    const terminal = new CliProcess(["play", ...names, "--store", store]);
    await terminal.output.readUntil("Ann (X) moves: ");
    id =
      /play ([0-9a-f-]{36})|^Game ([0-9a-f-]{36})$/m.exec(terminal.output.raw)?.slice(1).find(Boolean) ?? "";
    await page.goto(`${gamesPage}game?id=${id}`);
    await page.locator(".state.live").waitFor();
    for (const [index, column] of [...COLUMNS_TO_A_TIE].entries()) {
      if (times.length === MOVES) break;
      const token = whenShown(page, index + 1);
      await nextFrame(page); // the page is watching now
      const typedAt = Date.now();
      terminal.type(column);
      times.push((await token) - typedAt);
    }
    await terminal.endInput().ended;
  }
  times.sort((a, b) => a - b);
  const percentile = (share: number) => times[Math.ceil(times.length * share) - 1];
  console.log(`From a line typed in a terminal to the token on the page, ${times.length} moves:`);
  console.log(`  p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms, the slowest ${times.at(-1)} ms`);

  await page.goto(`${gamesPage}game?id=${await longestGame(store)}`);
  await page.locator(".state.live").waitFor();
  const processorTime = await processorClock(page);
  const frames = await scrub(page);
  const work = await processorTime();
  const [shortest = 0] = [...frames].sort((a, b) => a - b).slice(Math.floor(frames.length / 2));
  const dropped = frames.filter((frame) => frame > 1.5 * shortest).length;
  console.log(`A game of 42 moves from end to end and back, a moment each frame, ${frames.length} frames:`);
  console.log(
    `  usually ${shortest.toFixed(1)} ms, the longest ${Math.max(...frames).toFixed(1)} ms, ${dropped} dropped`,
  );
  const each = work / frames.length;
  console.log(
    `  of the processor each takes the page ${each.toFixed(1)} ms, of the 16.7 ms that a frame has`,
  );
});

async function longestGame(store: string): Promise<string> {
  const terminal = new CliProcess(["play", "--player-one", "Ann", "--player-two", "Bob", "--store", store]);
  terminal.type(...COLUMNS_TO_A_TIE);
  const { output } = await terminal.endInput().ended;
  return /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(output)?.[0] ?? "";
}

/** @returns when the token of an event has been painted, in milliseconds since 1970. */
function whenShown(page: Page, revision: number): Promise<number> {
  return page
    .evaluate(
      (id) =>
        new Promise<number>((resolve) => {
          const look = () => {
            const token = document.getElementById(id);
            if (!token || token.hidden) return;
            observer.disconnect();
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { childList: true, subtree: true, attributes: true });
          look();
        }),
      `token-${revision}`,
    )
    .then(Math.round);
}

function nextFrame(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())));
}

/** Moves the slider by one in each frame. @returns how long each frame took, in milliseconds. */
function scrub(page: Page): Promise<number[]> {
  return page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const slider = document.querySelector<HTMLInputElement>("#slider");
        if (!slider) throw new Error("The page has no slider.");
        const last = Number(slider.max);
        const moments = [...Array(2 * last).keys()].map((step) => Math.abs(last - step - 1));
        const frames: number[] = [];
        let before = performance.now();
        const step = () => {
          const now = performance.now();
          frames.push(now - before);
          before = now;
          const moment = moments.shift();
          if (moment === undefined) return resolve(frames.slice(1));
          slider.value = String(moment);
          slider.dispatchEvent(new Event("input"));
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
  );
}

/** @returns a function that returns the processor time of the page's own thread since this call, in milliseconds. */
async function processorClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const read = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
  };
  const start = await read();
  return async () => (await read()) - start;
}
