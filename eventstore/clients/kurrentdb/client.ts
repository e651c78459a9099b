import {
  type AppendStreamState,
  type AppendToStreamOptions,
  KurrentDBClient,
  WrongExpectedVersionError,
} from "@kurrent/kurrentdb-client";

/*
 * KurrentDB's client under the names of `@eventstore/db-client`, so that tests that were written with that one run with this one.
 * It is the one place that lists what is called otherwise.
 */
export * from "@kurrent/kurrentdb-client";

interface OldOptions extends Omit<AppendToStreamOptions, "streamState"> {
  readonly expectedRevision?: AppendStreamState;
}

export type EventStoreDBClient = KurrentDBClient;

/**
 * Makes clients whose appends take `expectedRevision`; KurrentDB's take `streamState`. `setStreamMetadata` hands its options on
 * to `appendToStream`. In 1.3.1 its `expectedRevision` is ignored there; here it is respected.
 */
export const EventStoreDBClient = {
  connectionString(connectionString: string): KurrentDBClient {
    const client = KurrentDBClient.connectionString(connectionString.replace(/^esdb/, "kurrentdb"));
    const append = client.appendToStream.bind(client);
    client.appendToStream = (stream, events, { expectedRevision, ...options }: OldOptions = {}) =>
      append(
        stream,
        events,
        expectedRevision === undefined ? options : { ...options, streamState: expectedRevision },
      );
    return client;
  },
};

Object.defineProperties(WrongExpectedVersionError.prototype, {
  expectedVersion: {
    get(this: WrongExpectedVersionError) {
      return this.expectedState;
    },
  },
  actualVersion: {
    get(this: WrongExpectedVersionError) {
      return this.actualState;
    },
  },
});
