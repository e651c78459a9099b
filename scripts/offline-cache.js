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
 * Makes a cache that npm can write to, if npm is offline and cannot write to its own. npm finds nothing in a read-only
 * cache, such as one on a USB stick. The index, which is small, is copied; the content is linked.
 *
 * @param {NodeJS.ProcessEnv} env the environment, in which npm gives its settings
 * @returns {{ folder: string, remove: () => void } | undefined} undefined if npm's own cache is good enough
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

/** Copies the files, but not their permissions, which may forbid writing. */
function copy(from, to) {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath ?? entry.path, entry.name);
    const target = join(to, source.slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, readFileSync(source));
  }
}
