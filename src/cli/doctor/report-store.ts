import { locateStore } from "../../persistence/connection/store-location.ts";
import { findingsOn } from "./store-findings.ts";

// Prints the findings on the store that is used without --store, as JSON, for scripts that are not in TypeScript.
const findings = await findingsOn(() => locateStore(undefined, process.env));
// Exits at once: the client cannot end a connection to a silent server, and would keep the process alive.
process.stdout.write(JSON.stringify(findings), () => process.exit());
