import { accessSync, constants, mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

export const FULL = "The disk is full: free some space, then run the command again.";

/** Characters that a path must not contain: the separator of PATH, and characters with a meaning in a URL. */
const UNFIT = process.platform === "win32" ? /[;#?%]/ : /[:#?%\\\p{Cc}]/u;
const UNFIT_NAMES = `${delimiter} # ? %${process.platform === "win32" ? "" : " \\"}`;

/**
 * Checks the path, the permissions and the temporary folder.
 *
 * @param {string} folder the path of the project
 * @returns {string[]} reasons why the tools do not work in it, each one sentence that says what to do
 */
export function complaintsAboutSurroundings(folder) {
  return [complaintAboutPath(folder), complaintAboutRights(folder), complaintAboutTemporaryFolder()].filter(
    Boolean,
  );
}

function complaintAboutPath(folder) {
  const [character] = UNFIT.exec(folder) ?? [];
  return character
    ? `The path of this folder has a ${JSON.stringify(character)} in it, which npm and vitest cannot deal with: ` +
        `move the folder to a path without ${UNFIT_NAMES}.`
    : undefined;
}

function complaintAboutRights(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch ({ code }) {
    return notWritable(code);
  }
}

/** @param {string} code error code of the file system, such as "EACCES" */
export function notWritable(code) {
  return `This folder cannot be written to (${code}): copy or clone the project to a folder of your own.`;
}

function complaintAboutTemporaryFolder(folder = tmpdir()) {
  try {
    rmdirSync(mkdtempSync(join(folder, "connect-four-")));
    return undefined;
  } catch ({ code }) {
    if (code === "ENOSPC") return FULL;
    const variable = process.platform === "win32" ? "TEMP" : "TMPDIR";
    return `No temporary file can be made in ${folder} (${code}): set ${variable} to a folder that you can write to.`;
  }
}
