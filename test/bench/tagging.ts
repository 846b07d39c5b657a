import { spawnSync } from 'node:child_process';
import path from 'node:path';

// From the command that tags to setDecorations, in VS Code's own extension host, and from the key to the paint, in a
// browser: what is measured stands in test/host/tagging.bench.ts and test/workbench/paint.bench.ts.
const root = path.resolve(import.meta.dirname, '../..');
const measurements = [
  ['test/host/run.ts', 'node', 'test/host/tagging.bench.ts'],
  ['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/bench/playwright.config.ts'],
] as const;

for (const args of measurements) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const lines = stdout.match(/^\d+ tags, .*$/gm);
  if (status !== 0 || !lines) {
    console.error(stdout, stderr);
    process.exit(status || 1);
  }
  console.log(lines.join('\n'));
}
