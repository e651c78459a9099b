import { address, type Html, html } from "../http/html.ts";
import type { RecordedEvent } from "../log/events.ts";
import { TOMBSTONE_REVISION } from "../log/events.ts";
import { BYTES_IN_A_LIST, contentsOf, glimpseOf } from "./contents.ts";
import { streamAddress, timeOf } from "./layout.ts";

/** One event of a list: a line, which unfolds into data and metadata. */
export function eventItem(event: RecordedEvent): Html {
  const { position, stream, revision, type, created, data } = event;
  return html`<li class="event"><details>
<summary><span class="type">${type}</span> <span class="place"><bdi>${stream}</bdi> <b>${revisionOf(revision)}</b></span> <span class="glimpse">${glimpseOf(data)}</span> ${timeOf(created)}</summary>
${eventBody(event, BYTES_IN_A_LIST, html` <a href="${address("/event", { position })}">This event alone</a>`)}
</details></li>`;
}

/** All that there is to know about an event, and where to go from it. */
export function eventBody(event: RecordedEvent, mostBytes: number, furtherLink?: Html): Html {
  const { stream, data, metadata, id, position, isJson } = event;
  const correlation = correlationOf(event);
  return html`<div class="body">
<h2>Data</h2>${contentsOf(data, mostBytes)}
<h2>Metadata</h2>${contentsOf(metadata, mostBytes)}
<p class="facts">Id ${uuidOf(id)} · position ${position} · ${isJson ? "JSON" : "not JSON"}</p>
<p class="links"><a href="${streamAddress(stream)}">Stream <bdi>${stream}</bdi></a>${
    correlation !== undefined &&
    html` <a href="${address("/all", { correlation })}">All with correlation id <bdi>${correlation}</bdi></a>`
  }${furtherLink}</p>
</div>`;
}

/** Such as "12". */
function revisionOf(revision: number): string {
  return revision === TOMBSTONE_REVISION ? "last" : String(revision);
}

/** What the metadata have as `$correlationId`, if it is text. */
export function correlationOf({ metadata }: RecordedEvent): string | undefined {
  try {
    const { $correlationId: id } = JSON.parse(Buffer.from(metadata).toString("utf8"));
    return typeof id === "string" && id !== "" ? id : undefined;
  } catch {
    return undefined;
  }
}

function uuidOf(id: Uint8Array): string {
  return Buffer.from(id)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
