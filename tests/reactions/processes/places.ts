/** The places at which a reaction may die: after each of its awaits, and before the last. */
export const PLACES = [
  "event",
  "command",
  "load",
  "append",
  "effect",
  "before the checkpoint",
  "after the checkpoint",
] as const;

export type Place = (typeof PLACES)[number];
