// Plays the workflow of the README, with both services in this process and their files in a temporary folder:
// tsx workflow.ts
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { play, transcriptIn } from "./transcript.ts";

process.stdout.on("error", () => {}); // a reader of the output may stop at any time, as `head` does
const README = readFileSync(new URL("README.md", import.meta.url), "utf8");
const folder = mkdtempSync(join(tmpdir(), "parking-"));
try {
  const environment = {
    EVENTSTOREDB_URI: join(folder, "events.db"),
    BOOKING_READ_STORE: join(folder, "booking.db"),
    PARKING_DATABASE: join(folder, "parking.db"),
  };
  console.log("One slot and one booking, as the README has it. Nothing of it is kept.");
  await play(transcriptIn(README), environment, ({ command, output }) =>
    console.log(`\n$ ${command}\n${output}`),
  );
} finally {
  remove(folder);
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    // There, libsql closes a file only at garbage collection.
    if (process.platform !== "win32") throw error;
  }
}
