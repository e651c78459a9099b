import { readdirSync } from "node:fs";
import type { StoreLocation } from "../persistence/store-location.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** An option of a command. Without a `value` it is a flag, which takes no text. */
interface Option<Value> {
  /** How the usage calls its text, such as "<name>". */
  readonly value?: string;
  readonly help: string;
  /** @throws UsageError, GameError */
  readonly parse: (text: string) => Value;
}

type Options = Readonly<Record<string, Option<unknown>>>;

type GameId = "none" | "optional" | "required";

/** What a command is asked for: the id of a game, a value for each of its options, and the store. */
export type Request<Declared extends Options = Options, Id extends GameId = GameId> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Option<infer Value>
    ? Value extends boolean
      ? boolean
      : Value | undefined
    : never;
} & {
  readonly gameId: Id extends "required" ? string : string | undefined;
  /** What was given as --store, if anything was. */
  readonly store: string | undefined;
};

/** What a command works with. */
interface Context {
  readonly terminal: Terminal;
  /**
   * Finds out where the events are.
   *
   * @throws InvalidStoreError
   */
  readonly locate: () => StoreLocation;
}

/** All that a command says of itself. */
interface Declaration<Declared extends Options, Id extends GameId> {
  /** What it does, for the usage. */
  readonly summary: string;
  readonly gameId: Id;
  readonly options: Declared;
  /** @throws UsageError, GameError where options do not go together. */
  readonly check?: (request: Request<Declared, Id>) => void;
  readonly run: (request: Request<Declared, Id>, context: Context) => Promise<void>;
}

/** A command as the command line knows it. */
export interface Command extends Omit<Declaration<Options, GameId>, "check" | "run"> {
  /**
   * @param values of its options, as text, or true for a flag.
   * @throws UsageError, GameError
   */
  prepare(
    values: Readonly<Record<string, string | boolean | undefined>>,
    gameId: string | undefined,
  ): Prepared;
}

/** A command that has been given sound words. */
export interface Prepared {
  readonly request: Request;
  run(context: Context): Promise<void>;
}

/** Words on the command line that do not make a request. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Each file of `commands/` exports what this returns as `command`; the command is called as the file. */
export function defineCommand<const Declared extends Options, const Id extends GameId>(
  declaration: Declaration<Declared, Id>,
): Command {
  const { summary, gameId, options, check, run } = declaration;
  return {
    summary,
    gameId,
    options,
    prepare(values, given) {
      const parsed = Object.entries(options).map(([name, option]) => {
        const text = values[name];
        if (option.value === undefined) return [name, text === true];
        return [name, typeof text === "string" ? option.parse(text) : undefined];
      });
      const request = { ...Object.fromEntries(parsed), gameId: given, store: values.store } as Request<
        Declared,
        Id
      >;
      check?.(request);
      return { request, run: (context) => run(request, context) };
    },
  };
}

export function flag(help: string): Option<boolean> {
  return { help, parse: () => true };
}

/** @param parse makes a value of the text; without it, the text is the value. */
export function option(value: string, help: string): Option<string>;
export function option<Value>(value: string, help: string, parse: (text: string) => Value): Option<Value>;
export function option(
  value: string,
  help: string,
  parse = (text: string): unknown => text,
): Option<unknown> {
  return { value, help, parse };
}

/** The command that is meant where none is named. */
export const DEFAULT_COMMAND = "play";

/** @returns all commands by their names, the default one first: a new command is one new file. */
export async function loadCommands(): Promise<ReadonlyMap<string, Command>> {
  const files = readdirSync(new URL("commands/", import.meta.url)).sort();
  const names = new Set([DEFAULT_COMMAND, ...files.map((file) => file.replace(/\.ts$/, ""))]);
  const modules = [...names].map(async (name) => {
    const { command } = (await import(`./commands/${name}.ts`)) as { command: Command };
    return [name, command] as const;
  });
  return new Map(await Promise.all(modules));
}
