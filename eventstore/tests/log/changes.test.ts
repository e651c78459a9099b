import { afterEach, beforeEach, expect, test } from "vitest";
import { Changes } from "../../src/log/changes.ts";
import { EventLog } from "../../src/log/event-log.ts";

let log: EventLog;
let changes: Changes;
beforeEach(async () => {
  log = await EventLog.open(":memory:");
  changes = new Changes(log);
});
afterEach(() => log.close());

const forEver = new AbortController().signal;

test("whoever waits is woken by a change", async () => {
  const woken = Promise.all([1, 2].map(() => changes.after(changes.version, forEver)));
  changes.announce();
  await woken;
});

test("a change that comes before the waiting is not missed", async () => {
  const { version } = changes;
  changes.announce();
  await changes.after(version, forEver);
});

test("whoever gives up waits no longer", async () => {
  const controller = new AbortController();
  const waiting = changes.after(changes.version, controller.signal);
  controller.abort(new Error("gone"));
  await expect(waiting).rejects.toThrow("gone");
  await expect(changes.after(changes.version, controller.signal)).rejects.toThrow("gone");
});
