import type { Position } from "@eventstore/db-client";
import shared from "@eventstore/db-client/generated/shared_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import { expect, test } from "vitest";
import { fill, inTheFormOf, QUESTIONS, type Question, RECORDED } from "./support/filtered-questions.ts";
import { RawClient } from "./support/raw-client.ts";
import { startStore } from "./support/running-store.ts";

const { ReadReq } = streams;
const { FilterOptions, AllOptions, Position: PositionMessage } = ReadReq.Options;

test.each(Object.entries(QUESTIONS))(
  "a filtered read is answered as by the server: %s",
  async (name, question) => {
    const { server, client } = await startStore();
    const third = await fill(client);
    const answer = await new RawClient(server.port).readEvents(requestOf(question, third));
    expect(answer instanceof Error ? "error" : inTheFormOf(RECORDED[name], answer)).toEqual(RECORDED[name]);
  },
);

test("no recorded filtered read is left out", () => {
  expect(Object.keys(QUESTIONS)).toEqual(Object.keys(RECORDED));
});

function requestOf(
  { streams: names, types, regex = "", max, backwards, from, window, interval }: Question,
  third: Position,
) {
  const all = new AllOptions();
  const commit = String(third.commit + (from === "beside it" ? 1n : 0n));
  if (from) all.setPosition(new PositionMessage().setCommitPosition(commit).setPreparePosition(commit));
  else if (backwards) all.setEnd(new shared.Empty());
  else all.setStart(new shared.Empty());
  const expression = new FilterOptions.Expression().setRegex(regex).setPrefixList(names ?? types ?? []);
  const filter = new FilterOptions().setCheckpointintervalmultiplier(interval ?? 1);
  if (window) filter.setMax(window);
  else filter.setCount(new shared.Empty());
  const options = new ReadReq.Options()
    .setAll(all)
    .setReadDirection(
      backwards ? ReadReq.Options.ReadDirection.BACKWARDS : ReadReq.Options.ReadDirection.FORWARDS,
    )
    .setFilter(names ? filter.setStreamIdentifier(expression) : filter.setEventType(expression))
    .setCount(String(max ?? Number.MAX_SAFE_INTEGER))
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new shared.Empty()));
  return new ReadReq().setOptions(options);
}
