import type { AllStreamRecordedEvent, Position } from "@eventstore/db-client";
import { addEvents } from "../transaction.ts";
import { type Checkpoint, continues, hasReached } from "./checkpoint.ts";
import { Generations } from "./generations.ts";
import type { ProjectionDefinition } from "./projection-definition.ts";
import { IN_MEMORY, ReadModelFile } from "./read-model-file.ts";

/**
 * Queries the tables of a read model.
 *
 * @param sql a SELECT statement, in which `{games}` stands for the table `games`.
 * @param parameters the values of its question marks.
 * @returns the rows, as objects with a property for each column.
 */
export type Ask = <Row>(sql: string, ...parameters: readonly unknown[]) => Row[];

/** The read model of a projection, in a SQLite file that several processes may use at once. */
export class ReadModel<Tables extends object> {
  readonly definition: ProjectionDefinition<Tables>;
  /** Why the file cannot be used; then the read model is in memory. */
  readonly trouble: Error | undefined;
  readonly #file: ReadModelFile;
  readonly #upstream: string;
  #rebuilding = false;

  /**
   * Opens a read model, and creates its file if there is none. If that fails, the read model is in memory, and is
   * rebuilt from the events.
   *
   * @param file the path of the SQLite file, or ":memory:".
   * @param upstream names the log in the checkpoint, for a file with events of several logs.
   */
  static async open<Tables extends object>(
    file: string,
    definition: ProjectionDefinition<Tables>,
    upstream = "events",
  ): Promise<ReadModel<Tables>> {
    try {
      return new ReadModel(await ReadModelFile.open(file), definition, upstream);
    } catch (error) {
      // Errors of SQLite and of the file system have a code. Others are faults of the program.
      if (!(error instanceof Error && "code" in error)) throw error;
      return new ReadModel(await ReadModelFile.open(IN_MEMORY), definition, upstream, error);
    }
  }

  private constructor(
    file: ReadModelFile,
    definition: ProjectionDefinition<Tables>,
    upstream: string,
    trouble?: Error,
  ) {
    this.#file = file;
    this.definition = definition;
    this.#upstream = upstream;
    this.trouble = trouble;
  }

  /**
   * Adds events, each of them once, although other processes may have added some of them; see `continues`, `addEvents`.
   *
   * @param after the event right before `events`, or undefined if they are the first of the log.
   * @param goal the last position in the log when the runner began, undefined for an empty log. A generation that has
   *   reached it is complete, and is shown to readers.
   * @returns whether the events continue those in the rows; if not, none is added.
   */
  add(
    after: Checkpoint | undefined,
    events: readonly AllStreamRecordedEvent[],
    goal: Position | undefined,
  ): Promise<boolean> {
    return this.#transaction("IMMEDIATE", (generations, target) => {
      const generation = target ?? generations.begin();
      const fits = continues(generations.checkpoint(generation, this.#upstream), after, events);
      if (fits) {
        generations.inTables(generation, this.#upstream, (transaction) =>
          addEvents(transaction, this.definition.apply, events),
        );
      }
      const isComplete = !goal || hasReached(generations.checkpoint(generation, this.#upstream), goal);
      if (isComplete && generation === generations.building) generations.switchTo(generation);
      return fits;
    });
  }

  /** Begins a new generation, to be built from the first event on. Readers see the old rows until it is complete. */
  rebuild(): Promise<void> {
    return this.#transaction("IMMEDIATE", (generations) => {
      if (generations.building === undefined) generations.begin();
      this.#rebuilding = true;
    });
  }

  /** Deletes all rows. If a checkpoint is given, it does so only if the read model still has this checkpoint. */
  clear(checkpoint?: Checkpoint): Promise<void> {
    return this.#transaction("IMMEDIATE", (generations, target) => {
      if (target === undefined) return;
      const { eventId } = generations.checkpoint(target, this.#upstream) ?? {};
      if (!checkpoint || checkpoint.eventId === eventId) generations.clear(target);
    });
  }

  /** @returns the last event in the rows to which this process adds events. */
  checkpoint(): Promise<Checkpoint | undefined> {
    return this.#transaction("DEFERRED", (generations, target) =>
      target === undefined ? undefined : generations.checkpoint(target, this.#upstream),
    );
  }

  /**
   * Answers a question from a consistent state of the rows.
   *
   * @returns the answer, and the last event in the rows; undefined while no generation is complete, and while this
   *   process rebuilds.
   */
  read<Answer>(
    question: (ask: Ask) => Answer,
  ): Promise<{ readonly answer: Answer; readonly checkpoint: Checkpoint | undefined } | undefined> {
    return this.#transaction("DEFERRED", (generations, target) => {
      if (target === undefined || target !== generations.current) return undefined;
      const ask: Ask = (sql, ...parameters) => generations.ask(target, sql, parameters);
      return { answer: question(ask), checkpoint: generations.checkpoint(target, this.#upstream) };
    });
  }

  close(): void {
    this.#file.close();
  }

  /** Does the work in a transaction. `target` is the generation to which this process adds events. */
  #transaction<Result>(
    kind: "IMMEDIATE" | "DEFERRED",
    work: (generations: Generations<Tables>, target: number | undefined) => Result,
  ): Promise<Result> {
    return this.#file.transaction(kind, (database) => {
      const generations = new Generations(database, this.definition);
      const { current, building } = generations;
      if (building === undefined) this.#rebuilding = false; // another process has switched to it
      return work(generations, this.#rebuilding ? building : (current ?? building));
    });
  }
}
