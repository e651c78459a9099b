import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BookingEvent,
  BookingRefusedError,
  decide,
  evolve,
  NO_BOOKING,
  STATUS,
} from "../../booking/booking.ts";

const CREATED: BookingEvent = { type: "BookingCreated", slotId: "slot" };
const ACCEPTED: BookingEvent = { type: "BookingAccepted" };
const RESERVED: BookingEvent = { type: "BookingReserved" };
const COMPLETED: BookingEvent = { type: "BookingCompleted" };
const REJECTED: BookingEvent = { type: "BookingRejected", reason: "the slot is taken" };
const EXPIRED: BookingEvent = { type: "BookingExpired" };

type Command = Parameters<typeof decide>[0];
const CREATE: Command = { type: "create", slotId: "slot" };
const ACCEPT: Command = { type: "accept" };
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
    given(CREATED, ACCEPTED).when({ type: "reserve" }).leadsTo(RESERVED);
    given(CREATED, ACCEPTED, RESERVED).when({ type: "complete" }).leadsTo(COMPLETED);
  });

  test.each([
    [CREATE, [CREATED], "You cannot create this booking: it is created."],
    [{ type: "reserve" } as const, [], "You cannot reserve this booking: it is not there."],
    [
      { type: "reserve" } as const,
      [CREATED],
      "You cannot reserve this booking yet: parking has not answered.",
    ],
    [{ type: "reserve" } as const, [CREATED, ACCEPTED, RESERVED], "it is reserved"],
    [{ type: "reserve" } as const, [CREATED, ACCEPTED, EXPIRED], "it is expired"],
    [{ type: "reserve" } as const, [CREATED, REJECTED], "it is rejected"],
    [{ type: "complete" } as const, [CREATED], "You cannot complete this booking: it is created."],
    [{ type: "complete" } as const, [CREATED, ACCEPTED], "You cannot complete this booking: it is accepted."],
    [{ type: "complete" } as const, [CREATED, ACCEPTED, RESERVED, COMPLETED], "it is completed"],
    [{ type: "complete" } as const, [CREATED, EXPIRED], "it is expired"],
  ])("cannot do %j after %j", (command, events, sentence) => {
    given(...events)
      .when(command)
      .refused(sentence);
  });
});

describe("parking's answer", () => {
  test("accepts or rejects a request", () => {
    given(CREATED).when(ACCEPT).leadsTo(ACCEPTED);
    given(CREATED).when(REJECT).leadsTo(REJECTED);
  });

  test.each([
    [ACCEPT, [CREATED, ACCEPTED]],
    [ACCEPT, [CREATED, ACCEPTED, RESERVED]],
    [ACCEPT, [CREATED, ACCEPTED, RESERVED, COMPLETED]],
    [ACCEPT, [CREATED, ACCEPTED, EXPIRED]],
    [REJECT, [CREATED, REJECTED]],
  ])("changes nothing if it comes again: %j after %j", (command, events) => {
    given(...events)
      .when(command)
      .leadsTo();
  });

  test.each([[ACCEPT], [REJECT]])("changes nothing after the request has expired: %j", (command) => {
    given(CREATED, EXPIRED).when(command).leadsTo();
  });

  test.each([
    [REJECT, [CREATED, ACCEPTED], "accepted"],
    [REJECT, [CREATED, ACCEPTED, RESERVED], "reserved"],
    [REJECT, [CREATED, ACCEPTED, RESERVED, COMPLETED], "completed"],
    [ACCEPT, [CREATED, REJECTED], "rejected"],
  ])("is an error if it is the other one of two: %j after %j", (command, events, status) => {
    given(...events)
      .when(command)
      .refused(`parking has given the other answer before, and the booking is ${status}.`);
  });
});

/** What users, the clock and parking can say to a booking. Parking says one of two things, perhaps several times. */
const commandsWith = (answer: Command) =>
  fc.array(fc.constantFrom<Command>(answer, { type: "reserve" }, { type: "complete" }, { type: "expire" }));

test.each([[ACCEPT], [REJECT]])(
  "in any order and however often they come, a booking is reserved only after parking's yes: %j",
  (answer) => {
    fc.assert(
      fc.property(commandsWith(answer), (commands) => {
        const events: BookingEvent[] = [CREATED];
        for (const command of commands) events.push(...decideOrRefuse(command, events));
        expect(STORIES).toContain(events.map(({ type }) => STATUS[type]).join(" "));
      }),
    );
  },
);

/** All that can become of a booking. */
const STORIES = [
  "created",
  "created expired",
  "created rejected",
  "created accepted",
  "created accepted expired",
  "created accepted reserved",
  "created accepted reserved completed",
];

/** Users are refused what is not due; an answer of parking is not refused, since it does not contradict itself here. */
function decideOrRefuse(command: Command, events: readonly BookingEvent[]): readonly BookingEvent[] {
  try {
    return decide(command, events.reduce(evolve, NO_BOOKING));
  } catch (error) {
    const isOfUser = command.type === "reserve" || command.type === "complete";
    if (!isOfUser || !(error instanceof BookingRefusedError)) throw error;
    return [];
  }
}

describe("the clock", () => {
  test("ends a request that is not reserved yet, and nothing else", () => {
    given(CREATED).when({ type: "expire" }).leadsTo(EXPIRED);
    given(CREATED, ACCEPTED).when({ type: "expire" }).leadsTo(EXPIRED);
    for (const events of [
      [CREATED, ACCEPTED, RESERVED],
      [CREATED, ACCEPTED, RESERVED, COMPLETED],
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
  expect([CREATED, ACCEPTED, RESERVED].reduce(evolve, NO_BOOKING)).toEqual({
    status: "reserved",
    slotId: "slot",
  });
  expect(() => evolve(NO_BOOKING, RESERVED)).toThrow("The history of a booking begins with BookingReserved.");
});
