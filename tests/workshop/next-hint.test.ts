import { expect, it } from "vitest";
import { nextHint } from "../../workshop/attendee/next-hint.ts";
import { read, throwAwayFolder, write } from "./throw-away.ts";

const hint = (text: string) => `<details><summary>A hint</summary>\n\n${text}\n\n</details>\n`;
const README = `# T\n\n## 1.2 One\n\n${hint("Push.")}${hint("Pull.")}`;

function folderWith(files: Record<string, string>): string {
  const folder = throwAwayFolder();
  write(folder, new Map(Object.entries({ "README.md": README, ...files })));
  return folder;
}

it("hints come one after the other, and the last one again", () => {
  const folder = folderWith({});
  const said = [1, 2, 3].map(() => nextHint(folder, "b", "1.2"));
  expect(said[0]).toBe("Hint 1 of 2 for step 1.2\n\nPush.\n\nAnother one: run this again.");
  expect(said[1]).toBe(
    "Hint 2 of 2 for step 1.2\n\nPull.\n\nThat was the last one. All the rest: npm run solution 1.2",
  );
  expect(said[2]).toBe(said[1]);
  expect(read(folder, "data/hints.json")).toBe('{"b 1.2":2}');
});

it("a hint is given even where the count cannot be kept, and what to do for the others is said", () => {
  const folder = folderWith({ data: "a file where a folder is needed" });
  expect(nextHint(folder, "b", "1.2")).toBe(
    "Hint 1 of 2 for step 1.2\n\nPush.\n\nThe others: README.md, section 1.2. (How many you have seen cannot be kept in data/hints.json.)",
  );
});

it.each(["null", "[]", "{", '{"b 1.2":"x"}', '{"b 1.2":-3}', '{"b 1.2":1.5}'])(
  "a count of %s is taken for none",
  (text) => {
    expect(nextHint(folderWith({ "data/hints.json": text }), "b", "1.2")).toContain("Hint 1 of 2");
  },
);
