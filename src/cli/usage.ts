export const USAGE = `Usage:
  npx tsx src/cli.ts                      a new game: asks for both names, then plays to the end
  npx tsx src/cli.ts play [game-id]       the same; with an id, carries on with that game
      --player-one <name>                 skips the question for the name of who moves first
      --player-two <name>                 skips the question for the other name
  npx tsx src/cli.ts history <game-id>    the events of a game, one a line
      --json                              one JSON object a line
  npx tsx src/cli.ts eventstore           the embedded event store as a server, for other terminals and programs
      --port <number>                     where it listens, on 127.0.0.1 alone; without it, 2113
  npx tsx src/cli.ts help                 this text, as does --help
  npx tsx src/cli.ts --version

Options everywhere:
  --store <where>   where the events are: a file, memory, or a server (esdb://localhost:2113?tls=false);
                    without it EVENTSTOREDB_URI decides, and then it is data/connect-four.db
  --no-color        draws in one colour, as does the environment variable NO_COLOR`;
