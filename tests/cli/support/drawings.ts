/** Returns the boards in a transcript in order, each as six rows from the top, without the line of letters. */
export function boardsIn(transcript: string): string[][] {
  return transcript
    .split(/^ A {2}B {2}C {2}D {2}E {2}F {2}G *\n/m)
    .slice(1)
    .map((text) => text.split("\n").slice(0, 6));
}

/** Returns the cells with this letter, such as "A1" for the cell at the bottom left. */
export function cellsWith(letter: string, board: readonly string[]): string[] {
  return [...board]
    .reverse()
    .flatMap((row, height) =>
      (row.padEnd(21).match(/.{3}/g) ?? []).flatMap((cell, column) =>
        cell.includes(letter) ? [`${"ABCDEFG"[column]}${height + 1}`] : [],
      ),
    );
}

/** @returns the id of the game from the line "Game <id>", or "". */
export function gameIdIn(transcript: string): string {
  const [, id = ""] = /^Game ([\da-f-]{36})$/m.exec(transcript) ?? [];
  return id;
}
