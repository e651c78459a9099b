export const USAGE = `Usage:
  npx tsx src/cli.ts                      a new game: asks for both names, then plays to the end
  npx tsx src/cli.ts play [game-id]       the same; with an id, carries on with that game
      --player-one <name>                 skips the question for the name of who moves first
      --player-two <name>                 skips the question for the other name
      --events                            shows each event as it is recorded, below the board
  npx tsx src/cli.ts join <game-id>       plays one side of a game, while the other is played from another terminal
      --as <name>                         the name of the player who sits here
  npx tsx src/cli.ts watch <game-id>      follows a game live until it ends
  npx tsx src/cli.ts replay <game-id>     a game move by move, with keys forward and back
  npx tsx src/cli.ts games                the newest 20 games
      --open, --finished                  only those
      --player <name>                     only those of that player
      --limit <n>, --all                  the newest n, or all
  npx tsx src/cli.ts leaderboard          who has won how often: the best 20
      --all                               all players
      --json                              one JSON array, as for games
      --rebuild                           reads all events again, as for games
  npx tsx src/cli.ts history <game-id>    the events of a game, one a line
      --audit                             marks those which today's rules would not have led to
      --json                              one JSON object a line
  npx tsx src/cli.ts eventstore           the embedded event store as a server, for other terminals and programs
      --port <number>                     where it listens, on 127.0.0.1 alone; without it, 2113
  npx tsx src/cli.ts help                 this text, as does --help
  npx tsx src/cli.ts --version

A game can be given by the beginning of its id, as "games" shows it.

Options everywhere:
  --store <where>   where the events are: a file, memory, or a server (esdb://localhost:2113?tls=false,
                    or kurrentdb://…);
                    without it EVENTSTOREDB_URI decides, and then it is data/connect-four.db
  --no-color        draws in one colour, as does the environment variable NO_COLOR`;
