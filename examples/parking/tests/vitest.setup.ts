import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { runsHere } from "../../../tests/runs-here.ts";
import { makeDoomedProgram } from "./world/programs.ts";

/** Runs before all tests. @returns what runs after them */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const { PARKING_TEST_BROKER, PARKING_TEST_DATABASE } = process.env;
  runsHere(!!PARKING_TEST_BROKER, "what needs RabbitMQ", "PARKING_TEST_BROKER does not say where one is");
  runsHere(
    !!PARKING_TEST_DATABASE,
    "what needs PostgreSQL",
    "PARKING_TEST_DATABASE does not say where one is",
  );
  const doomed = await makeDoomedProgram();
  provide("doomed", doomed);
  return () => rmSync(doomed, { force: true });
}
