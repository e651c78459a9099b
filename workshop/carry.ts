// Applies a change of one version of a taught file to the others, and records that they belong together now. With
// --accept it only records that, after all versions were changed by hand.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MANIFEST_FILE, parseManifest } from "./attendee/manifest.ts";
import { carry } from "./carrying.ts";
import { filesOfWorkTree } from "./files.ts";
import { LINEAGE_FILE, lineageOf } from "./lineage.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const main = filesOfWorkTree(ROOT);

if (process.argv.includes("--accept")) {
  const { exercises } = parseManifest(main.get(MANIFEST_FILE) ?? "{}");
  writeFileSync(join(ROOT, LINEAGE_FILE), `${JSON.stringify(lineageOf(main, exercises), undefined, 2)}\n`);
  console.log("Noted: the versions belong together as they are now.");
} else {
  const { files, report } = carry(ROOT, main);
  for (const [path, text] of files) writeFileSync(join(ROOT, path), text);
  for (const line of report) console.log(line);
  console.log("Read the difference with git diff, then npm run workshop:prove.");
}
