import { type Message, textIn, UnreadableMessageError } from "./message.ts";

// What booking tells. Messages that have been sent never change, so this may only be added to.

/** Each booking has a stream: this, and its id. In RabbitMQ it names the exchange. */
export const BOOKING_STREAMS = "booking-";

type BookingMessage =
  | { readonly type: "BookingCreated"; readonly slotId: string }
  | { readonly type: "BookingAccepted" }
  | { readonly type: "BookingReserved" }
  | { readonly type: "BookingCompleted" }
  | { readonly type: "BookingRejected"; readonly reason: string }
  | { readonly type: "BookingExpired" };

/** @throws UnreadableMessageError if booking has no messages of this type, or its data does not fit. */
export function readBookingMessage(message: Pick<Message, "type" | "data">): BookingMessage {
  switch (message.type) {
    case "BookingCreated":
      return { type: message.type, slotId: textIn(message, "slotId") };
    case "BookingRejected":
      return { type: message.type, reason: textIn(message, "reason") };
    case "BookingAccepted":
    case "BookingReserved":
    case "BookingCompleted":
    case "BookingExpired":
      return { type: message.type };
    default:
      throw new UnreadableMessageError(`booking has no messages of type ${message.type}`);
  }
}
