import type { Browser, Page } from "playwright-core";
import { afterAll, onTestFinished } from "vitest";
import { runsHere } from "../runs-here.ts";
import { launchBrowser } from "./chromium.ts";

/** A page of a browser for one test, with everything that went wrong in it. */
interface Visit {
  readonly page: Page;
  /** Errors of scripts, of the content security policy and of requests, dialogs, and requests to other hosts. */
  readonly troubles: readonly string[];
}

/**
 * Launches a browser for the tests of a file.
 *
 * @returns a function that opens a page for a test, or undefined if the tests cannot run here, which has been printed.
 */
export async function browserForTests() {
  const browser = await launchBrowser();
  afterAll(() => browser?.close());
  const reason = "there is neither Chromium nor Chrome nor Edge (on Debian: apt-get install chromium)";
  if (!runsHere(browser !== undefined, "the pages in a browser", reason) || !browser) return undefined;
  return async (options: Parameters<Browser["newPage"]>[0] = {}): Promise<Visit> => {
    const page = await browser.newPage(options);
    onTestFinished(() => page.close());
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
    page.on("dialog", (dialog) => {
      troubles.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (new URL(request.url()).hostname !== "127.0.0.1") troubles.push(request.url());
    });
    return { page, troubles };
  };
}
