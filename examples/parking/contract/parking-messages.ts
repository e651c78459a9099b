import { type Message, textIn, UnreadableMessageError } from "./message.ts";

// What parking tells. Messages that have been sent never change, so this may only be added to.

/** What parking says about a booking is in a stream of its own: this, and the id of the booking. */
export const PARKING_STREAMS = "parking-";

/** A booking does not get its slot. That it gets it is not said: parking then follows the booking. */
export interface SlotRefused {
  readonly type: "SlotRefused";
  readonly slotId: string;
  readonly reason: string;
}

/** @throws UnreadableMessageError if parking has no messages of this type, or its data does not fit. */
export function readParkingMessage(message: Pick<Message, "type" | "data">): SlotRefused {
  if (message.type !== "SlotRefused")
    throw new UnreadableMessageError(`parking has no messages of type ${message.type}`);
  return { type: message.type, slotId: textIn(message, "slotId"), reason: textIn(message, "reason") };
}
