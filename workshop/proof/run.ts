import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startVitest } from "vitest/node";
import type { Files } from "../attendee/pack.ts";
import { type FileResult, resultOf } from "../attendee/results.ts";
import { FRESH_MODULES } from "../attendee/run-tests.ts";
import { checkTypes, type TypeFault } from "../attendee/type-check.ts";

/** A project to test. */
export interface Candidate {
  /** Also the name of its folder. */
  readonly name: string;
  readonly files: Files;
  readonly tests: readonly string[];
  /** Whether to check its types. */
  readonly isTyped?: boolean;
  /** Checks the project in its folder. @returns a sentence for each fault. */
  readonly inspect?: (folder: string) => Promise<string[]>;
}

export interface Outcome {
  readonly results: readonly FileResult[];
  readonly faults: readonly TypeFault[];
  /** The faults that `inspect` has found. */
  readonly findings: readonly string[];
}

/** Time limit in milliseconds, long enough for a busy computer. */
const PATIENCE = 300_000;

/**
 * Checks the types of the projects with one compiler and runs all tests with one vitest, because starting these takes
 * longer than their work.
 *
 * @param root a folder with the dependencies.
 */
export async function runAll(root: string, candidates: readonly Candidate[]): Promise<Map<string, Outcome>> {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), "workshop-proof-")));
  try {
    for (const { name, files } of candidates) write(join(folder, name), files);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    const [faults, results] = await Promise.all([
      faultsOfTypes(folder, candidates),
      runTests(folder, candidates),
    ]);
    const findings = await inspectAll(folder, candidates);
    return new Map(
      candidates.map(({ name }) => [
        name,
        {
          findings: findings.get(name) ?? [],
          results: within(name, results, "file"),
          faults: within(name, faults, "place"),
        },
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws Error if the compiler complains about anything but the projects, and so may not have looked at them. */
async function faultsOfTypes(folder: string, candidates: readonly Candidate[]): Promise<TypeFault[]> {
  const typed = candidates.filter(({ isTyped }) => isTyped);
  if (typed.length === 0) return [];
  writeFileSync(join(folder, "tsconfig.json"), tsconfigFor(typed));
  const faults = await checkTypes(folder);
  const strange = faults.find(({ place }) => !typed.some(({ name }) => place.startsWith(`${name}/`)));
  if (strange) throw new Error(`${strange.place}: ${strange.message}`);
  return faults;
}

async function runTests(folder: string, candidates: readonly Candidate[]): Promise<FileResult[]> {
  let results: FileResult[] = [];
  const vitest = await startVitest("test", [], {
    root: folder,
    watch: false,
    config: false,
    isolate: false, // a worker loads the packages once
    setupFiles: [FRESH_MODULES],
    testTimeout: PATIENCE,
    hookTimeout: PATIENCE,
    chaiConfig: { truncateThreshold: 0 }, // messages are whole, as attendees see them
    include: candidates.flatMap(({ name, tests }) => tests.map((test) => `${name}/${test}`)),
    reporters: [
      {
        onTestRunEnd(modules) {
          results = modules.map((module) => resultOf(folder, module));
        },
      },
    ],
  });
  await vitest.close();
  process.exitCode = 0; // vitest has set it, because tests fail; here some of them should
  return results;
}

/** Inspects as many projects at a time as there are processors. */
async function inspectAll(folder: string, candidates: readonly Candidate[]): Promise<Map<string, string[]>> {
  const findings = new Map<string, string[]>();
  const queue = [...candidates];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      findings.set(next.name, (await next.inspect?.(join(folder, next.name))) ?? []);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return findings;
}

function tsconfigFor(candidates: readonly Candidate[]): string {
  const [first] = candidates;
  const { compilerOptions } = JSON.parse(first?.files.get("tsconfig.json") ?? "{}");
  const include = candidates.map(({ name }) => `${name}/**/*`); // a bare name with a dot would be that of a file
  return JSON.stringify({ compilerOptions, include });
}

/** @returns the results for files of that project, with paths inside of it. */
function within<Key extends string, About extends Readonly<Record<Key, string>>>(
  name: string,
  all: readonly About[],
  key: Key,
): About[] {
  return all
    .filter((one) => one[key].startsWith(`${name}/`))
    .map((one) => ({ ...one, [key]: one[key].slice(name.length + 1) }));
}

function write(folder: string, files: Files): void {
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
