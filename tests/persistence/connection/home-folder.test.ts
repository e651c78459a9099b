import { homedir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { locateStore } from "../../../src/persistence/connection/store-location.ts";

it("a ~ at the start of a path is the user's home folder, but ~name is not another user's", () => {
  expect(locateStore("~/games.db", {})).toEqual({ kind: "file", path: join(homedir(), "games.db") });
  expect(locateStore("./~/games.db", {})).toEqual({
    kind: "file",
    path: join(process.cwd(), "~", "games.db"),
  });
  expect(() => locateStore("~ann/games.db", {})).toThrow(/^~ann stands for no folder here: [^\n]+\.$/);
});
