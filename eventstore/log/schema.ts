/** Marks a SQLite file as one of ours: "esc4" in the header field that SQLite keeps for this purpose. */
export const APPLICATION_ID = 0x65736334;

/** The version of the tables below; a file with a greater one was written by a newer version of this program. */
export const SCHEMA_VERSION = 1;

/**
 * The whole schema: one table, which is the log. What else there is to know about a stream (its last revision,
 * whether it is deleted, how it is truncated) follows from its events and those of its metadata stream.
 */
export const SCHEMA = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,   -- place in the whole log
    stream   TEXT    NOT NULL,
    revision INTEGER NOT NULL,      -- place in the stream, from 0
    id       BLOB    NOT NULL,      -- UUID, 16 bytes
    type     TEXT    NOT NULL,
    is_json  INTEGER NOT NULL,      -- 1: data is JSON, 0: data is anything else
    created  INTEGER NOT NULL,      -- milliseconds since 1970
    data     BLOB    NOT NULL,
    metadata BLOB    NOT NULL
  ) STRICT;

  -- finds a stream's events, and lets two writers never take the same revision
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);

  -- recognises an event that is sent a second time
  CREATE INDEX events_by_id ON events (id);

  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;
