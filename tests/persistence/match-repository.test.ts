import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ConcurrencyError } from "../../src/application/game-repository.ts";
import { MatchNotFoundError } from "../../src/application/match-repository.ts";
import { Match } from "../../src/domain/match.ts";
import { MatchRepository } from "../../src/persistence/match-repository.ts";
import { CAUSE, embeddedStore, readStream } from "./embedded-store.ts";

const store = embeddedStore();
const matches = () => new MatchRepository(store.client);
const gameIds = (number: number) => `game-${number}`;

/** Stores a new match of Ann and Bob. @returns its id. */
async function storedMatch(): Promise<string> {
  const match = new Match(randomUUID());
  match.startMatch("Ann", "Bob", 3, gameIds);
  await matches().add(match, CAUSE);
  return match.id;
}

describe("a stored match", () => {
  it("comes back as it was, and goes on from there", async () => {
    const id = await storedMatch();
    const match = await matches().get(id);
    expect([match.bestOf, match.players.playerTwo, match.revision]).toEqual([3, "Bob", 1]);
    match.countGame("game-1", "Tied", gameIds);
    await matches().add(match, { causationId: "a game", correlationId: "another story" });
    expect((await matches().get(id)).games).toHaveLength(2);
    const metadata = (await readStream(store.client, `match-${id}`)).map((event) => event.metadata);
    expect(metadata[3]).toEqual({ $causationId: "a game", $correlationId: CAUSE.correlationId });
  });

  it("is not changed by somebody who has not seen its latest event", async () => {
    const id = await storedMatch();
    const [first, second] = await Promise.all([matches().get(id), matches().get(id)]);
    first.countGame("game-1", "Tied", gameIds);
    second.countGame("game-1", "PlayerOneWon", gameIds);
    await matches().add(first, CAUSE);
    await expect(matches().add(second, CAUSE)).rejects.toThrow(ConcurrencyError);
    await expect(matches().add(second, CAUSE)).rejects.toThrow(
      `Somebody else has just played in match ${id}: look at the board again.`,
    );
    expect((await matches().get(id)).winsOf("Ann")).toBe(0);
  });

  it("is not found under another id", async () => {
    await expect(matches().get("no-such-match")).rejects.toThrow(MatchNotFoundError);
  });

  it("takes the ids that its cause gives to its events, so that a repeat is one", async () => {
    const id = await storedMatch();
    const ids = [randomUUID(), randomUUID()];
    const cause = { ...CAUSE, eventIds: (index: number) => ids[index] ?? "" };
    for (const match of [await matches().get(id), await matches().get(id)]) {
      match.countGame("game-1", "Tied", gameIds);
      await matches().add(match, cause);
    }
    expect((await readStream(store.client, `match-${id}`)).slice(2).map((event) => event.id)).toEqual(ids);
  });
});
