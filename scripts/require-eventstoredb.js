// Runs before the tests of a real server, and prints in one sentence what is missing.
import { lookAtStore } from "./store.js";

const bad = process.env.EVENTSTOREDB_URI ? lookAtStore().find(({ is }) => is === "bad") : undefined;
if (!process.env.EVENTSTOREDB_URI) {
  fail(
    "EVENTSTOREDB_URI is not set: it must name a server that test streams may be left on, such as the one that " +
      "docker compose up --wait starts, esdb://127.0.0.1:2113?tls=false.",
  );
} else if (bad) fail(bad.text);

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}
