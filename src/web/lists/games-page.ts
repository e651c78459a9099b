import {
  address,
  type Html,
  html,
  type LivePage,
  type Page,
  type PageRequest,
} from "embedded-eventstore/http";
import { tokenAfter } from "../../projections/games.ts";
import {
  countGames,
  type ListedGame,
  newestGames,
  type Selection,
  shortestId,
} from "../../projections/queries.ts";
import type { Ask } from "../../projections/runner/read-model.ts";
import { nameOf, pageOf, short, timeOf } from "../layout.ts";
import type { Sources } from "../sources.ts";
import { beforeIn, leftOutPart, liveList } from "./list-page.ts";
import { smallBoard } from "./small-board.ts";

const GAMES_ON_A_PAGE = 20;

/** Shows the games, the newest first. */
export async function gamesPage({ read }: Sources, { query }: PageRequest): Promise<Page> {
  const chosen = choiceIn(query);
  const list = await read((ask) => listOf(ask, chosen));
  const option = (value: string, label: string) =>
    html`<option value="${value}"${(chosen.state ?? "") === value && html` selected`}>${label}</option>`;
  const content = html`<h1>Games</h1>
<form action="/" role="search">
<label>Player <input name="player" value="${chosen.player ?? ""}" autocomplete="off" spellcheck="false"></label>
<label>State <select name="state">${option("", "all")}${option("open", "open")}${option("finished", "finished")}</select></label>
<button>Show</button>
</form>
<div data-part="list">${list}</div>`;
  const { before, ...lasting } = chosen;
  const live = before === undefined && { live: address("/live/games", lasting) };
  return pageOf({ title: "Games", place: "games", content, ...live });
}

/** Sends the list again whenever it has changed. */
export function liveGames(sources: Sources, { query, gone }: PageRequest): LivePage {
  const chosen = choiceIn(query);
  return liveList(sources, sources.read, (ask) => listOf(ask, chosen), gone);
}

type Choice = Selection & { readonly before: number | undefined };

function choiceIn(query: URLSearchParams): Choice {
  const state = query.get("state");
  return {
    state: state === "open" || state === "finished" ? state : undefined,
    player: query.get("player")?.trim() || undefined,
    before: beforeIn(query),
  };
}

function listOf(ask: Ask, { before, ...selection }: Choice): Html {
  const games = newestGames(ask, selection, GAMES_ON_A_PAGE, before);
  const count = countGames(ask, selection);
  const last = games.length === GAMES_ON_A_PAGE ? games.at(-1) : undefined;
  if (games.length === 0) return html`<p class="sentence">${nothing(selection)}</p>${leftOut(ask)}`;
  return html`<table class="games">
<caption>${count === 1 ? "1 game" : `${count.toLocaleString("en")} games`}, the newest first</caption>
<thead><tr><th scope="col">Game</th><th scope="col">Player one</th><th scope="col">Player two</th><th scope="col" class="number">Moves</th><th scope="col">State</th><th scope="col">Started</th></tr></thead>
<tbody>${games.map((game) => rowOf(game, shortestId(ask, game.id)))}</tbody>
</table>
${last && html`<p class="pages"><a href="${address("/", { ...selection, before: last.number })}" rel="next">Older games</a></p>`}
${leftOut(ask)}`;
}

function rowOf(
  { id, number, playerOne, playerTwo, moves, result, startedAt }: ListedGame,
  shortId: string,
): Html {
  const winner = result === "PlayerOneWon" ? "one" : result === "PlayerTwoWon" ? "two" : undefined;
  const player = (which: "one" | "two", name: string) =>
    html`<td class="player"><span class="token ${which}" aria-hidden="true"></span> ${winner === which ? html`<strong>${nameOf(name)}</strong>` : nameOf(name)}</td>`;
  return html`<tr><th scope="row"><a id="game-${number}" href="${address("/game", { id })}">${smallBoard(moves)} <code>${short(shortId)}</code></a></th>${player("one", playerOne)}${player("two", playerTwo)}<td class="number"><span class="only-narrow">moves </span>${moves.length}</td><td>${stateOf({ moves, result, playerOne, playerTwo })}</td><td>${timeOf(startedAt)}</td></tr>`;
}

function stateOf(game: Pick<ListedGame, "moves" | "result" | "playerOne" | "playerTwo">): Html {
  const { moves, result, playerOne, playerTwo } = game;
  switch (result) {
    case "Tied":
      return html`tie`;
    case "PlayerOneWon":
      return html`${nameOf(playerOne)} won`;
    case "PlayerTwoWon":
      return html`${nameOf(playerTwo)} won`;
    default:
      return html`${nameOf(tokenAfter(moves) === "PlayerOne" ? playerOne : playerTwo)} moves`;
  }
}

function nothing({ state, player }: Selection): string {
  if (player !== undefined) return `No ${state ? `${state} game` : "game"} of ${short(player)} is here.`;
  if (state !== undefined) return state === "open" ? "No game is open." : "No game has been finished yet.";
  return "No game has been started yet: npx tsx src/cli.ts starts one, and it appears here.";
}

function leftOut(ask: Ask): Html | undefined {
  const linkTo = (id: string) => html`<a href="${address("/game", { id })}">Its events</a>`;
  return leftOutPart(ask, "one broken game", "broken games", linkTo);
}
