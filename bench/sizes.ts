/** Number of events of a short game: the start, eight moves and the finish. */
export const EVENTS_OF_A_GAME = 10;

/** Sizes of the measurements. */
export interface Sizes {
  /** Factor for the time of each round. */
  readonly scale: number;
  /** Number of events in a new file. */
  readonly fewEvents: number;
  /** Number of events in the log that is read from start to end. */
  readonly readEvents: number;
  readonly fewGames: number;
  /** Number of games in a file after years of use; each has {@link EVENTS_OF_A_GAME} events. */
  readonly manyGames: number;
}

/** @param scale 1 for the sizes of the published figures, less for a quick run. */
export function sizesFor(scale: number): Sizes {
  return {
    scale,
    fewEvents: count(1_000, scale),
    readEvents: count(100_000, scale),
    fewGames: count(1_000, scale),
    manyGames: count(100_000, scale),
  };
}

function count(atFullScale: number, scale: number): number {
  return Math.max(10, Math.round(atFullScale * scale));
}
