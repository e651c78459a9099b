import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { newFolder } from "../../../../tests/folders.ts";
import { READ_STORE_TABLES } from "../../booking/read-model.ts";
import { BookingService } from "../../booking/service.ts";
import { BOOKING_STREAMS } from "../../contract/booking-messages.ts";
import { PARKING_STREAMS } from "../../contract/parking-messages.ts";
import type { Database } from "../../database/database.ts";
import { openDatabase } from "../../database/open.ts";
import { connectEventStore, type EventStore } from "../../event-store/connect.ts";
import type { Publisher, Subscriber } from "../../messaging/channel.ts";
import { eventStorePublisher, eventStoreSubscriber } from "../../messaging/event-store-channel.ts";
import { RabbitMQ } from "../../messaging/rabbitmq.ts";
import { PARKING_TABLES, ParkingService } from "../../parking/service.ts";
import { BROKER, type Channel, type DatabaseKind, emptyDatabase } from "./places.ts";

/** Where everything of two services is: enough to open them again, in this process or in another. */
export interface Addresses {
  readonly events: string;
  readonly readStore: string;
  readonly slots: string;
  /** Undefined if the event store is between the services. */
  readonly broker: { readonly url: string; readonly prefix: string } | undefined;
  /** Milliseconds. */
  readonly expireAfter: number;
}

/** Puts itself between a service and what it works with. */
export interface Interference {
  store(store: EventStore): EventStore;
  database(database: Database): Database;
  publisher(publisher: Publisher): Publisher;
  subscriber(subscriber: Subscriber): Subscriber;
}

const NO_INTERFERENCE: Interference = {
  store: (store) => store,
  database: (database) => database,
  publisher: (publisher) => publisher,
  subscriber: (subscriber) => subscriber,
};

/** Both services, opened in this process, each with connections of its own. */
export class World implements AsyncDisposable {
  readonly addresses: Addresses;
  readonly booking: BookingService;
  readonly parking: ParkingService;
  /** What the services have reported. */
  readonly reports: readonly string[];
  readonly #closers: readonly (() => Promise<void>)[];

  private constructor(
    services: Pick<World, "addresses" | "booking" | "parking" | "reports">,
    closers: readonly (() => Promise<void>)[],
  ) {
    this.addresses = services.addresses;
    this.booking = services.booking;
    this.parking = services.parking;
    this.reports = services.reports;
    this.#closers = closers;
  }

  /** @param interference stands between the services and their store and databases. */
  static async open(addresses: Addresses, interference = NO_INTERFERENCE): Promise<World> {
    const reports: string[] = [];
    const report = (sentence: string) => reports.push(sentence);
    const store = await connectEventStore(addresses.events);
    const readStore = await openDatabase(addresses.readStore, READ_STORE_TABLES);
    const database = await openDatabase(addresses.slots, PARKING_TABLES);
    const closers = [() => store.close(), () => readStore.close(), () => database.close()];
    const mine = {
      store: interference.store(store),
      readStore: interference.database(readStore),
      database: interference.database(database),
    };
    const { url, prefix } = addresses.broker ?? {};
    const rabbit = url ? await RabbitMQ.connect(url, prefix) : undefined;
    if (rabbit) closers.unshift(() => rabbit.close());
    const around = { report, places: [] };
    const { expireAfter } = addresses;
    const { publisher, subscriber } = interference;
    const { store: log, readStore: rows, database: tables } = mine;
    const booking = new BookingService({
      ...around,
      ...mine,
      expireAfter,
      publisher: rabbit && publisher(rabbit.publisher("booking", "parking")),
      parking: subscriber(
        rabbit?.subscriber("parking", "booking", report) ?? eventStoreSubscriber(log, PARKING_STREAMS, rows),
      ),
    });
    const parking = new ParkingService({
      ...around,
      ...mine,
      publisher: publisher(
        rabbit?.publisher("parking", "booking") ?? eventStorePublisher(log, PARKING_STREAMS),
      ),
      booking: subscriber(
        rabbit?.subscriber("booking", "parking", report) ??
          eventStoreSubscriber(log, BOOKING_STREAMS, tables),
      ),
    });
    return new World({ addresses, booking, parking, reports }, closers);
  }

  /** Lets both services do what is due, until neither has anything to say to the other. */
  async settle(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await this.booking.catchUp();
      await this.parking.catchUp();
    }
    await this.booking.catchUp();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#closers) await close();
  }
}

/** Makes addresses at which nothing is yet. Declare it with `await using`, which removes what is outside of files. */
export async function newAddresses(
  channel: Channel,
  database: DatabaseKind,
  { broker = BROKER, expireAfter = 900_000 } = {},
): Promise<Addresses & AsyncDisposable> {
  const readStore = await emptyDatabase(database);
  const slots = await emptyDatabase(database);
  const prefix = `test-${randomUUID()}.`;
  return {
    events: join(newFolder(), "events.db"),
    readStore: readStore.address,
    slots: slots.address,
    broker: channel === "RabbitMQ" && broker ? { url: broker, prefix } : undefined,
    expireAfter,
    async [Symbol.asyncDispose]() {
      await readStore[Symbol.asyncDispose]();
      await slots[Symbol.asyncDispose]();
      if (channel === "event store" || !BROKER) return;
      const rabbit = await RabbitMQ.connect(BROKER, prefix);
      await rabbit.remove("booking", "parking");
      await rabbit.remove("parking", "booking");
      await rabbit.close();
    },
  };
}

/** Says to booking what parking would say. Declare it with `await using`. */
export async function publisherTo({ broker, events }: Addresses): Promise<Publisher & AsyncDisposable> {
  const way = broker ? await RabbitMQ.connect(broker.url, broker.prefix) : await connectEventStore(events);
  const publisher =
    way instanceof RabbitMQ ? way.publisher("parking", "booking") : eventStorePublisher(way, PARKING_STREAMS);
  return { ...publisher, [Symbol.asyncDispose]: () => way.close() };
}
