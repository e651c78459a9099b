import { type ParseArgsConfig, parseArgs } from "node:util";
import { NotThereYetError } from "../not-there-yet.ts";
import { Terminal } from "./terminal/terminal.ts";

/** The words and options after the command. */
export interface Request {
  /** The word after the command. */
  readonly gameId: string | undefined;
  readonly store: string | undefined;
  readonly port: string | undefined;
  readonly json: boolean;
}

type Command = (terminal: Terminal, request: Request) => Promise<void>;

/**
 * A program with a few commands; `play` is the default. Every error is printed as a sentence, without a stack trace.
 */
export interface Program {
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  readonly commands: Readonly<Record<string, Command>>;
}

/** Runs the command that the command line names; the exit code is 2 if there is no such command. */
export async function run({ usage, options, commands }: Program): Promise<void> {
  const { stdin: input, stdout: output, stderr: error } = process;
  // The reader of the output may stop at any time, as `head` does.
  output.on("error", () => process.exit());
  const wanted = parse(options);
  const colors = wanted?.color && !process.env.NO_COLOR && output.isTTY && output.hasColors();
  const terminal = new Terminal({ input, output, error }, colors ?? false);
  const command = wanted && commands[wanted.command];
  try {
    if (wanted?.help) for (const line of usage.split("\n")) terminal.print(line);
    else if (command) await command(terminal, wanted.request);
    else {
      for (const line of ["That is nothing this program can do.", "", ...usage.split("\n")])
        terminal.complain(line);
      process.exitCode = 2;
    }
  } catch (error) {
    terminal.complain(sentenceFor(error));
    if (!(error instanceof NotThereYetError)) process.exitCode = 1;
  } finally {
    terminal.close();
  }
}

/** @returns the message of an error; the name of its class if it has none, as some errors of the store's client. */
function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || error.constructor.name;
}

const EVERYWHERE = { help: { type: "boolean" }, "no-color": { type: "boolean" } } as const;

function parse(options: Program["options"]) {
  try {
    const config: ParseArgsConfig = { options: { ...options, ...EVERYWHERE }, allowPositionals: true };
    const { values, positionals } = parseArgs(config);
    const [command = "play", gameId] = positionals;
    const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);
    return {
      command,
      help: values.help === true || command === "help",
      color: values["no-color"] !== true,
      request: { gameId, store: textOf(values.store), port: textOf(values.port), json: values.json === true },
    };
  } catch {
    return undefined;
  }
}
