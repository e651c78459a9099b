import { shuttingDown } from "../protocol/rpc-errors.ts";

/** The part that server-streaming and bidirectional calls have in common. */
interface Call {
  once(event: "cancelled" | "close", listener: () => void): unknown;
}

/** The long calls that are under way, so that they can be ended when the store is closed. */
export class OpenCalls {
  readonly #controllers = new Set<AbortController>();

  /** Gives a signal that aborts when the call is over, the client has vanished, or the store is closed. */
  open(call: Call): AbortSignal {
    const controller = new AbortController();
    this.#controllers.add(controller);
    const forget = () => {
      this.#controllers.delete(controller);
      controller.abort();
    };
    call.once("cancelled", forget);
    call.once("close", forget);
    return controller.signal;
  }

  /** Ends all calls with an error that tells the client to try again elsewhere or later. */
  endAll(): void {
    for (const controller of this.#controllers) controller.abort(shuttingDown());
  }
}
