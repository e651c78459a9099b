import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["tests/**/crash.test.ts"], provide: { kills: 50 } },
});
