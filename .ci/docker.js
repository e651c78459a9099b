import { spawnSync } from "node:child_process";
import { Command } from "./running.js";

const IN_ITS_PLACE = "npx tsx src/cli.ts eventstore";

/**
 * @param {boolean} offline
 * @returns {string | undefined} why no server can be had from Docker, or undefined where one can
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
 * Starts the embedded store where Docker would have started a server, on the same port.
 *
 * @param {string} folder of the clone
 * @param {(sentence: string) => void} say
 * @returns {Promise<Command | undefined>} undefined where that cannot be had either
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
