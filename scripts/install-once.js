// Installs the dependencies if they are missing or do not match the lockfile, so that `npm start` and `npm test` work
// as the first command in a fresh clone. It needs only Node, because nothing else is installed yet. For a folder with
// its own package.json: `node scripts/install-once.js bench`.
import { complaintAboutNode } from "./node-version.js";

const complaint = complaintAboutNode(process.versions.node);
if (complaint) end(complaint);
else import("./install.js").then(({ installOnce }) => installOnce(process.argv[2]).then(end));

function end(sentence) {
  if (!sentence) return;
  console.error(sentence);
  process.exitCode = 1;
}
