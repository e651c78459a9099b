import { address, type Html, html, htmlOfLines } from "embedded-eventstore/http";
import { causationIdOf, correlationIdOf } from "../../persistence/metadata.ts";
import { clockOf, short, timeOf } from "../layout.ts";
import type { Moment, Story } from "./story.ts";

/** How much of the data of an event is shown, in characters: other programs may have stored a megabyte. */
const MAX_CONTENT = 4_000;

/** The events of a game, in order. Those after the moment are greyed. */
export function eventsPart(gameId: string, { moments, missing }: Story, at: number): Html {
  return html`${moments.map((moment) => eventItem(gameId, moment, moments, at))}${
    missing !== undefined && html`<li class="missing"><p class="objection">${missing}</p></li>`
  }`;
}

function eventItem(gameId: string, moment: Moment, moments: readonly Moment[], at: number): Html {
  const { revision, stored, sentence, objection, isBroken } = moment;
  const { data, metadata, id } = stored;
  const [cause, story] = [causationIdOf(stored), correlationIdOf(stored)];
  const classes = ["event", revision > at && "later", isBroken && "broken"].filter(Boolean).join(" ");
  return html`<li class="${classes}" data-revision="${revision}" data-cause="${cause ?? ""}" data-story="${story ?? ""}">
<details id="event-${revision}"><summary id="summary-${revision}"><span class="revision">${revision}</span> <span class="type">${short(stored.type)}</span> <span class="what">${short(sentence, 200)}</span> ${clockOf(stored.created)}</summary>
<h3>Data</h3><pre tabindex="0">${contentOf(data)}</pre>
<h3>Metadata</h3><pre tabindex="0">${contentOf(metadata)}</pre>
<p>${sharedSentence("causation", cause, moment, moments, causationIdOf)}</p>
<p>${sharedSentence("correlation", story, moment, moments, correlationIdOf)}</p>
<p class="facts">Event id <bdi>${id}</bdi>, stored ${timeOf(stored.created)}</p>
<p><a href="${address("/game", { id: gameId, at: revision })}">Link to this moment</a></p>
</details>
${objection !== undefined && html`<p class="objection">${short(objection, 300)}</p>`}
</li>`;
}

/** @returns a sentence that names the other events with the same id. */
function sharedSentence(
  kind: "causation" | "correlation",
  id: string | undefined,
  { revision }: Moment,
  moments: readonly Moment[],
  idOf: (stored: Moment["stored"]) => string | undefined,
): Html {
  if (id === undefined) return html`It has no ${kind} id.`;
  const others = moments.filter((other) => other.revision !== revision && idOf(other.stored) === id);
  const links = linksTo(others.map((other) => other.revision));
  const which = links
    ? html`${others.length === 1 ? "event" : "events"} ${links}`
    : html`no other event here`;
  return html`It shares its ${kind} id <code>${short(id, 8)}</code> with ${which}.`;
}

/** @returns links to events, such as "0, 2 to 5"; undefined for none. */
function linksTo(revisions: readonly number[]): Html | undefined {
  const runs: number[][] = [];
  for (const revision of revisions) {
    const run = runs.at(-1);
    if (run && run.at(-1) === revision - 1) run.push(revision);
    else runs.push([revision]);
  }
  const link = (revision = 0) =>
    html`<a href="#summary-${revision}" data-event="${revision}">${revision}</a>`;
  const texts = runs.map((run) => {
    if (run.length === 1) return link(run[0]);
    return html`${link(run[0])}${run.length === 2 ? ", " : " to "}${link(run.at(-1))}`;
  });
  if (texts.length === 0) return undefined;
  return html`${texts.map((text, index) => html`${index > 0 && ", "}${text}`)}`;
}

function contentOf(value: unknown): Html {
  const text =
    value instanceof Uint8Array ? `${value.length} bytes` : (JSON.stringify(value, undefined, 2) ?? "none");
  const isCut = text.length > MAX_CONTENT;
  return htmlOfLines(
    isCut ? `${text.slice(0, MAX_CONTENT)}…\n(${text.length.toLocaleString("en")} characters)` : text,
  );
}
