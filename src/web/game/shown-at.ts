import { type Html, html } from "embedded-eventstore/http";

/** Attributes of what is shown from a revision on; the script in the browser moves through time with them. */
export function from(revision: number, at: number): Html {
  return html` data-from="${revision}"${revision > at && html` hidden`}`;
}

/** Attributes of what is shown before a revision. */
export function until(revision: number, at: number): Html {
  return html` data-until="${revision}"${revision <= at && html` hidden`}`;
}

/** Attributes of what is shown at one revision alone. */
export function only(revision: number, at: number): Html {
  return html` data-only="${revision}"${revision !== at && html` hidden`}`;
}
