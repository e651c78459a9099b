import { spawnSync } from "node:child_process";

/** Exits with 0 if the loopback interface works and no other interface exists. */
const PROBE = `
  const { networkInterfaces } = require("node:os");
  const others = Object.values(networkInterfaces()).flat().filter(({ internal }) => !internal);
  const server = require("node:net").createServer().listen(0, "127.0.0.1", () => {
    require("node:net").connect(server.address().port, "127.0.0.1", () => process.exit(others.length));
  });
  server.on("error", () => process.exit(1));
  setTimeout(() => process.exit(1), 5000);
`;

const DEAD = "http://127.0.0.1:9/";

/**
 * Finds a way to run a command without a network.
 *
 * @returns {{ how: string, command: string[], env: NodeJS.ProcessEnv }} a description, the words to put before the
 * command, and its environment
 */
export function withoutNetwork() {
  const command = namespace();
  if (command && spawnSync(command[0], [...command.slice(1), process.execPath, "-e", PROBE]).status === 0) {
    return { how: "in a namespace that has the loopback alone (unshare --net)", command, env: {} };
  }
  const env = { npm_config_offline: "true", npm_config_registry: DEAD };
  for (const name of ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"]) env[name] = DEAD;
  // The README's server runs on this machine.
  for (const name of ["no_proxy", "NO_PROXY"]) env[name] = "127.0.0.1,localhost";
  return {
    how: "npm is offline, registry and proxy lead nowhere (there are no network namespaces to be had here)",
    command: [],
    env,
  };
}

function namespace() {
  if (process.platform !== "linux") return undefined;
  const { uid, gid } = { uid: process.getuid(), gid: process.getgid() };
  const up = "(ip link set lo up || ifconfig lo up) 2>/dev/null";
  if (uid === 0) return ["unshare", "--net", "sh", "-c", `${up}; exec "$@"`, "sh"];
  // Only root can set up the loopback interface; after that, the commands run as the user again.
  const asUser = `exec unshare --user --map-user=${uid} --map-group=${gid} "$@"`;
  return ["unshare", "--user", "--map-root-user", "--net", "sh", "-c", `${up}; ${asUser}`, "sh"];
}
