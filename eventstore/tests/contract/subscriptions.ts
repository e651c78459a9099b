import type { AllStreamSubscription, ResolvedEvent, StreamSubscription } from "@eventstore/db-client";

/** A subscription that lets a test wait for its events. */
export class Subscriber {
  readonly #subscription: StreamSubscription | AllStreamSubscription;
  readonly events: ResolvedEvent[] = [];
  /** What has arrived, in order: "confirmation", "caughtUp", and the type of each event. */
  readonly course: string[] = [];
  #error: unknown;

  /** @param isOurs leaves out the events of others in a shared store */
  constructor(
    subscription: StreamSubscription | AllStreamSubscription,
    isOurs: (event: ResolvedEvent) => boolean = () => true,
  ) {
    this.#subscription = subscription;
    subscription.on("confirmation", () => this.course.push("confirmation"));
    subscription.on("caughtUp", () => this.course.push("caughtUp"));
    subscription.on("error", (error) => {
      this.#error = error;
    });
    subscription.on("data", (event: ResolvedEvent) => {
      if (!isOurs(event)) return;
      this.events.push(event);
      this.course.push(event.event?.type ?? event.link?.type ?? "nothing");
    });
  }

  get numbers(): unknown[] {
    return this.events.map(({ event }) => (event?.data as { number?: number } | undefined)?.number);
  }

  get revisions(): unknown[] {
    return this.events.map(({ event }) => event?.revision);
  }

  /** Resolves when this many events have arrived. */
  hasEvents(count: number): Promise<void> {
    return this.#until(() => this.events.length >= count);
  }

  isCaughtUp(): Promise<void> {
    return this.#until(() => this.course.includes("caughtUp"));
  }

  isConfirmed(): Promise<void> {
    return this.#until(() => this.course.includes("confirmation"));
  }

  /** Resolves with the error that ends the subscription. */
  async fails(): Promise<unknown> {
    await new Promise<void>((resolve) => {
      if (this.#error !== undefined) resolve();
      this.#subscription.once("error", () => resolve());
    });
    return this.#error;
  }

  async stop(): Promise<void> {
    await this.#subscription.unsubscribe();
  }

  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (holds()) resolve();
        else if (this.#error !== undefined) reject(this.#error);
        else setTimeout(look, 1);
      };
      look();
    });
  }
}
