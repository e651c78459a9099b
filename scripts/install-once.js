// Installs the dependencies where they are missing or do not match the lockfile, so that `npm start` and `npm test`
// work as the very first command in a fresh clone. Plain Node, since nothing else is there yet. A folder with a
// package.json of its own can be named: `node scripts/install-once.js bench`.
import { complaintAboutNode } from "./node-version.js";

const complaint = complaintAboutNode(process.versions.node);
if (complaint) end(complaint);
else import("./install.js").then(({ installOnce }) => installOnce(process.argv[2]).then(end));

function end(sentence) {
  if (!sentence) return;
  console.error(sentence);
  process.exitCode = 1;
}
