import { measure } from './hosted.ts';

// What ten thousand annotations cost until they are seen, and then: see test/host/seeing.bench.ts and
// test/workbench/seeing.bench.ts.
const LINES = /^\d+ annotations.*$/gm;
measure(['test/host/run.ts', 'node', 'test/host/seeing.bench.ts'], LINES);
measure(['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/bench/playwright.config.ts', 'seeing'], LINES);
