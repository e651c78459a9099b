import {
  address,
  type Html,
  html,
  type LivePage,
  type Page,
  type PageRequest,
} from "embedded-eventstore/http";
import { Match } from "../domain/match.ts";
import { toMatchEvent } from "../persistence/match-mapping.ts";
import { nameOf, pageOf, short } from "./layout.ts";
import type { Sources } from "./sources.ts";
import { troubleTeller } from "./trouble.ts";

/**
 * Shows one match: its score and its games.
 *
 * @throws MatchNotFoundError, CorruptMatchError, MalformedEventError, EventStoreUnavailableError
 */
export async function matchPage(sources: Sources, { query }: PageRequest): Promise<Page> {
  const id = query.get("id") ?? "";
  const match = await load(sources, id);
  const { playerOne, playerTwo } = match.players;
  return pageOf({
    title: `${short(playerOne)} against ${short(playerTwo)}`,
    content: html`<div data-part="match">${drawn(match)}</div>`,
    live: address("/live/match", { id }),
  });
}

/** Sends the page's content again whenever it has changed. */
export function liveMatch(sources: Sources, { query, gone }: PageRequest): LivePage {
  const id = query.get("id") ?? "";
  return {
    async live(send) {
      let shown: string | undefined;
      const complain = troubleTeller(send);
      for (;;) {
        const version = sources.news.version;
        try {
          const { text } = html`<div data-part="match">${drawn(await load(sources, id))}</div>`;
          if (text !== shown) await send({ data: text });
          shown = text;
          await complain(sources.news.trouble);
        } catch (error) {
          await complain(error instanceof Error ? error.message : String(error));
        }
        await sources.news.after(version, gone);
      }
    },
  };
}

async function load({ matchHistory }: Sources, id: string): Promise<Match> {
  return Match.loadFromHistory(id, (await matchHistory(id)).map(toMatchEvent));
}

function drawn(match: Match): Html {
  const { players, bestOf, winner, games } = match;
  const score = [players.playerOne, players.playerTwo].map((player) => match.winsOf(player)).join(" : ");
  return html`<h1>${nameOf(players.playerOne)} <small>against</small> ${nameOf(players.playerTwo)}</h1>
<p class="turn">${score}, best of ${bestOf}${winner !== undefined && html`: ${nameOf(winner)} wins the match`}</p>
<table class="matches"><caption>The games. The players swap sides with each.</caption>
<thead><tr><th scope="col">Game</th><th scope="col">Player one</th><th scope="col">Player two</th><th scope="col">Result</th></tr></thead>
<tbody>${games.map(({ number, gameId, winner: won }) => {
    const { playerOne, playerTwo } = match.playersOf(number);
    const result = won === undefined ? "open" : won === null ? "tie" : html`${nameOf(won)} won`;
    return html`<tr><th scope="row"><a id="game-${number}" href="${address("/game", { id: gameId })}">Game ${number}</a></th><td><span class="token one" aria-hidden="true"></span> ${nameOf(playerOne)}</td><td><span class="token two" aria-hidden="true"></span> ${nameOf(playerTwo)}</td><td>${result}</td></tr>`;
  })}</tbody></table>`;
}
