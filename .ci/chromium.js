import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const APT = "/usr/bin/apt-get";

/**
 * Installs Debian's Chromium for the tests in a browser, where there is none and this may be done: by root, with apt-get.
 * Elsewhere the tests use the Chrome or the Edge that there is, or say that they are skipped.
 */
export function installChromium() {
  const isThere = ["chromium", "chromium-browser", "google-chrome"].some((name) =>
    existsSync(`/usr/bin/${name}`),
  );
  if (isThere || process.platform !== "linux") return;
  if (process.getuid() !== 0 || !existsSync(APT)) {
    console.log("Chromium is not installed: that takes root and apt-get.");
    return;
  }
  console.log("\n=== apt-get install chromium");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const words of [
    ["update", "--quiet"],
    ["install", "--yes", "--quiet", "--no-install-recommends", "chromium"],
  ]) {
    const { status } = spawnSync(APT, words, { env, stdio: ["ignore", "ignore", "inherit"] });
    if (status !== 0) return console.log(`apt-get ${words[0]} has failed: Chromium is not installed.`);
  }
}
