import { start } from "../command-line/start.ts";
import { BOOKING } from "./program.ts";

await start(BOOKING);
