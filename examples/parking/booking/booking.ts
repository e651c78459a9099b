/** What has happened to a booking. Each event holds only what has changed. */
export type BookingEvent =
  | { readonly type: "BookingCreated"; readonly slotId: string }
  | { readonly type: "BookingAccepted" }
  | { readonly type: "BookingReserved" }
  | { readonly type: "BookingCompleted" }
  | { readonly type: "BookingRejected"; readonly reason: string }
  | { readonly type: "BookingExpired" };

type Command =
  | { readonly type: "create"; readonly slotId: string }
  | { readonly type: "accept" | "reserve" | "complete" | "expire" }
  | { readonly type: "reject"; readonly reason: string };

export const STATUS = {
  BookingCreated: "created",
  BookingAccepted: "accepted",
  BookingReserved: "reserved",
  BookingCompleted: "completed",
  BookingRejected: "rejected",
  BookingExpired: "expired",
} as const;

/** The word for what an event has made of a booking. */
export type Status = (typeof STATUS)[BookingEvent["type"]];
export type Booking = { readonly status: "not there" } | { readonly status: Status; readonly slotId: string };

export const NO_BOOKING: Booking = { status: "not there" };

/** A rule forbids the command. */
export class BookingRefusedError extends Error {
  override readonly name = "BookingRefusedError";
}

/** Parking has said yes and no to the same request. The first answer counts. */
export class ContradictoryAnswerError extends Error {
  override readonly name = "ContradictoryAnswerError";

  constructor(status: string) {
    super(`parking has given the other answer before, and the booking is ${status}.`);
  }
}

/**
 * Checks the rules, and decides what happens: the commands of a `Game`, as one function.
 *
 * @throws BookingRefusedError, ContradictoryAnswerError
 */
export function decide(command: Command, { status }: Booking): readonly BookingEvent[] {
  const only = (expected: Booking["status"], event: BookingEvent) => {
    if (status === expected) return [event];
    throw new BookingRefusedError(`You cannot ${command.type} this booking: it is ${status}.`);
  };
  // Parking answers a request once. Its answer may come again, or after the request has expired: then nothing happens.
  const answer = (event: BookingEvent, afterTheOther: readonly Booking["status"][]) => {
    if (afterTheOther.includes(status)) throw new ContradictoryAnswerError(status);
    return status === "created" ? [event] : [];
  };
  switch (command.type) {
    case "create":
      return only("not there", { type: "BookingCreated", slotId: command.slotId });
    case "reserve":
      if (status === "created")
        throw new BookingRefusedError("You cannot reserve this booking yet: parking has not answered.");
      return only("accepted", { type: "BookingReserved" });
    case "complete":
      return only("reserved", { type: "BookingCompleted" });
    case "expire": // comes from the clock, which may be late
      return status === "created" || status === "accepted" ? [{ type: "BookingExpired" }] : [];
    case "accept":
      return answer({ type: "BookingAccepted" }, ["rejected"]);
    case "reject":
      return answer({ type: "BookingRejected", reason: command.reason }, [
        "accepted",
        "reserved",
        "completed",
      ]);
  }
}

/**
 * Changes the state as an event says, and checks no rule: `apply` of a `Game`, as a function.
 *
 * @throws Error if the first event is not BookingCreated: then there is no slot.
 */
export function evolve(booking: Booking, event: BookingEvent): Booking {
  if (event.type === "BookingCreated") return { status: "created", slotId: event.slotId };
  if (booking.status === "not there") throw new Error(`The history of a booking begins with ${event.type}.`);
  return { ...booking, status: STATUS[event.type] };
}
