import { setTimeout as pause } from "node:timers/promises";
import type { RecordedEvent } from "@eventstore/db-client";
import { GameNotFoundError } from "../../application/game-repository.ts";
import { CorruptHistoryError } from "../../domain/errors.ts";
import { IncompleteStreamError } from "../../persistence/errors.ts";
import { MalformedEventError } from "../../persistence/event-mapping.ts";
import type { CheckpointFile, Parked } from "./checkpoint-file.ts";
import { type GameResultV1, gameResult } from "./game-result.ts";
import { type Receiver, RefusedError } from "./receiver.ts";

// All times are in milliseconds.

/** The pauses before a receiver is tried again: each twice the one before. */
const MIN_PAUSE = 100;
const MAX_PAUSE = 30_000;

/** The end of a game, to be told to a receiver. */
export interface Announcement {
  readonly gameId: string;
  /** The id of the game's GameFinished. */
  readonly eventId: string;
}

interface Parts {
  readonly receiver: Receiver;
  readonly file: CheckpointFile;
  /** Reads the events of a game. @throws GameNotFoundError, IncompleteStreamError */
  readonly history: (gameId: string) => Promise<readonly RecordedEvent[]>;
  /** Is called with a sentence when telling fails, and when it works again. */
  readonly report: (sentence: string) => void;
  /** Ends the waiting for a receiver. */
  readonly signal: AbortSignal;
  /** The longest pause before a receiver is tried again. */
  readonly maxPause?: number;
}

/** Tells a receiver how games end: one at a time, in order, each until it is acknowledged or parked. */
export class Announcer {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Tells a receiver of a game. Parks the message if it is refused, or if another one of the same game is parked. */
  async announce(announcement: Announcement): Promise<void> {
    const { file, report } = this.#parts;
    const { gameId } = announcement;
    const reason = file.hasParked(gameId)
      ? "It waits behind an earlier message of its game."
      : await this.#tell(announcement);
    if (reason === undefined) return;
    file.park({ ...announcement, reason });
    report(`Game ${gameId} is parked: ${reason}`);
  }

  /** Tells the parked messages again, in their order; those that are refused again stay parked. */
  async tellParked(): Promise<void> {
    const { file, report } = this.#parts;
    const refusing = new Set<string>();
    for (const parked of file.parked()) {
      if (refusing.has(parked.gameId)) continue;
      const reason = await this.#tell(parked);
      if (reason === undefined) file.unpark(parked.eventId);
      else {
        refusing.add(parked.gameId);
        report(`Game ${parked.gameId} stays parked: ${reason}`);
      }
    }
  }

  /** @returns undefined if the message has been told, or there is none; otherwise why it cannot be, as a sentence. */
  async #tell({ gameId, eventId }: Announcement | Parked): Promise<string | undefined> {
    try {
      const message = gameResult(gameId, await this.#parts.history(gameId), eventId);
      if (message) await this.#tellUntilTaken(message);
      return undefined;
    } catch (error) {
      if (error instanceof GameNotFoundError) return undefined; // the game has been deleted
      if (
        error instanceof RefusedError ||
        error instanceof MalformedEventError ||
        error instanceof CorruptHistoryError ||
        error instanceof IncompleteStreamError
      )
        return error.message;
      throw error;
    }
  }

  /** @throws RefusedError, or the reason of the signal. */
  async #tellUntilTaken(message: GameResultV1): Promise<void> {
    const { receiver, report, signal, maxPause = MAX_PAUSE } = this.#parts;
    for (let pauses = 0; ; pauses++) {
      try {
        await receiver.tell(message);
        if (pauses > 0) report("The receiver takes messages again.");
        return;
      } catch (error) {
        if (error instanceof RefusedError || signal.aborted) throw error;
        const reason = error instanceof Error ? error.message : `${error}`;
        if (pauses === 0) report(`The receiver takes no messages, and is tried again: ${reason}`);
        await pause(Math.min(MIN_PAUSE * 2 ** pauses, maxPause), undefined, { signal });
      }
    }
  }
}
