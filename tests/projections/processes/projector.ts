/**
 * Keeps a read model up to date until it is killed or its input ends. After each transaction it prints a line with the
 * number of events that it has read.
 *
 * Arguments: the connection string of the store, the path of the read model.
 */
import { writeSync } from "node:fs";
import { connect } from "../../../src/persistence/connection/connection.ts";
import { locateStore } from "../../../src/persistence/connection/store-location.ts";
import { gameProjection } from "../../../src/projections/game-projection.ts";
import { ProjectionRunner } from "../../../src/projections/runner/projection-runner.ts";
import { ReadModel } from "../../../src/projections/runner/read-model.ts";

const [, , connectionString = "", file = ""] = process.argv;
const connection = await connect(locateStore(connectionString, {}));
const readModel = await ReadModel.open(file, gameProjection);
const runner = new ProjectionRunner(connection.client, readModel, {
  onProgress: ({ events }) => writeSync(1, `${events}\n`),
});
writeSync(1, "ready\n");
runner.start();
await new Promise((resolve) => process.stdin.once("end", resolve).resume());
await runner[Symbol.asyncDispose]();
readModel.close();
await connection.close();
