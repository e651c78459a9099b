/** How long to wait for what should happen at once: generous, because it only ends tests that hang. */
export const WAIT = { timeout: 30_000, interval: 10 };
