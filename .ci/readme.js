/**
 * @param {string} text of a document
 * @returns {string[][]} the commands of each of its blocks for a shell, without the comments beside them
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
 * @param {string} guide its text
 * @returns {{ facilitator: string[], attendee: string[] }} the commands that fill a stick, and those that start from it
 */
export function stickCommandsIn(guide) {
  const [facilitator = [], attendee = []] = commandsIn(guide).filter((block) =>
    block.join().includes("stick/"),
  );
  return { facilitator, attendee };
}
