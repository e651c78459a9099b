import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Exercise } from "../attendee/manifest.ts";
import { codeSteps } from "../states.ts";

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Time limit of a program in milliseconds, long enough for a busy computer. */
const PATIENCE = 300_000;

/** Runs a program of the project in the folder, with the input through a pipe. */
function run(folder: string, words: readonly string[], input = ""): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: PATIENCE, env: { ...process.env, EVENTSTOREDB_URI: "" } };
    const child = execFile(
      process.execPath,
      ["--import", "tsx", ...words],
      options,
      (error, output, errors) => {
        resolve({ code: error ? Number(error.code ?? -1) : 0, output, errors });
      },
    );
    child.stdin?.end(input);
  });
}

const STORE = ["--store", "proof.db"];
const GAME_THAT_ANN_WINS = "Ann\nBob\nA\nB\nA\nB\nA\nB\nA\n";

/**
 * Plays a game in the terminal. It should be won if the exercise is done, and otherwise end with a sentence about the
 * next step.
 *
 * @param done whether a game can be played to the end.
 * @returns a sentence for each fault.
 */
export async function tryToPlay(folder: string, exercise: Exercise, done: boolean): Promise<string[]> {
  const stored = Number(exercise.number) >= 3;
  const { code, output, errors } = await run(
    folder,
    ["src/cli.ts", ...(stored ? STORE : [])],
    GAME_THAT_ANN_WINS,
  );
  const id = /^Game (\S+)$/m.exec(output)?.[1];
  const history =
    exercise.number === "3" && id ? await run(folder, ["src/cli.ts", "history", id, ...STORE]) : undefined;
  const sentence = /^Not there yet: .*\(step \d\.\d+\)\.\n$/;
  return [
    ...(done && !(code === 0 && output.includes("Ann wins!") && errors === "")
      ? [`a game should be won: ${output.slice(-80)}${errors}`]
      : []),
    ...(!done && !sentence.test(errors)
      ? [`a sentence should say what is not there yet: ${errors || output}`]
      : []),
    ...(history && !(history.code === 0 && / 0 .* GameStarted .*"Ann"/.test(history.output))
      ? [`history should show what is stored: ${history.output}${history.errors}`]
      : []),
  ];
}

/**
 * Runs the loop of exercise 4 on the game that was played, as the text of the step tells attendees to.
 *
 * @param step the last one that is done.
 * @returns a sentence for each fault, such as a missing trap.
 */
export async function tryToProject(folder: string, step: string | undefined): Promise<string[]> {
  const cli = (command: string) => run(folder, ["src/cli.ts", command, ...STORE]);
  const project = async (wins: number, because: string) => {
    const { output, errors } = await cli("project");
    const row = /^Ann .*$/m.exec(output)?.[0].split(/ +/);
    return row?.[2] === `${wins}` ? [] : [`Ann should have won ${wins} times ${because}: ${output}${errors}`];
  };
  switch (step) {
    case undefined: {
      const { errors } = await cli("project");
      return /^Not there yet: .*\(step 4\.3\)\.\n$/.test(errors)
        ? []
        : [`project should say what is missing: ${errors}`];
    }
    case "4.3":
      return [...(await project(1, "at first")), ...(await project(2, "without a checkpoint"))];
    case "4.4":
      await cli("crash");
      return project(2, "with a checkpoint of its own, after a crash");
    case "4.5":
      await cli("crash");
      return [...(await project(1, "after a crash")), ...(await project(1, "started again"))];
    case "4.8": {
      await cli("damage");
      const { output } = await cli("project");
      return [
        ...(/fastest win\n.* 7 moves\n.*Left out: .*"Z"/s.test(output)
          ? []
          : [`project should leave out what it cannot read: ${output}`]),
        ...(await goBackToVersionOne(folder, cli)),
      ];
    }
    default:
      return [];
  }
}

const TWO_SECOND_GAMES = / game 2 .*\n +game 2 /;

/**
 * Sets the version in the code back to 1, as catching up to an earlier step does.
 *
 * @returns a sentence for each fault.
 */
async function goBackToVersionOne(
  folder: string,
  cli: (command: string) => Promise<Ended>,
): Promise<string[]> {
  const file = join(folder, "src/projections/game-projection.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("version: 2", "version: 1"));
  const refused = await cli("project");
  await cli("forget");
  const again = await cli("project");
  writeFileSync(file, text);
  return [
    ...(/version 2 .* forget\.\n$/.test(refused.errors)
      ? []
      : [`project should refuse the rows of a later version: ${refused.output}${refused.errors}`]),
    ...(/^Ann .* 7 moves$/m.test(again.output)
      ? []
      : [`forget should forget them: ${again.output}${again.errors}`]),
  ];
}

/**
 * Plays matches with the reaction of exercise 5, as the text of each step asks for it.
 *
 * @param step the last one that is done.
 * @returns what is wrong, such as a trap that is not there.
 */
export async function tryToReact(folder: string, step: string | undefined): Promise<string[]> {
  const cli = (words: string, input = "") =>
    run(folder, ["src/cli.ts", ...words.split(" "), ...STORE], input);
  const expect = async (what: RegExp, words: string, input?: string) => {
    const { output, errors } = await cli(words, input);
    return what.test(output) ? [] : [`${words} should show ${what}: ${output}${errors}`];
  };
  const expectNot = async (what: RegExp, words: string) =>
    what.test((await cli(words)).output) ? [`${words} should not show ${what}`] : [];
  /** Leaves a match where it was killed, or left, and lets another program go on with it. */
  const goOn = async (what: RegExp, first: string, input?: string) => {
    const { output } = await cli(first, input);
    return expect(what, `quick ${/^Match (\S+)$/m.exec(output)?.[1]}`, "\n\n\n\n\n");
  };
  switch (step) {
    case undefined:
      return expect(/13 times in the projection/, "bells");
    case "5.1":
      return expect(/(silence\n.*){4}/s, "bells");
    case "5.3":
      await goOn(/Game 2/, "crash start");
      return expect(TWO_SECOND_GAMES, "matches");
    case "5.4":
      return [
        ...(await goOn(/Game 2/, "crash start")),
        ...(await expectNot(TWO_SECOND_GAMES, "matches")),
        ...(await goOn(/Ann 2, Bob 1\.\nEnter plays game 4/, "quick", "q\n")),
      ];
    case "5.5":
      return [
        ...(await goOn(/Ann 2, Bob 1\.\nAnn has won the match/, "quick", "q\n")),
        ...(await goOn(/Ann 2, Bob 1\.\nAnn has won the match/, "crash count")),
        ...((await cli("crash store")).output.includes("Match ") ? [] : ["crash store starts a match"]),
        ...(await expect(/stored: open +told: PlayerOneWon/, "told")),
      ];
    case "5.6":
      await cli("crash store");
      return [
        ...(await expect(/cannot be reached.*cannot be reached.*Told: .*\n1 told\./s, "announce 2")),
        ...(await expect(/^(?!.*stored: open).*told: PlayerOneWon\n/s, "told")),
      ];
    case "5.7":
      await cli("overdue 8");
      return expect(/is overdue\nMatchGameOverdue in the store: 1\n/, "overdue 9");
    default:
      return [];
  }
}

/** Runs `npm test`, `npm run hint` and `npm run solution`. @returns a sentence for each fault. */
export async function tryTools(folder: string, exercise: Exercise, done: boolean): Promise<string[]> {
  const [first = { number: "" }] = codeSteps(exercise);
  const expect = async (code: number, output: RegExp, name: string, ...words: string[]) => {
    const ended = await run(folder, [`workshop/attendee/${name}.ts`, ...words]);
    const right = ended.code === code && output.test(ended.output);
    return right ? [] : [`npm run ${name}: ${ended.output}${ended.errors}`];
  };
  if (done) return expect(0, /\nAll steps are done\./, "test");
  const open = new RegExp(`✗ ${first.number} .*\nNext: ${first.number} `, "s");
  return [
    ...(await expect(1, open, "test")),
    ...(await expect(0, new RegExp(`^Hint 1 of \\d for step ${first.number}\n`), "hint", first.number)),
    ...(await expect(0, /\n[+-] /, "solution", first.number)),
  ];
}
