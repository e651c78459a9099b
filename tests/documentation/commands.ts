import { parseArguments } from "../../src/cli/arguments.ts";
import { loadCommands } from "../../src/cli/command.ts";

const COMMANDS = await loadCommands();

import { find } from "./code.ts";

const NPMS_OWN = ["ci", "config", "install"];

/**
 * @param code text that contains npm commands.
 * @param scripts the names of the scripts in package.json.
 * @returns the npm commands whose script does not exist.
 */
export function unknownScripts(code: string, scripts: readonly string[]): string[] {
  return find(code, /\bnpm ((?:run )?[\w:-]+)/g).filter(
    (command) => ![...scripts, ...NPMS_OWN].includes(command.replace("run ", "")),
  );
}

/**
 * @param code text that contains command lines of the program.
 * @returns one sentence for each that the program does not understand.
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
