import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** By `npm run test:kills`; `npm test` provides nothing. */
    kills?: number;
  }
}

/** How often a process is killed: a few times in `npm test`, many times in `npm run test:kills`. */
export const KILLS = inject("kills") ?? 3;

/** Says what has survived, to those who have asked for many kills. */
export function reportSurvivors(survivors: string): void {
  if (inject("kills") !== undefined) console.log(`${KILLS} kills: ${survivors}`);
}

/** How long they may take, in milliseconds: what ends a test that hangs, and no measure of the computer. */
export const MOST_MILLISECONDS = 30_000 + KILLS * 10_000;
