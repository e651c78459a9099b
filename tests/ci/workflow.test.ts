import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const WORKFLOW = read(".github/workflows/ci.yml");

it("runs .ci/run on every platform, from the oldest supported Node on", () => {
  expect(WORKFLOW).toContain("os: [ubuntu-latest, macos-latest, windows-latest]");
  const [, oldest] = /node: \[(\d+), \d+, \d+\]/.exec(WORKFLOW) ?? [];
  expect(JSON.parse(read("package.json")).engines.node).toMatch(new RegExp(`^>=${oldest}\\.`));
  expect(WORKFLOW).toMatch(/runs-on: \$\{\{ matrix\.os \}\}.*- run: \.ci\/run\n {8}shell: bash\n/s);
});

it("tells version managers the oldest Node that CI uses", () => {
  const [, oldest] = /node: \[(\d+), \d+, \d+\]/.exec(WORKFLOW) ?? [];
  const [major, minor] = read(".nvmrc").split(".").map(Number);
  expect(major).toBe(Number(oldest));
  expect(minor).toBeGreaterThanOrEqual(
    Number(/^>=\d+\.(\d+)$/.exec(JSON.parse(read("package.json")).engines.node)?.[1]),
  );
});

it("runs the contract on real servers, also on the one of compose.yaml", () => {
  const [, image, version] = /image: (.*):\$\{KURRENTDB_TAG:-(.*)\}/.exec(read("compose.yaml")) ?? [];
  expect(WORKFLOW).toContain(`- image: ${image}:${version}\n`);
  expect(WORKFLOW).toMatch(/- image: docker\.io\/eventstore\/eventstore:[\d.]+\n/);
  expect(WORKFLOW.match(/run: npm run test:eventstoredb$/gm)).toHaveLength(2);
});
