import { createHash } from "node:crypto";

/** How often, of all requests: the connection breaks before the request has been seen, or before its answer has left. */
const BREAKS_BEFORE = 1 / 10;
const BREAKS_AFTER = 1 / 10;

/** The most responses, as a power of two, of which a connection that breaks lets one through less. */
const MOST_RESPONSES_EXPONENT = 5;

/** The least and the most that a call may last, in milliseconds; a long one is as rare as a short one. */
const SHORTEST_CALL = 50;
const LONGEST_CALL = 10_000;

/** The most that a message waits, in milliseconds, and how often one does. */
const LONGEST_DELAY = 10;
const IS_DELAYED = 1 / 4;

/** How often a response comes in two pieces. */
const IS_SPLIT = 1 / 4;

/**
 * What goes wrong with calls, as on a bad network. It follows from a seed, from the method, from which of its calls it is
 * and which message of it, so that a program that makes its calls one after another meets the same again.
 */
export class Unkindness {
  readonly #seed: number;
  readonly #calls = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** @param method such as "/event_store.client.streams.Streams/Read" */
  nextCall(method: string): UnkindFate {
    const number = (this.#calls.get(method) ?? 0) + 1;
    this.#calls.set(method, number);
    return new UnkindFate(`${this.#seed} ${method} ${number}`);
  }
}

/** What goes wrong with one call. Messages are counted from 0, in each direction. */
export class UnkindFate {
  readonly #call: string;

  constructor(call: string) {
    this.#call = call;
  }

  /** Milliseconds after which the connection breaks, if the call lasts that long. */
  get milliseconds(): number {
    return SHORTEST_CALL * (LONGEST_CALL / SHORTEST_CALL) ** this.#roll("lasts");
  }

  breaksBefore(request: number): boolean {
    return this.#roll("breaks", request) < BREAKS_BEFORE;
  }

  /** How many responses leave before the connection breaks once the request has been seen; undefined where it does not. */
  breaksAfter(request: number): number | undefined {
    const roll = this.#roll("breaks", request) - BREAKS_BEFORE;
    if (roll < 0 || roll >= BREAKS_AFTER) return undefined;
    return Math.floor(2 ** (MOST_RESPONSES_EXPONENT * this.#roll("responses", request))) - 1;
  }

  /** Milliseconds. */
  delayOf(direction: "request" | "response", number: number): number {
    const roll = this.#roll(direction, number) / IS_DELAYED;
    return roll < 1 ? Math.ceil(roll * LONGEST_DELAY) : 0;
  }

  /** @returns the bytes of a response in the pieces in which they leave. */
  piecesOf(bytes: Buffer, response: number): Buffer[] {
    const roll = this.#roll("split", response) / IS_SPLIT;
    if (roll >= 1) return [bytes];
    const middle = Math.floor(roll * bytes.length);
    return [bytes.subarray(0, middle), bytes.subarray(middle)];
  }

  /** @returns 0 or more, and less than 1 */
  #roll(question: string, number = 0): number {
    const hash = createHash("sha256").update(`${this.#call} ${question} ${number}`).digest();
    return hash.readUInt32LE() / 2 ** 32;
  }
}
