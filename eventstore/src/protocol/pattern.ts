import { type Context, createContext, Script } from "node:vm";
import { invalidArgument, unforeseen } from "./rpc-errors.ts";

/** Returns whether a text matches. */
export type Match = (text: string) => boolean;

/** Texts of up to this length, in characters, are matched without a time limit by a pattern with one repetition at most. */
const SHORT = 1000;

/** How many results a pattern remembers: there are few event types, and they occur again and again. */
const MOST_KNOWN = 1000;

/** The most milliseconds to match one text, which blocks the event loop. */
const MOST_MILLISECONDS = 1000;

/**
 * Compiles a regular expression. The server uses .NET's, which differ from JavaScript's only in rare constructs.
 *
 * @returns a function that matches texts; it throws {@link StatusError} if that takes too long
 * @throws {StatusError} for an invalid regular expression
 */
export function compilePattern(source: string): Match {
  const pattern = regularExpression(source);
  const known = new Map<string, boolean>();
  const repeatsLittle = (source.match(/[*+?{]/g) ?? []).length <= 1;
  return (text) => {
    // A time limit costs 0.1 ms for each event.
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

/** Calls a function with a time limit. In Node only scripts can have one. */
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
