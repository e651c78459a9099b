import { defineCommand } from "../command.ts";
import { usage } from "../usage.ts";

export const command = defineCommand({
  summary: "this text, as does --help",
  gameId: "none",
  options: {},
  async run(_, { terminal }) {
    terminal.draw(await usage());
  },
});
