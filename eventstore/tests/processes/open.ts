/** Tries to start a store on each of the files given as arguments, and writes a line about each. */
import { startEventStoreServer } from "../../src/server.ts";

for (const file of process.argv.slice(2)) {
  try {
    const server = await startEventStoreServer({ file });
    await server.close();
    console.log("opened");
  } catch (error) {
    console.log(String(error));
  }
}
