/** Nobody's fault: a step of the exercise that has not been done yet. The message says which, and what is missing. */
export class NotThereYetError extends Error {
  override readonly name = "NotThereYetError";

  /** @param step such as "3.4". */
  constructor(step: string, what: string) {
    super(`Not there yet: ${what} (step ${step}).`);
  }
}
