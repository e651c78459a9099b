import { afterAll } from "vitest";
import { HEARTBEAT } from "./heartbeat.ts";

// Runs before each test file, in the thread of the tests. Code that waits lets the thread send heartbeats; a loop without
// an end does not. So tests that only work for long do not count as endless.
const channel = new BroadcastChannel(HEARTBEAT);
const timer = setInterval(() => channel.postMessage(undefined), 100);

afterAll(() => {
  clearInterval(timer);
  channel.close();
});
