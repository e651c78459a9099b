import { EqualPlayerNamesError, InvalidPlayerNameError } from "./errors.ts";

const LONGEST = 40;

/** White space, and what takes no ink at all, such as a zero-width space. */
const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u;

/** Control characters, line and paragraph separators, half surrogate pairs, and what reverses the text around it. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;

/**
 * A name as it goes into the game: without the white space around it.
 *
 * @param text what a player calls themselves: 1 to 40 characters (Unicode code points), not blank, no control
 *   characters.
 * @throws InvalidPlayerNameError for any other text.
 */
export function acceptPlayerName(text: string): string {
  const name = text.trim();
  if (BLANK.test(name)) throw InvalidPlayerNameError.becauseItIsBlank();
  if (CONTROL.test(name)) throw InvalidPlayerNameError.becauseItHasControlCharacters();
  const length = [...name].length;
  if (length > LONGEST) throw InvalidPlayerNameError.becauseItIsTooLong(length, LONGEST);
  return name;
}

/**
 * @param playerOne an accepted name.
 * @param playerTwo an accepted name.
 * @throws EqualPlayerNamesError where the two differ in nothing but case, so that nobody could tell who moves.
 */
export function refuseEqualNames(playerOne: string, playerTwo: string): void {
  if (ignoringCase(playerOne) === ignoringCase(playerTwo))
    throw new EqualPlayerNamesError(playerOne, playerTwo);
}

/**
 * @returns what all names that differ in nothing but case have in common. Lower case first, then upper: only so do
 *   "ß", "ẞ" and "SS" or the two small sigmas come out the same.
 */
export function ignoringCase(name: string): string {
  return name.normalize("NFC").toLowerCase().toUpperCase().normalize("NFC");
}
