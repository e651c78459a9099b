import { homedir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { locateStore } from "../../src/persistence/store-location.ts";

it("a ~ at the beginning of a file is the user's own folder, and of nobody else's", () => {
  expect(locateStore("~/games.db", {})).toEqual({ kind: "file", path: join(homedir(), "games.db") });
  expect(locateStore("./~/games.db", {})).toEqual({
    kind: "file",
    path: join(process.cwd(), "~", "games.db"),
  });
  expect(() => locateStore("~ann/games.db", {})).toThrow(/^~ann stands for no folder here: [^\n]+\.$/);
});
