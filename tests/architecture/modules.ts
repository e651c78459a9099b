import { posix } from "node:path";
import { parseAst } from "vitest/node";
import type { Files } from "../../workshop/attendee/pack.ts";
import { ownPackages } from "../../workshop/own-packages.ts";

/** A source file with its imports and exports. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** The names of its exports; "default" for a default export. */
  readonly exports: readonly string[];
}

interface Import {
  /** The path of a file of the project, or "package:" and the specifier. */
  readonly from: string;
  /** The specifier, if it is the name of a package of this repository. */
  readonly byName?: string;
  /** The imported names, or undefined if they are unknown: `import * as`, `export *`, `import("…")`. */
  readonly names?: readonly string[];
}

interface Node {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the syntax tree has a hundred kinds of nodes, without a common type
  readonly [property: string]: any;
}

/** The folders above a file in a state of an exercise; below them, its path is the attendee's. */
const STATE_OF_AN_EXERCISE = /^workshop\/exercises\/.*?\/(?=(?:src|tests)\/)/;

/** @returns the path at which the file is used: the attendee's path for a file in a state of an exercise. */
export function placeOf(path: string): string {
  return path.replace(STATE_OF_AN_EXERCISE, "");
}

/** @param files texts by path, relative to the project and with slashes; only code becomes modules. */
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

/** @param pattern a name or a destructuring pattern, such as `{ a, b: [c] }`. */
function namesIn(pattern: Node): string[] {
  if (pattern.type === "Identifier") return [pattern.name];
  const parts: readonly (Node | null)[] = pattern.properties ??
    pattern.elements ?? [pattern.value ?? pattern.argument ?? pattern.left];
  return parts.flatMap((part) => (part ? namesIn(part) : []));
}
