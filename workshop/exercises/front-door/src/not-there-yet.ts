/** A step of the exercise is not done yet. The message says which one, and what is missing. */
export class NotThereYetError extends Error {
  override readonly name = "NotThereYetError";

  /** @param step such as "3.4". */
  constructor(step: string, what: string) {
    super(`Not there yet: ${what} (step ${step}).`);
  }
}
