import type { RecordedEvent } from "@eventstore/db-client";
import { audit } from "../domain/audit.ts";
import { toGameEvent } from "../persistence/event-mapping.ts";
import { describeStore, type StoreLocation } from "../persistence/store-location.ts";
import type { Request } from "./arguments.ts";
import { sentenceFor } from "./event-sentence.ts";
import { wholeGameId } from "./game-id.ts";
import { printableJson } from "./printable.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/**
 * The command `history`: the events of a game, as sentences or, with `--json`, as they are stored. With `--audit` it
 * marks the events which today's rules would not have led to.
 */
export async function history(request: Request, location: StoreLocation, terminal: Terminal): Promise<void> {
  if (!request.json) terminal.print(`Events: ${describeStore(location)}`);
  await withStore({ location, terminal }, async (opening) => {
    const store = await opening;
    const gameId = await wholeGameId(request.gameId ?? "", store, terminal);
    const events = await store.games.history(gameId);
    const objections = request.audit ? objectionsTo(gameId, events) : new Map<number, string>();
    for (const event of events) {
      const revision = Number(event.revision);
      const objection = objections.get(revision);
      if (request.json) terminal.print(toJson(event, objection));
      else {
        terminal.print(toLine(event));
        if (objection) terminal.print(toMark(objection));
      }
      objections.delete(revision);
    }
    // What remains is about an event that is missing at the end.
    for (const [revision, objection] of objections) {
      if (request.json) terminal.print(printableJson({ revision, objection }));
      else {
        terminal.print(`${placeOf(revision)}  (nothing)`);
        terminal.print(toMark(objection));
      }
    }
  });
}

/** @returns what today's rules say of each event, by its revision. */
function objectionsTo(gameId: string, events: readonly RecordedEvent[]): Map<number, string> {
  const objections = audit(gameId, events.map(toGameEvent));
  return new Map(objections.map(({ revision, sentence }) => [revision, sentence]));
}

function toJson({ revision, type, data, metadata, id, created }: RecordedEvent, objection?: string): string {
  return printableJson({ revision: Number(revision), type, data, metadata, id, created, objection });
}

function toLine(event: RecordedEvent): string {
  const { revision, type, metadata, created } = event;
  const what = `${sentenceFor(toGameEvent(event))}${originOf(metadata)}`;
  return `${placeOf(Number(revision))}  ${created.toISOString()}  ${type.padEnd(12)}  ${what}`;
}

function toMark(objection: string): string {
  return `${" ".repeat(3)}  ^ ${objection}`;
}

function placeOf(revision: number): string {
  return `${revision}`.padStart(3);
}

/** Where the event comes from, as far as its metadata says so: the first characters of each id. */
function originOf(metadata: unknown): string {
  const { $causationId: cause, $correlationId: story } = (metadata ?? {}) as Record<string, unknown>;
  const parts = [
    ...(typeof cause === "string" ? [`causation ${cause.slice(0, 8)}`] : []),
    ...(typeof story === "string" ? [`correlation ${story.slice(0, 8)}`] : []),
  ];
  return parts.length === 0 ? "" : `  (${parts.join(", ")})`;
}
