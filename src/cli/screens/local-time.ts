/** @returns such as "2026-03-01 14:05", as the clocks say here. Swedes write times so. */
export function localTime(time: string | Date): string {
  return new Date(time).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
}
