/** Marks a SQLite file as an event store: "esc4", in the header field that SQLite provides for this. */
export const APPLICATION_ID = 0x65736334;

/** The version of the tables below; a file with a greater one was written by a newer version of this program. */
export const SCHEMA_VERSION = 3;

/**
 * The log, and the names of its streams. Everything else about a stream (its last revision, whether it is deleted or
 * truncated) follows from its events and those of its metadata stream.
 *
 * Events refer to their stream by a number, because streams that begin together are mostly written together: then their
 * entries are close to each other in the index, and a transaction that appends to many of them writes few pages.
 */
const TABLES = `
  CREATE TABLE streams (
    stream_id INTEGER PRIMARY KEY,
    name      TEXT    NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE events (
    position  INTEGER PRIMARY KEY,   -- place in the whole log: a byte offset, as in the server
    stream_id INTEGER NOT NULL,
    revision  INTEGER NOT NULL,      -- place in the stream, from 0
    id        BLOB    NOT NULL,      -- UUID, 16 bytes
    type      TEXT    NOT NULL,
    is_json   INTEGER NOT NULL,      -- 1: data is JSON, 0: data is anything else
    created   INTEGER NOT NULL,      -- milliseconds since 1970
    data      BLOB    NOT NULL,
    metadata  BLOB    NOT NULL
  ) STRICT;

  -- finds a stream's events, and lets two writers never take the same revision
  CREATE UNIQUE INDEX events_by_stream ON events (stream_id, revision);
`;

/** Creates the tables in an empty file. */
export const SCHEMA = `
  ${TABLES}
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** Converts the tables of version 1, in which each event had the name of its stream. */
export const SCHEMA_FROM_VERSION_1 = `
  DROP INDEX events_by_stream;
  DROP INDEX events_by_id;
  ALTER TABLE events RENAME TO events_1;
  ${TABLES}
  INSERT INTO streams (name) SELECT stream FROM events_1 GROUP BY stream ORDER BY min(position);
  INSERT INTO events
    SELECT position, stream_id, revision, id, type, is_json, created, data, metadata
    FROM events_1 JOIN streams ON name = stream ORDER BY position;
  DROP TABLE events_1;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** Converts the tables of version 2, which had an index of all ids. */
export const SCHEMA_FROM_VERSION_2 = `
  DROP INDEX events_by_id;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;
