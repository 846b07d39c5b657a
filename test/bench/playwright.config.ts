import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

// What is measured in a browser: test/workbench/*.bench.ts.
export default defineConfig({
  ...base,
  testDir: '../workbench',
  testMatch: '*.bench.ts',
  outputDir: '../../test-results',
});
