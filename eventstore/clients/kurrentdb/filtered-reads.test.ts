import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  eventTypeFilter,
  type Filter,
  FORWARDS,
  KurrentDBClient,
  type Position,
  type ReadAllOptions,
  START,
  streamNameFilter,
} from "@kurrent/kurrentdb-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EventStoreServer, startEventStoreServer } from "../../src/index.ts";
import {
  fill,
  inTheFormOf,
  QUESTIONS,
  type Question,
  RECORDED,
} from "../../tests/support/filtered-questions.ts";

let server: EventStoreServer;
let client: KurrentDBClient;
let third: Position;
beforeAll(async () => {
  server = await startEventStoreServer({ file: ":memory:" });
  client = KurrentDBClient.connectionString(server.connectionString);
  third = await fill(client);
});
afterAll(async () => {
  await client.dispose();
  await server.close();
});

test.each(Object.entries(QUESTIONS))(
  "a filtered read is answered as by the server: %s",
  async (name, question) => {
    const answer = await answerOf(client.readAll(optionsOf(question)));
    expect(answer instanceof Error ? "error" : inTheFormOf(RECORDED[name], answer)).toEqual(RECORDED[name]);
  },
);

function optionsOf({ max, backwards, from, ...question }: Question): ReadAllOptions {
  const step = from === "beside it" ? 1n : 0n;
  const place = { commit: third.commit + step, prepare: third.prepare + step };
  return {
    filter: filterOf(question),
    direction: backwards ? BACKWARDS : FORWARDS,
    fromPosition: from ? place : backwards ? END : START,
    ...(max !== undefined && { maxCount: max }),
  };
}

function filterOf({ streams, types, regex, window, interval }: Question): Filter {
  const fields = {
    ...(window !== undefined && { maxSearchWindow: window }),
    ...(interval !== undefined && { checkpointInterval: interval }),
  };
  const filter = streams ? streamNameFilter : eventTypeFilter;
  return regex ? filter({ regex, ...fields }) : filter({ prefixes: streams ?? types ?? [], ...fields });
}

async function answerOf(events: AsyncIterable<AllStreamResolvedEvent>): Promise<string[] | Error> {
  const found: string[] = [];
  try {
    for await (const { event } of events) found.push(`${event?.streamId}@${event?.revision} ${event?.type}`);
    return found;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
