import { parseArgs } from "node:util";
import { GameError } from "../domain/errors.ts";
import { type Command, DEFAULT_COMMAND, type Prepared, UsageError } from "./command.ts";

/** The options that every command takes. */
const EVERYWHERE = {
  store: { type: "string" },
  "no-color": { type: "boolean" },
  help: { type: "boolean" },
  version: { type: "boolean" },
} as const;

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
  const options = {
    ...Object.fromEntries(
      declared.map(([name, { value }]) => [
        name,
        { type: value === undefined ? "boolean" : "string" } as const,
      ]),
    ),
    ...EVERYWHERE,
  };
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's first sentence says what is wrong; the others explain double dashes.
    const [sentence = ""] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(`${sentence.replace(/\.$/, "")}.`);
  }
}
