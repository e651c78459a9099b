/** The start, eight moves and the finish. */
export const EVENTS_OF_A_GAME = 10;

/** How much is measured. */
export interface Sizes {
  /** Stretches the time of each round. */
  readonly scale: number;
  /** Events in a file that has just been begun. */
  readonly fewEvents: number;
  /** Events in the log that is read from one end to the other. */
  readonly readEvents: number;
  readonly fewGames: number;
  /** Games in a file that has been in use for years; each has {@link EVENTS_OF_A_GAME} events. */
  readonly manyGames: number;
}

/** @param scale 1 for the sizes of the published figures, less for a quick look. */
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
