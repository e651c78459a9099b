/** The manifests of an example project with one workspace package. */
export const WORKSPACE = {
  "package.json": `{ "workspaces": ["eventstore"] }`,
  "eventstore/package.json": `{
    "name": "embedded-eventstore",
    "exports": { ".": "./src/index.ts" },
    "dependencies": { "libsql": "1.0.0" }
  }`,
};
