import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The configuration of `npm run test:kurrentdb-client`: the contract of the store, and more, with the client of KurrentDB. */
export default defineConfig({
  root: here("../../../"),
  resolve: { alias: [{ find: /^@eventstore\/db-client$/, replacement: here("client.ts") }] },
  test: {
    include: ["eventstore/tests/{contract,unserved}.test.ts", "eventstore/clients/kurrentdb/*.test.ts"],
    globalSetup: here("vitest.setup.ts"),
    setupFiles: ["tests/each-file.setup.ts", here("exceptions.setup.ts")],
    // The client would ask a proxy for unknown hosts.
    env: { TZ: "UTC", grpc_proxy: "", https_proxy: "", http_proxy: "" },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
