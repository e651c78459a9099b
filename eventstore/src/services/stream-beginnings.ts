import type { RecordedEvent } from "../log/events.ts";

/** The first events of a stream, as clients get them. */
interface Beginning {
  /** how many events: those with the revisions from 0 on */
  readonly events: number;
  readonly bytes: Buffer;
}

const NOTHING: Beginning = { events: 0, bytes: Buffer.alloc(0) };

/** The most streams that are remembered, and the most bytes of each: 8 MiB in all. A game of 42 moves has 14 KiB. */
const MOST_STREAMS = 128;
const MOST_BYTES = 64 * 1024;

/** A stream with a longer name is not remembered: names may have megabytes. */
const LONGEST_NAME = 1000;

/**
 * Remembers what clients got of the streams that were read last. Programs read a stream again before each decision, and its
 * events never change: so only new ones have to be read from the file, and encoded. What is read only once is not worth
 * remembering: of such a stream only the name is kept, until it is read again.
 */
export class StreamBeginnings {
  /** by the names of the streams and the form of the ids; what was used last comes last */
  readonly #beginnings = new Map<string, Beginning>();

  /**
   * Returns what is known of a stream that is being read; undefined if it has not been read lately.
   *
   * @param idsAsHalves see {@link encodeEventId}
   */
  of(stream: string, idsAsHalves: boolean): Beginning | undefined {
    const key = keyOf(stream, idsAsHalves);
    const known = this.#beginnings.get(key);
    if (stream.length <= LONGEST_NAME) this.#keep(key, known ?? NOTHING);
    return known;
  }

  /**
   * Remembers events of a stream, if they follow on those that are known: another reader may have been faster.
   *
   * @param events without gaps
   * @param sent what was sent of them
   */
  add(stream: string, idsAsHalves: boolean, events: readonly RecordedEvent[], sent: readonly Buffer[]): void {
    const key = keyOf(stream, idsAsHalves);
    const known = this.#beginnings.get(key) ?? NOTHING;
    const bytes = sent.reduce((sum, { length }) => sum + length, known.bytes.length);
    if (events[0]?.revision !== known.events || bytes > MOST_BYTES) return;
    this.#keep(key, {
      events: known.events + events.length,
      bytes: Buffer.concat([known.bytes, ...sent], bytes),
    });
  }

  #keep(key: string, beginning: Beginning): void {
    this.#beginnings.delete(key);
    this.#beginnings.set(key, beginning);
    const [longestUnused] = this.#beginnings.keys();
    if (this.#beginnings.size > MOST_STREAMS && longestUnused !== undefined) {
      this.#beginnings.delete(longestUnused);
    }
  }
}

function keyOf(stream: string, idsAsHalves: boolean): string {
  return `${idsAsHalves} ${stream}`;
}
