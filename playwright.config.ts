import { defineConfig } from '@playwright/test';

// A test that fails sometimes is wrong: it gets no second try. Failures leave a trace and a screenshot in test-results.
export default defineConfig({
  testDir: 'test/workbench',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    // Without pictures of the page, which cost more than the tests themselves on a small machine.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
  },
});
