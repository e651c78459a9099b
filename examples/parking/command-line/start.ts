import { type Program, runProgram } from "./program.ts";

/** The signals that ask a program to stop: Ctrl-C, `kill`, a closed window. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Milliseconds in which further signals count as the same one: npm and tsx repeat signals that a whole job gets. */
const REPEAT_TIME = 1_000;

/** Runs a program as this process. */
export async function start<Opened extends { catchUp(): Promise<void> }, Name extends string>(
  program: Program<Opened, Name>,
): Promise<void> {
  // A reader of the output may stop at any time, as `head` does.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  process.on("uncaughtException", ({ message }) => {
    process.stderr.write(`Something went wrong that should not have: ${message.split("\n")[0]}\n`);
    process.exit(1);
  });
  process.noDeprecation = true; // users cannot change how a library uses Node
  const stopping = new AbortController();
  for (const signal of SIGNALS)
    process.once(signal, () => {
      stopping.abort();
      const ignore = () => {};
      process.on(signal, ignore);
      setTimeout(() => process.off(signal, ignore), REPEAT_TIME).unref();
    });
  const output = {
    out: (text: string) => process.stdout.write(text),
    error: (text: string) => process.stderr.write(text),
  };
  const code = await runProgram(program, process.argv.slice(2), process.env, output, stopping.signal);
  // Exits at once: a client that waits for a silent server would keep the process alive.
  process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
}
