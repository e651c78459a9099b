import { openWith } from "../command-line/opening.ts";
import type { Program } from "../command-line/program.ts";
import {
  BROKER,
  databaseSetting,
  defaultFile,
  describeEventStore,
  eventStoreNotes,
  locateEventStore,
} from "../command-line/settings.ts";
import { BOOKING_STREAMS } from "../contract/booking-messages.ts";
import { PARKING_STREAMS } from "../contract/parking-messages.ts";
import { openDatabase } from "../database/open.ts";
import { connectEventStore } from "../event-store/connect.ts";
import { eventStorePublisher, eventStoreSubscriber } from "../messaging/event-store-channel.ts";
import { RabbitMQ } from "../messaging/rabbitmq.ts";
import { COMMANDS } from "./commands.ts";
import { PARKING_TABLES, ParkingService } from "./service.ts";

/** The parking service as a program. With a broker it needs no event store. */
export const PARKING: Program<ParkingService, "database" | "broker"> = {
  call: "npx tsx parking/cli.ts",
  commands: COMMANDS,
  settings: {
    database: databaseSetting("where the slots are: a file, memory, or postgres://…", "PARKING_DATABASE"),
    broker: BROKER,
  },
  notes: eventStoreNotes("PARKING_EVENTSTOREDB_URI"),
  open: (chosen, environment, report) =>
    openWith(async (add) => {
      const database = await add(openDatabase(chosen.database ?? defaultFile("parking.db"), PARKING_TABLES));
      const place = `Slots: ${database.address}`;
      if (chosen.broker) {
        const rabbit = await add(RabbitMQ.connect(chosen.broker, environment.BROKER_PREFIX));
        const publisher = rabbit.publisher("parking", "booking");
        const booking = rabbit.subscriber("booking", "parking", report);
        const places = [place, `Broker: ${rabbit.address}`];
        return new ParkingService({ database, publisher, booking, places, report });
      }
      const own = locateEventStore(environment, "PARKING_EVENTSTOREDB_URI");
      const bookings = locateEventStore(environment, "BOOKING_EVENTSTOREDB_URI");
      const store = await add(connectEventStore(own));
      const theirs = own === bookings ? store : await add(connectEventStore(bookings));
      const publisher = eventStorePublisher(store, PARKING_STREAMS);
      const booking = eventStoreSubscriber(theirs, BOOKING_STREAMS, database);
      return new ParkingService({
        database,
        publisher,
        booking,
        places: [place, describeEventStore(store)],
        report,
      });
    }),
};
