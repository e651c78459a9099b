import { readFileSync } from "node:fs";
import { join } from "node:path";
import { git } from "./attendee/git.ts";
import type { Files } from "./attendee/pack.ts";

/** Reads the files of a commit from git, not from the work tree. */
export function filesOfCommit(repository: string, commit: string): Files {
  const listing = git(repository, ["ls-tree", "-r", "-z", commit]).split("\0").filter(Boolean);
  const blobs = listing.flatMap((line) => {
    const [, type, id, path] = /^\d+ (\w+) (\w+)\t(.*)$/s.exec(line) ?? [];
    return type === "blob" && id && path ? [{ id, path }] : [];
  });
  const output = git(repository, ["cat-file", "--batch"], {
    input: blobs.map(({ id }) => `${id}\n`).join(""),
    encoding: "latin1", // one character for each byte, because sizes are in bytes
  });
  const files = new Map<string, string>();
  let at = 0;
  for (const { path } of blobs) {
    const endOfHeader = output.indexOf("\n", at);
    const size = Number(output.slice(at, endOfHeader).split(" ")[2]);
    const start = endOfHeader + 1;
    files.set(path, Buffer.from(output.slice(start, start + size), "latin1").toString("utf8"));
    at = start + size + 1;
  }
  return files;
}

/** Reads the files of the work tree, including new ones, as the next commit would contain them. */
export function filesOfWorkTree(repository: string): Files {
  const paths = git(repository, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  const files = new Map<string, string>();
  for (const path of new Set(paths.split("\0").filter(Boolean))) {
    try {
      files.set(path, readFileSync(join(repository, path), "utf8").replaceAll("\r\n", "\n"));
    } catch {
      // deleted, but not committed yet
    }
  }
  return files;
}
