/** Does one side's work in a comparison, again and again. */
export interface Contender {
  readonly name: string;
  /** Does one piece of work. @returns how much it was, in the unit of the comparison. */
  work(): Promise<number>;
}

/** Describes the work that two contenders are measured at. */
export interface Comparison {
  /** What they do, in a few words. */
  readonly what: string;
  /** What is counted, such as "appends". */
  readonly unit: string;
  readonly ours: Contender;
  readonly peer: Contender;
  /** The lowest ratio of our rate to the peer's rate that is good enough. */
  readonly target?: number;
  /** The number of rounds that count: fewer than usual where one piece of work takes seconds. */
  readonly rounds?: number;
}

/** Measurements of one contender. */
export interface Performance {
  /** Units per second, one rate a round. */
  readonly rates: readonly number[];
  /** The duration of each piece of work, in milliseconds. */
  readonly durations: readonly number[];
}

export interface Outcome {
  readonly ours: Performance;
  readonly peer: Performance;
  /** Our rate divided by the peer's, one ratio a round. */
  readonly ratios: readonly number[];
}

/** The target where both rates should be the same: the times may differ by a factor of 1.2. */
export const FLAT = 0.83;

const ROUNDS = 7;

/** How long each contender works before the rounds, so that Node has compiled its code. */
const WARM_UP_MILLISECONDS = 4000;

/** Longer than most pieces of work, and short enough that both sides of a round see the same machine. */
const ROUND_MILLISECONDS = 300;

/**
 * Lets two contenders work in turns, so that other work on the machine slows both of them. Computes one ratio per
 * round. The contender that begins changes from round to round.
 *
 * @param scale factor for the time of a round; 1 for the published figures.
 */
export async function compare(
  { ours, peer, rounds: count = ROUNDS }: Comparison,
  scale: number,
): Promise<Outcome> {
  const milliseconds = ROUND_MILLISECONDS * scale;
  await workFor(WARM_UP_MILLISECONDS, ours);
  await workFor(WARM_UP_MILLISECONDS, peer);
  const rounds: { ours: Round; peer: Round }[] = [];
  for (let round = 0; round < count; round++) {
    if (round % 2 === 0) {
      rounds.push({ ours: await workFor(milliseconds, ours), peer: await workFor(milliseconds, peer) });
    } else {
      rounds.push({ peer: await workFor(milliseconds, peer), ours: await workFor(milliseconds, ours) });
    }
  }
  return {
    ours: summarise(rounds.map((round) => round.ours)),
    peer: summarise(rounds.map((round) => round.peer)),
    ratios: rounds.map((round) => round.ours.rate / round.peer.rate),
  };
}

interface Round {
  readonly rate: number;
  readonly durations: readonly number[];
}

/** Works until the time is over, then finishes the current piece of work. */
async function workFor(milliseconds: number, contender: Contender): Promise<Round> {
  const durations: number[] = [];
  const start = performance.now();
  let done = 0;
  let now = start;
  while (now - start < milliseconds) {
    done += await contender.work();
    const then = now;
    now = performance.now();
    durations.push(now - then);
  }
  return { rate: (done * 1000) / (now - start), durations };
}

function summarise(rounds: readonly Round[]): Performance {
  return {
    rates: rounds.map(({ rate }) => rate),
    durations: rounds.flatMap(({ durations }) => durations),
  };
}

/** @param share the share of the values that are below the result, from 0 to 1: 0.5 for the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
