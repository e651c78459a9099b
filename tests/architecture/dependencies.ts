import { isBuiltin } from "node:module";
import { posix } from "node:path";
import type { Files } from "../../workshop/attendee/pack.ts";
import type { Module } from "./modules.ts";

/** What is run by users; the rest of the house is for those who work on it. */
const IN_USE = /^(src|eventstore\/src|workshop\/exercises\/.*\/src)\//;

/** It leaves the house alone. */
const PUBLISHED = "eventstore/src/";

/** A folder with a package.json, and what it says. */
interface Project {
  /** With a slash at its end, or empty for the project itself. */
  readonly folder: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** What its scripts run, a word each. */
  readonly words: readonly string[];
  /** The programs that a package brings along. */
  binariesOf(name: string): readonly string[];
}

/**
 * @param modules those of all projects.
 * @param files with a package.json and a package-lock.json for each project.
 * @returns a sentence for each dependency that nothing needs, and for each package that is imported where no package.json
 * promises it.
 */
export function dependencyFaults(modules: readonly Module[], files: Files): string[] {
  const projects = [...files.keys()]
    .filter((path) => posix.basename(path) === "package.json")
    .map((path) => readProject(path.replace(/package\.json$/, ""), files));
  return [
    ...modules.flatMap((module) => unpromised(module, projects)),
    ...projects.flatMap((project) => unneeded(project, modules)),
  ];
}

function readProject(folder: string, files: Files): Project {
  const read = (name: string) => JSON.parse(files.get(`${folder}${name}`) ?? "{}");
  const { dependencies = {}, devDependencies = {}, scripts = {} } = read("package.json");
  const { packages = {} } = read("package-lock.json");
  return {
    folder,
    dependencies: Object.keys(dependencies),
    devDependencies: Object.keys(devDependencies),
    words: Object.values<string>(scripts).flatMap((script) => script.split(/\s+/)),
    binariesOf: (name) => Object.keys(packages[`node_modules/${name}`]?.bin ?? {}),
  };
}

function unpromised({ path, imports }: Module, projects: readonly Project[]): string[] {
  const promises = projects
    .filter(({ folder }) => path.startsWith(folder))
    // What is published has no project around it.
    .filter(({ folder }) => !(path.startsWith(PUBLISHED) && folder === ""))
    .flatMap(({ dependencies, devDependencies }) => [
      ...dependencies,
      ...(IN_USE.test(path) ? [] : devDependencies),
    ]);
  return packagesIn(imports)
    .filter((name) => name !== "node" && !promises.includes(name))
    .map((name) => `${path} imports ${name}, which is no dependency for it in any package.json`);
}

function unneeded({ folder, words, binariesOf, ...project }: Project, modules: readonly Module[]): string[] {
  const own = modules.filter(({ path }) => path.startsWith(folder));
  const inUse = own.filter(({ path }) => folder !== "" || IN_USE.test(path)).flatMap(packagesNeededBy);
  const anywhere = own.flatMap(packagesNeededBy);
  const isRun = (name: string) => binariesOf(name).some((binary) => words.includes(binary));
  const isForTypes = (name: string) => anywhere.includes(name.replace(/^@types\//, ""));
  return [
    ...project.dependencies.filter((name) => !inUse.includes(name)),
    ...project.devDependencies.filter(
      (name) => !anywhere.includes(name) && !isRun(name) && !isForTypes(name),
    ),
  ].map((name) => `${folder}package.json asks for ${name}, which nothing needs`);
}

/** @returns those that it imports, and those that it hands on to somebody else who will. */
function packagesNeededBy({ imports, text }: Module): string[] {
  const handedOn = [...text.matchAll(/import\.meta\.resolve\("([^"]+)"\)/g)].map(([, name = ""]) => name);
  return [...packagesIn(imports), ...handedOn];
}

/** @returns the packages, once for each import of them, "node" for what Node brings along. */
function packagesIn(imports: Module["imports"]): string[] {
  return imports
    .map(({ from, byName }) => /^package:((?:@[^/]+\/)?[^/]+)/.exec(byName ? `package:${byName}` : from)?.[1])
    .filter((name) => name !== undefined)
    .map((name) => (isBuiltin(name) ? "node" : name));
}
