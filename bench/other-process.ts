import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The report of another process about its appends. */
export interface Appended {
  readonly events: number;
  /** The time of the last acknowledgement, in milliseconds since 1970. */
  readonly acknowledged: number;
}

/** The resources that a process has used. */
export interface Usage {
  /** Processor time. */
  readonly microseconds: number;
  /** Peak memory in MiB. */
  readonly peakMemory: number;
}

/** Controls another process that uses the event store in a file. */
export class OtherProcess {
  readonly #process: ChildProcess;
  /** The location of its store: a connection string if the process serves it, otherwise the path of the file. */
  readonly store: string;

  private constructor(process: ChildProcess, store: string) {
    this.#process = process;
    this.store = store;
  }

  /**
   * @param what "serve" serves the file to other processes, "canned" serves canned events, "append" appends on request.
   * @param checkout folder of the repository whose store serves; this one by default.
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

  /** Lets the process append events one at a time for this many milliseconds; 0 appends one event. */
  async append(milliseconds: number): Promise<Appended> {
    const answered = once(this.#process, "message");
    this.#process.send(milliseconds);
    const [appended] = (await answered) as [Appended];
    return appended;
  }

  /** Asks a serving process for the resources that it has used so far. */
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
