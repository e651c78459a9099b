import { type Module, placeOf } from "./modules.ts";

/**
 * Says which files each room may import from; the first room that matches counts. A package counts as
 * "package:<name>". A file of an exercise counts by the path that it has with attendees.
 */
export const ROOMS: readonly (readonly [room: RegExp, mayImport: RegExp])[] = [
  [/^src\/domain\//, /^src\/domain\//],
  [/^src\/application\//, /^(package:|src\/(application|domain)\/)/],
  [
    /^src\/persistence\/connection\.ts$/,
    /^(package:|src\/(persistence|application|domain)\/|eventstore\/server\.ts$)/,
  ],
  [/^src\/persistence\//, /^(package:|src\/(persistence|application|domain)\/)/],
  [/^src\/projections\//, /^(package:|src\/(projections|domain)\/|src\/persistence\/event-mapping\.ts$)/],
  [/^src\/not-there-yet\.ts$/, /^$/],
  [/^src\/cli\/commands\/eventstore\.ts$/, /^(package:|src\/|eventstore\/server\.ts$)/],
  [/^src\/cli\/terminal\//, /^(package:|src\/cli\/terminal\/)/],
  [
    /^src\/cli\/screens\//,
    /^(package:|src\/cli\/(screens|terminal)\/|src\/(domain|application|persistence|projections)\/)/,
  ],
  [/^src\/cli(\/|\.ts$)/, /^(package:|src\/)/],
  [/^eventstore\/grpc\//, /^(package:node:|eventstore\/grpc\/)/],
  [/^eventstore\/log\//, /^(package:(node:|libsql$)|eventstore\/(log\/|errors\.ts$))/],
  [/^eventstore\/protocol\//, /^(package:|eventstore\/((protocol|log|grpc)\/|errors\.ts$))/],
  [/^eventstore\//, /^(package:|eventstore\/)/],
  [/^tests\/all\.vitest\.config\.ts$/, /^vitest\.config\.ts$/],
  [/^tests\//, /^(package:|tests\/|src\/|eventstore\/|workshop\/)/],
  [/^(bench|mutation)\//, /^(package:|(bench|mutation)\/|src\/|eventstore\/)/],
  [/^workshop\/attendee\//, /^(package:|workshop\/attendee\/)/],
  [/^workshop\//, /^(package:|workshop\/)/],
  // Scripts run before packages are installed.
  [/^scripts\//, /^(package:node:|scripts\/)/],
  [/^\.ci\//, /^(package:node:|\.ci\/)/],
  [/^vitest\.config\.ts$/, /^package:/],
];

/** A file of the exercises, with which each of their rooms marks what is not implemented yet. */
const NOT_THERE_YET = "src/not-there-yet.ts";

/** @returns one sentence for each import that a room does not allow, and for each file that is in no room. */
export function forbiddenImports(modules: readonly Module[]): string[] {
  return modules.flatMap(({ path, imports }) => {
    const place = placeOf(path);
    const [, mayImport] = ROOMS.find(([room]) => room.test(place)) ?? [];
    if (!mayImport) return [`${path} is in no room that has a rule`];
    return imports
      .filter(({ from }) => !mayImport.test(from) && !(from === NOT_THERE_YET && place !== path))
      .map(({ from }) => `${path} imports ${from}`);
  });
}
