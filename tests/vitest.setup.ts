import { makePrograms } from "./programs.ts";

/** What Vitest does before all tests. */
export default makePrograms;
