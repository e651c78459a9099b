import { locateStore } from "../../persistence/store-location.ts";
import { findingsOn } from "./store-findings.ts";

// For the scripts that know no TypeScript: what there is to say of the store that is used where no other is asked for.
const findings = await findingsOn(() => locateStore(undefined, process.env));
// The client cannot hang up on a server that never answers, and would have us wait with it.
process.stdout.write(JSON.stringify(findings), () => process.exit());
