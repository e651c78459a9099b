import { copyFileSync, existsSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { Terminal } from "../../../src/cli/terminal/terminal.ts";
import { hasSignals } from "../../runs-here.ts";
import { CliProcess, runCli } from "../support/cli-process.ts";
import { standInStreams } from "../support/stand-in-streams.ts";
import { pathInAFolderOfItsOwn } from "../support/store-file.ts";

describe
  .runIf(hasSignals())
  .concurrent("a process ends in order, and the file has all moves of the game,", () => {
    async function start() {
      const store = pathInAFolderOfItsOwn("left.db");
      const cli = new CliProcess(["--store", store, "--player-one", "Ann", "--player-two", "Bob"]);
      await cli.type("D").output.readUntil("Bob (O) moves: ");
      return { cli, store };
    }
    async function expectWhole(store: string) {
      expect(existsSync(`${store}-wal`)).toBe(false);
      const copy = pathInAFolderOfItsOwn("copy.db");
      copyFileSync(store, copy);
      expect(JSON.parse((await runCli(["games", "--json", "--store", copy])).output)).toMatchObject([
        { moves: 1 },
      ]);
    }

    it.each(["SIGTERM", "SIGHUP", "SIGQUIT"] as const)("on %s, twice in a row", async (signal) => {
      const { cli, store } = await start();
      cli.send(signal);
      cli.send(signal);
      const { code, output, errors } = await cli.ended;
      expect([code, errors]).toEqual([0, ""]);
      expect(output).toContain("Resume with: ");
      await expectWhole(store);
    });

    it("also when its output can no longer be written", async () => {
      const { cli, store } = await start();
      cli.stopReading();
      cli.type("no column");
      expect(await cli.ended).toMatchObject({ code: 0, errors: "" });
      await expectWhole(store);
    });
  });

describe.runIf(hasSignals())("Ctrl-Z", () => {
  /** @returns a terminal, and a record of its raw mode at each stop; the process is not really stopped. */
  function open() {
    const { streams, input, output } = standInStreams(["input", "output"]);
    const stops: [pid: number, signal: unknown, raw: boolean][] = [];
    const kill = vi.spyOn(process, "kill").mockImplementation((pid, signal) => {
      stops.push([pid, signal, input.isRaw]);
      return true;
    });
    return { terminal: new Terminal(streams, false), input, output, stops, kill };
  }

  it("at a question stops the whole job; when it continues, it asks again and keeps the typed text", async () => {
    const { terminal, input, output, stops, kill } = open();
    const answer = terminal.ask("Name: ");
    input.write("An\u001a");
    await vi.waitFor(() => expect(stops).toEqual([[0, "SIGTSTP", false]]));
    kill.mockRestore();
    expect(input.isRaw).toBe(true);
    const shown = output.raw.length;
    process.emit("SIGCONT", "SIGCONT");
    expect(output.raw.slice(shown)).toContain("Name: An");
    input.write("n\r");
    expect(await answer).toBe("Ann");
    terminal.close();
  });

  it("while keys are read stops the whole job, and reports when it continues", async () => {
    const { terminal, input, stops, kill } = open();
    const keys = terminal.keys();
    input.write("\u001a");
    await vi.waitFor(() => expect(stops).toEqual([[0, "SIGTSTP", false]]));
    kill.mockRestore();
    process.emit("SIGCONT", "SIGCONT");
    expect((await keys.next()).value).toBe("continued");
    await keys.return(undefined);
    expect(input.isRaw).toBe(false);
    terminal.close();
  });
});
