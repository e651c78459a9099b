import type { Pages } from "../http/http-server.ts";
import { VERSION } from "../version.ts";
import { SERVER_VERSION } from "./server-features.ts";

/**
 * Returns the HTTP pages of the store: those that monitors and clients of EventStoreDB request (the server's
 * `InfoController.cs` and health checks), and one for people.
 *
 * @param connectionString returns the connection string for clients
 */
export function pagesOf(connectionString: () => string): Pages {
  return {
    "/": () => ({
      status: 200,
      body: `This is embedded-eventstore ${VERSION}, which speaks EventStoreDB's gRPC protocol: connect a client to ${connectionString()}`,
    }),
    "/health/live": () => ({ status: 204 }),
    "/info": () => ({
      status: 200,
      contentType: "application/json; charset=utf-8",
      body: JSON.stringify(INFO),
    }),
  };
}

const INFO = {
  dbVersion: SERVER_VERSION,
  esVersion: SERVER_VERSION,
  state: "leader",
  features: { projections: false, userManagement: false, atomPub: false },
  authentication: { type: "insecure", properties: {} },
};
