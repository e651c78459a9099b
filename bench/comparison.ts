/** One of two who do the same work, over and over. */
export interface Contender {
  readonly name: string;
  /** Does a piece of the work. Gives how much it was, in the unit of the comparison. */
  work(): Promise<number>;
}

/** What two contenders are measured at. */
export interface Comparison {
  /** What they do, in a few words. */
  readonly what: string;
  /** What is counted, such as "appends". */
  readonly unit: string;
  readonly ours: Contender;
  readonly peer: Contender;
  /** How many times the peer's rate ours should be, at the least. */
  readonly target?: number;
  /** How many rounds count; fewer than usual where a single piece of work takes seconds. */
  readonly rounds?: number;
}

/** How one contender did. */
export interface Performance {
  /** Units per second, one rate a round. */
  readonly rates: readonly number[];
  /** How long each piece of work took, in milliseconds. */
  readonly durations: readonly number[];
}

export interface Outcome {
  readonly ours: Performance;
  readonly peer: Performance;
  /** Our rate divided by the peer's, one ratio a round. */
  readonly ratios: readonly number[];
}

/** The target of two rates that should be the same: the time is, within a factor of 1.2. */
export const FLAT = 0.83;

const ROUNDS = 7;

/** Before the rounds: Node compiles what runs often, and what it has not compiled yet says nothing about either side. */
const WARM_UP_MILLISECONDS = 4000;

/** Longer than most pieces of work, and short enough that both sides of a round see the same machine. */
const ROUND_MILLISECONDS = 300;

/**
 * Lets two contenders work in turns, so that whatever else the machine is doing slows both, and takes the ratio of
 * each round for itself. Who begins changes from round to round.
 *
 * @param scale stretches the time of a round; 1 is what the published figures have.
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

/** Works until the time is over, and finishes the piece that was begun. */
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

/** @param share of the values that lie below the one that is given: 0.5 for the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
