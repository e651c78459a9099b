import type { Pages } from "../http/page.ts";
import { SERVER_VERSION } from "./server-features.ts";

const INFO = {
  dbVersion: SERVER_VERSION,
  esVersion: SERVER_VERSION,
  state: "leader",
  features: { projections: false, userManagement: false, atomPub: false },
  authentication: { type: "insecure", properties: {} },
};

/** The pages that monitors and clients of EventStoreDB ask for (the server's `InfoController.cs` and health checks). */
export const MONITORS_PAGES: Pages = {
  "/health/live": () => ({ status: 204 }),
  "/info": () => ({
    status: 200,
    contentType: "application/json; charset=utf-8",
    body: JSON.stringify(INFO),
  }),
};
