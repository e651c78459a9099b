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
