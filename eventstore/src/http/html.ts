/** Text that is HTML. Only {@link html} makes it, and so everything in it that comes from events is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Insertion = Html | string | number | false | undefined | readonly Html[];

/** Makes HTML of a template: texts that are inserted are escaped, HTML is inserted as it is. */
export function html(parts: TemplateStringsArray, ...insertions: readonly Insertion[]): Html {
  const texts = parts.map((part, index) => (index === 0 ? part : textOf(insertions[index - 1]) + part));
  return new Html(texts.join(""));
}

function textOf(insertion: Insertion): string {
  if (insertion === undefined || insertion === false) return "";
  if (typeof insertion === "string" || typeof insertion === "number") return escaped(String(insertion));
  return insertion instanceof Html ? insertion.text : insertion.map(textOf).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What would not be seen, or would turn other text round: control characters, half characters, marks of direction. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/gu;

/** Makes text harmless in an element and in a quoted attribute; what is invisible is shown as in JSON, such as \u202e. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "")
    .replace(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The same for an element that keeps the ends of lines. */
export function htmlOfLines(text: string): Html {
  return new Html(text.split("\n").map(escaped).join("\n"));
}

/** A path with a query; parameters that are undefined or empty are left out. */
export function address(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join("&")}`;
}
