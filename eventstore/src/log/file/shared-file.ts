/** What the package offers to programs that share a SQLite file of their own with other processes. */
export { retryWhileBusy } from "./busy.ts";
export { identityOf } from "./file-check.ts";
export { isBusy } from "./sqlite.ts";
