import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A separator of PATH, and what the tools read as a part of an address. */
const UNFIT = process.platform === "win32" ? /[;#?%]/ : /[:#?%\\\p{Cc}]/u;

/**
 * @param {string} folder its path
 * @returns {string | undefined} why the tools do not work in it, and what to do
 */
export function complaintAboutFolder(folder) {
  const [character] = UNFIT.exec(folder) ?? [];
  if (!character) return undefined;
  return (
    `The path of this folder has a ${JSON.stringify(character)} in it, which npm and vitest cannot deal with: ` +
    `move the folder to a path without ${UNFIT_NAMES}.`
  );
}

const UNFIT_NAMES = `${delimiter} # ? %${process.platform === "win32" ? "" : " \\"}`;

/** @returns {string | undefined} why the folder for temporary files is of no use, and what to do */
export function complaintAboutTemporaryFolder(folder = tmpdir()) {
  try {
    rmdirSync(mkdtempSync(join(folder, "connect-four-")));
    return undefined;
  } catch (error) {
    if (error.code === "ENOSPC") return FULL;
    const variable = process.platform === "win32" ? "TEMP" : "TMPDIR";
    return `No temporary file can be made in ${folder} (${error.code}): set ${variable} to a folder that you can write to.`;
  }
}

export const FULL = "The disk is full: free some space, then run the command again.";
