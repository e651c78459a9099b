import { afterEach, describe, expect, it, vi } from "vitest";
import { showWaiting } from "../../../src/cli/screens/store-wait.ts";
import { Terminal } from "../../../src/cli/terminal/terminal.ts";
import type { Connection } from "../../../src/persistence/connection/connection.ts";
import { standInStreams } from "../support/stand-in-streams.ts";

const NOT_READY = "The event store at esdb://a is not ready: wait.";
const AWAY = "The event store at esdb://a cannot be reached: start it.";

const before = process.rawListeners("SIGINT");
const interrupt = () => {
  for (const listener of process.rawListeners("SIGINT"))
    if (!before.includes(listener)) listener.call(process, "SIGINT");
};

let terminal: Terminal;
afterEach(() => terminal.close());

function waiting(atTerminal: boolean, asks = true) {
  const { streams, input, output, errors } = standInStreams(atTerminal ? ["input", "output"] : []);
  Object.assign(streams.error, { isTTY: atTerminal });
  terminal = new Terminal(streams, false);
  const giveUp = vi.fn();
  const connection = { giveUp } as unknown as Connection;
  showWaiting(connection, terminal, asks);
  const say = (sentence: string | undefined) => connection.onWaiting?.(sentence);
  const trouble = (sentence: string) => connection.onTrouble?.(sentence);
  return { say, trouble, giveUp, input, output, errors };
}

describe("players who wait for the store at a terminal", () => {
  it.each(["q\r", "Q \r", "\u0003"])("read the reason, and leave with %j", async (keys) => {
    const { say, giveUp, input, output } = waiting(true);
    say(NOT_READY);
    await output.readUntil(`${NOT_READY} Still trying, q leaves: `);
    input.write(keys);
    await vi.waitFor(() => expect(giveUp).toHaveBeenCalledTimes(1), { interval: 1 });
  });

  it("stay when they type something else, and read how the reason changes", async () => {
    const { say, giveUp, input, output } = waiting(true);
    say(NOT_READY);
    await output.readUntil("q leaves: ");
    input.write("d\r");
    await output.readUntil("q leaves: ");
    say(AWAY);
    await output.readUntil(`${AWAY} Still trying, q leaves: `);
    expect(giveUp).not.toHaveBeenCalled();
  });

  it("are no longer asked when it is over, and can answer the next question", async () => {
    const { say, giveUp, input, output } = waiting(true);
    say(NOT_READY);
    await output.readUntil("q leaves: ");
    say(undefined);
    const asking = terminal.ask("Bob moves: ");
    await output.readUntil("Bob moves: ");
    input.write("q\r");
    expect(await asking).toBe("q");
    expect(giveUp).not.toHaveBeenCalled();
  });

  it("keep an open question, with the text that they have typed", async () => {
    const { trouble, input, output, errors } = waiting(true);
    const asking = terminal.ask("Waiting for Bob: ");
    await output.readUntil("Waiting for Bob: ");
    input.write("some");
    await output.readUntil("some");
    trouble(NOT_READY);
    await output.readUntil("Waiting for Bob: some");
    expect(errors.raw).toBe(`${NOT_READY}\n`);
    input.write("thing\r");
    expect(await asking).toBe("something");
  });
});

describe("a command without questions that waits for the store", () => {
  it.each([
    ["says so at a terminal", true, false, `${NOT_READY}\n`],
    ["leaves standard error to what comes of it, where a program reads it", false, true, ""],
  ])("%s, and ends at Ctrl-C while it waits", async (_, atTerminal, asks, said) => {
    const { say, giveUp, output, errors } = waiting(atTerminal, asks);
    say(NOT_READY);
    say(undefined);
    expect([output.raw, errors.raw]).toEqual(["", said]);
    interrupt();
    expect(giveUp, "when it is over").not.toHaveBeenCalled();
    say(NOT_READY);
    interrupt();
    expect(giveUp).toHaveBeenCalledTimes(1);
  });

  it("also prints through a pipe what is wrong while it waits for a move", async () => {
    const { trouble, errors } = waiting(false);
    trouble(NOT_READY);
    expect(errors.raw).toBe(`${NOT_READY}\n`);
  });
});
