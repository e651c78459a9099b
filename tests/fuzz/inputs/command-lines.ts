import fc from "fast-check";
import { hostileWord } from "./hostile-text.ts";
import type { Places } from "./places.ts";
import { twoNames } from "./typed-lines.ts";

/** The words of a command line, and its expected outcome. */
export interface CommandLine {
  readonly words: readonly string[];
  /** The allowed exit codes; several where only the program can tell which is right. */
  readonly codes: readonly (0 | 1 | 2)[];
  /** Whether it may create a file. */
  readonly mayCreate: boolean;
}

const NAMES = [
  "play",
  "join",
  "watch",
  "replay",
  "games",
  "leaderboard",
  "matches",
  "announce",
  "history",
  "eventstore",
  "web",
  "help",
];
const OF_A_GAME = ["play", "join", "watch", "replay", "history"];
const FLAGS = [
  "--events",
  "--open",
  "--finished",
  "--rebuild",
  "--json",
  "--why",
  "--parked",
  "--again",
  "--no-color",
  "--help",
  "--version",
];
const NOT_STORE = ["--player-one", "--player-two", "--best-of", "--as", "--from", "--port"];
const VALUED = [...NOT_STORE, "--store"];

const right = (words: readonly string[], mayCreate = false): CommandLine => ({
  words,
  codes: [0],
  mayCreate,
});
const failing = (words: readonly string[]): CommandLine => ({ words, codes: [1], mayCreate: false });
const mistaken = (words: readonly string[]): CommandLine => ({ words, codes: [2], mayCreate: false });

/** Returns the words that the command needs, without --store. */
const needed = (command: string, id: string) => [
  command,
  ...(OF_A_GAME.includes(command) ? [id] : []),
  ...(command === "join" ? ["--as=Ann"] : []),
];

/** A file name without folders that is no connection string. */
const fileName = hostileWord
  .map((word) => word.replace(/[/\\:]/g, ""))
  .filter((name) => !/^\.*$/.test(name.trim()));

const ATTACHED = fc.constantFrom(
  ["--store="],
  ["--store=", "x"],
  ["--store= "],
  ["--store=:memory:"],
  ["--store", "redis://me:secret@host"],
  ["--store=http://localhost:2113"],
  ["--store=file:///games.db"],
  ["--store=ESDB://host"],
  ["--store=esdb:/host"],
  ["--store=esdb://"],
  ["--store=esdb://me:secret"],
  ["--store=esdb://me:se@cret@host"],
  ["--store=esdb://host:port"],
  ["--store=esdb://one,,two"],
  ["--store=esdb://host?tls"],
  ["--store=esdb://host?tls=maybe"],
  ["--store=esdb://host?tls=false&"],
  ["--store=esdb://host?keepAliveInterval=soon"],
  ["--store=esdb://me:100%25%@host"],
  ["--store=esdb+discover://a?nodePreference=nobody"],
);

const notBlank = hostileWord.filter((word) => word.trim() !== "");

/** Words to which a value is attached that must not be blank. */
const WITH_TEXT = [
  ["join", "some-id", "--as="],
  ["games", "--player="],
  ["announce", "--to="],
  ["announce", "--checkpoint="],
];

/** Generates correct words with one mistake. */
function mistakes({ store, open }: Places): fc.Arbitrary<CommandLine> {
  const command = fc.constantFrom(...NAMES.filter((name) => name !== "help"));
  const commandAlone = hostileWord.filter((word) => !NAMES.includes(word) && !word.startsWith("-"));
  return fc
    .oneof(
      commandAlone.map((word) => [word, "--store", store]),
      fc
        .tuple(command, hostileWord)
        .map(([name, word]) => [...needed(name, open), "--store", store, "--", word, word]),
      fc
        .tuple(
          command,
          hostileWord.filter((word) => /^[^=-]/.test(word)),
        )
        .filter(([, word]) => ![...FLAGS, ...VALUED].includes(`--${word.replace(/=.*/s, "")}`))
        .map(([name, word]) => [...needed(name, open), `--${word}`, "--store", store]),
      fc.constantFrom(...OF_A_GAME.filter((name) => name !== "play")).map((name) => [name, "--store", store]),
      fc.tuple(command, ATTACHED).map(([name, words]) => [...needed(name, open), ...words]),
      command.map((name) => [...needed(name, open), "--store"]),
      hostileWord
        .filter((word) => !/^\d{1,5}$/.test(word) || Number(word) > 65_535)
        .chain((port) =>
          fc.constantFrom("eventstore", "web").map((name) => [name, `--port=${port}`, "--store", store]),
        ),
      hostileWord
        .filter((word) => !/^\d{0,8}[13579]$/.test(word))
        .map((games) => [`--best-of=${games}`, "--store", store]),
      fc
        .constantFrom("", "then", "START", "now ")
        .map((from) => ["announce", `--from=${from}`, "--store", store]),
      notBlank.map((name) => ["play", open, `--player-one=${name}`, "--store", store]),
      fc
        .constantFrom("", " ", "x".repeat(41), "\n", "\u0007")
        .map((name) => [`--player-two=${name}`, "--store", store]),
      fc
        .tuple(fc.constantFrom(...WITH_TEXT), fc.constantFrom("", " ", "\u3000", "\n"))
        .map(([words, blank]) => [...words.slice(0, -1), `${words.at(-1)}${blank}`, "--store", store]),
      fc
        .tuple(fc.constantFrom("games", "leaderboard", "help"), hostileWord)
        .map(([name, id]) => [name, "--", id]),
      fc.constantFrom(...OF_A_GAME).map((name) => [name, "--as=Ann", " ", "--store", store]),
    )
    .map(mistaken);
}

/** Generates correct command lines for things that exist or do not exist. */
function requests(places: Places): fc.Arbitrary<CommandLine> {
  const { store, open, finished, broken, noStores, missing, deadPort } = places;
  const on = (...words: string[]) => [...words, "--store", store];
  const some = fc.subarray(["--json", "--rebuild", "--no-color"]);
  const reading = fc.constantFrom(...OF_A_GAME.filter((name) => name !== "play"));
  const looking = fc.constantFrom(...NAMES.filter((name) => !["play", "eventstore", "help"].includes(name)));
  const opening = fc.constantFrom("play", "eventstore", "games", "history");
  return fc.oneof(
    fc
      .tuple(fc.constantFrom("games", "leaderboard", "matches"), some)
      .map(([name, options]) => right(on(name, ...options))),
    fc.constantFrom("--open", "--finished").map((which) => right(on("games", which))),
    fc.constantFrom("--why", "--json").map((how) => right(on("history", finished, how))),
    fc.constantFrom("--parked", "--again").map((what) => failing(on("announce", what))), // there is no checkpoint
    fc
      .tuple(reading, fc.constantFrom(open, open.toUpperCase(), ` ${open}`, open.slice(0, 6)))
      .map(([name, id]) => right(on(...needed(name, id)))),
    fc
      .tuple(reading, fc.constantFrom(finished))
      .map(([name, id]) => (name === "join" ? failing : right)(on(...needed(name, id)))),
    reading.map((name) => failing(on(...needed(name, broken)))),
    fc
      .tuple(fc.constantFrom(...OF_A_GAME), hostileWord)
      .filter(([, id]) => /[^\sa-f\d-]/iu.test(id)) // so it is not the beginning of an id
      .map(([name, id]) =>
        failing([name, ...(name === "join" ? ["--as=Ann"] : []), "--store", store, "--", id]),
      ),
    notBlank
      .map((name) => right(on("join", open, `--as=${name}`)))
      .map(({ words }) => ({ ...right(words), codes: [0, 1] as const })),
    fc
      .tuple(opening, fc.constantFrom(...noStores))
      .map(([name, path]) =>
        failing([...needed(name, open).slice(0, name === "history" ? 2 : 1), "--store", path]),
      ),
    looking.map((name) => failing([...needed(name, open), "--store", missing])),
    fc.tuple(twoNames, fileName).map(([[one, two], file]) => ({
      words: [`--player-one=${one}`, `--player-two=${two}`, `--store=./${file}`],
      codes: [0, 1] as const,
      mayCreate: true,
    })),
    fc.constant(right(["eventstore", "--port", "0", "--store", "memory"])),
    fc.constant(right(on("web", "--port", "0"))),
    fc.constantFrom("help", "--help", "--version").map((word) => right([word])),
    {
      weight: 1,
      // Not watch, because Ctrl-C may end it before it gives up.
      arbitrary: fc
        .constantFrom("games", "leaderboard", "history", "replay", "join")
        .map((name) => failing([...needed(name, open), `--store=esdb://127.0.0.1:${deadPort}?tls=false`])),
    },
  );
}

/** Generates words in any order, which may or may not be a correct command line. */
function anyWords({ store, open, noStores }: Places): fc.Arbitrary<CommandLine> {
  const word = fc.oneof(
    fc.constantFrom(...NAMES, ...FLAGS, ...NOT_STORE, "--", "-", "-x", open, "0", "memory"),
    fc.tuple(fc.constantFrom(...NOT_STORE), hostileWord).map(([option, value]) => `${option}=${value}`),
    hostileWord,
  );
  const where = fc.constantFrom(store, "memory", ...noStores);
  return fc.tuple(fc.array(word, { maxLength: 6 }), where).map(([words, place]) => ({
    words: [`--store=${place}`, "--port=0", ...words],
    codes: [0, 1, 2],
    mayCreate: true,
  }));
}

/** Generates any command lines, which use only the given places. */
export function commandLines(places: Places): fc.Arbitrary<CommandLine> {
  return fc.oneof(
    { weight: 4, arbitrary: mistakes(places) },
    { weight: 3, arbitrary: requests(places) },
    { weight: 3, arbitrary: anyWords(places) },
  );
}
