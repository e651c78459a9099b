import {
  type Page,
  type PageRequest,
  type PageServer,
  type Pages,
  startPageServer,
} from "embedded-eventstore/http";
import { GameNotFoundError } from "../application/game-repository.ts";
import { MatchNotFoundError } from "../application/match-repository.ts";
import { EventStoreUnavailableError } from "../persistence/errors.ts";
import { ProjectionStalledError } from "../projections/runner/projection-runner.ts";
import { assets } from "./assets.ts";
import { gamePage, liveGame } from "./game/game-page.ts";
import { sentencePage } from "./layout.ts";
import { gamesPage, liveGames } from "./lists/games-page.ts";
import { leaderboardPage, liveLeaderboard } from "./lists/leaderboard-page.ts";
import { liveMatches, matchesPage } from "./lists/matches-page.ts";
import { liveMatch, matchPage } from "./match-page.ts";
import type { Sources } from "./sources.ts";

/**
 * Serves the pages of the games. They show what is stored, and change nothing.
 *
 * @param port 1 to 65535, or 0 for a free one.
 * @throws PortUnavailableError
 */
export function startWebServer(sources: Sources, port: number): Promise<PageServer> {
  type Show = (sources: Sources, request: PageRequest) => Promise<Page>;
  const page = (show: Show) => (request: PageRequest) => show(sources, request).catch(sentenceOn);
  const pageOfOne = (kind: "game" | "match", show: Show) => async (request: PageRequest) => {
    if (request.query.get("id")) return page(show)(request);
    return sentencePage(404, `No such ${kind}`, `This address names no ${kind}: choose one from the list.`);
  };
  const pages: Pages = {
    ...assets(),
    "/": page(gamesPage),
    "/game": pageOfOne("game", gamePage),
    "/matches": page(matchesPage),
    "/match": pageOfOne("match", matchPage),
    "/leaderboard": page(leaderboardPage),
    "/live/games": (request) => liveGames(sources, request),
    "/live/game": (request) => liveGame(sources, request),
    "/live/matches": (request) => liveMatches(sources, request),
    "/live/match": (request) => liveMatch(sources, request),
    "/live/leaderboard": (request) => liveLeaderboard(sources, request),
  };
  return startPageServer(pages, port);
}

function sentenceOn(error: unknown): Page {
  const sentence = error instanceof Error ? error.message : String(error);
  if (error instanceof GameNotFoundError) return sentencePage(404, "No such game", sentence);
  if (error instanceof MatchNotFoundError) return sentencePage(404, "No such match", sentence);
  const isUnavailable =
    error instanceof EventStoreUnavailableError || error instanceof ProjectionStalledError;
  return isUnavailable
    ? sentencePage(503, "The event store does not answer", sentence)
    : sentencePage(500, "This cannot be shown", sentence);
}
