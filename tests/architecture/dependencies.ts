import { isBuiltin } from "node:module";
import { posix } from "node:path";
import type { Files } from "../../workshop/attendee/pack.ts";
import type { Module } from "./modules.ts";

/** The files that users run; only developers need the others. */
const IN_USE = /^(src|eventstore\/src|workshop\/exercises\/.*\/src)\//;

/** The files of the package that is published on its own. */
const PUBLISHED = "eventstore/src/";

/** A folder with a package.json, and the contents of it. */
interface Project {
  /** Its path with a slash at the end, or "" for the project itself. */
  readonly folder: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** All words of its scripts. */
  readonly words: readonly string[];
  /** The programs that a package installs. */
  binariesOf(name: string): readonly string[];
}

/**
 * Compares the imports with the dependencies in each package.json.
 *
 * @param modules the modules of all projects.
 * @param files the files, with a package.json and a package-lock.json for each project.
 * @returns one sentence for each dependency that is not used, and for each imported package that is not a dependency.
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
    // The published package has no project around it, so it cannot use the project's dependencies.
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

/** @returns the packages that a module imports, and those that it names for another program to import. */
function packagesNeededBy({ imports, text }: Module): string[] {
  const handedOn = [...text.matchAll(/import\.meta\.resolve\("([^"]+)"\)/g)].map(([, name = ""]) => name);
  return [...packagesIn(imports), ...handedOn];
}

/** @returns the package of each import, "node" for Node's own modules. */
function packagesIn(imports: Module["imports"]): string[] {
  return imports
    .map(({ from, byName }) => /^package:((?:@[^/]+\/)?[^/]+)/.exec(byName ? `package:${byName}` : from)?.[1])
    .filter((name) => name !== undefined)
    .map((name) => (isBuiltin(name) ? "node" : name));
}
