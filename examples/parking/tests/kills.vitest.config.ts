import { defineConfig } from "vitest/config";
import everything from "../vitest.config.ts";

/** The configuration of `npm run test:kills`, which takes minutes. */
export default defineConfig({
  ...everything,
  test: { ...everything.test, include: ["tests/saga/killed-*.test.ts"], provide: { stride: 1 } },
});
