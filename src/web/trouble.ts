import type { Send } from "embedded-eventstore/http";

/**
 * @param send sends a message to a live page.
 * @returns a function that tells the page why nothing new can come, or with undefined that all is well again. It tells
 *   each sentence once.
 */
export function troubleTeller(send: Send): (sentence: string | undefined) => Promise<void> {
  let told: string | undefined;
  return async (sentence) => {
    if (sentence !== told) await send({ name: "trouble", data: sentence ?? "" });
    told = sentence;
  };
}
