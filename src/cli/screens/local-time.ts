/** @returns the local time, such as "2026-03-01 14:05": the Swedish format. */
export function localTime(time: string | Date): string {
  return new Date(time).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
}
