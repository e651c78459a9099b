import { expect, it } from "vitest";
import { chosenStep } from "../../workshop/attendee/chosen-step.ts";
import { MANIFEST_FILE, parseManifest } from "../../workshop/attendee/manifest.ts";
import { ONE, STATES } from "./small-project.ts";

const manifest = parseManifest(STATES.get("1")?.get(MANIFEST_FILE) ?? "");
const choose = (asked: string) => {
  const exercise = manifest.exercises.find(({ branch }) => branch === ONE);
  return exercise ? chosenStep("", manifest, exercise, asked) : Promise.reject(new Error("no exercise"));
};

it("a step of this exercise is taken", async () => {
  expect(await choose("1.3")).toBe("1.3");
});

it("a step of another exercise is where its branch is, which is said", async () => {
  await expect(choose("2.3")).rejects.toThrow(
    "Step 2.3 is in exercise 2, on the branch 02-exercise-play-the-game: npm run catch-up 2.3 takes you there.",
  );
});

it("anything else is answered with what there is", async () => {
  await expect(choose("7")).rejects.toThrow("Exercise 1 has no step 7: 1.1, 1.2, 1.3, 1.4.");
});
