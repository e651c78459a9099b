import type { Position } from "@eventstore/db-client";
import type { Progress } from "../../projections/runner/projection-runner.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Minimum milliseconds before, and between, updates. */
const MIN_INTERVAL = 300;

/** Shows the progress while events are read. */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #end: Position | undefined;
  #shownAt = Date.now();
  #events = 0;

  /** @param end the position of the last event in the log; undefined for an empty log. */
  constructor(terminal: Terminal, end: Position | undefined) {
    this.#terminal = terminal;
    this.#end = end;
  }

  show({ events, position }: Progress): void {
    this.#events = events;
    if (Date.now() - this.#shownAt < MIN_INTERVAL) return;
    this.#shownAt = Date.now();
    const share = this.#end ? Number((position.commit * 100n) / (this.#end.commit || 1n)) : 100;
    this.#terminal.showProgress(`Reading events: ${formatCount(events)} (${Math.min(share, 100)} %)`);
  }

  /**
   * Removes the line.
   *
   * @param rebuilt whether to print how many events have been read instead.
   */
  end(rebuilt: boolean): void {
    this.#terminal.showProgress("");
    if (rebuilt) this.#terminal.complain(`Rebuilt from ${formatCount(this.#events)} events.`);
  }
}

function formatCount(count: number): string {
  return count.toLocaleString("en");
}
