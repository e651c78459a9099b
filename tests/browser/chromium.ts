import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Linux distributions put Chromium; Chrome and Edge are found by Playwright itself, on every system. */
const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium"];

/**
 * Launches the browser that this computer has; none is downloaded.
 *
 * @returns undefined if there is none.
 */
export async function launchBrowser(): Promise<Browser | undefined> {
  const executablePath = PATHS.find((path) => existsSync(path));
  const candidates = executablePath ? [{ executablePath }] : [{ channel: "chrome" }, { channel: "msedge" }];
  // Root has no sandbox. The pages are our own.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  for (const candidate of candidates) {
    try {
      return await chromium.launch({ ...candidate, args });
    } catch (error) {
      if (executablePath) throw error; // it is there, and does not work
    }
  }
  return undefined;
}
