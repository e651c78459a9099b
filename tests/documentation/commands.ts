import { parseArguments } from "../../src/cli/arguments.ts";
import { loadCommands } from "../../src/cli/command.ts";

const COMMANDS = await loadCommands();

import { find } from "./code.ts";

const NPMS_OWN = ["ci", "config", "install"];

/**
 * @param code in which commands are given.
 * @param scripts those of the package.json that is meant.
 * @returns the commands for npm of which it knows nothing.
 */
export function unknownScripts(code: string, scripts: readonly string[]): string[] {
  return find(code, /\bnpm ((?:run )?[\w:-]+)/g).filter(
    (command) => ![...scripts, ...NPMS_OWN].includes(command.replace("run ", "")),
  );
}

/**
 * @param code in which command lines of the program are given.
 * @returns a sentence for each that it does not understand.
 */
export function unknownCommandLines(code: string): string[] {
  return find(code, /npx tsx src\/cli\.ts([^\n`]*)/g).flatMap((line) => {
    const words = line.replace(/(^|\s)(#|\||>|&&).*$/, "").match(/"[^"]*"|\S+/g) ?? [];
    try {
      parseArguments(
        words.map((word) => word.replace(/^"|"$/g, "")),
        COMMANDS,
      );
      return [];
    } catch (error) {
      return [`${line.trim()}: ${(error as Error).message}`];
    }
  });
}
