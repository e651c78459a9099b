import { PassThrough } from "node:stream";
import { parseArguments } from "../../src/cli/arguments.ts";
import { type Streams, Terminal } from "../../src/cli/terminal.ts";
import { locateStore, type StoreLocation } from "../../src/persistence/store-location.ts";

type Run = (request: object, location: StoreLocation, terminal: Terminal) => Promise<void>;

/**
 * Runs a command of the CLI through pipes, but within the process of the test: where it is not the process that is
 * tested, that takes a fiftieth of the time. One at a time, as for all clients of a process.
 *
 * @throws what the command throws.
 */
export async function runInProcess(words: readonly string[]): Promise<{ output: string; errors: string }> {
  const request = parseArguments(words);
  const output = new PassThrough({ encoding: "utf8" });
  const error = new PassThrough({ encoding: "utf8" });
  const terminal = new Terminal({ input: new PassThrough(), output, error } as unknown as Streams, false);
  const commands = (await import(`../../src/cli/${request.command}.ts`)) as Record<string, Run>;
  await commands[request.command]?.(request, locateStore(request.store, {}), terminal);
  terminal.close();
  return { output: output.read() ?? "", errors: error.read() ?? "" };
}
