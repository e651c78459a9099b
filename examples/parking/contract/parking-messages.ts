import { type Message, textIn, UnreadableMessageError } from "./message.ts";

// What parking tells. Messages that have been sent never change, so this may only be added to.

/** What parking says about a booking is in a stream of its own: this, and the id of the booking. */
export const PARKING_STREAMS = "parking-";

/** The answer to a request: the booking gets its slot, or it does not. Each request gets one answer. */
export type ParkingMessage =
  | { readonly type: "SlotBlocked"; readonly slotId: string }
  | { readonly type: "SlotRefused"; readonly slotId: string; readonly reason: string };

/** @throws UnreadableMessageError if parking has no messages of this type, or its data does not fit. */
export function readParkingMessage(message: Pick<Message, "type" | "data">): ParkingMessage {
  switch (message.type) {
    case "SlotBlocked":
      return { type: message.type, slotId: textIn(message, "slotId") };
    case "SlotRefused":
      return { type: message.type, slotId: textIn(message, "slotId"), reason: textIn(message, "reason") };
    default:
      throw new UnreadableMessageError(`parking has no messages of type ${message.type}`);
  }
}
