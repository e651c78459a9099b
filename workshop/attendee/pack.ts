/** Text files by their path, which has forward slashes on every system. */
export type Files = ReadonlyMap<string, string>;

/** By the number of an exercise the files with which it starts, by the number of a step the files after it. */
export type States = ReadonlyMap<string, Files>;

/** All states of all exercises, in a form that nobody reads by accident. Works without git, and without a network. */
export const PACK_FILE = "workshop/attendee/states.base64";

/** What is the same on every branch and in every state, and therefore in no pack. */
export const KEPT: readonly string[] = [PACK_FILE, "package-lock.json"];

interface Packed {
  readonly texts: readonly string[];
  /** For each state and path, which text. */
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
