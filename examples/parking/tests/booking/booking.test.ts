import { describe, expect, test } from "vitest";
import { type BookingEvent, decide, evolve, NO_BOOKING } from "../../booking/booking.ts";

const CREATED: BookingEvent = { type: "BookingCreated", slotId: "slot" };
const RESERVED: BookingEvent = { type: "BookingReserved" };
const COMPLETED: BookingEvent = { type: "BookingCompleted" };
const REJECTED: BookingEvent = { type: "BookingRejected", reason: "the slot is taken" };
const EXPIRED: BookingEvent = { type: "BookingExpired" };

type Command = Parameters<typeof decide>[0];
const CREATE: Command = { type: "create", slotId: "slot" };
const REJECT: Command = { type: "reject", reason: "the slot is taken" };

/** States what has happened, and what a command leads to then. */
const given = (...events: BookingEvent[]) => ({
  when: (command: Command) => ({
    leadsTo: (...expected: BookingEvent[]) =>
      expect(decide(command, events.reduce(evolve, NO_BOOKING))).toEqual(expected),
    refused: (sentence: string) =>
      expect(() => decide(command, events.reduce(evolve, NO_BOOKING))).toThrow(sentence),
  }),
});

describe("a user", () => {
  test("creates, reserves and completes a booking", () => {
    given().when(CREATE).leadsTo(CREATED);
    given(CREATED).when({ type: "reserve" }).leadsTo(RESERVED);
    given(CREATED, RESERVED).when({ type: "complete" }).leadsTo(COMPLETED);
  });

  test.each([
    [CREATE, [CREATED], "You cannot create this booking: it is created."],
    [{ type: "reserve" } as const, [], "You cannot reserve this booking: it is not there."],
    [{ type: "reserve" } as const, [CREATED, RESERVED], "it is reserved"],
    [{ type: "reserve" } as const, [CREATED, REJECTED], "it is rejected"],
    [{ type: "complete" } as const, [CREATED], "You cannot complete this booking: it is created."],
    [{ type: "complete" } as const, [CREATED, RESERVED, COMPLETED], "it is completed"],
    [{ type: "complete" } as const, [CREATED, EXPIRED], "it is expired"],
  ])("cannot do %j after %j", (command, events, sentence) => {
    given(...events)
      .when(command)
      .refused(sentence);
  });
});

describe("parking's refusal", () => {
  test.each([[[CREATED]], [[CREATED, RESERVED]], [[CREATED, RESERVED, COMPLETED]]])(
    "rejects after %j",
    (events) => {
      given(...events)
        .when(REJECT)
        .leadsTo(REJECTED);
    },
  );

  test.each([[[CREATED, REJECTED]], [[CREATED, EXPIRED]]])("changes nothing after %j", (events) => {
    given(...events)
      .when(REJECT)
      .leadsTo();
  });
});

describe("the clock", () => {
  test("ends a request that nobody has answered, and nothing else", () => {
    given(CREATED).when({ type: "expire" }).leadsTo(EXPIRED);
    for (const events of [
      [CREATED, RESERVED],
      [CREATED, RESERVED, COMPLETED],
      [CREATED, REJECTED],
      [CREATED, EXPIRED],
    ])
      given(...events)
        .when({ type: "expire" })
        .leadsTo();
  });
});

test("the state is a union: what is not there has no slot", () => {
  expect(NO_BOOKING).toEqual({ status: "not there" });
  expect([CREATED, RESERVED].reduce(evolve, NO_BOOKING)).toEqual({ status: "reserved", slotId: "slot" });
  expect(() => evolve(NO_BOOKING, RESERVED)).toThrow("The history of a booking begins with BookingReserved.");
});
