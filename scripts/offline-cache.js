import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * npm writes to its cache even where it only reads, and finds nothing in one that it cannot write to, such as that on a
 * stick. The index is then copied, which is small, and the content stays where it is.
 *
 * @param {NodeJS.ProcessEnv} env what npm has told the script
 * @returns {{ folder: string, remove: () => void } | undefined} undefined where npm's own will do
 */
export function writableCache(
  { npm_config_offline: offline, npm_config_cache: cache = "" },
  isWritable = canBeWrittenTo,
) {
  const from = join(cache, "_cacache");
  if (offline !== "true" || !existsSync(join(from, "index-v5")) || isWritable(cache)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "connect-four-cache-"));
  const to = join(folder, "_cacache");
  copy(join(from, "index-v5"), join(to, "index-v5"));
  symlinkSync(join(from, "content-v2"), join(to, "content-v2"), "junction");
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

function canBeWrittenTo(folder) {
  try {
    accessSync(folder, constants.W_OK);
    rmSync(mkdtempSync(join(folder, "writable-")), { recursive: true });
    return true;
  } catch {
    return false;
  }
}

/** Does not take over that nothing may be written to. */
function copy(from, to) {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath ?? entry.path, entry.name);
    const target = join(to, source.slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, readFileSync(source));
  }
}
