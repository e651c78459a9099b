import { describe, it } from "vitest";
import { EqualPlayerNamesError, InvalidPlayerNameError } from "../../src/domain/errors.ts";
import { given } from "./specification.ts";

const BLANK = "A player's name cannot be blank: give it at least one letter.";
const TOO_LONG = "A player's name has at most 40 characters: this one has 41.";
const CONTROL = "A player's name cannot have control characters: letters, digits and spaces are fine.";

describe("a name", () => {
  it.each([
    ["empty", "", BLANK],
    ["white space", " \t\n", BLANK],
    ["a zero-width space", "\u200b", BLANK],
    ["over 40 characters", "x".repeat(41), TOO_LONG],
    ["over 40 emoji", "🐳".repeat(41), TOO_LONG],
    ["an escape sequence", "\u001b[31mAnn", CONTROL],
    ["a line feed inside", "An\nn", CONTROL],
    ["a C1 control character", "Ann\u009b31m", CONTROL],
    ["DEL", "Ann\u007f", CONTROL],
    ["text that runs backwards", "Ann\u202enna", CONTROL],
    ["a paragraph separator inside", "An\u2029n", CONTROL],
    ["half a surrogate pair", "Ann\ud800", CONTROL],
  ])("is refused for either player: %s", (_, name, sentence) => {
    given()
      .when((game) => game.startGame(name, "Bob"))
      .thenRefuses(InvalidPlayerNameError, sentence);
    given()
      .when((game) => game.startGame("Ann", name))
      .thenRefuses(InvalidPlayerNameError, sentence);
  });

  it.each(["A", "x".repeat(40), "🐳".repeat(40), "Åsa Ødegård-O'Neill", "花子", "👩‍👩‍👧", "q", "?"])(
    "is accepted: %s",
    (name) => {
      given()
        .when((game) => game.startGame(name, "Bob"))
        .thenRecords({ type: "GameStarted", playerOne: name, playerTwo: "Bob" });
    },
  );
});

describe("equal names", () => {
  it.each([
    ["the same", "Ann", "Ann"],
    ["but for case", "Ann", "aNN"],
    ["but for white space around", "Ann", " Ann "],
    ["but for how the accent is stored", "Zo\u00eb", "Zoe\u0308"],
    ["sharp s", "Strauß", "STRAUSS"],
    ["capital sharp s", "Strauß", "STRAUẞ"],
    ["two small sigmas", "Ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ"],
  ])("are refused: %s", (_, one, two) => {
    given()
      .when((game) => game.startGame(one, two))
      .thenRefuses(
        EqualPlayerNamesError,
        `${two.trim()} and ${one} are the same name: the two players need different ones.`,
      );
  });

  it("do not differ in an accent", () => {
    given()
      .when((game) => game.startGame("Zoe", "Zoë"))
      .thenRecords({ type: "GameStarted", playerOne: "Zoe", playerTwo: "Zoë" });
  });
});
