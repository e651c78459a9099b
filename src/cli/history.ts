import { toGameEvent } from "../persistence/event-mapping.ts";
import { describeStore, type StoreLocation } from "../persistence/store-location.ts";
import type { Request } from "./arguments.ts";
import { sentenceFor } from "./event-sentence.ts";
import { wholeGameId } from "./game-id.ts";
import { printableJson } from "./printable.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** The command `history`: the events of a game, as sentences or, with `--json`, as they are stored. */
export async function history(request: Request, location: StoreLocation, terminal: Terminal): Promise<void> {
  if (!request.json) terminal.print(`Events: ${describeStore(location)}`);
  await withStore({ location, terminal }, async (opening) => {
    const store = await opening;
    const gameId = await wholeGameId(request.gameId ?? "", store, terminal);
    for (const stored of await store.games.history(gameId)) {
      const { revision, type, data, metadata, id, created } = stored;
      terminal.print(
        request.json
          ? printableJson({ revision: Number(revision), type, data, metadata, id, created })
          : `${revision}`.padStart(3) +
              `  ${created.toISOString()}  ${type.padEnd(12)}  ${sentenceFor(toGameEvent(stored))}${originOf(metadata)}`,
      );
    }
  });
}

/** Where the event comes from, as far as whoever stored it has said so: the first characters of each id. */
function originOf(metadata: unknown): string {
  const { $causationId: cause, $correlationId: story } = (metadata ?? {}) as Record<string, unknown>;
  const parts = [
    ...(typeof cause === "string" ? [`causation ${cause.slice(0, 8)}`] : []),
    ...(typeof story === "string" ? [`correlation ${story.slice(0, 8)}`] : []),
  ];
  return parts.length === 0 ? "" : `  (${parts.join(", ")})`;
}
