import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Number of kills, from `npm run test:kills`; `npm test` provides none. */
    kills?: number;
  }
}

/** How often a process is killed: a few times in `npm run test:all`, many times in `npm run test:kills`. */
export const KILLS = inject("kills") ?? 3;

/** Prints what has survived, in `npm run test:kills` only. */
export function reportSurvivors(survivors: string): void {
  if (inject("kills") !== undefined) console.log(`${KILLS} kills: ${survivors}`);
}

/** Time limit of a test with kills, in milliseconds. It is generous, because it only ends tests that hang. */
export const MOST_MILLISECONDS = 30_000 + KILLS * 10_000;
