import { runsHere } from "../../../tests/runs-here.ts";
import { makePrograms } from "./world/programs.ts";

/** Runs before all tests. */
export default async function setup(): Promise<void> {
  const { PARKING_TEST_BROKER, PARKING_TEST_DATABASE } = process.env;
  runsHere(!!PARKING_TEST_BROKER, "what needs RabbitMQ", "PARKING_TEST_BROKER does not say where one is");
  runsHere(
    !!PARKING_TEST_DATABASE,
    "what needs PostgreSQL",
    "PARKING_TEST_DATABASE does not say where one is",
  );
  await makePrograms();
}
