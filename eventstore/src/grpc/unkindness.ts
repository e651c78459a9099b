import { createHash } from "node:crypto";

/** How often the connection breaks: before the server sees a request, and after it. */
const BREAKS_BEFORE = 1 / 10;
const BREAKS_AFTER = 1 / 10;

/** A connection that breaks after a request lets fewer than 2 ** this responses through. */
const MOST_RESPONSES_EXPONENT = 5;

/** How long a call may last, in milliseconds. The logarithm of the time is random, so short times are frequent. */
const SHORTEST_CALL = 50;
const LONGEST_CALL = 10_000;

/** The longest delay of a message, in milliseconds, and how often a message is delayed. */
const LONGEST_DELAY = 10;
const IS_DELAYED = 1 / 4;

/** How often a response comes in two pieces. */
const IS_SPLIT = 1 / 4;

/**
 * Decides what goes wrong with calls, as on a bad network. It depends only on the seed, the method, the number of the call
 * and the number of the message, so a program that makes its calls one after another has the same failures again.
 */
export class Unkindness {
  readonly #seed: number;
  readonly #calls = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Returns what goes wrong with the next call of a method. @param method such as "/event_store.client.streams.Streams/Read" */
  nextCall(method: string): UnkindFate {
    const number = (this.#calls.get(method) ?? 0) + 1;
    this.#calls.set(method, number);
    return new UnkindFate(`${this.#seed} ${method} ${number}`);
  }
}

/** Decides what goes wrong with one call. Messages are counted from 0, in each direction. */
export class UnkindFate {
  readonly #call: string;

  constructor(call: string) {
    this.#call = call;
  }

  /** The milliseconds after which the connection breaks, if the call lasts that long. */
  get milliseconds(): number {
    return SHORTEST_CALL * (LONGEST_CALL / SHORTEST_CALL) ** this.#roll("lasts");
  }

  breaksBefore(request: number): boolean {
    return this.#roll("breaks", request) < BREAKS_BEFORE;
  }

  /** Returns how many responses are sent before the connection breaks; undefined if it does not break. */
  breaksAfter(request: number): number | undefined {
    const roll = this.#roll("breaks", request) - BREAKS_BEFORE;
    if (roll < 0 || roll >= BREAKS_AFTER) return undefined;
    return Math.floor(2 ** (MOST_RESPONSES_EXPONENT * this.#roll("responses", request))) - 1;
  }

  /** @returns milliseconds */
  delayOf(direction: "request" | "response", number: number): number {
    const roll = this.#roll(direction, number) / IS_DELAYED;
    return roll < 1 ? Math.ceil(roll * LONGEST_DELAY) : 0;
  }

  /** @returns the bytes of a response, in one piece or two */
  piecesOf(bytes: Buffer, response: number): Buffer[] {
    const roll = this.#roll("split", response) / IS_SPLIT;
    if (roll >= 1) return [bytes];
    const middle = Math.floor(roll * bytes.length);
    return [bytes.subarray(0, middle), bytes.subarray(middle)];
  }

  /** @returns a number from 0 to less than 1 */
  #roll(question: string, number = 0): number {
    const hash = createHash("sha256").update(`${this.#call} ${question} ${number}`).digest();
    return hash.readUInt32LE() / 2 ** 32;
  }
}
