import {
  address,
  type Html,
  html,
  type LivePage,
  type Page,
  type PageRequest,
} from "embedded-eventstore/http";
import { correlationIdOf } from "../../persistence/metadata.ts";
import { matchWithId } from "../../projections/match-queries.ts";
import { lengthOf } from "../../projections/queries.ts";
import { nameOf, pageOf, short } from "../layout.ts";
import type { Sources } from "../sources.ts";
import { troubleTeller } from "../trouble.ts";
import { boardPart } from "./board-part.ts";
import { eventsPart } from "./events-part.ts";
import { rowPart } from "./row-part.ts";
import { type Story, tell } from "./story.ts";

/**
 * Shows one game: board, row and events at a moment, and a slider through all of them.
 *
 * @throws GameNotFoundError, IncompleteStreamError, EventStoreUnavailableError
 */
export async function gamePage({ history, readMatches }: Sources, { query }: PageRequest): Promise<Page> {
  const id = query.get("id") ?? "";
  const events = await history(id);
  const story = tell(id, events);
  // All games of a match have the match's id as their correlation id.
  const matchId = correlationIdOf(events[0]);
  const match = matchId === undefined ? undefined : await readMatches((ask) => matchWithId(ask, matchId));
  const last = story.moments.length - 1;
  const at = momentIn(query, last);
  const content = html`<h1 data-part="title">${titleOf(id, story)}</h1>
${match && html`<p><a href="${address("/match", { id: match.id })}">Game of a match, best of ${match.bestOf}</a></p>`}
<div class="game" id="game" data-last="${last}">
<section class="now" aria-label="The game at a moment">
<div data-part="board">${boardPart(story, at)}</div>
<div class="time">
<label for="slider">Moment <output id="moment">after event ${at} of ${last}</output></label>
<input type="range" id="slider" min="0" max="${last}" value="${at}" step="1" aria-describedby="keys">
<p class="buttons"><button type="button" id="first" aria-label="First event">|◀</button> <button type="button" id="back" aria-label="One event back">◀</button> <button type="button" id="play">Play</button> <button type="button" id="forward" aria-label="One event forward">▶</button> <button type="button" id="last" aria-label="Last event, and then live">▶|</button> <a id="permalink" href="${address("/game", { id, at })}">Link to this moment</a></p>
<p class="keys" id="keys">Keys: ← → move, Home and End go to the ends, Space plays</p>
</div>
<section class="read-model" aria-label="Row of the read model"><h2>Row of the read model</h2><div data-part="row">${rowPart(story, at)}</div></section>
</section>
<section class="story" aria-label="Events"><h2>Events</h2>
<p class="told" id="told" role="status">Choose a token or an event, and read here what belongs together.</p>
<ol class="events" start="0" data-part="events">${eventsPart(id, story, at)}</ol></section>
</div>`;
  const title = story.moments.at(-1)?.row;
  return pageOf({
    title: title ? `${short(title.playerOne)} against ${short(title.playerTwo)}` : `Game ${short(id)}`,
    live: address("/live/game", { id, since: story.moments.length }),
    own: "game",
    content,
  });
}

/**
 * Sends the parts of the page whenever the game has more events.
 *
 * The read model says when to look: so many pages need one subscription, and pages of other games ask the store nothing.
 */
export function liveGame({ history, read, news }: Sources, { query, gone }: PageRequest): LivePage {
  const id = query.get("id") ?? "";
  return {
    async live(send) {
      let length = Number(query.get("since"));
      let isBroken = false;
      const complain = troubleTeller(send);
      for (let seen = -1; ; ) {
        const version = news.version;
        const known = await read((ask) => lengthOf(ask, id));
        // The first time, or there is more, or the game has been deleted. The read model may be behind the store, and it does
        // not count the events of a game that cannot be read.
        if (seen === -1 || known > length || known < seen || isBroken) {
          try {
            const events = await history(id);
            const story = tell(id, events);
            if (events.length !== length)
              await send({ id: String(events.length), data: partsOf(id, story).text });
            isBroken = story.moments.at(-1)?.isBroken ?? false;
            length = events.length;
            await complain(news.trouble);
          } catch (error) {
            await complain(error instanceof Error ? error.message : String(error));
          }
        } else await complain(news.trouble);
        seen = known;
        await news.after(version, gone);
      }
    },
  };
}

function momentIn(query: URLSearchParams, last: number): number {
  const at = Number(query.get("at") || Number.NaN);
  return Number.isSafeInteger(at) && at >= 0 && at < last ? at : last;
}

/** The parts of the page as they are after the last event. */
function partsOf(id: string, story: Story): Html {
  const at = story.moments.length - 1;
  return html`<h1 data-part="title">${titleOf(id, story)}</h1><div data-part="board">${boardPart(story, at)}</div><div data-part="row">${rowPart(story, at)}</div><ol data-part="events">${eventsPart(id, story, at)}</ol>`;
}

function titleOf(id: string, { moments }: Story): Html {
  const row = moments.at(-1)?.row;
  if (!row) return html`Game <bdi>${short(id)}</bdi>`;
  return html`<span class="token one" aria-hidden="true"></span> ${nameOf(row.playerOne)} <small>against</small> <span class="token two" aria-hidden="true"></span> ${nameOf(row.playerTwo)}`;
}
