import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { resumeLine } from "../../../../src/cli/screens/playing/resume.ts";
import { locateStore } from "../../../../src/persistence/connection/store-location.ts";

describe("the way back to a game", () => {
  const FILE = { kind: "file", path: resolve("games.db") } as const;
  const onWindows = process.platform === "win32";

  it("repeats the --store option, if one was given", () => {
    expect(resumeLine("some-id", FILE, undefined)).toBe("Resume with: npx tsx src/cli.ts play some-id");
    expect(resumeLine("some-id", FILE, "../games.db")).toBe(
      "Resume with: npx tsx src/cli.ts play some-id --store ../games.db",
    );
  });

  it.each([
    ["my games.db", "'my games.db'", '"my games.db"'],
    ["$HOME.db", "'$HOME.db'", '"$HOME.db"'],
    ["esdb://a?tls=false", "'esdb://a?tls=false'", '"esdb://a?tls=false"'],
    [
      "esdb://me:secret@a,b?tls=false&gossipTimeout=2",
      "'esdb://me:PASSWORD@a,b?tls=false&gossipTimeout=2'",
      '"esdb://me:PASSWORD@a,b?tls=false&gossipTimeout=2"',
    ],
    ["it's.db", `'it'\\''s.db'`, `"it's.db"`],
  ])("is fit for a shell, and without a password: %s", (store, word, wordOnWindows) => {
    const location = store.startsWith("esdb") ? locateStore(store, {}) : FILE;
    expect(resumeLine("some-id", location, store)).toBe(
      `Resume with: npx tsx src/cli.ts play some-id --store ${onWindows ? wordOnWindows : word}`,
    );
  });

  it.each([
    ["$(reboot)", "play '$(reboot)' --store games.db", 'play "$(reboot)" --store games.db'],
    ["-", "play --store games.db -- -", "play --store games.db -- -"],
    ["--help me", "play --store games.db -- '--help me'", 'play --store games.db -- "--help me"'],
  ])("is fit for a shell, with any id that another program gives a game: %s", (id, line, lineOnWindows) => {
    expect(resumeLine(id, FILE, "games.db")).toBe(
      `Resume with: npx tsx src/cli.ts ${onWindows ? lineOnWindows : line}`,
    );
  });

  it("does not exist for a game in memory", () => {
    expect(resumeLine("some-id", { kind: "memory" }, "memory")).toBe(
      "This game was kept in memory, and is gone now.",
    );
  });
});
