import { suite } from "../vitest.config.ts";

/** `npm run test:eventstoredb`: here the tests find the server of EVENTSTOREDB_URI. */
export default suite([], {});
