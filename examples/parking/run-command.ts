import { BOOKING } from "./booking/program.ts";
import { runProgram } from "./command-line/program.ts";
import { PARKING } from "./parking/program.ts";

/** Runs a command of a service in this process. @returns its exit code, and what it prints on both streams */
export async function runCommand(
  service: "booking" | "parking",
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number; out: string; error: string }> {
  let [out, error] = ["", ""];
  const output = {
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      error += text;
    },
  };
  const never = new AbortController().signal;
  const code =
    service === "booking"
      ? await runProgram(BOOKING, words, environment, output, never)
      : await runProgram(PARKING, words, environment, output, never);
  return { code, out, error };
}
