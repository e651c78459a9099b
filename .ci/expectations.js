/**
 * @typedef {object} Expectation what a command needs, and what it must print
 * @property {readonly string[]} [answers] the lines to type
 * @property {boolean} [partner] whether a second player must play at another terminal
 * @property {number} [code] its exit code, 0 if not given
 * @property {RegExp} shows must match the output
 * @property {RegExp} [page] what the page must show at the address that `shows` finds; the command then goes on until it is stopped
 * @property {boolean} [tests] whether it runs this project's tests and prints their number
 */

const GAME_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.source;
const BEGINNING = ["Ann", "Bob", "d", "d", "e"];
const MIDDLE = ["d", "f"];
const END = { Ann: ["g"], Bob: ["a"] };

/** @type {readonly (readonly [command: RegExp, Expectation])[]} */
const ON_MAIN = [
  [/^npm test$/, { tests: true, shows: /^ *Tests .*\bpassed\b/m }],
  [/^(npm start|npx tsx src\/cli\.ts( play)?)$/, { answers: BEGINNING, shows: resume() }],
  [
    /^npx tsx src\/cli\.ts --store memory$/,
    { answers: BEGINNING, shows: /kept in memory, and is gone now\./ },
  ],
  [/^npx tsx src\/cli\.ts --store \S+$/, { answers: BEGINNING, shows: resume(" --store ") }],
  [/^npx tsx src\/cli\.ts play <game-id>$/, { answers: MIDDLE, shows: resume() }],
  [/^npx tsx src\/cli\.ts join <game-id> --as (Ann|Bob)$/, { partner: true, shows: /^Ann wins!$/m }],
  [/^npx tsx src\/cli\.ts watch <game-id>$/, { shows: /^Ann wins!$/m }],
  [/^npx tsx src\/cli\.ts replay <game-id>$/, { shows: /Event 9 of 9: GameFinished/ }],
  [/^npx tsx src\/cli\.ts games$/, { shows: /^Game .*\n[0-9a-f]+ .* Ann +Bob +7 +X won$/m }],
  [/^npx tsx src\/cli\.ts leaderboard$/, { shows: /^Ann +\d+ +\d+ .*7 moves$/m }],
  [/^npx tsx src\/cli\.ts web$/, { shows: /^Ready at (\S+)/m, page: /Ann<.*Bob<.*won/s }],
  [/^npx tsx src\/cli\.ts history <game-id>$/, { shows: /^ +0 .*GameStarted.*^ +8 .*GameFinished/ms }],
  [
    /^npx tsx src\/cli\.ts history <game-id> --json$/,
    { shows: /^\{"revision":8,"type":"GameFinished".*\}$/m },
  ],
  [/^npx tsx src\/cli\.ts history <game-id> --audit$/, { shows: /^ +8 .*GameFinished/m }],
  [/^npx tsx src\/cli\.ts play --best-of 3$/, { answers: BEGINNING, shows: resume() }],
  [/^npx tsx src\/cli\.ts matches$/, { shows: /^Match .*\n[0-9a-f]+ .* Ann +Bob +3 +0-0 +open$/m }],
  [
    /^npx tsx src\/cli\.ts history <game-id> --why$/,
    { shows: /^ +0 .*GameStarted.*\n +\^ because of MatchGameScheduled/m },
  ],
  [/^npx tsx src\/cli\.ts help$/, { shows: /^Usage:$/m }],
  [/^npm start --prefix examples\/parking$/, { shows: /^status: blocked$.*^status: available\s*$/ms }],
  [/^docker compose up --wait$/, { shows: /eventstore/ }],
  [/^git switch 01-exercise-start-game$/, { shows: /01-exercise-start-game/ }],
  [/^npm run workshop$/, { shows: /^01-exercise-start-game +(created|updated|unchanged)/m }],
];

/** The tests of an exercise fail until the exercise is solved. */
const ON_EXERCISES = [[/^npm test$/, { code: 1, shows: /^✗ 1\.2 .*^✗ 1\.3 /ms }]];

/**
 * @param {string} command as it is in the README
 * @param {string} branch the branch on which it runs
 * @returns {Expectation | undefined} undefined for an unknown command
 */
export function expectationFor(command, branch) {
  const expectations = branch.startsWith("01-exercise-") ? ON_EXERCISES : ON_MAIN;
  return expectations.find(([pattern]) => pattern.test(command))?.[1];
}

/**
 * @param {string} command such as `join … --as Bob`
 * @returns {readonly { command: string, answers: readonly string[] }[]} this command and the other player's
 */
export function bothSides(command) {
  const [me, partner] = command.endsWith(" --as Ann") ? ["Ann", "Bob"] : ["Bob", "Ann"];
  return [
    { command, answers: END[me] },
    { command: command.replace(/\w+$/, partner), answers: END[partner] },
  ];
}

/** @returns {string | undefined} the id of the game in this output */
export function gameIn(output) {
  return new RegExp(`^Game (${GAME_ID})$`, "m").exec(output)?.[1];
}

function resume(options = "") {
  return new RegExp(`Resume with: npx tsx src/cli\\.ts play ${GAME_ID}${options}`);
}
