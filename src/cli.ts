import { EXIT_CODE, main, sentenceFor } from "./cli/main.ts";

// A reader of the output may stop at any time, as `head` does. That is not an error; a full disk is. A command that
// waits for a player also listens for this error, and ends; all others end soon anyway.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "ENOSPC") throw error;
});
process.stderr.on("error", () => {}); // if errors cannot be printed, the exit code is enough
process.on("uncaughtException", (error) => {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exit(EXIT_CODE.failure);
});

process.noDeprecation = true; // players cannot change how a library uses Node
const streams = { input: process.stdin, output: process.stdout, error: process.stderr };
process.exitCode = await main(process.argv.slice(2), streams, process.env);
if (process.exitCode === EXIT_CODE.failure) {
  // Exits at once: the client cannot end a connection to a silent server, and would keep the process alive.
  process.stdout.write("", () => process.stderr.write("", () => process.exit()));
}
