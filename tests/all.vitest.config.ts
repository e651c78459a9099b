import { suite } from "../vitest.config.ts";

/** The configuration of `npm run test:all`, which takes minutes. */
export default suite([]);
