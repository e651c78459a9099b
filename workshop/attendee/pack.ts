/** Text files by their path, which has forward slashes on every system. */
export type Files = ReadonlyMap<string, string>;

/** The files of each state: at the start of an exercise, by its number; after a step, by its number. */
export type States = ReadonlyMap<string, Files>;

/** The file with all states, in base64, so that no solution is read by accident. It needs no git and no network. */
export const PACK_FILE = "workshop/attendee/states.base64";

/** Files that are the same in every state, and therefore not in the pack. */
export const KEPT: readonly string[] = [PACK_FILE, "package-lock.json"];

interface Packed {
  readonly texts: readonly string[];
  /** The index of a text, by state and path. */
  readonly states: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const LINE = 120;

export function pack(states: States): string {
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text) as number;
  };
  const packed: Packed = {
    states: Object.fromEntries(
      [...states].map(([name, files]) => [
        name,
        Object.fromEntries([...files].map(([path, text]) => [path, numberOf(text)])),
      ]),
    ),
    texts: [...numbers.keys()],
  };
  const letters = Buffer.from(JSON.stringify(packed), "utf8").toString("base64");
  return `${(letters.match(new RegExp(`.{1,${LINE}}`, "g")) ?? []).join("\n")}\n`;
}

export function unpack(letters: string): States {
  const { texts, states } = JSON.parse(Buffer.from(letters, "base64").toString("utf8")) as Packed;
  return new Map(
    Object.entries(states).map(([name, files]) => [
      name,
      new Map(Object.entries(files).map(([path, number]) => [path, texts[number] ?? ""])),
    ]),
  );
}
