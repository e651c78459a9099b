import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // Vitest leaves one core to others; on two cores that would be half of them.
    maxWorkers: "100%",
  },
});
