import { readdirSync } from "node:fs";
import type { StoreLocation } from "../persistence/connection/store-location.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** An option of a command. Without `value` it is a flag, which has no text. */
interface Option<Value> {
  /** The placeholder for its text in the usage, such as "<name>". */
  readonly value?: string;
  readonly help: string;
  /** @throws UsageError, GameError */
  readonly parse: (text: string, name: string) => Value;
}

type Options = Readonly<Record<string, Option<unknown>>>;

type GameId = "none" | "optional" | "required";

/** The arguments of a command: the id of a game, a value for each option, and the store. */
export type Request<Declared extends Options = Options, Id extends GameId = GameId> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Option<infer Value>
    ? Value extends boolean
      ? boolean
      : Value | undefined
    : never;
} & {
  readonly gameId: Id extends "required" ? string : string | undefined;
  /** The value of --store, if it was given. */
  readonly store: string | undefined;
};

/** The surroundings in which a command runs. */
interface Context {
  readonly terminal: Terminal;
  /**
   * Decides where the events are.
   *
   * @throws InvalidStoreError
   */
  readonly locate: () => StoreLocation;
}

/** The declaration of a command. */
interface Declaration<Declared extends Options, Id extends GameId> {
  /** What it does, for the usage. */
  readonly summary: string;
  readonly gameId: Id;
  readonly options: Declared;
  /** @throws UsageError, GameError if options do not go together. */
  readonly check?: (request: Request<Declared, Id>) => void;
  readonly run: (request: Request<Declared, Id>, context: Context) => Promise<void>;
}

/** A command as the command line knows it. */
export interface Command extends Omit<Declaration<Options, GameId>, "check" | "run"> {
  /**
   * Parses the values of the options.
   *
   * @param values the options' texts by name, or true for a flag.
   * @throws UsageError, GameError
   */
  prepare(
    values: Readonly<Record<string, string | boolean | undefined>>,
    gameId: string | undefined,
  ): Prepared;
}

/** A command with valid arguments, ready to run. */
export interface Prepared {
  readonly request: Request;
  run(context: Context): Promise<void>;
}

/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** An option has no value, and needs one. */
export class MissingValueError extends UsageError {
  /** @param placeholder what the usage shows for the value, such as "<name>". */
  constructor(name: string, placeholder: string, more = "") {
    super(`--${name} needs a value: --${name} ${placeholder}${more}.`);
  }

  /** The next word begins with a dash, and may be meant as another option. */
  static becauseOfADash(name: string, placeholder: string): MissingValueError {
    return new MissingValueError(name, placeholder, `, or --${name}=${placeholder} if it begins with a dash`);
  }
}

/** Makes a command. Each file of `commands/` exports one as `command`; its name is the name of the file. */
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
        return [name, typeof text === "string" ? option.parse(text, name) : undefined];
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

/** Declares an option without a text. */
export function flag(help: string): Option<boolean> {
  return { help, parse: () => true };
}

/**
 * Declares an option with a text.
 *
 * @param value the placeholder for the text in the usage, such as "<name>".
 * @param parse makes a value of the text; by default the value is the text, which cannot be blank. Throws UsageError or GameError.
 */
export function option(value: string, help: string): Option<string>;
export function option<Value>(value: string, help: string, parse: (text: string) => Value): Option<Value>;
export function option(
  value: string,
  help: string,
  parse = (text: string, name: string): unknown => {
    if (text.trim() === "") throw new MissingValueError(name, value);
    return text;
  },
): Option<unknown> {
  return { value, help, parse };
}

/** The command that runs if none is named. */
export const DEFAULT_COMMAND = "play";

/** @returns all commands by name, the default one first. They are found by their files. */
export async function loadCommands(): Promise<ReadonlyMap<string, Command>> {
  const files = readdirSync(new URL("commands/", import.meta.url)).sort();
  const names = new Set([DEFAULT_COMMAND, ...files.map((file) => file.replace(/\.ts$/, ""))]);
  const modules = [...names].map(async (name) => {
    const { command } = (await import(`./commands/${name}.ts`)) as { command: Command };
    return [name, command] as const;
  });
  return new Map(await Promise.all(modules));
}
