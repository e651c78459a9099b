import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expectationFor } from "./expectations.js";
import { stickCommandsIn } from "./readme.js";
import { run } from "./running.js";

/** The user id of "nobody". */
const NOBODY = 65534;
const READ_ONLY = 'mount --bind "$STICK" "$STICK" && mount -o remount,bind,ro "$STICK" && eval "$COMMAND"';

/**
 * Fills a stick as the facilitator's guide says, makes it read-only, gives it to another user if that is possible, and
 * starts from it as an attendee does.
 *
 * @param {string} clone path of the clone, which has all branches
 * @param {string} work path of the folder in which the clone is
 * @param {NodeJS.ProcessEnv} env environment of the commands
 * @returns {Promise<boolean[]>} for each command, whether it did what it should
 */
export async function walkStick(clone, work, env) {
  const table = join(work, "table");
  const stick = join(table, "stick");
  mkdirSync(stick, { recursive: true });
  const guide = readFileSync(join(clone, "workshop", "FACILITATOR.md"), "utf8");
  const { facilitator, attendee } = stickCommandsIn(guide);
  const results = [facilitator.length > 0 && attendee.length > 0];

  for (const command of facilitator) {
    results.push(
      await perform(command, command.replaceAll("stick/", "../table/stick/"), { cwd: clone, env }),
    );
  }
  const isRoot = process.getuid?.() === 0;
  forEachFile(stick, (path) => {
    if (isRoot) chownSync(path, NOBODY, NOBODY);
    else chmodSync(path, 0o555);
  });
  console.log(`The stick is ${isRoot ? "mounted read-only, and owned by another user" : "read-only"}.`);

  let cwd = table;
  for (const command of attendee) {
    const [, folder] = /^cd (\S+)$/.exec(command) ?? [];
    if (folder) cwd = join(cwd, folder);
    // Root can write to read-only files, so for root the stick is mounted read-only.
    else if (!isRoot) results.push(await perform(command, command, { cwd, env }));
    else {
      const text = `unshare --mount sh -c '${READ_ONLY}'`;
      results.push(await perform(command, text, { cwd, env: { ...env, STICK: stick, COMMAND: command } }));
    }
  }
  // Makes it possible to remove the files.
  forEachFile(stick, (path) => chmodSync(path, 0o755));
  return results;
}

async function perform(command, text, surroundings) {
  const isTest = command.startsWith("npm test");
  const expectation = isTest ? expectationFor("npm test", "01-exercise-start-game") : {};
  const { code: good = 0, shows = /(?:)/ } = expectation;
  const { code, output, seconds } = await run(text, surroundings);
  const isGood = code === good && shows.test(output);
  console.log(`${isGood ? "ok  " : "FAIL"} ${seconds.toFixed(1).padStart(5)} s  ${command}`);
  if (!isGood) console.log(output);
  return isGood;
}

function forEachFile(folder, change) {
  change(folder);
  for (const entry of readdirSync(folder, { recursive: true })) change(join(folder, entry));
}
