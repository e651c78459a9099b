import { EXCEPTIONS } from "./exceptions.ts";

/** Runs before all tests: says which ones are left out. */
export default function printExceptions(): void {
  console.log("Skipped on each store, because of the client:");
  for (const [name, reason] of EXCEPTIONS) console.log(`  ${name}: ${reason}`);
}
