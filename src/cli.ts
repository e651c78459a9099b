import { EXIT_CODE, main, sentenceFor } from "./cli/main.ts";

// Who reads us may stop at any time, as `head` does: that is no failure of ours, while a full disk is one. A command
// that waits for somebody hears of it too, and leaves in order; all others come to their end soon.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "ENOSPC") throw error;
});
process.stderr.on("error", () => {}); // nobody hears what went wrong, and the exit code says that it did
process.on("uncaughtException", (error) => {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exit(EXIT_CODE.failure);
});

process.noDeprecation = true; // how a library calls Node is no concern of players
const streams = { input: process.stdin, output: process.stdout, error: process.stderr };
process.exitCode = await main(process.argv.slice(2), streams, process.env);
if (process.exitCode === EXIT_CODE.failure) {
  // The client cannot hang up on a server that never answers, and would have us wait with it.
  process.stdout.write("", () => process.stderr.write("", () => process.exit()));
}
