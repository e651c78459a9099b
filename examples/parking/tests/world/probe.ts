// Looks for a RabbitMQ and a PostgreSQL on this computer that let tests in, and prints the variables that say where they
// are, or a sentence for each that is not there: tsx tests/world/probe.ts
import { userInfo } from "node:os";
import { Client } from "pg";
import { RabbitMQ } from "../../messaging/rabbitmq.ts";

const BROKERS = ["amqp://guest:guest@127.0.0.1:5672"];
const DATABASES = ["postgres", encodeURIComponent(userInfo().username)].flatMap((user) => [
  `postgres://${user}@127.0.0.1:5432/postgres`,
  `postgres://${user}:postgres@127.0.0.1:5432/postgres`,
]);

/** @returns whether it lets a client in that may make queues. */
async function isBroker(url: string): Promise<boolean> {
  const rabbit = await RabbitMQ.connect(url, "probe.");
  try {
    await rabbit.subscriber("from", "to", () => {}).follow(async () => {});
    await rabbit.remove("from", "to");
    return true;
  } finally {
    await rabbit.close();
  }
}

/** @returns whether it lets a client in that may make schemas. */
async function isDatabase(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    const { rows } = await client.query("SELECT has_database_privilege(current_database(), 'CREATE') AS may");
    return rows[0]?.may === true;
  } finally {
    await client.end().catch(() => {});
  }
}

async function find(
  name: string,
  what: string,
  places: readonly string[],
  isOne: (place: string) => Promise<boolean>,
): Promise<string> {
  for (const place of places) if (await isOne(place).catch(() => false)) return `${name}=${place}`;
  return `There is no ${what} on this computer that lets tests in: they are skipped.`;
}

console.log(await find("PARKING_TEST_BROKER", "RabbitMQ", BROKERS, isBroker));
console.log(await find("PARKING_TEST_DATABASE", "PostgreSQL", DATABASES, isDatabase));
process.exit();
