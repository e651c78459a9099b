import {
  address,
  type Html,
  html,
  type LivePage,
  type Page,
  type PageRequest,
} from "embedded-eventstore/http";
import { bestStandings, countStandings } from "../../projections/queries.ts";
import type { Ask } from "../../projections/runner/read-model.ts";
import type { StandingRow } from "../../projections/standings.ts";
import { nameOf, pageOf } from "../layout.ts";
import type { Sources } from "../sources.ts";
import { liveList } from "./list-page.ts";

const PLAYERS_ON_A_PAGE = 50;

/** Shows who has won how often, the best first. */
export async function leaderboardPage({ read }: Sources, { query }: PageRequest): Promise<Page> {
  const after = placeIn(query);
  const list = await read((ask) => listOf(ask, after));
  const content = html`<h1>Leaderboard</h1><div data-part="list">${list}</div>`;
  return pageOf({
    title: "Leaderboard",
    place: "leaderboard",
    live: address("/live/leaderboard", { after }),
    content,
  });
}

/** Sends the list again whenever it has changed. */
export function liveLeaderboard(sources: Sources, { query, gone }: PageRequest): LivePage {
  const after = placeIn(query);
  return liveList(sources, sources.read, (ask) => listOf(ask, after), gone);
}

/** @returns after how many players the page begins. */
function placeIn(query: URLSearchParams): number {
  const after = Number(query.get("after"));
  return Number.isSafeInteger(after) && after > 0 ? after : 0;
}

function listOf(ask: Ask, after: number): Html {
  const standings = bestStandings(ask, PLAYERS_ON_A_PAGE, after);
  const count = countStandings(ask);
  if (standings.length === 0) return html`<p class="sentence">No game has been finished yet.</p>`;
  const next = after + standings.length;
  return html`<table class="leaderboard">
<caption>${count === 1 ? "1 player" : `${count.toLocaleString("en")} players`}: most wins first, then the highest win rate, then the fastest win</caption>
<thead><tr><th scope="col" class="number">Place</th><th scope="col">Player</th><th scope="col" class="number">Wins</th><th scope="col" class="number">Losses</th><th scope="col" class="number">Ties</th><th scope="col" class="number">Games</th><th scope="col">Win rate</th><th scope="col" class="number">Fastest win</th></tr></thead>
<tbody>${standings.map((standing, index) => rowOf(standing, after + index + 1))}</tbody>
</table>
${next < count && html`<p class="pages"><a href="${address("/leaderboard", { after: next })}" rel="next">Further players</a></p>`}`;
}

function rowOf({ player, games, wins, losses, ties, winRate, fastestWin }: StandingRow, place: number): Html {
  const percent = Math.round(winRate * 100);
  const figure = (label: string, value: number | string) =>
    html`<td class="number"><span class="only-narrow">${label} </span>${value}</td>`;
  return html`<tr><td class="number">${place}</td><th scope="row"><a id="place-${place}" href="${address("/", { player })}">${nameOf(player)}</a></th>${figure("wins", wins)}${figure("losses", losses)}${figure("ties", ties)}${figure("games", games)}<td class="rate"><meter min="0" max="100" value="${percent}" aria-hidden="true"></meter> ${percent} %</td>${figure("fastest win", fastestWin === null ? "–" : `${fastestWin} moves`)}</tr>`;
}
