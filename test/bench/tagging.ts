import { measure } from './hosted.ts';

// From the command that tags to setDecorations, in VS Code's own extension host, and from the key to the paint, in a
// browser: what is measured stands in test/host/tagging.bench.ts and test/workbench/paint.bench.ts.
const LINES = /^\d+ tags, .*$/gm;
measure(['test/host/run.ts', 'node', 'test/host/tagging.bench.ts'], LINES);
measure(['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/bench/playwright.config.ts', 'paint'], LINES);
