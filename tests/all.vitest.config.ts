import { suite } from "../vitest.config.ts";

/** `npm run test:all`, in minutes. */
export default suite([]);
