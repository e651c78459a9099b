import { makePrograms } from "./programs.ts";

/** Runs before all tests. */
export default makePrograms;
