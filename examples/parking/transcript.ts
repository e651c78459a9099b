import { runCommand } from "./run-command.ts";

/** A command of a transcript, and what it printed when it was written down. */
export interface Entry {
  readonly command: string;
  readonly output: string;
}

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** @returns the commands in the blocks of a document that are marked as `console`: each begins with "$ ". */
export function transcriptIn(document: string): Entry[] {
  const blocks = [...document.matchAll(/^ *```console\r?\n(.*?)^ *```/gms)].map(([, block = ""]) => block);
  return blocks
    .join("")
    .replaceAll("\r\n", "\n")
    .split(/^ *\$ /m)
    .slice(1)
    .map((entry) => {
      const [command = "", ...output] = entry.split("\n");
      return { command, output: output.join("\n").trimEnd() };
    });
}

/**
 * Runs the commands of a transcript again. Each id that it shows stands for the one that is shown in its place now.
 *
 * @param environment of the commands.
 * @param onEntry is called after each command, with the command as it ran, what it printed, and what it should have printed.
 */
export async function play(
  transcript: readonly Entry[],
  environment: NodeJS.ProcessEnv,
  onEntry: (entry: Entry, expected: string) => void,
): Promise<void> {
  const ids = new Map<string, string>();
  const nowIn = (text: string) => text.replace(ID, (id) => ids.get(id) ?? id);
  for (const written of transcript) {
    const command = nowIn(written.command);
    const output = await run(command, environment);
    const shown = output.match(ID) ?? [];
    for (const [index, id] of (written.output.match(ID) ?? []).entries()) {
      const now = shown[index];
      if (now && !ids.has(id)) ids.set(id, now);
    }
    onEntry({ command, output }, nowIn(written.output));
  }
}

/** Runs a command line of one of the services. @returns what it prints */
async function run(command: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const [, service, rest = ""] = /^npx tsx (booking|parking)\/cli\.ts(.*)$/.exec(command) ?? [];
  if (service !== "booking" && service !== "parking")
    throw new Error(`${command} is not a command of booking or parking.`);
  const words = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
  const { out, error } = await runCommand(service, words, environment);
  return (out + error).trimEnd();
}
