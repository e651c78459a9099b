import { describe, expect, it } from "vitest";
import { branchesFrom } from "../../workshop/branches.ts";
import { MAIN } from "./throw-away.ts";

describe("what main's files make", () => {
  const branches = branchesFrom(MAIN);

  it("is ten branches, with one lockfile, and packages that differ in scripts alone", () => {
    expect([...branches.keys()]).toEqual([
      "01-exercise-start-game",
      "solution-01-exercise-start-game",
      "02-exercise-play-the-game",
      "solution-02-exercise-play-the-game",
      "03-exercise-persisting-the-events",
      "solution-03-exercise-persisting-the-events",
      "04-exercise-projecting-the-events",
      "solution-04-exercise-projecting-the-events",
      "05-exercise-reacting-to-events",
      "solution-05-exercise-reacting-to-events",
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
      if (branch.startsWith("solution-") || /^0[45]/.test(branch)) continue; // they begin with the whole game
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

  it("has main's own policy, loop, ids, process manager, match and service on the solution that reacts", () => {
    const [exercise, solution] = ["", "solution-"].map((kind) =>
      branches.get(`${kind}05-exercise-reacting-to-events`),
    );
    for (const path of [
      "src/application/connect-four.ts",
      "src/application/ids.ts",
      "src/domain/game.ts",
      "src/domain/match.ts",
      "src/projections/fold.ts",
      "src/reactions/match-process.ts",
      "src/reactions/policy.ts",
      "src/reactions/run-reaction.ts",
    ]) {
      expect(solution?.get(path), path).toBe(MAIN.get(path));
      expect(exercise?.get(path), path).not.toBe(MAIN.get(path));
    }
  });

  it("has no code of the reactions' solution on the branch of exercise 5", () => {
    const files = branches.get("05-exercise-reacting-to-events") ?? new Map<string, string>();
    for (const [path, solution] of [
      ["src/reactions/policy.ts", /case "/],
      ["src/reactions/run-reaction.ts", /for await|checkpointAt/],
      ["src/application/ids.ts", /v5/],
      ["src/reactions/match-process.ts", /ConcurrencyError|decide\(/],
      ["src/domain/match.ts", /type: "MatchGameFinished"/],
      ["src/reactions/tell-others.ts", /receiver\.tell/],
      ["src/reactions/overdue.ts", /case "/],
    ] as const) {
      const text = files.get(path) ?? "";
      expect(text, path).not.toMatch(solution);
      if (path !== "src/reactions/match-process.ts") expect(text, path).toMatch(/step 5\.|"5\.\d"/);
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
