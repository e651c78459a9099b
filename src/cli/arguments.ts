import { parseArgs } from "node:util";
import { GameError } from "../domain/errors.ts";
import { acceptPlayerName, refuseEqualNames } from "../domain/player-name.ts";

const OPTIONS = {
  "player-one": { type: "string" },
  "player-two": { type: "string" },
  events: { type: "boolean" },
  as: { type: "string" },
  open: { type: "boolean" },
  finished: { type: "boolean" },
  player: { type: "string" },
  limit: { type: "string" },
  all: { type: "boolean" },
  rebuild: { type: "boolean" },
  audit: { type: "boolean" },
  json: { type: "boolean" },
  port: { type: "string" },
  store: { type: "string" },
  "no-color": { type: "boolean" },
  help: { type: "boolean" },
  version: { type: "boolean" },
} as const;

type Option = keyof typeof OPTIONS;

const EVERYWHERE: readonly Option[] = ["store", "no-color", "help", "version"];

interface Form {
  readonly gameId: "none" | "optional" | "required";
  readonly options: readonly Option[];
}

const COMMANDS = {
  play: { gameId: "optional", options: ["player-one", "player-two", "events"] },
  join: { gameId: "required", options: ["as"] },
  watch: { gameId: "required", options: [] },
  replay: { gameId: "required", options: [] },
  games: { gameId: "none", options: ["open", "finished", "player", "limit", "all", "rebuild", "json"] },
  leaderboard: { gameId: "none", options: ["all", "rebuild", "json"] },
  history: { gameId: "required", options: ["audit", "json"] },
  eventstore: { gameId: "none", options: ["port"] },
  help: { gameId: "none", options: [] },
} as const satisfies Record<string, Form>;

type Command = keyof typeof COMMANDS;

/** What the words of the command line ask for. */
export interface Request {
  readonly command: Command | "version";
  readonly gameId: string | undefined;
  readonly playerOne: string | undefined;
  readonly playerTwo: string | undefined;
  readonly events: boolean;
  /** The name of the player who sits at this terminal. */
  readonly as: string | undefined;
  readonly open: boolean;
  readonly finished: boolean;
  /** The name of a player, in any case. */
  readonly player: string | undefined;
  /** How many games to show; 1 or more. */
  readonly limit: number | undefined;
  readonly all: boolean;
  readonly rebuild: boolean;
  /** Whether to ask today's rules about each event. */
  readonly audit: boolean;
  readonly json: boolean;
  /** 0 to 65535; 0 stands for any that is free. */
  readonly port: number | undefined;
  readonly store: string | undefined;
  readonly color: boolean;
}

/** Words on the command line that do not make a request. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * @param words those after the name of the program.
 * @throws UsageError
 */
export function parseArguments(words: readonly string[]): Request {
  const { values, positionals } = parse(words);
  const [name = "play", gameId, ...more] = positionals;
  const request = {
    gameId,
    ...acceptNames(values["player-one"], values["player-two"]),
    events: values.events ?? false,
    as: values.as,
    open: values.open ?? false,
    finished: values.finished ?? false,
    player: values.player?.trim(),
    limit: acceptLimit(values.limit),
    all: values.all ?? false,
    rebuild: values.rebuild ?? false,
    audit: values.audit ?? false,
    json: values.json ?? false,
    port: acceptPort(values.port),
    store: values.store,
    color: !values["no-color"],
  };
  if (values.help) return { command: "help", ...request };
  if (values.version) return { command: "version", ...request };

  if (!isCommand(name)) throw new UsageError(`There is no command "${name}".`);
  const form: Form = COMMANDS[name];
  const [stranger] = Object.keys(values).filter(
    (option) => ![...EVERYWHERE, ...form.options].includes(option as Option),
  );
  if (stranger) throw new UsageError(`"${name}" takes no option --${stranger}.`);
  if (form.gameId === "required" && gameId === undefined)
    throw new UsageError(`"${name}" needs the id of a game.`);
  const [superfluous] = form.gameId === "none" && gameId !== undefined ? [gameId] : more;
  if (superfluous !== undefined) throw new UsageError(`"${name}" can do nothing with "${superfluous}".`);
  if (gameId?.trim() === "") throw new UsageError("The id of a game cannot be blank.");
  if (gameId !== undefined && (request.playerOne ?? request.playerTwo) !== undefined) {
    throw new UsageError("A game that goes on has its players: leave out --player-one and --player-two.");
  }
  if (request.open && request.finished)
    throw new UsageError("No game is both open and finished: choose one of --open and --finished.");
  if (request.all && request.limit !== undefined)
    throw new UsageError("--all has no limit: choose one of --all and --limit.");
  if (name === "join" && request.as === undefined)
    throw new UsageError('"join" needs --as <name>, to know which of the two players you are.');
  return { command: name, ...request };
}

function acceptNames(one: string | undefined, two: string | undefined) {
  try {
    const playerOne = one === undefined ? undefined : acceptPlayerName(one);
    const playerTwo = two === undefined ? undefined : acceptPlayerName(two);
    if (playerOne !== undefined && playerTwo !== undefined) refuseEqualNames(playerOne, playerTwo);
    return { playerOne, playerTwo };
  } catch (error) {
    throw error instanceof GameError ? new UsageError(error.message) : error;
  }
}

function acceptPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UsageError("--port takes a number from 0 to 65535.");
}

function acceptLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError("--limit takes a whole number from 1 on.");
}

function isCommand(name: string): name is Command {
  return Object.hasOwn(COMMANDS, name);
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    // Its first sentence says what is wrong; the others go on about double dashes.
    const [sentence = ""] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(`${sentence.replace(/\.$/, "")}.`);
  }
}
