/** The manifests of a house that has a package of its own. */
export const WORKSPACE = {
  "package.json": `{ "workspaces": ["eventstore"] }`,
  "eventstore/package.json": `{
    "name": "embedded-eventstore",
    "exports": { ".": "./src/index.ts" },
    "dependencies": { "libsql": "1.0.0" }
  }`,
};
