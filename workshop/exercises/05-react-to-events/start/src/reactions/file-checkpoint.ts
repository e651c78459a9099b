import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { CheckpointStore } from "./run-reaction.ts";

/** Keeps the checkpoint of a reaction in a file of its own. */
export function checkpointIn(file: string): CheckpointStore {
  return {
    async load() {
      const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
      if (text === undefined) return undefined;
      const [commit, prepare, eventId] = text.split(" ");
      if (!/^\d+ \d+ \S+$/.test(text) || !commit || !prepare || !eventId)
        throw new Error(`${file} is no checkpoint: delete it, and the reaction begins with the first event.`);
      return { position: { commit: BigInt(commit), prepare: BigInt(prepare) }, eventId };
    },
    async save({ position, eventId }) {
      // Written beside it first: a crash leaves the old one or the new one. Another program may be at it, too.
      const draft = `${file}.${process.pid}`;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(draft, `${position.commit} ${position.prepare} ${eventId}`);
      await rename(draft, file);
    },
  };
}
