import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { againstRows } from "./lines/against.ts";
import { tableOf } from "./table.ts";

// Compares this version of the event store with another: `tsx bench/against.ts <folder of a checkout> [scale]`.
const [, , checkout, scale = "1"] = process.argv;
if (checkout === undefined || !(Number(scale) > 0)) {
  console.error("Name the folder of the other checkout, and at need a scale greater than 0, such as 0.1.");
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "event-store-against-"));
try {
  console.log(tableOf(await againstRows(folder, resolve(checkout), Number(scale))));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
