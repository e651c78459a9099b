/** The steps of exercise 3 that map each event to its stored shape. */
const STORING: Readonly<Record<string, string>> = { GameStarted: "3.4", MoveMade: "3.6" };

/** A step of the exercise is not done yet. The message says which one, and what is missing. */
export class NotThereYetError extends Error {
  override readonly name = "NotThereYetError";

  /** @param step such as "3.4". */
  constructor(step: string, what: string) {
    super(`Not there yet: ${what} (step ${step}).`);
  }

  /** @returns the error for an event of this type that cannot be stored yet. */
  static storing(type: string): NotThereYetError {
    return new NotThereYetError(STORING[type] ?? "3.8", `nothing maps ${type} to what the store keeps`);
  }

  /** @returns the error for a stored event of this type that cannot be loaded yet. */
  static loading(type: string): NotThereYetError {
    const step = type === "GameStarted" ? "3.5" : (STORING[type] ?? "3.8");
    return new NotThereYetError(step, `nothing maps a stored ${type} back`);
  }
}
