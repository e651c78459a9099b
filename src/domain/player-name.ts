import { EqualPlayerNamesError, InvalidPlayerNameError } from "./errors.ts";

/** In Unicode code points. */
const MAX_LENGTH = 40;

/** Nothing but white space and invisible characters, such as a zero-width space. */
const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u;

/**
 * Characters that can change what a terminal shows of other text: control characters, line and paragraph separators,
 * unpaired surrogates, and characters that change the direction of text.
 */
export const UNSAFE_CHARACTERS = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/gu;

/**
 * Parses a player's name.
 *
 * @param text 1 to 40 characters (Unicode code points), not blank, without unsafe characters.
 * @returns the name without the white space around it.
 * @throws InvalidPlayerNameError for any other text.
 */
export function acceptPlayerName(text: string): string {
  const name = text.trim();
  if (BLANK.test(name)) throw InvalidPlayerNameError.becauseItIsBlank();
  if (name.search(UNSAFE_CHARACTERS) >= 0) throw InvalidPlayerNameError.becauseItHasControlCharacters();
  const length = [...name].length;
  if (length > MAX_LENGTH) throw InvalidPlayerNameError.becauseItIsTooLong(length, MAX_LENGTH);
  return name;
}

/**
 * Checks that two names can be told apart.
 *
 * @param playerOne an accepted name.
 * @param playerTwo an accepted name.
 * @throws EqualPlayerNamesError if the names are equal or differ only in case.
 */
export function refuseEqualNames(playerOne: string, playerTwo: string): void {
  if (ignoringCase(playerOne) === ignoringCase(playerTwo))
    throw new EqualPlayerNamesError(playerOne, playerTwo);
}

/**
 * Folds the case of a name, to compare names with.
 *
 * @returns the same text for all names that differ only in case. Converting to lower case before upper case makes "ß",
 *   "ẞ" and "SS" equal, and the two small sigmas.
 */
export function ignoringCase(name: string): string {
  return name.normalize("NFC").toLowerCase().toUpperCase().normalize("NFC");
}
