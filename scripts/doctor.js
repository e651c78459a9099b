// Reports what is ready on this computer, and how to mend what is not. It must run on every Node version, before
// anything is installed.
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
