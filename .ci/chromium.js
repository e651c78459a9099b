import { existsSync } from "node:fs";
import { run } from "./running.js";

const APT = "/usr/bin/apt-get";

/**
 * Installs Debian's Chromium for the tests in a browser, if there is none and apt-get may install it: that takes root.
 * Elsewhere the tests use the Chrome or the Edge that there is, or say that they are skipped.
 */
export async function installChromium() {
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
  for (const words of ["update --quiet", "install --yes --quiet --no-install-recommends chromium"]) {
    const { code, output } = await run(`${APT} ${words}`, { cwd: "/", env });
    if (code !== 0) return console.log(`${output}apt-get ${words} has failed: Chromium is not installed.`);
  }
}
