// Says what is ready on this computer, and of what is not, how to mend it. Plain Node, however old: it must run
// before anything has been installed.
import { complaintAboutNode } from "./node-version.js";

const complaint = complaintAboutNode(process.versions.node);
if (complaint) {
  console.log(`bad   ${complaint}`);
  process.exitCode = 1;
} else {
  console.log(`good  Node ${process.versions.node}`);
  import("./examination.js").then(({ examine }) => {
    process.exitCode = examine() ? 0 : 1;
  });
}
