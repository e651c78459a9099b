import { run } from "./cli/program.ts";
import { playRound, positionOf } from "./cli/round.ts";
import { askNames } from "./cli/screens/playing/ask-names.ts";
import type { Terminal } from "./cli/terminal/terminal.ts";
import { Game } from "./domain/game.ts";

const usage = `Usage:
  npx tsx src/cli.ts           a game for two at this keyboard, which is forgotten when the program ends
  npx tsx src/cli.ts help      this text
      --no-color               draws in one colour`;

async function play(terminal: Terminal): Promise<void> {
  const names = await askNames(terminal, undefined, undefined);
  if (!names) return;
  const game = new Game();
  game.startGame(names.playerOne, names.playerTwo);
  await playRound(terminal, positionOf(game), async (player, column) => {
    game.makeMove(player, column);
    return positionOf(game);
  });
  if (!game.result)
    terminal.print("This game was kept nowhere, and is gone now. Exercise 3 will change that.");
}

await run({ usage, options: {}, commands: { play } });
