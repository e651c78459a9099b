import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const WORKFLOW = read(".github/workflows/ci.yml");

it("runs the script that anybody can run, on every platform, from the oldest Node that will do", () => {
  expect(WORKFLOW).toContain("os: [ubuntu-latest, macos-latest, windows-latest]");
  const [, oldest] = /node: \[(\d+), \d+, \d+\]/.exec(WORKFLOW) ?? [];
  expect(JSON.parse(read("package.json")).engines.node).toMatch(new RegExp(`^>=${oldest}\\.`));
  expect(WORKFLOW).toMatch(/runs-on: \$\{\{ matrix\.os \}\}.*- run: \.ci\/run\n {8}shell: bash\n/s);
});

it("tells version managers of a Node that will do, the oldest that CI has", () => {
  const [, oldest] = /node: \[(\d+), \d+, \d+\]/.exec(WORKFLOW) ?? [];
  const [major, minor] = read(".nvmrc").split(".").map(Number);
  expect(major).toBe(Number(oldest));
  expect(minor).toBeGreaterThanOrEqual(
    Number(/^>=\d+\.(\d+)$/.exec(JSON.parse(read("package.json")).engines.node)?.[1]),
  );
});

it("holds the real servers to the contract, the one of compose.yaml among them", () => {
  const [, image, version] = /image: (.*):\$\{KURRENTDB_TAG:-(.*)\}/.exec(read("compose.yaml")) ?? [];
  expect(WORKFLOW).toContain(`- image: ${image}:${version}\n`);
  expect(WORKFLOW).toMatch(/- image: eventstore\/eventstore:[\d.]+\n/);
  expect(WORKFLOW.match(/run: npm run test:eventstoredb$/gm)).toHaveLength(2);
});
