import { describe, expect, it } from "vitest";
import { branchesFrom } from "../../workshop/branches.ts";
import { MAIN } from "./throw-away.ts";

describe("what main's files make", () => {
  const branches = branchesFrom(MAIN);

  it("is eight branches, with one lockfile, and packages that differ in scripts alone", () => {
    expect([...branches.keys()]).toEqual([
      "01-exercise-start-game",
      "solution-01-exercise-start-game",
      "02-exercise-play-the-game",
      "solution-02-exercise-play-the-game",
      "03-exercise-persisting-the-events",
      "solution-03-exercise-persisting-the-events",
      "04-exercise-projecting-the-events",
      "solution-04-exercise-projecting-the-events",
    ]);
    const { scripts: _, ...manifest } = JSON.parse(MAIN.get("package.json") ?? "");
    for (const files of branches.values()) {
      expect(files.get("package-lock.json")).toBe(MAIN.get("package-lock.json"));
      expect(JSON.parse(files.get("package.json") ?? "")).toEqual({
        ...manifest,
        scripts: expect.any(Object),
      });
    }
  });

  it("has a doctor on each branch, which checks the store where there is one", () => {
    for (const [branch, files] of branches) {
      const { scripts } = JSON.parse(files.get("package.json") ?? "");
      expect([scripts.doctor, files.has("scripts/doctor.js")]).toEqual(["node scripts/doctor.js", true]);
      const hasStore = files.has("src/persistence/connection/connection.ts");
      expect(files.has("src/cli/doctor/report-store.ts"), branch).toBe(hasStore);
      expect(hasStore, branch).toBe(!/0[12]-/.test(branch));
    }
  });

  it("has main's own transaction on the solution that projects", () => {
    const solution = branches.get("solution-04-exercise-projecting-the-events");
    const path = "src/projections/transaction.ts";
    expect(solution?.get(path)).toBe(MAIN.get(path));
  });

  it("has main's own domain on the last solution of the game", () => {
    const solution = branches.get("solution-03-exercise-persisting-the-events");
    const domain = [...(solution ?? [])].filter(([path]) => path.startsWith("src/domain/"));
    expect(domain.map(([path]) => path)).toContain("src/domain/game.ts");
    for (const [path, text] of domain) expect(text, path).toBe(MAIN.get(path));
  });

  it("has no code of a solution on an exercise branch, where somebody could read it", () => {
    const lines = [
      /type: "MoveMade", player, column/,
      /#uncommittedEvents/,
      /NO_STREAM/,
      /new ColumnFullError/,
    ];
    for (const [branch, files] of branches) {
      if (branch.startsWith("solution-") || branch.startsWith("04")) continue; // exercise 4 begins with the whole game
      const sources = [...files].filter(
        ([path]) => path.startsWith("src/domain/game") || path.startsWith("src/persistence/"),
      );
      const given = branch.startsWith("03") ? [/#uncommittedEvents/, /NO_STREAM/] : lines;
      for (const [path, text] of sources) {
        for (const line of given) expect(text, `${path} on ${branch}`).not.toMatch(line);
      }
    }
  });

  it("has no code of the read side's solution on the branch of exercise 4", () => {
    const files = branches.get("04-exercise-projecting-the-events") ?? new Map<string, string>();
    for (const file of ["fold", "standings", "follow", "transaction", "read-at"]) {
      const text = files.get(`src/projections/${file}.ts`) ?? "";
      expect(text, file).toMatch(/step 4\.|"4\.3"/);
      expect(text, file).not.toMatch(/applyToGame\(|wins \+|await (?:store\.transaction|pause)|news/);
    }
  });

  it("keeps the events of each branch in a file of its own", () => {
    const files = ["03-exercise-persisting-the-events", "solution-03-exercise-persisting-the-events"];
    for (const branch of files) {
      expect(branches.get(branch)?.get("src/persistence/connection/store-location.ts")).toContain(
        `"${branch}.db"`,
      );
    }
  });

  it("has nothing of persistence and no event store where they are not needed", () => {
    for (const branch of ["01-exercise-start-game", "02-exercise-play-the-game"]) {
      const paths = [...(branches.get(branch)?.keys() ?? [])];
      expect(
        paths.filter((path) => /^(eventstore\/src|src\/persistence|src\/projections)\//.test(path)),
      ).toEqual([]);
    }
  });
});
