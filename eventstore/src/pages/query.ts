/** A whole number in a query; undefined where there is none. */
export function numberIn(query: URLSearchParams, name: string): number | undefined {
  const number = Number(query.get(name) || Number.NaN);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
