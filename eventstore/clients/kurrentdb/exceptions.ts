const DIRECTION =
  "whatever direction is asked for, the client sends forwards with START, and backwards with END (client.test.ts)";
const NO_STATUS = "the client gives errors of reads without code and message (client.test.ts)";

/** The tests of the contract that cannot hold with `@kurrent/kurrentdb-client` 1.3.1 on any server, and why. */
export const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["reading a stream > downwards gives the first event from the start", DIRECTION],
  ["reading a stream > upwards from its end is an error", DIRECTION],
  ["reading all streams > gives nothing upwards from the end, nor downwards from the start", DIRECTION],
  ["reading all streams > downwards from where nothing is yet is an error", NO_STATUS],
  ["reading all streams > from a position that cannot be is an error", NO_STATUS],
  ["from 1n beside a position > is an error forwards", NO_STATUS],
  ["from 1n beside a position > is an error backwards", NO_STATUS],
  ["from -1n beside a position > is an error forwards", NO_STATUS],
  ["from -1n beside a position > is an error backwards", NO_STATUS],
]);
