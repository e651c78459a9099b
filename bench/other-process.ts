import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What another process has appended when it was told to. */
export interface Appended {
  readonly events: number;
  /** When the store acknowledged the last of them, in milliseconds since 1970. */
  readonly acknowledged: number;
}

/** What a process has taken of the machine. */
export interface Usage {
  /** of the processor */
  readonly microseconds: number;
  /** the most that it has ever held, in MiB */
  readonly peakMemory: number;
}

/** A process beside this one that uses the event store in a file. */
export class OtherProcess {
  readonly #process: ChildProcess;
  /** Where its store is: a connection string if it serves, or else the path of the file. */
  readonly store: string;

  private constructor(process: ChildProcess, store: string) {
    this.#process = process;
    this.store = store;
  }

  /**
   * @param what it is there for: to serve the file to others, to serve canned events, or to append when it is told.
   * @param checkout folder of the repository whose store serves; by default this one.
   */
  static async start(
    file: string,
    what: "serve" | "canned" | "append",
    checkout = HERE,
  ): Promise<OtherProcess> {
    const program = fileURLToPath(new URL("terminal.ts", import.meta.url));
    const process = fork(program, [file, what, checkout], { execArgv: ["--import", "tsx"] });
    const [store] = (await once(process, "message")) as [string];
    return new OtherProcess(process, store);
  }

  /** Lets it append one event after another for so many milliseconds; for 0, a single one. */
  async append(milliseconds: number): Promise<Appended> {
    const answered = once(this.#process, "message");
    this.#process.send(milliseconds);
    const [appended] = (await answered) as [Appended];
    return appended;
  }

  /** What a store that serves has taken until now. */
  async usage(): Promise<Usage> {
    const answered = once(this.#process, "message");
    this.#process.send("usage");
    const [usage] = (await answered) as [Usage];
    return usage;
  }

  async stop(): Promise<void> {
    const stopped = once(this.#process, "exit");
    this.#process.disconnect();
    await stopped;
  }
}

const HERE = fileURLToPath(new URL("..", import.meta.url));
