import { afterAll } from "vitest";
import { removeFolders } from "./folders.ts";

// Vitest runs this for every test file, also where files share their modules: a hook in a shared module would run once.
afterAll(removeFolders);
