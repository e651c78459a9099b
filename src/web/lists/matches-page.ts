import {
  address,
  type Html,
  html,
  type LivePage,
  type Page,
  type PageRequest,
} from "embedded-eventstore/http";
import { countMatches, type ListedMatch, newestMatches } from "../../projections/match-queries.ts";
import { shortestId } from "../../projections/queries.ts";
import type { Ask } from "../../projections/runner/read-model.ts";
import { nameOf, pageOf, short, timeOf } from "../layout.ts";
import type { Sources } from "../sources.ts";
import { beforeIn, leftOutPart, liveList } from "./list-page.ts";

const MATCHES_ON_A_PAGE = 50;

/** Shows the matches, the newest first. */
export async function matchesPage({ readMatches }: Sources, { query }: PageRequest): Promise<Page> {
  const before = beforeIn(query);
  const list = await readMatches((ask) => listOf(ask, before));
  return pageOf({
    title: "Matches",
    place: "matches",
    content: html`<h1>Matches</h1><div data-part="list">${list}</div>`,
    ...(before === undefined && { live: "/live/matches" }),
  });
}

/** Sends the list again whenever it has changed. */
export function liveMatches(sources: Sources, { gone }: PageRequest): LivePage {
  return liveList(sources, sources.readMatches, (ask) => listOf(ask, undefined), gone);
}

function listOf(ask: Ask, before: number | undefined): Html {
  const matches = newestMatches(ask, false, MATCHES_ON_A_PAGE, before);
  const count = countMatches(ask, false);
  const last = matches.length === MATCHES_ON_A_PAGE ? matches.at(-1) : undefined;
  const table = html`<table class="matches">
<caption>${count === 1 ? "1 match" : `${count.toLocaleString("en")} matches`}, the newest first</caption>
<thead><tr><th scope="col">Match</th><th scope="col">Player one</th><th scope="col">Player two</th><th scope="col">Score</th><th scope="col">State</th><th scope="col">Started</th></tr></thead>
<tbody>${matches.map((match) => rowOf(match, shortestId(ask, match.id)))}</tbody>
</table>`;
  return html`${matches.length > 0 ? table : html`<p class="sentence">No match has been started yet.</p>`}
${last && html`<p class="pages"><a href="${address("/matches", { before: last.number })}" rel="next">Older matches</a></p>`}
${leftOutPart(ask, "one broken match", "broken matches")}`;
}

function rowOf(match: ListedMatch, shortId: string): Html {
  const { id, number, playerOne, playerTwo, bestOf, winner, startedAt } = match;
  const player = (name: string) =>
    html`<td>${winner === name ? html`<strong>${nameOf(name)}</strong>` : nameOf(name)}</td>`;
  return html`<tr><th scope="row"><a id="match-${number}" href="${address("/match", { id })}"><code>${short(shortId)}</code></a></th>${player(playerOne)}${player(playerTwo)}<td>${scoreOf(match)}, best of ${bestOf}</td><td>${winner === null ? "open" : html`${nameOf(winner)} won`}</td><td>${timeOf(startedAt)}</td></tr>`;
}

/** @returns the score, such as "2 : 1", and the number of ties if there are any. */
function scoreOf({ winsOne, winsTwo, ties }: ListedMatch): Html {
  return html`${winsOne} : ${winsTwo}${ties > 0 && html` (${ties} ${ties === 1 ? "tie" : "ties"})`}`;
}
