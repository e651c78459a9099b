import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { ConnectFour } from "../../src/application/connect-four.ts";
import { connect } from "../../src/persistence/connection.ts";
import { GameFeed } from "../../src/persistence/game-feed.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { COLUMNS_TO_A_TIE } from "../domain/specification.ts";

test("news of a long game leave nothing behind at the signal that they are waited for with", async () => {
  const connection = await connect({ kind: "memory" });
  const connectFour = new ConnectFour(new GameRepository(connection.client));
  const { game } = await connectFour.startGame("Ann", "Bob");
  const feed = new GameFeed(connection, game.id, 1);
  const over = new AbortController();
  for (const [index, column] of [...COLUMNS_TO_A_TIE.slice(0, 12)].entries()) {
    const news = feed.beyond(index + 1, over.signal);
    expect(getEventListeners(over.signal, "abort")).toHaveLength(1);
    await connectFour.makeMove(game.id, index % 2 === 0 ? "Ann" : "Bob", column);
    await news;
  }
  expect(getEventListeners(over.signal, "abort")).toEqual([]);
  await feed.close();
  await connection.close();
});
