/** Shorter ones would save nothing, and be ambiguous soon. */
const SHORTEST = 4;

/** @returns for each of the ids the shortest beginning, of four characters or more, that no other id shares. */
export function shortIds(ids: Iterable<string>): Map<string, string> {
  const sorted = [...ids].sort();
  return new Map(
    sorted.map((id, index) => {
      // In this order, nobody shares more with an id than one of its neighbours does.
      const shared = Math.max(sharedLength(id, sorted[index - 1]), sharedLength(id, sorted[index + 1]));
      return [id, id.slice(0, Math.max(SHORTEST, shared + 1))];
    }),
  );
}

function sharedLength(id: string, other = ""): number {
  let length = 0;
  while (length < id.length && id[length] === other[length]) length++;
  return length;
}
