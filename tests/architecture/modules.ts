import { posix } from "node:path";
import { parseAst } from "vitest/node";
import type { Files } from "../../workshop/attendee/pack.ts";
import { ownPackages } from "../../workshop/own-packages.ts";

/** A source file, and what it takes from others and gives to them. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** The names that it exports; an export by default is named so. */
  readonly exports: readonly string[];
}

interface Import {
  /** The path of a file of the house, or "package:" and the specifier. */
  readonly from: string;
  /** The specifier, where it is the name of a package of the house. */
  readonly byName?: string;
  /** Those taken by name, or undefined where it may be any: `import * as`, `export *`, `import("…")`. */
  readonly names?: readonly string[];
}

interface Node {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tree has a hundred types of nodes, and no types that go with all of them
  readonly [property: string]: any;
}

/** In an exercise a file lies where the attendee's will, below a folder for its step. */
const STATE_OF_AN_EXERCISE = /^workshop\/exercises\/.*?\/(?=(?:src|tests)\/)/;

/** @returns where the file is when it is in use: with attendees, for the versions of an exercise. */
export function placeOf(path: string): string {
  return path.replace(STATE_OF_AN_EXERCISE, "");
}

/** @param files their paths, from the project's folder and with slashes, and their texts; only code counts. */
export function modulesOf(files: Files): Module[] {
  const packages = ownPackages(files);
  return [...files]
    .filter(([path]) => /\.[cm]?[jt]s$/.test(path))
    .map(([path, text]) => {
      const { body } = parseAst(text, { lang: path.endsWith("ts") ? "ts" : "js", sourceType: "module" });
      const nodes = body as unknown as readonly Node[];
      const imports = nodes.flatMap((node) => importsIn(node, path, packages));
      return { path, text, imports, exports: nodes.flatMap(exportsOf) };
    });
}

function importsIn(node: Node, path: string, packages: ReadonlyMap<string, string>): Import[] {
  const specifier = node.source?.value;
  const below = Object.values(node)
    .flat()
    .filter((value): value is Node => typeof value?.type === "string")
    .flatMap((child) => importsIn(child, path, packages));
  if (typeof specifier !== "string") return below;
  const names = namesTakenBy(node);
  const own = packages.get(specifier);
  if (own) return [{ from: own, byName: specifier, ...names }, ...below];
  const from = specifier.startsWith(".")
    ? posix.join(posix.dirname(placeOf(path)), specifier)
    : `package:${specifier}`;
  return [{ from, ...names }, ...below];
}

function namesTakenBy({ type, specifiers }: Node): Pick<Import, "names"> {
  const open = specifiers?.some((taken: Node) => taken.type === "ImportNamespaceSpecifier");
  if (open || !["ImportDeclaration", "ExportNamedDeclaration"].includes(type)) return {};
  return { names: specifiers.map((taken: Node) => nameOf(taken.imported ?? taken.local, taken)) };
}

function nameOf(identifier: Node, taken: Node): string {
  return taken.type === "ImportDefaultSpecifier" ? "default" : identifier.name;
}

function exportsOf({ type, declaration, specifiers, exported }: Node): string[] {
  switch (type) {
    case "ExportDefaultDeclaration":
      return ["default"];
    case "ExportAllDeclaration":
      return exported ? [exported.name] : [];
    case "ExportNamedDeclaration":
      if (!declaration) return specifiers.map((given: Node) => given.exported.name);
      return (declaration.declarations ?? [declaration]).flatMap(({ id }: Node) => namesIn(id));
    default:
      return [];
  }
}

/** @param pattern a name, or what `const { a, b: [c] } = …` has on its left. */
function namesIn(pattern: Node): string[] {
  if (pattern.type === "Identifier") return [pattern.name];
  const parts: readonly (Node | null)[] = pattern.properties ??
    pattern.elements ?? [pattern.value ?? pattern.argument ?? pattern.left];
  return parts.flatMap((part) => (part ? namesIn(part) : []));
}
