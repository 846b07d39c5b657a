import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

// npm run pictures: makes the pictures of the README anew. Look at them before you commit them.
export default defineConfig({ ...base, testDir: '.', outputDir: '../../test-results', reporter: 'list' });
