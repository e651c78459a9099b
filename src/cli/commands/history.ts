import type { RecordedEvent } from "@eventstore/db-client";
import { audit } from "../../domain/audit.ts";
import type { GameEvent } from "../../domain/events.ts";
import { causationIdOf, correlationIdOf } from "../../persistence/metadata.ts";
import { describeStore } from "../../persistence/store-location.ts";
import { defineCommand, flag } from "../command.ts";
import { wholeGameId } from "../game-id.ts";
import { sentenceFor } from "../screens/event-sentence.ts";
import { printableJson } from "../terminal/printable.ts";
import { withStore } from "../with-store.ts";

export const command = defineCommand({
  summary: "the events of a game, one a line",
  gameId: "required",
  options: {
    audit: flag("marks those which today's rules would not have led to"),
    json: flag("one JSON object a line, as they are stored"),
  },
  async run(request, { terminal, locate }) {
    const location = locate();
    if (!request.json) terminal.print(`Events: ${describeStore(location)}`);
    await withStore({ location, terminal }, async (opening) => {
      const store = await opening;
      const gameId = await wholeGameId(request.gameId, store, terminal);
      const events = await store.games.history(gameId);
      const objections = request.audit
        ? objectionsTo(gameId, events.map(store.toGameEvent))
        : new Map<number, string>();
      for (const event of events) {
        const revision = Number(event.revision);
        const objection = objections.get(revision);
        if (request.json) terminal.print(toJson(event, objection));
        else {
          terminal.print(toLine(event, store.toGameEvent(event)));
          if (objection) terminal.print(toMark(objection));
        }
        objections.delete(revision);
      }
      // An objection that is left is about an event that is missing at the end.
      for (const [revision, objection] of objections) {
        if (request.json) terminal.print(printableJson({ revision, objection }));
        else {
          terminal.print(`${placeOf(revision)}  (nothing)`);
          terminal.print(toMark(objection));
        }
      }
    });
  },
});

/** @returns the objections of today's rules, by revision. */
function objectionsTo(gameId: string, events: readonly GameEvent[]): Map<number, string> {
  const objections = audit(gameId, events);
  return new Map(objections.map(({ revision, sentence }) => [revision, sentence]));
}

function toJson({ revision, type, data, metadata, id, created }: RecordedEvent, objection?: string): string {
  return printableJson({ revision: Number(revision), type, data, metadata, id, created, objection });
}

function toLine(stored: RecordedEvent, event: GameEvent): string {
  const { revision, type, created } = stored;
  const what = `${sentenceFor(event)}${originOf(stored)}`;
  return `${placeOf(Number(revision))}  ${created.toISOString()}  ${type.padEnd(12)}  ${what}`;
}

function toMark(objection: string): string {
  return `${" ".repeat(3)}  ^ ${objection}`;
}

function placeOf(revision: number): string {
  return `${revision}`.padStart(3);
}

/** @returns the first characters of the causation id and the correlation id, as far as the metadata has them. */
function originOf(event: RecordedEvent): string {
  const cause = causationIdOf(event);
  const story = correlationIdOf(event);
  const parts = [
    ...(cause === undefined ? [] : [`causation ${cause.slice(0, 8)}`]),
    ...(story === undefined ? [] : [`correlation ${story.slice(0, 8)}`]),
  ];
  return parts.length === 0 ? "" : `  (${parts.join(", ")})`;
}
