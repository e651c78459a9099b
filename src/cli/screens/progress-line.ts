import type { Position } from "@eventstore/db-client";
import type { Progress } from "../../projections/runner/projection-runner.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Nobody needs to be told of what takes less, in milliseconds; nor more often than this. */
const SHORTEST_WAIT = 300;

/** Says how far the reading of events has come, for as long as it goes on. */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #end: Position | undefined;
  #shownAt = Date.now();
  #events = 0;

  /** @param end where the last event lies. */
  constructor(terminal: Terminal, end: Position | undefined) {
    this.#terminal = terminal;
    this.#end = end;
  }

  show({ events, position }: Progress): void {
    this.#events = events;
    if (Date.now() - this.#shownAt < SHORTEST_WAIT) return;
    this.#shownAt = Date.now();
    const share = this.#end ? Number((position.commit * 100n) / (this.#end.commit || 1n)) : 100;
    this.#terminal.showProgress(`Reading events: ${inThousands(events)} (${Math.min(share, 100)} %)`);
  }

  /** @param say leaves a line that says how much it was. */
  end(say: boolean): void {
    this.#terminal.showProgress("");
    if (say) this.#terminal.complain(`Rebuilt from ${inThousands(this.#events)} events.`);
  }
}

function inThousands(count: number): string {
  return count.toLocaleString("en");
}
