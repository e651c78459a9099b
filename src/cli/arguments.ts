import { parseArgs } from "node:util";
import { GameError } from "../domain/errors.ts";
import { type Command, DEFAULT_COMMAND, MissingValueError, type Prepared, UsageError } from "./command.ts";

/** The options that every command takes, with the placeholder of their value. */
const EVERYWHERE = { store: "<where>", "no-color": undefined, help: undefined, version: undefined } as const;

/** A parsed command line. */
interface Parsed extends Prepared {
  readonly command: string;
  readonly color: boolean;
}

/**
 * Parses the command line.
 *
 * @param words the arguments after the name of the program.
 * @throws UsageError
 */
export function parseArguments(words: readonly string[], commands: ReadonlyMap<string, Command>): Parsed {
  const { values, positionals } = parse(words, commands);
  const [first = DEFAULT_COMMAND, gameId, ...more] = positionals;
  const instead = values.help ? "help" : values.version ? "version" : undefined;
  const name = instead ?? first;
  const color = !values["no-color"];
  const command = commands.get(name);
  if (!command) throw new UsageError(`There is no command "${name}".`);
  if (instead) return { command: name, color, ...command.prepare({}, undefined) };

  const [stranger] = Object.keys(values).filter(
    (option) => !Object.hasOwn(EVERYWHERE, option) && !Object.hasOwn(command.options, option),
  );
  if (stranger) throw new UsageError(`"${name}" takes no option --${stranger}.`);
  if (command.gameId === "required" && gameId === undefined)
    throw new UsageError(`"${name}" needs the id of a game.`);
  const [superfluous] = command.gameId === "none" && gameId !== undefined ? [gameId] : more;
  if (superfluous !== undefined) throw new UsageError(`"${name}" can do nothing with "${superfluous}".`);
  if (gameId?.trim() === "") throw new UsageError("The id of a game cannot be blank.");
  try {
    return { command: name, color, ...command.prepare(values, gameId) };
  } catch (error) {
    throw error instanceof GameError ? new UsageError(error.message) : error;
  }
}

function parse(words: readonly string[], commands: ReadonlyMap<string, Command>) {
  const declared = [...commands.values()].flatMap(({ options }) => Object.entries(options));
  const placeholders = new Map([
    ...declared.map(([name, { value }]) => [name, value] as const),
    ...Object.entries(EVERYWHERE),
  ]);
  const options = Object.fromEntries(
    [...placeholders].map(([name, value]) => [
      name,
      { type: value === undefined ? "boolean" : "string" } as const,
    ]),
  );
  // Not strict, since the sentences that Node has for mistakes speak to programmers.
  const parsed = parseArgs({
    args: [...words],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of parsed.tokens) if (token.kind === "option") checkOption(token, placeholders);
  return parsed;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  /** Whether the value follows an equals sign. */
  readonly inlineValue: boolean | undefined;
}

/** @throws UsageError if there is no such option, or if it has a value and takes none, or the other way round. */
function checkOption(
  { name, rawName, value, inlineValue }: OptionToken,
  placeholders: ReadonlyMap<string, string | undefined>,
): void {
  if (!placeholders.has(name)) throw new UsageError(`There is no option ${rawName}.`);
  const placeholder = placeholders.get(name);
  if (placeholder === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value.`);
  } else if (value === undefined) {
    throw new MissingValueError(name, placeholder);
  } else if (!inlineValue && /^-./.test(value)) {
    throw MissingValueError.becauseOfADash(name, placeholder);
  }
}
