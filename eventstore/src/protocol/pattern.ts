import { type Context, createContext, Script } from "node:vm";
import { invalidArgument, unforeseen } from "./rpc-errors.ts";

/** Whether a text is one of those that are wanted. */
export type Match = (text: string) => boolean;

/** Up to this length, in characters, a text is matched at once by a pattern that repeats one thing at the most. */
const SHORT = 1000;

/** How many texts a pattern remembers: event types are few, and the same ones come again and again. */
const MOST_KNOWN = 1000;

/** How long a pattern may think about one text: nobody else is served meanwhile. */
const MOST_MILLISECONDS = 1000;

/**
 * Compiles a regular expression. The server has .NET's; those of JavaScript differ in rare constructs alone.
 *
 * @returns what tells whether a text matches; it throws {@link StatusError} where that would take too long, or for ever
 * @throws {StatusError} for what is no regular expression
 */
export function compilePattern(source: string): Match {
  const pattern = regularExpression(source);
  const known = new Map<string, boolean>();
  const repeatsLittle = (source.match(/[*+?{]/g) ?? []).length <= 1;
  return (text) => {
    // To watch the time costs 0.1 ms, which every event would have to pay.
    if (repeatsLittle && text.length <= SHORT) return pattern.test(text);
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const matches = inTime(() => pattern.test(text), source);
    if (text.length <= SHORT && known.size < MOST_KNOWN) known.set(text, matches);
    return matches;
  };
}

function regularExpression(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch (error) {
    throw unforeseen(`'${source}' is not a regular expression (${(error as Error).message}).`);
  }
}

/** Node has no other way to end what takes too long than to have a script call it. */
const script = new Script("test()");
let context: Context | undefined; // made when it is needed, since that takes a millisecond

function inTime(test: () => boolean, source: string): boolean {
  try {
    context ??= createContext();
    context.test = test;
    return script.runInContext(context, { timeout: MOST_MILLISECONDS });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw invalidArgument(`The regular expression '${source}' takes too long: simplify it.`);
  }
}
