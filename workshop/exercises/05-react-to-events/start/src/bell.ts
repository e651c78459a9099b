/** Where it has rung, since somebody last asked. */
let rings: string[] = [];

/**
 * Rings the bell of the club: somebody has won a game.
 *
 * @param place where the call stands, such as "apply".
 */
export function ring(place: string): void {
  rings.push(place);
}

/** @returns where it has rung since this was last asked. */
export function ringsSoFar(): string[] {
  const heard = rings;
  rings = [];
  return heard;
}
