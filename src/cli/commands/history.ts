import type { RecordedEvent } from "@eventstore/db-client";
import { audit } from "../../domain/audit.ts";
import type { GameEvent } from "../../domain/events.ts";
import { causationIdOf, correlationIdOf } from "../../persistence/metadata.ts";
import { Causes } from "../causes.ts";
import { defineCommand, flag } from "../command.ts";
import { sentenceFor } from "../screens/event-sentence.ts";
import { sentenceForMatch } from "../screens/match-sentence.ts";
import { printable, printableJson } from "../terminal/printable.ts";
import { widthOf, wrap } from "../terminal/text-width.ts";
import { type Identified, wholeGameId, wholeId } from "../whole-id.ts";
import { withStore } from "../with-store.ts";

export const command = defineCommand({
  summary: "the events of a game or match, one a line",
  gameId: "required",
  options: {
    audit: flag("marks those which today's rules would not have led to"),
    why: flag("shows what led to each: the event, what led to that one, and so on"),
    json: flag("one JSON object a line, as they are stored"),
  },
  async run(request, { terminal, locate }) {
    await withStore({ location: locate(), terminal, forPrograms: request.json }, async (opening) => {
      const store = await opening;
      const { kind, id }: Identified = request.audit
        ? { kind: "game", id: await wholeGameId(request.gameId, store, terminal) }
        : await wholeId(request.gameId, store, terminal);
      const events = await (kind === "game" ? store.games : store.matchStreams).history(id);
      const causes = new Causes(store);
      const sentence = async (event: RecordedEvent) => {
        if (!event.streamId.startsWith("game-")) return sentenceForMatch(store.toMatchEvent(event));
        const first = event.streamId === events[0]?.streamId ? events[0] : await causes.startOf(event);
        const start = first && store.toGameEvent(first);
        return sentenceFor(store.toGameEvent(event), start?.type === "GameStarted" ? start : undefined);
      };
      const objections = request.audit
        ? objectionsTo(id, events.map(store.toGameEvent))
        : new Map<number, string>();
      const print = (place: string, ...texts: string[]) => {
        for (const line of toLines(place, texts, terminal.windowColumns)) terminal.draw(line);
      };
      const isAsToday = request.audit && objections.size === 0;
      for (const event of events) {
        const revision = Number(event.revision);
        const objection = objections.get(revision);
        const why = request.why ? await causes.of(event) : undefined;
        if (request.json) terminal.print(toJson(event, objection, why));
        else {
          print(`${revision}`, toText(event, await sentence(event)), ...originOf(event));
          if (objection) print("", `^ ${objection}`);
          for (const cause of why ?? []) print("", `^ because of ${toCause(cause, await sentence(cause))}`);
          if (why) print("", `^ because of the command ${causationIdOf(why.at(-1) ?? event) ?? "?"}`);
        }
        objections.delete(revision);
      }
      // These objections are about an event that is missing after the last one.
      for (const [revision, objection] of objections) {
        if (request.json) terminal.print(printableJson({ revision, objection }));
        else {
          print(`${revision}`, "(nothing)");
          print("", `^ ${objection}`);
        }
      }
      if (isAsToday && !request.json) terminal.print("Today's rules would have led to the same events.");
    });
  },
});

/** @returns the objections of today's rules, by revision. */
function objectionsTo(gameId: string, events: readonly GameEvent[]): Map<number, string> {
  const objections = audit(gameId, events);
  return new Map(objections.map(({ revision, sentence }) => [revision, sentence]));
}

function toJson(event: RecordedEvent, objection?: string, causes?: readonly RecordedEvent[]): string {
  const { revision, type, data, metadata, id, created } = event;
  const why = causes?.map(({ streamId, revision, type, id }) => ({
    stream: streamId,
    revision: Number(revision),
    type,
    id,
  }));
  return printableJson({ revision: Number(revision), type, data, metadata, id, created, objection, why });
}

/** @returns the place and, beside it, the texts, safe to print: one line, or more where the window is too narrow. */
function toLines(place: string, texts: readonly string[], columns: number | undefined): string[] {
  const whole = printable(texts.join("  "));
  const room = (columns ?? 0) - "000  ".length - 1;
  const isWhole = columns === undefined || widthOf(whole, room) <= room;
  const lines = isWhole ? [whole] : texts.flatMap((text) => wrap(text, room).map((line) => line.trim()));
  return lines.map((line, index) => `${(index === 0 ? place : "").padStart(3)}  ${line}`);
}

function toText({ streamId, type, created }: RecordedEvent, sentence: string): string {
  return `${created.toISOString()}  ${type.padEnd(streamId.startsWith("match-") ? 18 : 12)}  ${sentence}`;
}

function toCause({ streamId, revision, type }: RecordedEvent, sentence: string): string {
  return `${type} at revision ${revision} of ${streamId}: ${sentence}`;
}

/** @returns the first characters of the causation id and the correlation id, as far as the metadata has them. */
function originOf(event: RecordedEvent): string[] {
  const cause = causationIdOf(event);
  const story = correlationIdOf(event);
  const parts = [
    ...(cause === undefined ? [] : [`causation ${cause.slice(0, 8)}`]),
    ...(story === undefined ? [] : [`correlation ${story.slice(0, 8)}`]),
  ];
  return parts.length === 0 ? [] : [`(${parts.join(", ")})`];
}
