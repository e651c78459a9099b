import { readFileSync } from "node:fs";
import { defineCommand } from "../command.ts";

export const command = defineCommand({
  summary: "which version this is, as does --version",
  gameId: "none",
  options: {},
  async run(_, { terminal }) {
    const manifest = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
    terminal.print((JSON.parse(manifest) as { version: string }).version);
  },
});
