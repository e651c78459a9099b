import { describe, expect, it } from "vitest";
import { parseArguments } from "../../src/cli/arguments.ts";
import { loadCommands, UsageError } from "../../src/cli/command.ts";

const commands = await loadCommands();

/** Parses the words. @returns the result without the options that are not given. */
function given(words: readonly string[]) {
  const { command, color, request } = parseArguments(words, commands);
  const said = Object.entries(request).filter(([, value]) => value !== undefined && value !== false);
  return { command, ...Object.fromEntries(said), ...(color ? {} : { color }) };
}

describe("the words of a command line", () => {
  it.each<[string[], object]>([
    [[], { command: "play" }],
    [["play"], { command: "play" }],
    [["play", "some-id"], { command: "play", gameId: "some-id" }],
    [["--store", "memory"], { command: "play", store: "memory" }],
    [
      ["--store=my games.db", "play", "--no-color", "some-id"],
      { command: "play", gameId: "some-id", store: "my games.db", color: false },
    ],
    [
      ["play", "--player-one", " Ann ", "--player-two=Bob"],
      { command: "play", "player-one": "Ann", "player-two": "Bob" },
    ],
    [["--player-two", "?"], { command: "play", "player-two": "?" }],
    [["play", "--events"], { command: "play", events: true }],
    [["join", "some-id", "--as", "Ann"], { command: "join", gameId: "some-id", as: "Ann" }],
    [["watch", "some-id"], { command: "watch", gameId: "some-id" }],
    [["replay", "some-id"], { command: "replay", gameId: "some-id" }],
    [["games", "--open", "--json"], { command: "games", open: true, json: true }],
    [["games", "--finished"], { command: "games", finished: true }],
    [["leaderboard", "--rebuild"], { command: "leaderboard", rebuild: true }],
    [["games", "--player", " Ann ", "--limit=3"], { command: "games", player: " Ann ", limit: 3 }],
    [["leaderboard", "--all"], { command: "leaderboard", all: true }],
    [["history", "some-id", "--audit"], { command: "history", gameId: "some-id", audit: true }],
    [["history", "some-id"], { command: "history", gameId: "some-id" }],
    [
      ["--json", "history", "some-id", "--store", "a.db"],
      { command: "history", gameId: "some-id", json: true, store: "a.db" },
    ],
    [["history", "--", "--odd-id"], { command: "history", gameId: "--odd-id" }],
    [["eventstore"], { command: "eventstore" }],
    [["eventstore", "--port", "0", "--store", "a.db"], { command: "eventstore", port: 0, store: "a.db" }],
    [["eventstore", "--port=65535"], { command: "eventstore", port: 65_535 }],
    [["help"], { command: "help" }],
    [["help", "--no-color"], { command: "help", color: false }],
    [["--help"], { command: "help" }],
    [["history", "--help"], { command: "help" }],
    [["--version"], { command: "version" }],
    [["play", "some-id", "--version"], { command: "version" }],
    [["version"], { command: "version" }],
  ])("%j", (words, request) => {
    expect(given(words)).toEqual(request);
  });
});

describe("words that no command understands", () => {
  it.each<[string[], string]>([
    [["pley"], 'There is no command "pley".'],
    [["constructor"], 'There is no command "constructor".'],
    [["Play"], 'There is no command "Play".'],
    [[""], 'There is no command "".'],
    [["--bogus"], "There is no option --bogus."],
    [["-h"], "There is no option -h."],
    [["--__proto__=x"], "There is no option --__proto__."],
    [["--store"], "--store needs a value: --store <where>."],
    [
      ["--store", "--json"],
      "--store needs a value: --store <where>, or --store=<where> if it begins with a dash.",
    ],
    [["--no-color=yes"], "--no-color takes no value."],
    [["play", "--best-of"], "--best-of needs a value: --best-of <n>."],
    [["join", "some-id", "--as", ""], "--as needs a value: --as <name>."],
    [["games", "--player", " "], "--player needs a value: --player <name>."],
    [["announce", "--to", ""], "--to needs a value: --to <file>."],
    [["announce", "--checkpoint="], "--checkpoint needs a value: --checkpoint <file>."],
    [
      ["games", "--open", "--finished"],
      "No game is both open and finished: choose one of --open and --finished.",
    ],
    [["join", "some-id"], '"join" needs --as <name>, to know which of the two players you are.'],
    [["join", "--as", "Ann"], '"join" needs the id of a game.'],
    [["watch"], '"watch" needs the id of a game.'],
    [["games", "some-id"], '"games" can do nothing with "some-id".'],
    ...["0", "", " ", "-1", "1.5", "ten", "1e3"].map((limit): [string[], string] => [
      ["games", `--limit=${limit}`],
      "--limit takes a whole number from 1 on.",
    ]),
    [["games", "--limit", "3", "--all"], "--all has no limit: choose one of --all and --limit."],
    [["leaderboard", "--limit", "3"], '"leaderboard" takes no option --limit.'],
    [["replay", "some-id", "--audit"], '"replay" takes no option --audit.'],
    [["history", "some-id", "--events"], '"history" takes no option --events.'],
    [["play", "one", "two"], '"play" can do nothing with "two".'],
    [["play", "one", ""], '"play" can do nothing with "".'],
    [["play", ""], "The id of a game cannot be blank."],
    [["history", " "], "The id of a game cannot be blank."],
    [["games", ""], '"games" can do nothing with "".'],
    [["history"], '"history" needs the id of a game.'],
    [["history", "--json"], '"history" needs the id of a game.'],
    [["history", "some-id", "more"], '"history" can do nothing with "more".'],
    [["help", "play"], '"help" can do nothing with "play".'],
    [["eventstore", "some-id"], '"eventstore" can do nothing with "some-id".'],
    [["play", "--json"], '"play" takes no option --json.'],
    [["play", "--port", "2113"], '"play" takes no option --port.'],
    [["history", "some-id", "--player-one", "Ann"], '"history" takes no option --player-one.'],
    [["help", "--json"], '"help" takes no option --json.'],
    [["eventstore", "--port", "65536"], "--port takes a number from 0 to 65535."],
    [["eventstore", "--port=-1"], "--port takes a number from 0 to 65535."],
    [["eventstore", "--port", "2113.5"], "--port takes a number from 0 to 65535."],
    [["eventstore", "--port", ""], "--port takes a number from 0 to 65535."],
    [
      ["play", "some-id", "--player-two", "Bob"],
      "A game that goes on has its players: leave out --player-one and --player-two.",
    ],
    [["--player-one", " "], "A player's name cannot be blank: give it at least one letter."],
    [["--player-two", "x".repeat(41)], "A player's name has at most 40 characters: this one has 41."],
    [
      ["--player-one", "Ann", "--player-two", "ann"],
      "ann and Ann are the same name: the two players need different ones.",
    ],
  ])("%j", (words, sentence) => {
    expect(() => parseArguments(words, commands)).toThrow(UsageError);
    expect(() => parseArguments(words, commands)).toThrow(expect.objectContaining({ message: sentence }));
  });
});
