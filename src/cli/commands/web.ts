import { sentenceOn } from "../../persistence/errors.ts";
import { defineCommand, option } from "../command.ts";
import { parsePort } from "../port.ts";
import type { Read } from "../read-side.ts";
import { onLeave } from "../terminal/signals.ts";
import { withStore } from "../with-store.ts";

const DEFAULT_PORT = 8080;

export const command = defineCommand({
  summary: "shows games, events and the leaderboard in a browser on this computer, live",
  gameId: "none",
  options: {
    port: option("<number>", `where it listens, on 127.0.0.1 alone; without it, ${DEFAULT_PORT}`, parsePort),
  },
  async run({ port = DEFAULT_PORT, store: chosen }, { terminal, locate }) {
    // The default file may be missing until the first game; a file that was typed should be there.
    await withStore({ location: locate(), terminal, mayCreate: chosen === undefined }, async (opening) => {
      const store = await opening;
      const { address } = store.connection;
      const [{ diagnose }, { withMatchList, withReadSide }, { News }, { startWebServer }] = await Promise.all(
        [
          import("../../persistence/diagnose.ts"),
          import("../read-side.ts"),
          import("../../web/news.ts"),
          import("../../web/web-server.ts"),
        ],
      );
      const news = new News();
      const watch = {
        onProgress: () => news.announce(),
        onState(failure: unknown) {
          const advice = failure === undefined ? undefined : (diagnose(failure)?.advice ?? "does not answer");
          const hadTrouble = news.trouble !== undefined;
          if (!news.setTrouble(advice ? sentenceOn(address, advice) : undefined)) return;
          if (advice || hadTrouble) terminal.complain(news.trouble ?? sentenceOn(address, "answers again"));
        },
      };
      const serve = async (read: Read, readMatches: Read) => {
        const history = (gameId: string) => store.games.history(gameId);
        const matchHistory = (matchId: string) => store.matchStreams.history(matchId);
        const server = await startWebServer({ history, matchHistory, read, readMatches, news }, port);
        const stopped = new Promise<void>(onLeave); // before "Ready" is printed, since a reader may stop it at once
        terminal.print(`Ready at ${server.address} (Ctrl-C stops it)`);
        await stopped;
        await server.close();
      };
      const serveWithMatches = (read: Read) =>
        withMatchList(store, terminal, false, (readMatches) => serve(read, readMatches), {
          onProgress: watch.onProgress,
        });
      await withReadSide(store, terminal, false, serveWithMatches, watch);
    });
  },
});
