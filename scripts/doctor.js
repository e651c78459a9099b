// Reports what is ready on this computer, and how to mend what is not. It must run on every Node version, before
// anything is installed.
import { complaintAboutNode } from "./node-version.js";

const complaint = complaintAboutNode(process.versions.node);
const word = process.argv[2];
if (word !== undefined) {
  console.log(
    `bad   "${word}": the doctor takes no arguments; EVENTSTOREDB_URI names another store than the default`,
  );
  process.exitCode = 1;
} else if (complaint) {
  console.log(`bad   ${complaint}`);
  process.exitCode = 1;
} else {
  console.log(`good  Node ${process.versions.node}`);
  import("./examination.js").then(({ examine }) => {
    process.exitCode = examine() ? 0 : 1;
  });
}
