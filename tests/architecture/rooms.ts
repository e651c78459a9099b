import { type Module, placeOf } from "./modules.ts";

/** Files of the exercises that each of their rooms may import: what marks missing code, and the bell of exercise 5. */
const OF_EXERCISES = /^src\/(not-there-yet|bell)\.ts$/;

/**
 * Lists the rooms, and what the files of each may import. The first room that matches a file counts. A package is
 * written "package:<name>"; a package of this repository, "by name: <name>". A file in a state of an exercise belongs
 * to the room of its path on the exercise's branch.
 */
export const ROOMS: readonly (readonly [room: RegExp, mayImport: RegExp])[] = [
  [/^src\/domain\//, /^src\/domain\//],
  [/^src\/application\//, /^(package:|src\/(application|domain)\/)/],
  [
    /^src\/persistence\/connection\/connection\.ts$/,
    /^(package:|src\/(persistence|application|domain)\/|by name: embedded-eventstore$)/,
  ],
  [/^src\/persistence\//, /^(package:|src\/(persistence|application|domain)\/)/],
  [
    /^src\/projections\//,
    /^(package:|src\/(projections|domain)\/|src\/persistence\/(event|match)-mapping\.ts$|by name: embedded-eventstore\/shared-file$)/,
  ],
  [
    /^src\/reactions\//,
    /^(package:|src\/(reactions|application|domain)\/|src\/persistence\/((event|match)-mapping|metadata|errors)\.ts$|src\/projections\/runner\/(checkpoint|same-store|sqlite-error|subscription)\.ts$|by name: embedded-eventstore\/shared-file$)/,
  ],
  [OF_EXERCISES, /^$/],
  [/^src\/cli\/commands\/eventstore\.ts$/, /^(package:|src\/|by name: embedded-eventstore$)/],
  // What is unsafe in a player's name is unsafe in any text on a terminal.
  [/^src\/cli\/terminal\//, /^(package:|src\/cli\/terminal\/|src\/domain\/player-name\.ts$)/],
  [
    /^src\/cli\/screens\//,
    /^(package:|src\/cli\/(screens|terminal)\/|src\/(domain|application|persistence|projections|reactions)\/)/,
  ],
  [/^src\/web\/browser\//, /^src\/web\/browser\//],
  // An event is told in the same sentence everywhere.
  [
    /^src\/web\//,
    /^(package:|src\/(web|domain|application|persistence|projections)\/|src\/cli\/screens\/event-sentence\.ts$|by name: embedded-eventstore\/http$)/,
  ],
  [/^src\/cli(\/|\.ts$)/, /^(package:|src\/)/],
  [/^eventstore\/src\/grpc\//, /^(package:node:|eventstore\/src\/grpc\/)/],
  [/^eventstore\/src\/http\//, /^(package:node:|eventstore\/src\/(http\/|errors\.ts$))/],
  [/^eventstore\/src\/log\//, /^(package:(node:|libsql$)|eventstore\/src\/(log\/|errors\.ts$))/],
  [/^eventstore\/src\/pages\//, /^(package:node:|eventstore\/src\/((pages|http|log)\/|version\.ts$))/],
  [/^eventstore\/src\/protocol\//, /^(package:|eventstore\/src\/((protocol|log|grpc)\/|errors\.ts$))/],
  [/^eventstore\/src\//, /^(package:|eventstore\/src\/)/],
  [/^eventstore\/build\.js$/, /^package:node:/],
  // The store's tests know nothing of the game. Outside their room they may use only support files for any tests.
  [/^eventstore\/tests\//, /^(package:|eventstore\/|tests\/(folders|runs-here|programs|kills\/kills)\.ts$)/],
  [/^eventstore\/clients\//, /^(package:|eventstore\/)/],
  [/^tests\/(all|eventstoredb)\.vitest\.config\.ts$/, /^vitest\.config\.ts$/],
  [/^tests\//, /^(package:|by name: |tests\/|src\/|eventstore\/tests\/|workshop\/)/],
  [/^(bench|mutation)\//, /^(package:|by name: |(bench|mutation)\/|src\/|eventstore\/)/],
  // The two services share the contract of their messages, and code that belongs to neither. They do not import each other.
  [/^examples\/parking\/contract\//, /^examples\/parking\/contract\//],
  [
    /^examples\/parking\/database\//,
    /^(package:|by name: embedded-eventstore\/shared-file$|examples\/parking\/database\/)/,
  ],
  [
    /^examples\/parking\/event-store\//,
    /^(package:|by name: embedded-eventstore$|examples\/parking\/event-store\/)/,
  ],
  [
    /^examples\/parking\/messaging\//,
    /^(package:|examples\/parking\/(messaging\/|database\/|event-store\/|contract\/message\.ts$))/,
  ],
  [
    /^examples\/parking\/command-line\//,
    /^(package:|examples\/parking\/(command-line|database|event-store|messaging)\/)/,
  ],
  [
    /^examples\/parking\/booking\/booking\.ts$/,
    /^$/, // the decider imports nothing
  ],
  [
    /^examples\/parking\/booking\//,
    /^(package:|examples\/parking\/(booking|contract|command-line|database|event-store|messaging)\/)/,
  ],
  [
    /^examples\/parking\/parking\//,
    /^(package:|examples\/parking\/(parking|contract|command-line|database|event-store|messaging)\/)/,
  ],
  [
    /^examples\/parking\/tests\//,
    /^(package:|by name: embedded-eventstore$|examples\/parking\/|tests\/(folders|runs-here)\.ts$)/,
  ],
  [/^examples\/parking\//, /^(package:|by name: embedded-eventstore$|examples\/parking\/)/],
  [/^workshop\/attendee\//, /^(package:|workshop\/attendee\/)/],
  [/^workshop\//, /^(package:|workshop\/)/],
  // Scripts run before packages are installed.
  [/^scripts\//, /^(package:node:|scripts\/)/],
  [/^\.ci\/package\//, /^(package:|by name: embedded-eventstore(\/(http|shared-file))?$)/],
  [/^\.ci\//, /^(package:node:|\.ci\/)/],
  [/^vitest\.config\.ts$/, /^package:/],
];

/** @returns one sentence for each import that a room does not allow, and for each file that is in no room. */
export function forbiddenImports(modules: readonly Module[]): string[] {
  return modules.flatMap(({ path, imports }) => {
    const place = placeOf(path);
    const [, mayImport] = ROOMS.find(([room]) => room.test(place)) ?? [];
    if (!mayImport) return [`${path} is in no room that has a rule`];
    return imports
      .map(({ from, byName }) => (byName ? `by name: ${byName}` : from))
      .filter((from) => !mayImport.test(from) && !(OF_EXERCISES.test(from) && place !== path))
      .map((from) => `${path} imports ${from}`);
  });
}
