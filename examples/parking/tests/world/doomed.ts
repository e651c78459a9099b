// A process that performs the steps that it reads, one JSON object a line, and answers each with "done" – until it kills
// itself in the middle: node doomed.mjs <addresses, as JSON> <number of the operation before which it dies>
import { createInterface } from "node:readline";
import { perform } from "./scenario.ts";
import { type Interference, World } from "./world.ts";

const [, , addresses = "", dieAt] = process.argv;
let operations = 0;

/** Counts one operation on something outside of this process. */
function operation(): void {
  operations += 1;
  if (operations === Number(dieAt)) process.kill(process.pid, "SIGKILL");
}

/** Makes each beginning and end of a transaction, a query, an append, a message and its receipt an operation. */
const doom: Interference = {
  database: (database) => ({
    ...database,
    address: database.address,
    close: () => database.close(),
    async transaction(work) {
      operation();
      const result = await database.transaction(async (query) => {
        const result = await work((...words) => {
          operation();
          return query(...words);
        });
        operation();
        return result;
      });
      operation();
      return result;
    },
  }),
  store: (store) => {
    const append: typeof store.client.appendToStream = async (...words) => {
      operation();
      const result = await store.client.appendToStream(...words);
      operation();
      return result;
    };
    const client = new Proxy(store.client, {
      get: (target, name) => {
        if (name === "appendToStream") return append;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    return { ...store, client };
  },
  publisher: (publisher) => ({
    async publish(message) {
      operation();
      await publisher.publish(message);
      operation();
    },
  }),
  subscriber: (subscriber) => ({
    follow: (receive, signal) =>
      subscriber.follow(async (message) => {
        operation();
        await receive(message);
        operation();
      }, signal),
  }),
};

const world = await World.open(JSON.parse(addresses), doom);
process.stdout.write("done\n");
for await (const line of createInterface({ input: process.stdin })) {
  await perform(world, JSON.parse(line));
  process.stdout.write("done\n");
}
await world[Symbol.asyncDispose]();
