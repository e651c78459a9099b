import {
  type AppendExpectedRevision,
  type AppendResult,
  END,
  type EventStoreDBClient,
  type ExpectedRevision,
  eventTypeFilter,
  type JSONEventOptions,
  type JSONEventType,
  jsonEvent,
  type ResolvedEvent,
  START,
  streamNameFilter,
} from "@eventstore/db-client";

/** The range of a read. */
interface Wanted {
  readonly stream: string;
  readonly direction: "forwards" | "backwards";
  readonly from?: "start" | "end" | bigint;
  readonly max?: number;
  readonly links?: boolean;
}

/** One operation of a client. A recorded round has fourteen. */
export type Operation =
  | {
      readonly kind: "append" | "append one by one";
      readonly stream: string;
      readonly events: readonly JSONEventOptions<JSONEventType>[];
      readonly expected: AppendExpectedRevision;
      readonly throws?: boolean;
    }
  | { readonly kind: "link"; readonly stream: string; readonly id: string; readonly to: string }
  | ({ readonly kind: "read" | "read category" | "read all" } & Wanted)
  | {
      readonly kind: "delete" | "tombstone";
      readonly stream: string;
      readonly expected: ExpectedRevision;
    }
  | {
      readonly kind: "set metadata";
      readonly stream: string;
      readonly metadata: Record<string, number | string>;
      readonly expected: AppendExpectedRevision;
    }
  | { readonly kind: "get metadata"; readonly stream: string }
  | {
      readonly kind: "subscribe";
      readonly stream: string;
      readonly from: "start" | "end" | bigint;
      readonly links: boolean;
    }
  | {
      readonly kind: "subscribe all";
      readonly links: boolean;
      readonly prefixes?: string[];
      readonly types?: string[];
      readonly regex?: string;
    };

/** The limit of a read of one stream; no stream of the rounds is as long. */
const MOST_EVENTS = 60;

/** How long to wait for "caughtUp", in milliseconds: 23.10 does not always send it. */
const SILENCE = 2000;

/** Carries out an operation. @returns its answer without what cannot be compared: positions, times, the server's own ids */
export async function perform(client: EventStoreDBClient, operation: Operation): Promise<unknown> {
  switch (operation.kind) {
    case "append":
    case "append one by one": {
      const { stream, events, expected, throws } = operation;
      const alone = operation.kind === "append one by one";
      const appended = await client.appendToStream(
        stream,
        events.map((event) => jsonEvent(event)),
        {
          expectedRevision: expected,
          ...(throws !== undefined && { throwOnAppendFailure: throws }),
          // With credentials, the client sends an append in a call of its own.
          ...(alone && { credentials: { username: "admin", password: "changeit" } }),
        },
      );
      return outcomeOf(appended);
    }
    case "link": {
      const { stream, id, to } = operation;
      return outcomeOf(await client.appendToStream(stream, jsonEvent({ id, type: "$>", data: to })));
    }
    case "read":
    case "read category": {
      const { stream, direction, from, max, links } = operation;
      const options = {
        direction,
        ...(from !== undefined && { fromRevision: from }),
        ...(max && { maxCount: max }),
      };
      const resolveLinkTos = operation.kind === "read category" || links === true;
      return collect(client.readStream(stream, { ...options, resolveLinkTos }), MOST_EVENTS);
    }
    case "read all": {
      const { stream, direction, links = false } = operation;
      const fromPosition = direction === "backwards" ? END : START;
      const all = await collect(client.readAll({ direction, fromPosition, resolveLinkTos: links }));
      return all.filter(([event, link]) => [stream, `$$${stream}`].includes(link ?? event?.[0] ?? ""));
    }
    case "delete":
      await client.deleteStream(operation.stream, { expectedRevision: operation.expected });
      return "done";
    case "tombstone":
      await client.tombstoneStream(operation.stream, { expectedRevision: operation.expected });
      return "done";
    case "set metadata": {
      const { stream, metadata, expected } = operation;
      return outcomeOf(await client.setStreamMetadata(stream, metadata, { expectedRevision: expected }));
    }
    case "get metadata": {
      const { metadata, metastreamRevision } = await client.getStreamMetadata(operation.stream);
      return { metadata, present: metastreamRevision !== undefined };
    }
    case "subscribe": {
      const { stream, from, links } = operation;
      return heard(client.subscribeToStream(stream, { fromRevision: from, resolveLinkTos: links }));
    }
    case "subscribe all": {
      const { prefixes, types, regex, links } = operation;
      const filter = types ? eventTypeFilter({ prefixes: types }) : streamFilter(prefixes, regex);
      return heard(client.subscribeToAll({ fromPosition: START, filter, resolveLinkTos: links }));
    }
  }
}

function streamFilter(prefixes: string[] = [], regex?: string) {
  return regex === undefined ? streamNameFilter({ prefixes }) : streamNameFilter({ regex });
}

function outcomeOf({ success, nextExpectedRevision, position }: AppendResult) {
  return { success, next: nextExpectedRevision, position: position !== undefined };
}

async function collect(events: AsyncIterable<ResolvedEvent>, most = Infinity) {
  const collected = [];
  for await (const event of events) if (collected.length < most) collected.push(shown(event));
  return collected;
}

/** Returns the events of a subscription until it has caught up. */
function heard(
  subscription: ReturnType<EventStoreDBClient["subscribeToStream"] | EventStoreDBClient["subscribeToAll"]>,
) {
  const events: unknown[] = [];
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(silent);
      resolve(events);
      subscription.unsubscribe().catch(() => {});
    };
    const silent = setTimeout(stop, SILENCE);
    subscription.on("caughtUp", () => setImmediate(stop)); // within the client, "caughtUp" overtakes the last events
    subscription.on("data", (event: ResolvedEvent) => events.push(shown(event)));
    subscription.on("error", (error) => {
      clearTimeout(silent);
      reject(error);
    });
  });
}

type Shown = readonly [
  event: readonly [stream: string, ...rest: unknown[]] | null,
  link?: string,
  linkRevision?: string,
];

/** Returns an event and the place of its link, without ids and data of the server's own events, which are unpredictable. */
function shown({ event, link }: ResolvedEvent): Shown {
  const place: readonly [string, string] | readonly [] = link ? [link.streamId, String(link.revision)] : [];
  if (!event) return [null, ...place];
  const { streamId, revision, type, id, isJson, data, metadata } = event;
  const isSystem = type.startsWith("$");
  const ours = [type === "$metadata" || !isSystem ? data : ""];
  const isTold = metadata && !isSystem && !(metadata instanceof Uint8Array);
  return [
    [streamId, String(revision), type, isSystem ? "" : id, isJson, ...ours, isTold ? metadata : null],
    ...place,
  ];
}
