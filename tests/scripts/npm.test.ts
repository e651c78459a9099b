import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { newFolder } from "../folders.ts";
import { fromScripts } from "./project-copy.ts";

const { complaintAboutNpm } = await fromScripts("npm-complaint");
const { withLock } = await fromScripts("lock");
const { complaintsAboutSurroundings } = await fromScripts("surroundings");
const { writableCache } = await fromScripts("offline-cache");

describe("an error of npm becomes one sentence", () => {
  it.each([
    [
      1,
      "npm error code EAI_AGAIN\nnpm error …",
      /cannot be reached \(EAI_AGAIN\): check the network, and the proxy/,
    ],
    [1, "npm ERR! code ECONNREFUSED", /cannot be reached \(ECONNREFUSED\)/],
    [1, "npm error code ENOTCACHED", /told to be offline, .*: run the command where there is a network\.$/],
    [1, "npm error code EROFS\nnpm error path /stick/x", /may not write to \/stick\/x \(EROFS\)/],
    [1, "npm error code EUSAGE", /package-lock\.json cannot be read, or does not fit package\.json/],
    [0, "npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device", /^The disk is full: free some space/],
    [1, "npm error code ENOSPC", /^The disk is full/],
    [127, "sh: 1: npm: not found", /^npm is missing: install Node/],
    [null, "", /^The installation was stopped/],
  ])("if it ends with %s and prints %j", (status, errors, sentence) => {
    expect(complaintAboutNpm(status, errors)).toMatch(sentence);
    expect(complaintAboutNpm(status, errors)).not.toContain("\n");
  });

  it("if npm is too old for the lockfile", () => {
    const env = { npm_config_user_agent: "npm/6.14.18 node/v20.19.0 linux x64" };
    expect(complaintAboutNpm(1, "npm ERR! Cannot read …", env)).toMatch(
      /^npm 6\.14\.18 is too old: install Node/,
    );
  });

  it("after npm's own text, if it has another reason or could not unpack a file", () => {
    for (const [status, words] of [
      [1, "npm error code ENEW"],
      [0, "npm warn tar TAR_ENTRY_ERROR EIO"],
    ]) {
      expect(complaintAboutNpm(status, words)).toMatch(
        new RegExp(`^${words}\\nThe dependencies could not be`),
      );
    }
  });

  it("and success becomes none", () => {
    expect(complaintAboutNpm(0, "npm warn deprecated …")).toBeUndefined();
  });
});

describe("of two processes that install at once", () => {
  const lock = () => pathToFileURL(join(newFolder(), ".installing"));

  it("one waits for the other", async () => {
    const [file, order] = [lock(), [] as string[]];
    let second: Promise<void> | undefined;
    await withLock(
      file,
      () => {},
      async () => {
        await new Promise<void>((resolve) => {
          second = withLock(file, resolve, async () => void order.push("second"));
        });
        order.push("first");
      },
    );
    await second;
    expect(order).toEqual(["first", "second"]);
    expect(existsSync(file)).toBe(false);
  });

  it("one does not wait forever for another that was killed", async () => {
    const file = lock();
    writeFileSync(file, "");
    expect(
      await withLock(
        file,
        () => {},
        async () => "done",
        50,
      ),
    ).toBe("done");
  });

  it("one that fails releases the lock, and its error is passed on", async () => {
    const file = lock();
    await expect(
      withLock(
        file,
        () => {},
        () => Promise.reject(new Error("no")),
      ),
    ).rejects.toThrow("no");
    expect(existsSync(file)).toBe(false);
  });
});

describe("the path of the project", () => {
  const windows = process.platform === "win32";

  it.each(["/a b/ä日", "/a'b(c)[d]{e}/$HOME", "C:\\Users\\Ann"].slice(0, windows ? 3 : 2))(
    "may be %s",
    (path) => {
      expect(complaintsAboutSurroundings(path).join()).not.toContain("path");
    },
  );

  it.each(["/c#/x", "/why?/x", "/100%/x", windows ? "C:\\a;b" : "/10:30/x"])("may not be %s", (path) => {
    expect(complaintsAboutSurroundings(path)[0]).toMatch(
      /^The path of this folder has a ".*: move the folder to a path without/,
    );
  });
});

it("a folder that cannot be written to is refused", () => {
  const [writable, gone] = [newFolder(), join(newFolder(), "gone")];
  expect(complaintsAboutSurroundings(writable)).toEqual([]);
  expect(complaintsAboutSurroundings(gone)).toEqual([
    "This folder cannot be written to (ENOENT): copy or clone the project to a folder of your own.",
  ]);
});

describe("a cache that cannot be written to", () => {
  const cacheWith = (index: string) => {
    const folder = newFolder();
    mkdirSync(join(folder, "_cacache", "index-v5", "a"), { recursive: true });
    mkdirSync(join(folder, "_cacache", "content-v2"));
    writeFileSync(join(folder, "_cacache", "index-v5", "a", "b"), index, { mode: 0o444 });
    writeFileSync(join(folder, "_cacache", "content-v2", "c"), "package");
    return folder;
  };
  const offline = (npm_config_cache: string) => ({ npm_config_offline: "true", npm_config_cache });

  it("is replaced by a copy that can be written, while npm is offline", () => {
    const stick = cacheWith("index");
    const { folder, remove } = writableCache(offline(stick), () => false);
    const cache = join(folder, "_cacache");
    writeFileSync(join(cache, "index-v5", "a", "b"), "compacted");
    expect(readFileSync(join(cache, "content-v2", "c"), "utf8")).toBe("package");
    remove();
    expect(existsSync(folder)).toBe(false);
    expect(readFileSync(join(stick, "_cacache", "index-v5", "a", "b"), "utf8")).toBe("index");
    expect(readFileSync(join(stick, "_cacache", "content-v2", "c"), "utf8")).toBe("package");
  });

  it("is not replaced otherwise", () => {
    const cache = cacheWith("index");
    expect(writableCache({ npm_config_cache: cache }, () => false)).toBeUndefined();
    expect(writableCache(offline(cache))).toBeUndefined();
    expect(writableCache(offline(join(cache, "gone")))).toBeUndefined();
    expect(readdirSync(cache)).toEqual(["_cacache"]);
  });
});
