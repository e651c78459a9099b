import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { DEFAULT_FILE, type StoreLocation } from "../persistence/connection/store-location.ts";

/**
 * @param ending what the file is for, such as "read-model".
 * @returns the path of a file that belongs to a store: beside the store's file; for a server, beside the default file.
 */
export function fileBeside(location: StoreLocation, ending: string): string {
  switch (location.kind) {
    case "memory":
      return ":memory:";
    case "file":
      return `${location.path}.${ending}`;
    case "server": {
      const address = location.server.address.toLowerCase();
      // The hash distinguishes addresses that become equal when the special characters are replaced.
      const name = address.replace(/^.*:\/\//, "").replace(/[^a-z0-9.-]+/g, "-");
      const hash = createHash("sha256").update(address).digest("hex");
      return join(dirname(DEFAULT_FILE), `${name.slice(0, 60)}-${hash.slice(0, 8)}.${ending}`);
    }
  }
}
