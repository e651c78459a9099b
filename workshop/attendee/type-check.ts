import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** An error of the TypeScript compiler. */
export interface TypeFault {
  /** Such as "src/domain/game.ts:12:5". */
  readonly place: string;
  readonly message: string;
}

/** Runs the TypeScript compiler, because the tests run without checking types. */
export function checkTypes(root: string): Promise<TypeFault[]> {
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
    "bin/tsc",
  );
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, "--pretty", "false"], { cwd: root }, (_, output) => {
      resolve(faultsIn(output));
    });
  });
}

/** @param output lines such as `src/domain/game.ts(12,5): error TS2339: Property …`, or `error TS18003: No inputs …`. */
export function faultsIn(output: string): TypeFault[] {
  return [...output.matchAll(/^(?:(\S.*?)\((\d+),(\d+)\): )?error \w+: (.*)$/gm)].map(
    ([, file, line, column, message = ""]) => ({
      place: file ? `${file}:${line}:${column}` : "tsconfig.json",
      message: message.trim(),
    }),
  );
}
