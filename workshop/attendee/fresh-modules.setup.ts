import { vi } from "vitest";

// Runs before each test file. The test files share a thread, so the attendee's modules are evaluated again for each of
// them: no static field or variable keeps a value. The packages stay loaded, because loading them takes most of the
// time.
vi.resetModules();
