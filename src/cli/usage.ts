import { loadCommands } from "./command.ts";

const PROGRAM = "npx tsx src/cli.ts";

/** Tells where the usage is. */
export const HELP = `All commands and options: ${PROGRAM} help`;

/** The column, in characters, at which the explanations begin. */
const EXPLANATION_COLUMN = 42;

const GAME_ID = { none: "", optional: " [game-id]", required: " <game-id>" } as const;

const EVERYWHERE = `A game or match can be given by the beginning of its id, as "games" and "matches" show it.

Options everywhere:
  --store <where>   where the events are: a file, memory, or a server (esdb://localhost:2113?tls=false,
                    or kurrentdb://…);
                    without it EVENTSTOREDB_URI decides, and then it is data/connect-four.db
  --no-color        draws in one colour, as does the environment variable NO_COLOR`;

/** @returns the usage text, with all commands and their options. */
export async function usage(): Promise<string> {
  const lines = [...(await loadCommands())].flatMap(([name, { gameId, summary, options }]) => [
    lineOf(`  ${PROGRAM} ${name}${GAME_ID[gameId]}`, summary),
    ...Object.entries(options).map(([option, { value, help }]) =>
      lineOf(`      --${option}${value ? ` ${value}` : ""}`, help),
    ),
  ]);
  return ["Usage:", ...lines, "", EVERYWHERE].join("\n");
}

function lineOf(what: string, explanation: string): string {
  return `${what.padEnd(EXPLANATION_COLUMN - 1)} ${explanation}`;
}
