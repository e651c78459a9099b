import { onTestFinished } from "vitest";

/** What a live page has sent so far. */
export class LiveText {
  readonly status: number;
  readonly leave: () => void;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #text = "";

  /** Opens a live page, which ends with the test at the latest. */
  static async open(address: URL): Promise<LiveText> {
    const leaving = new AbortController();
    onTestFinished(() => leaving.abort());
    return new LiveText(await fetch(address, { signal: leaving.signal }), () => leaving.abort());
  }

  private constructor({ status, body }: Response, leave: () => void) {
    this.status = status;
    this.leave = leave;
    this.#reader = body?.getReader();
  }

  /** @returns all that has been sent, once it matches; or, if the page ends before, all of it. */
  async until(pattern: RegExp): Promise<string> {
    const decoder = new TextDecoder();
    while (!pattern.test(this.#text)) {
      const { value, done } = (await this.#reader?.read()) ?? { done: true };
      if (done) break;
      this.#text += decoder.decode(value, { stream: true });
    }
    return this.#text;
  }
}
