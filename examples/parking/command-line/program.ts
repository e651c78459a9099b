import { parseArgs } from "node:util";
import { type Command, type Setting, UsageError } from "./command.ts";
import { printable } from "./printable.ts";

/** The exit codes: `failure` for any error, `usage` for a command line that cannot be understood. */
const EXIT_CODE = { ok: 0, failure: 1, usage: 2 } as const;

/** A service that commands work with. */
interface Service {
  catchUp(): Promise<void>;
}

/** A program: a service and its commands. */
export interface Program<Opened extends Service, Name extends string> {
  /** How users call it, such as "npx tsx booking/cli.ts". */
  readonly call: string;
  readonly commands: Readonly<Record<string, Command<Opened>>>;
  readonly settings: Readonly<Record<Name, Setting>>;
  /** The end of the usage. */
  readonly notes: string;
  /**
   * Opens the service for one command.
   *
   * @param chosen the settings that the user has chosen.
   * @param report prints a sentence on the error stream.
   */
  readonly open: (
    chosen: Readonly<Partial<Record<Name, string>>>,
    environment: NodeJS.ProcessEnv,
    report: (sentence: string) => void,
  ) => Promise<{ readonly service: Opened; close(): Promise<void> }>;
}

/** Where a program prints. */
interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/**
 * Runs one command. It does not end the process, so tests can call it.
 *
 * @param words the arguments after the name of the program.
 * @param stopped ends a command that serves.
 * @returns the exit code. Errors have been printed.
 */
export async function runProgram<Opened extends Service, Name extends string>(
  program: Program<Opened, Name>,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  output: Output,
  stopped: AbortSignal,
): Promise<number> {
  const report = (sentence: string) => output.error(`${printable(sentence)}\n`);
  const print = (line: string) => output.out(`${printable(line)}\n`);
  try {
    const { command, argument, json, chosen } = parse(program, words, environment);
    if (!command) {
      print(usage(program));
      return EXIT_CODE.ok;
    }
    const { service, close } = await program.open(
      chosen,
      environment,
      command.serves ? report : withoutRepeats(report),
    );
    try {
      if (!command.serves) await service.catchUp();
      await command.run(service, { argument, json, print, stopped });
      if (command.writes) await service.catchUp();
    } finally {
      await close();
    }
    return EXIT_CODE.ok;
  } catch (error) {
    report(
      error instanceof Error && error.message ? error.message : "Something went wrong that should not have.",
    );
    if (!(error instanceof UsageError)) return EXIT_CODE.failure;
    output.error(`\n${usage(program)}\n`);
    return EXIT_CODE.usage;
  }
}

/** A command does what is due before and after: what does not work then is said once. */
function withoutRepeats(report: (sentence: string) => void): (sentence: string) => void {
  const reported = new Set<string>();
  return (sentence) => {
    if (reported.has(sentence)) return;
    reported.add(sentence);
    report(sentence);
  };
}

function parse<Opened extends Service, Name extends string>(
  program: Program<Opened, Name>,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
) {
  const { values, positionals } = parseWords(words, Object.keys(program.settings));
  // The names of seed 003 have underscores.
  const [name = "help", argument = "", ...more] = positionals;
  const isHelp = values.help || name === "help";
  const known = new Map(Object.entries(program.commands));
  const command = known.get(name.replaceAll("_", "-"));
  if (!command && !isHelp) throw new UsageError(`There is no command ${JSON.stringify(name)}.`);
  const superfluous = command?.argument ? more[0] : positionals[1];
  if (superfluous !== undefined && !isHelp)
    throw new UsageError(`"${name}" can do nothing with ${JSON.stringify(superfluous)}.`);
  if (values.json && !command?.json) throw new UsageError(`"${name}" takes no option --json.`);
  if (command?.argument && positionals.length < 2 && !isHelp)
    throw new UsageError(`"${name}" needs ${command.argument}.`);
  if (!isHelp) command?.check?.(argument);
  const chosen = Object.fromEntries(
    Object.entries<Setting>(program.settings).flatMap(([option, setting]) => {
      const text = values[option] ?? (environment[setting.variable] || undefined);
      if (typeof text !== "string") return [];
      if (setting.isValid(text)) return [[option, text]];
      const isOption = typeof values[option] === "string";
      // The text is not shown, since it may contain a password.
      const sentence = `${isOption ? `--${option}` : setting.variable} ${setting.complaint}.`;
      throw isOption ? new UsageError(sentence) : new Error(sentence);
    }),
  ) as Partial<Record<Name, string>>;
  return { command: isHelp ? undefined : command, argument, json: values.json === true, chosen };
}

function parseWords(words: readonly string[], settings: readonly string[]) {
  const options = {
    ...Object.fromEntries(settings.map((name) => [name, { type: "string" } as const])),
    json: { type: "boolean" },
    help: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true }) as {
      values: Readonly<Record<string, string | boolean | undefined>>;
      positionals: readonly string[];
    };
  } catch (error) {
    // Node's first sentence says what is wrong; the others explain double dashes.
    const [sentence = ""] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(`${sentence.replace(/\.$/, "")}.`);
  }
}

/** The column, in characters, at which the explanations begin. */
const EXPLANATION_COLUMN = 42;

function usage({ call, commands, settings, notes }: Omit<Program<never, string>, "open">): string {
  const line = (what: string, explanation: string) => `${what.padEnd(EXPLANATION_COLUMN - 1)} ${explanation}`;
  return [
    "Usage:",
    `  ${call} <command>`,
    "",
    ...Object.entries<Command<never>>(commands).flatMap(([name, { argument, summary, json }]) => [
      line(`  ${name}${argument ? ` ${argument}` : ""}`, summary),
      ...(json ? [line("      --json", "one JSON object a line, with all that is stored")] : []),
    ]),
    "",
    "Options everywhere, and the variables that say the same:",
    ...Object.entries(settings).map(([name, { value, help, variable }]) =>
      line(`  --${name} ${value}`, `${help} (${variable})`),
    ),
    "",
    notes,
  ].join("\n");
}
