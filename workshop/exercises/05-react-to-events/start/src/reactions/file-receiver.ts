import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { GameResult, Receiver } from "../application/receiver.ts";
import { ReceiverDownError } from "../application/receiver.ts";

/**
 * A receiver for the exercise: it writes down what it is told, a line each.
 *
 * @param timesDown how often it cannot be reached before it can.
 */
export function receiverIn(file: string, timesDown = 0): Receiver {
  let down = timesDown;
  return {
    async tell(message) {
      if (down-- > 0) throw new ReceiverDownError();
      await mkdir(dirname(file), { recursive: true });
      await appendFile(file, `${JSON.stringify(message)}\n`);
    },
  };
}

/** @returns all that the receiver has been told, in order. */
export async function toldIn(file: string): Promise<GameResult[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as GameResult);
}
