import { setTimeout as pause } from "node:timers/promises";
import { type Html, html, type LivePage } from "embedded-eventstore/http";
import type { Ask } from "../../projections/runner/read-model.ts";
import type { Sources } from "../sources.ts";

/** The minimum milliseconds between two messages. */
const PACE = 100;

/**
 * Sends a list again whenever it has changed.
 *
 * @param read asks the read model of the list.
 * @param draw draws the list from the read model.
 */
export function liveList(
  { news }: Sources,
  read: Sources["read"],
  draw: (ask: Ask) => Html,
  gone: AbortSignal,
): LivePage {
  return {
    async live(send) {
      let shown: string | undefined;
      let trouble: string | undefined;
      for (;;) {
        const version = news.version;
        if (news.trouble !== trouble) {
          trouble = news.trouble;
          await send({ name: "trouble", data: trouble ?? "" });
        }
        const { text } = await read((ask) => html`<div data-part="list">${draw(ask)}</div>`);
        if (text !== shown) await send({ data: text });
        shown = text;
        await pause(PACE, undefined, { signal: gone });
        await news.after(version, gone);
      }
    },
  };
}
