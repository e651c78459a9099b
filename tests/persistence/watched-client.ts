import type {
  AppendResult,
  AppendToStreamOptions,
  EventData,
  EventStoreDBClient,
} from "@eventstore/db-client";

interface WatchedAppend {
  readonly stream: string;
  readonly ids: string[];
  readonly expectedRevision: AppendToStreamOptions["expectedRevision"];
}

type Meddle = (attempt: number, append: () => Promise<AppendResult>) => Promise<AppendResult>;

/**
 * Wraps the official client and records each append.
 *
 * @param meddle called instead of the append; it may do something before or after it calls the append.
 */
export function watchedClient(client: EventStoreDBClient, meddle: Meddle = (_, append) => append()) {
  const appends: WatchedAppend[] = [];
  const watched = {
    readStream: client.readStream.bind(client),
    appendToStream(stream: string, events: EventData[], options: AppendToStreamOptions) {
      const ids = events.map(({ id }) => id);
      appends.push({ stream, ids, expectedRevision: options.expectedRevision });
      return meddle(appends.length, () => client.appendToStream(stream, events, options));
    },
  } as unknown as EventStoreDBClient;
  return { client: watched, appends };
}
