import { IN_A_BROWSER, suite } from "../vitest.config.ts";

/** The configuration of `npm run test:all`, which takes minutes. */
export default suite([IN_A_BROWSER]);
