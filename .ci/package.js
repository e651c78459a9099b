// Packs the event store as it is published, installs it in an empty folder, and uses it there as other projects do:
// node .ci/package.js, in a clone whose dependencies are installed.
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, run } from "./running.js";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const client = `@eventstore/db-client@${dependencies["@eventstore/db-client"]}`;
const types = `@types/node@${devDependencies["@types/node"]}`;
const vitest = `vitest@${devDependencies.vitest}`;
const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
const [, example = ""] =
  /^```ts\r?\n(.*?)^```/ms.exec(readFileSync(join(ROOT, "eventstore", "README.md"), "utf8")) ?? [];

// npm passes this folder's setting to its scripts; it must not apply to the other folder.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_config_ignore_scripts$/i.test(name)),
);
const folder = realpathSync.native(mkdtempSync(join(tmpdir(), "package-")));
process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

await perform("npm run pack --workspace embedded-eventstore", {
  cwd: ROOT,
  shows: /embedded-eventstore-.*\.tgz/,
});
const tarball = readdirSync(join(ROOT, "eventstore")).find((name) => name.endsWith(".tgz"));
cpSync(join(ROOT, ".ci", "package"), folder, { recursive: true });
writeFileSync(join(folder, "package.json"), "{}");
const packages = [`"${join(ROOT, "eventstore", tarball)}"`, client, types, vitest].join(" ");
await perform(`npm install --no-audit --no-fund ${packages}`, { shows: /added \d+ packages/ });
await perform("node program.mjs", {
  shows:
    /^Greeted from an ES module\nand what is no event store is refused\nand pages of one's own are served\n$/,
});
await perform("node program.cjs", { shows: /^Greeted from CommonJS\n$/ });
cpSync(join(folder, "types.mts"), join(folder, "types.cts"));
await perform(`node "${tsc}" --noEmit --strict --module nodenext --target es2023 types.mts types.cts`, {
  shows: /^$/,
});
writeFileSync(join(folder, "example.test.ts"), example);
await perform("npx --no vitest run", { shows: /Tests .*1 passed/ });
await perform(`node "${tsc}" --noEmit --strict --skipLibCheck --module nodenext example.test.ts`, {
  shows: /^$/,
});
await perform("npx --no embedded-eventstore -- --help", { shows: /^Usage: embedded-eventstore/ });

const server = new Command("npx --no embedded-eventstore -- --port 0 --store memory", {
  cwd: folder,
  env,
  stays: true,
});
const isReady = await server.hasPrinted(/^Ready at (\S+)/m);
const [, uri] = /^Ready at (\S+)/m.exec(server.output) ?? [];
if (!isReady) fail("npx embedded-eventstore --port 0 --store memory", server.output);
await perform(`node client.mjs "${uri}"`, { shows: /^Greeted from another process\n$/ });
const [, address] = /^In the browser: (\S+)/m.exec(server.output) ?? [];
for (const [path, shows] of [
  ["stream?name=greetings", "from another process"],
  ["style.css", "color-scheme"],
  ["live.js", "EventSource"],
]) {
  const text = await (await fetch(`${address}${path}`)).text();
  if (!text.includes(shows)) fail(`GET ${address}${path}`, text);
  console.log(`ok             GET ${address}${path}`);
}
server.stop();
await server.ended();

/**
 * Runs a command, and ends this program if it fails.
 *
 * @param {string} command
 * @param {{ cwd?: string, shows: RegExp }} how the folder in which it runs, and what its output must match
 */
async function perform(command, { cwd = folder, shows }) {
  const { code, output, seconds } = await run(command, { cwd, env });
  if (code !== 0 || !shows.test(output)) fail(command, `${output}\nexit code ${code}, expected ${shows}`);
  console.log(`ok   ${seconds.toFixed(1).padStart(5)} s  ${command}`);
}

/** @returns {never} */
function fail(command, output) {
  console.log(`${output}\nFAIL ${command}`);
  process.exit(1);
}
