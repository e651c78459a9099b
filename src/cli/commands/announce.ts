import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describeStore, missingFileOf } from "../../persistence/connection/store-location.ts";
import { defineCommand, flag, option, UsageError } from "../command.ts";
import { fileBeside } from "../file-beside.ts";
import { withStore } from "../with-store.ts";

export const command = defineCommand({
  summary: "tells other programs how games end: each at least once, one JSON object a line",
  gameId: "none",
  options: {
    to: option(
      "<file>",
      "appends to a file; without it, prints, but what a pipe has taken may be lost with its reader",
    ),
    from: option("<where>", "start or now: where to begin without a checkpoint", parseFrom),
    checkpoint: option("<file>", "where the checkpoint is; without it, beside the store"),
    parked: flag("lists the messages that could not be told, and ends"),
    again: flag("begins with the parked messages"),
  },
  check({ parked, again, from, to }) {
    if (parked && (again || from !== undefined || to !== undefined))
      throw new UsageError("--parked only lists: leave out --again, --from and --to.");
  },
  async run(request, { terminal, locate }) {
    const location = locate();
    if (location.kind === "memory")
      throw new UsageError("A store in memory begins empty: announce needs a file or a server.");
    if (request.store === undefined && missingFileOf(location) !== undefined)
      throw new Error("No game has been played here yet: there is nothing to tell.");
    const path = request.checkpoint ?? fileBeside(location, "announcements");
    if (request.to !== undefined && resolve(request.to) === resolve(path))
      throw new UsageError("--to is the file of the checkpoint: choose another one.");
    if (path !== request.checkpoint && location.kind === "server")
      mkdirSync(dirname(path), { recursive: true }); // beside the default store, which may not exist yet
    const { listParked, announce } = await import("../announce.ts");
    if (request.parked) return listParked(path, terminal);
    terminal.complain(`Events: ${describeStore(location)}`);
    await withStore({ location, terminal, forPrograms: true }, async (opening) => {
      await announce({ ...request, path, terminal, store: await opening });
    });
  },
});

function parseFrom(text: string): "start" | "now" {
  if (text === "start" || text === "now") return text;
  throw new UsageError("--from takes start or now.");
}
