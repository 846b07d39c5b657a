import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Nothing here is measured by the clock: this only ends what hangs.
    testTimeout: 120_000,
    // The others run inside VS Code (test/host) and in front of it (test/workbench).
    include: ['test/*.test.ts', 'test/unit/**/*.test.ts', 'test/property/**/*.test.ts', 'test/faults/**/*.test.ts'],
  },
});
