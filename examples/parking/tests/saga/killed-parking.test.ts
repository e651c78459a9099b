import { killAtEachStep } from "../world/kill-matrix.ts";

killAtEachStep("parking");
