import { vi } from "vitest";

// Runs before each test file. All test files share one thread, so the attendee's modules are evaluated again: static
// fields and variables are as new. Packages stay loaded; they take most of the time.
vi.resetModules();
