import { randomUUID } from "node:crypto";
import { WrongExpectedVersionError } from "@eventstore/db-client";
import { BookingRefusedError } from "../../booking/booking.ts";
import { book, change } from "./users.ts";
import type { World } from "./world.ts";

/** One thing that happens in a service: a command of a user, or all that is due. */
export interface Step {
  readonly by: "booking" | "parking";
  readonly does: "create" | "reserve" | "complete" | "catch up";
  readonly bookingId: string;
  readonly slotId: string;
}

/**
 * The life of a slot with three bookings: the first is reserved and completed, the second refused meanwhile, and the third
 * takes the slot at the end.
 */
export function lifeOf(slotId: string) {
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
  const does = (does: "create" | "reserve" | "complete", bookingId: string): Step => {
    return { by: "booking", does, bookingId, slotId };
  };
  const catchUp = (by: Step["by"]): Step => ({ by, does: "catch up", bookingId: "", slotId });
  const both = [catchUp("booking"), catchUp("parking")];
  const steps = [
    does("create", first),
    ...both,
    catchUp("booking"), // hears that the slot is blocked
    does("reserve", first),
    does("create", second),
    ...both,
    ...both,
    does("complete", first),
    ...both,
    does("create", third),
    ...both,
  ];
  return { steps, bookings: [first, second, third], end: ["completed", "rejected", "accepted"] };
}

/** Does a step. A command that was done already, before a crash, is refused, and the user is content. */
export async function perform(world: World, { by, does, bookingId, slotId }: Step): Promise<void> {
  try {
    if (does === "catch up") await world[by].catchUp();
    else if (does === "create") await book(world, slotId, bookingId);
    else await change(world, does, bookingId);
  } catch (error) {
    if (!(error instanceof BookingRefusedError || error instanceof WrongExpectedVersionError)) throw error;
  }
}
