/**
 * Which fields of a message are messages themselves, by field number. A field that is missing here holds a number,
 * text or bytes. (From EventStoreDB's streams.proto and shared.proto.)
 */
export interface Shape {
  readonly [field: number]: Shape;
}

const FLAT: Shape = {};
const STREAM_IDENTIFIER = FLAT;
const UUID: Shape = { 1: FLAT };
const PROPOSED_MESSAGE: Shape = { 1: UUID, 2: FLAT };
const EXPECTATION: Shape = { 1: STREAM_IDENTIFIER, 3: FLAT, 4: FLAT, 5: FLAT };
const STREAM_OPTIONS: Shape = { 1: STREAM_IDENTIFIER, 3: FLAT, 4: FLAT };
const ALL_OPTIONS: Shape = { 1: FLAT, 2: FLAT, 3: FLAT };
const FILTER: Shape = { 1: FLAT, 2: FLAT, 4: FLAT };
const UUID_OPTION: Shape = { 1: FLAT, 2: FLAT };

/** The shape of the requests to each method of the service Streams. */
export const STREAMS_REQUESTS = {
  read: {
    1: { 1: STREAM_OPTIONS, 2: ALL_OPTIONS, 6: FLAT, 7: FILTER, 8: FLAT, 9: UUID_OPTION, 10: FLAT },
  },
  append: { 1: EXPECTATION, 2: PROPOSED_MESSAGE },
  batchAppend: { 1: UUID, 2: { ...EXPECTATION, 6: FLAT }, 3: PROPOSED_MESSAGE },
  delete: { 1: EXPECTATION },
  tombstone: { 1: EXPECTATION },
} satisfies Record<string, Shape>;
