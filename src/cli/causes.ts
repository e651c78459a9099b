import type { RecordedEvent } from "@eventstore/db-client";
import { GameNotFoundError } from "../application/game-repository.ts";
import { MatchNotFoundError } from "../application/match-repository.ts";
import { Match } from "../domain/match.ts";
import { causationIdOf, correlationIdOf } from "../persistence/metadata.ts";
import type { Composition } from "./composition.ts";

/** Finds the events that led to an event. */
export class Causes {
  readonly #store: Composition;
  /** The events of each story by their ids, by the story's correlation id. */
  readonly #stories = new Map<string, Promise<ReadonlyMap<string, RecordedEvent>>>();

  constructor(store: Composition) {
    this.#store = store;
  }

  /**
   * Goes from an event to the event that caused it, and so on. The store has no index by id, so this reads the streams
   * of the story: a match and its games.
   *
   * @returns the causes, the nearest first. The last of them was caused by a command.
   */
  async of(event: RecordedEvent): Promise<RecordedEvent[]> {
    const causes: RecordedEvent[] = [];
    for (let last = event; ; ) {
      const cause = (await this.#storyOf(last)).get(causationIdOf(last) ?? "");
      if (!cause || causes.includes(cause)) return causes;
      causes.push(cause);
      last = cause;
    }
  }

  /** @returns the first event in the stream of a cause. */
  async startOf(cause: RecordedEvent): Promise<RecordedEvent | undefined> {
    const story = await this.#storyOf(cause);
    return [...story.values()].find(({ streamId }) => streamId === cause.streamId);
  }

  #storyOf(event: RecordedEvent): Promise<ReadonlyMap<string, RecordedEvent>> {
    const id = correlationIdOf(event) ?? "";
    const story = this.#stories.get(id) ?? this.#read(id);
    this.#stories.set(id, story);
    return story;
  }

  /** @param id the correlation id. If it is the id of a match, this reads the match and its games; otherwise nothing. */
  async #read(id: string): Promise<ReadonlyMap<string, RecordedEvent>> {
    const { matchStreams, games, toMatchEvent } = this.#store;
    try {
      const ofMatch = await matchStreams.history(id);
      const match = Match.loadFromHistory(id, ofMatch.map(toMatchEvent));
      const ofGames = match.games.map(({ gameId }) =>
        games.history(gameId).catch((error: unknown) => {
          if (error instanceof GameNotFoundError) return []; // scheduled, and not started yet
          throw error;
        }),
      );
      const events = [...ofMatch, ...(await Promise.all(ofGames)).flat()];
      return new Map(events.map((event) => [event.id, event]));
    } catch (error) {
      if (error instanceof MatchNotFoundError) return new Map();
      throw error;
    }
  }
}
