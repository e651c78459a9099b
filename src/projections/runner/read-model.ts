import type { AllStreamRecordedEvent, Position } from "@eventstore/db-client";
import { addEvents } from "../transaction.ts";
import { type Checkpoint, hasReached } from "./checkpoint.ts";
import { Generations } from "./generations.ts";
import type { ProjectionDefinition } from "./projection-definition.ts";
import { IN_MEMORY, ReadModelFile } from "./read-model-file.ts";

/**
 * Asks the tables of a read model.
 *
 * @param sql in which `{games}` stands for the table `games`.
 * @param parameters for the question marks in it.
 * @returns the rows, each an object by the names of its columns.
 */
export type Ask = <Row>(sql: string, ...parameters: readonly unknown[]) => Row[];

/** What a projection has made of the events of a log, in a SQLite file that several processes may use at once. */
export class ReadModel<Tables extends object> {
  readonly definition: ProjectionDefinition<Tables>;
  /** Why the read model is in memory although a file was asked for. */
  readonly trouble: Error | undefined;
  readonly #file: ReadModelFile;
  readonly #upstream: string;
  #rebuilding = false;

  /**
   * @param file path of the SQLite file, made at need, or ":memory:". Where it cannot be made, the read model is in
   *   memory: it holds nothing that the events do not tell again.
   * @param upstream names the log in the checkpoint, for a file that follows several.
   */
  static async open<Tables extends object>(
    file: string,
    definition: ProjectionDefinition<Tables>,
    upstream = "events",
  ): Promise<ReadModel<Tables>> {
    try {
      return new ReadModel(await ReadModelFile.open(file), definition, upstream);
    } catch (error) {
      // Errors of SQLite and of the file system have a code; others are faults of the program.
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
   * Adds events, each of them once, whichever process has added some of them before; see `addEvents`.
   *
   * @param goal where the log ended when the runner began, undefined for an empty log: a generation that has come so
   *   far is shown to readers.
   */
  add(
    after: Checkpoint | undefined,
    events: readonly AllStreamRecordedEvent[],
    goal: Position | undefined,
  ): Promise<boolean> {
    return this.#transaction("IMMEDIATE", (generations, target) => {
      const generation = target ?? generations.begin();
      const added = generations.inTables(generation, this.#upstream, (transaction) =>
        addEvents(transaction, this.definition.apply, after, events),
      );
      const isComplete = !goal || hasReached(generations.checkpoint(generation, this.#upstream), goal);
      if (isComplete && generation === generations.building) generations.switchTo(generation);
      return added;
    });
  }

  /** Builds everything anew from the first event on; readers look at the old rows until the new ones are complete. */
  rebuild(): Promise<void> {
    return this.#transaction("IMMEDIATE", (generations) => {
      if (generations.building === undefined) generations.begin();
      this.#rebuilding = true;
    });
  }

  /** Forgets all rows; where a checkpoint is given, only if it is still that one. */
  clear(checkpoint?: Checkpoint): Promise<void> {
    return this.#transaction("IMMEDIATE", (generations, target) => {
      if (target === undefined) return;
      const { eventId } = generations.checkpoint(target, this.#upstream) ?? {};
      if (!checkpoint || checkpoint.eventId === eventId) generations.clear(target);
    });
  }

  /** @returns the last event that is in the rows to which this process adds events. */
  checkpoint(): Promise<Checkpoint | undefined> {
    return this.#transaction("DEFERRED", (generations, target) =>
      target === undefined ? undefined : generations.checkpoint(target, this.#upstream),
    );
  }

  /**
   * Answers a question from the rows as they are at one moment.
   *
   * @returns the answer, and the last event that is in these rows; undefined while there are none that are complete, or
   *   while this process rebuilds them.
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

  /** Does the work in a transaction; its target is the generation to which this process adds events. */
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
