import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDatabaseAddress } from "../database/open.ts";
import { type EventStore, isEventStoreAddress } from "../event-store/connect.ts";
import { isBrokerAddress } from "../messaging/rabbitmq.ts";
import type { Setting } from "./command.ts";

const DATA = fileURLToPath(new URL("../data/", import.meta.url));

/** @returns the path of a file for a service that is told no other place. */
export function defaultFile(name: string): string {
  return join(DATA, name);
}

/** Where a database is. */
export function databaseSetting(help: string, variable: string): Setting {
  return {
    value: "<where>",
    help,
    variable,
    isValid: isDatabaseAddress,
    complaint: "takes a file, memory, or postgres://user:password@host:5432/database",
  };
}

/** Where the message broker is. */
export const BROKER: Setting = {
  value: "<amqp://…>",
  help: "RabbitMQ between the services; without it, the event store",
  variable: "BROKER_URI",
  isValid: isBrokerAddress,
  complaint: "takes an address such as amqp://user:password@host:5672",
};

/** The part of the usage that is about event stores. */
export function eventStoreNotes(variable: string): string {
  return `The environment variable ${variable}, or else EVENTSTOREDB_URI, says where the events are: esdb://localhost:2113?tls=false,
kurrentdb://…, a file, or memory. Without both it is data/events.db. Several systems can use one broker
if each has a BROKER_PREFIX of its own.`;
}

/**
 * Decides where the events of a service are.
 *
 * @param variable the environment variable of this service, which comes before EVENTSTOREDB_URI.
 * @returns an address for `connectEventStore`.
 * @throws Error if the variable that counts has none.
 */
export function locateEventStore(environment: NodeJS.ProcessEnv, variable: string): string {
  const decisive = [variable, "EVENTSTOREDB_URI"].find((name) => environment[name]);
  const address = decisive && environment[decisive];
  if (!address) return defaultFile("events.db");
  if (isEventStoreAddress(address)) return address;
  throw new Error(`${decisive} takes an address such as esdb://localhost:2113?tls=false, a file, or memory.`);
}

/** @returns a line that says where the events are, and for a store in memory also how others reach it. */
export function describeEventStore({ address, connectionString }: EventStore): string {
  return `Events: ${address === "memory" ? `memory, for others at ${connectionString}` : address}`;
}
