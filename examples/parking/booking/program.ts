import type { Setting } from "../command-line/command.ts";
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
import { PARKING_STREAMS } from "../contract/parking-messages.ts";
import { openDatabase } from "../database/open.ts";
import { connectEventStore } from "../event-store/connect.ts";
import { eventStoreSubscriber } from "../messaging/event-store-channel.ts";
import { RabbitMQ } from "../messaging/rabbitmq.ts";
import { COMMANDS } from "./commands.ts";
import { READ_STORE_TABLES } from "./read-model.ts";
import { BookingService } from "./service.ts";

const EXPIRE_AFTER: Setting = {
  value: "<seconds>",
  help: "how long a request waits to be reserved; 900 if not given",
  variable: "BOOKING_EXPIRE_AFTER",
  isValid: (text) => /^\d{1,9}$/.test(text),
  complaint: "takes a whole number of seconds",
};

/** The booking service as a program. */
export const BOOKING: Program<BookingService, "read-store" | "broker" | "expire-after"> = {
  call: "npx tsx booking/cli.ts",
  commands: COMMANDS,
  settings: {
    "read-store": databaseSetting(
      "where the read model is: a file, memory, or postgres://…",
      "BOOKING_READ_STORE",
    ),
    broker: BROKER,
    "expire-after": EXPIRE_AFTER,
  },
  notes: eventStoreNotes("BOOKING_EVENTSTOREDB_URI"),
  open: (chosen, environment, report) =>
    openWith(async (add) => {
      const own = locateEventStore(environment, "BOOKING_EVENTSTOREDB_URI");
      const parkings = locateEventStore(environment, "PARKING_EVENTSTOREDB_URI");
      const database = chosen["read-store"] ?? defaultFile("booking.db");
      const readStore = await add(openDatabase(database, READ_STORE_TABLES));
      const store = await add(connectEventStore(own));
      const expireAfter = Number(chosen["expire-after"] ?? 900) * 1_000;
      const places = [describeEventStore(store), `Read model: ${readStore.address}`];
      const around = { store, readStore, expireAfter, report };
      if (chosen.broker) {
        const rabbit = await add(RabbitMQ.connect(chosen.broker, environment.BROKER_PREFIX));
        const publisher = rabbit.publisher("booking", "parking");
        const parking = rabbit.subscriber("parking", "booking", report);
        return new BookingService({
          ...around,
          publisher,
          parking,
          places: [...places, `Broker: ${rabbit.address}`],
        });
      }
      const theirs = own === parkings ? store : await add(connectEventStore(parkings));
      const parking = eventStoreSubscriber(theirs, PARKING_STREAMS, readStore);
      return new BookingService({ ...around, publisher: undefined, parking, places });
    }),
};
