import { describe, expect, it } from "vitest";
import { MANIFEST_FILE, parseManifest } from "../../workshop/attendee/manifest.ts";
import { find } from "../documentation/code.ts";
import { MAIN } from "./throw-away.ts";

const { exercises } = parseManifest(MAIN.get(MANIFEST_FILE) ?? "");
const GUIDE = MAIN.get("workshop/FACILITATOR.md") ?? "";
const SLIDES = MAIN.get("workshop/slides.md") ?? "";
const COMPOSE = MAIN.get("compose.yaml") ?? "";

describe("the facilitator's guide", () => {
  it("gives each exercise a slot on its clocks that the steps fit into, and leaves no gap", () => {
    const clocks = find(GUIDE, /^## The [\w ]+ by the clock\n([\s\S]*?)(?=^## )/gm);
    expect(clocks).toHaveLength(4);
    for (const clock of clocks) {
      let now: number | undefined;
      for (const [row, hour, minute, minutes, number, last] of clock.matchAll(
        /^\| (\d\d):(\d\d) \| (\d*) ?\| (?:Exercise (\d)(?:, up to ([\d.]+\d))?)?.*$/gm,
      )) {
        const from = Number(hour) * 60 + Number(minute);
        expect(from, row).toBe(now ?? from);
        now = from + Number(minutes);
        const steps = exercises.find((exercise) => exercise.number === number)?.steps ?? [];
        const end = last === undefined ? steps.length : steps.findIndex((step) => step.number === last) + 1;
        if (last !== undefined) expect(end, row).toBeGreaterThan(0);
        const needed = steps.slice(0, end).reduce((sum, step) => sum + step.minutes, 0);
        expect(Number(minutes), row).toBeGreaterThanOrEqual(needed);
      }
    }
  });

  it("saves and loads the image that compose.yaml starts, and CI tests against", () => {
    const [, image, tag] = /image: (\S+):\$\{KURRENTDB_TAG:-(.+)\}/.exec(COMPOSE) ?? [];
    const saved = find(GUIDE, /(?:docker|podman) save --output \S+ (\S+)`/g);
    expect(saved).toEqual([`${image}:${tag}`, `${image}:${tag}`]);
    expect(MAIN.get(".github/workflows/ci.yml")).toContain(`image: ${image}:${tag}\n`);
  });

  it("pulls services that compose.yaml has, with Docker and with Podman", () => {
    const pulled = find(GUIDE, /(?:docker|podman) compose pull (\w+)/g);
    expect(pulled.length).toBeGreaterThan(1);
    for (const service of pulled) expect(COMPOSE).toContain(`\n  ${service}:\n    <<: *kurrentdb\n`);
  });
});

describe("the slides", () => {
  it("have the parts that the guide names, in the order of the day", () => {
    const parts = find(SLIDES, /^## Part (\d):/gm);
    expect(parts).toEqual(["1", "2", "3", "4", "5", "6"]);
    const [, day = ""] = GUIDE.split("## The day by the clock");
    const [clock = ""] = day.split("\n## ");
    expect([...new Set(find(clock, /slides, part (\d)/g))]).toEqual(parts);
  });

  it("end with the drinks", () => {
    expect(SLIDES.split("\n---\n").at(-1)).toContain("drinks");
  });
});
