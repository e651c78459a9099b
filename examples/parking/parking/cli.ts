import { start } from "../command-line/start.ts";
import { PARKING } from "./program.ts";

await start(PARKING);
