import { spawnSync } from "node:child_process";
import { Command } from "./running.js";

const IN_ITS_PLACE = "npx tsx src/cli.ts eventstore";

/**
 * Checks whether Docker can start a server.
 *
 * @param {boolean} offline whether the network is off
 * @returns {string | undefined} why Docker cannot, or undefined if it can
 */
export function dockerComplaint(offline) {
  if (offline) return "what Docker runs is reached by way of the network";
  const docker = (...words) => spawnSync("docker", words, { encoding: "utf8" });
  const { error, status, stdout } = docker("info", "--format", "{{.OSType}}");
  if (error) return "there is no Docker on this machine";
  if (status !== 0) return "Docker is not running on this machine";
  if (stdout.trim() !== "linux")
    return `Docker runs containers of ${stdout.trim()} here, the server is for Linux`;
  if (docker("compose", "version").status !== 0) return "Docker has no compose on this machine";
  return undefined;
}

/**
 * Starts the embedded store instead of a server in Docker, on the same port.
 *
 * @param {string} folder the clone
 * @param {(sentence: string) => void} say prints a sentence
 * @returns {Promise<Command | undefined>} the running store, or undefined if it does not start
 */
export async function startInItsPlace(folder, say) {
  const server = new Command(IN_ITS_PLACE, { cwd: folder, stays: true });
  if (await server.hasPrinted(/^Ready at /m)) {
    say(`in its place: ${IN_ITS_PLACE}`);
    return server;
  }
  say(`and ${IN_ITS_PLACE} says: ${server.output.trim().split("\n").at(-1)}`);
  return undefined;
}
