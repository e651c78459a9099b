/**
 * A program that keeps a read model up to date until it is killed or its input ends, and writes a line for each
 * transaction: how many events it has read so far.
 *
 * Arguments: the connection string of a store, the file of the read model.
 */
import { writeSync } from "node:fs";
import { connect } from "../../../src/persistence/connection.ts";
import { locateStore } from "../../../src/persistence/store-location.ts";
import { Projection } from "../../../src/projections/projection.ts";
import { ReadModel } from "../../../src/projections/read-model.ts";

const [, , connectionString = "", file = ""] = process.argv;
const connection = await connect(locateStore(connectionString, {}));
const readModel = await ReadModel.open(file);
const projection = new Projection(connection.client, readModel, {
  onProgress: ({ events }) => writeSync(1, `${events}\n`),
});
writeSync(1, "ready\n");
projection.start();
await new Promise((resolve) => process.stdin.once("end", resolve).resume());
await projection.stop();
readModel.close();
await connection.close();
