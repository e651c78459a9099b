// Runs the commands of the README in a clone, in order and word for word, as a newcomer does:
// node .ci/newcomer.js <folder of the clone> <file for the report> [without-network]
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dockerComplaint, startInItsPlace } from "./docker.js";
import { bothSides, expectationFor, gameIn } from "./expectations.js";
import { commandsIn } from "./readme.js";
import { Command, run } from "./running.js";

const SECONDS = { tests: 1800, otherwise: 300 };
const MAKES_BRANCHES = "npm run workshop";

const [folder, report, network] = process.argv.slice(2);
const counts = { passed: 0, failed: 0 };
let game;

const git = (...words) => spawnSync("git", words, { cwd: folder, encoding: "utf8" });
const branch = () => git("branch", "--show-current").stdout.trim();
const home = branch() || git("rev-parse", "HEAD").stdout.trim();

const readme = readFileSync(join(folder, "README.md"), "utf8");
for (const commands of commandsIn(readme)) {
  await readBlock(commands);
  // Each block of the README begins on the branch of the clone.
  git("checkout", "--quiet", home);
}
writeFileSync(report, JSON.stringify(counts));

async function readBlock(commands) {
  const complaint = commands.some(needsDocker) ? dockerComplaint(network === "without-network") : undefined;
  const say = (sentence) => console.log(`         ${sentence}`);
  let server;
  for (const command of commands) {
    if (needsDocker(command) && complaint) {
      notRun(command, complaint);
      server = await startInItsPlace(folder, say);
    } else if (complaint && !server) notRun(command, "there is no server");
    else await perform(command);
  }
  server?.stop();
  await server?.ended();
  if (commands.some(needsDocker) && !complaint) await run("docker compose down --volumes", { cwd: folder });
}

function needsDocker(command) {
  return command.startsWith("docker ");
}

function notRun(command, reason) {
  console.log(`not run  ${command}: ${reason}`);
}

async function perform(command) {
  const [, goal] = /^git switch (\S+)$/.exec(command) ?? [];
  if (goal && !isThere(goal)) await perform(MAKES_BRANCHES);

  const expectation = expectationFor(command, branch());
  if (!expectation) return judge(command, { faults: [".ci/expectations.js does not say what it shows"] });
  if (expectation.tests && network === "without-network")
    return notRun(command, "the pass with a network has run it");
  const typed = command.replace("<game-id>", game);
  if (expectation.page) return serve(typed, expectation);
  const { partner, answers, tests, code: good = 0, shows } = expectation;
  const sides = partner ? bothSides(typed) : [{ command: typed, answers }];
  const seconds = tests ? SECONDS.tests : SECONDS.otherwise;
  // With a second player, the input stays open until the game is over.
  const surroundings = { cwd: folder, stays: partner, show: tests, seconds };
  const ends = await Promise.all(
    sides.map((side) => run(side.command, { ...surroundings, answers: side.answers })),
  );

  game = gameIn(ends[0].output) ?? game;
  judge(command, {
    seconds: ends[0].seconds,
    faults: ends.flatMap(({ code, output }) => [
      ...(code === good
        ? []
        : [code === null ? `stopped after ${seconds} s` : `exit code ${code}, not ${good}`]),
      ...(shows.test(output) ? [] : [`it does not show ${shows}`]),
    ]),
    outputs: tests ? [] : ends.map(({ output }) => output),
  });
}

/** Runs a command that goes on until it is stopped, and asks for the page at the address that it prints. */
async function serve(command, { shows, page }) {
  const start = performance.now();
  const server = new Command(command, { cwd: folder, stays: true });
  const isReady = await server.hasPrinted(shows);
  const seconds = (performance.now() - start) / 1000;
  const [, address] = shows.exec(server.output) ?? [];
  const text = isReady ? await (await fetch(address)).text() : "";
  server.stop();
  await server.ended();
  const faults = page.test(text) ? [] : [`its page does not show ${page}`];
  judge(command, { seconds, faults, outputs: [server.output, text] });
}

function judge(command, { seconds = 0, faults, outputs = [] }) {
  const good = faults.length === 0;
  counts[good ? "passed" : "failed"] += 1;
  console.log(`${good ? "ok  " : "FAIL"} ${seconds.toFixed(1).padStart(5)} s  ${command}`);
  if (!good) console.log([...outputs, ...faults].join("\n"));
}

function isThere(name) {
  return ["", "origin/"].some((where) => git("rev-parse", "--verify", "--quiet", where + name).status === 0);
}
