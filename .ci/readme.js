/**
 * @param {string} text the text of a document
 * @returns {string[][]} the commands of each of its shell blocks, without comments
 */
export function commandsIn(text) {
  return [...text.matchAll(/^```sh\r?\n(.*?)^```/gms)].map(([, block = ""]) =>
    block
      .split(/\r?\n/)
      .map((line) => line.replace(/(^|\s+)#\s.*$/, "").trim())
      .filter(Boolean),
  );
}

/**
 * @param {string} guide the text of the facilitator's guide
 * @returns {{ facilitator: string[], attendee: string[] }} the commands that fill a stick, and those that use it
 */
export function stickCommandsIn(guide) {
  const [facilitator = [], attendee = []] = commandsIn(guide).filter((block) =>
    block.join().includes("stick/"),
  );
  return { facilitator, attendee };
}
