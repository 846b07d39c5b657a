import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The others run inside VS Code (test/host) and in front of it (test/workbench).
    include: ['test/*.test.ts', 'test/unit/**/*.test.ts', 'test/property/**/*.test.ts'],
  },
});
