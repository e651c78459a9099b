import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { LivePage, Send } from "./page.ts";

/** Sends what a live page tells, until the client has gone. */
export async function sendLive(page: LivePage, response: ServerResponse, gone: AbortSignal): Promise<void> {
  const send: Send = async ({ name = "message", id, data }) => {
    const lines = [`event: ${name}`, ...(id === undefined ? [] : [`id: ${id}`])];
    for (const line of data.split(/\r\n?|\n/)) lines.push(`data: ${line}`);
    gone.throwIfAborted();
    if (!response.write(`${lines.join("\n")}\n\n`)) await once(response, "drain", { signal: gone });
  };
  try {
    await page.live(send);
  } catch {
    // The client has gone, or the log cannot be read: the page in the browser asks again, and is told then.
  }
  response.end();
}
