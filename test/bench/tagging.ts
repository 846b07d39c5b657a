import { spawnSync } from 'node:child_process';
import path from 'node:path';

// From the command that tags to setDecorations, in VS Code's own extension host: what is measured stands in
// test/host/tagging.bench.ts.
const root = path.resolve(import.meta.dirname, '../..');
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  ['test/host/run.ts', 'node', 'test/host/tagging.bench.ts'],
  { cwd: root, encoding: 'utf8' },
);
console.log(stdout.match(/^\d+ tags, .*$/gm)?.join('\n') ?? stdout);
if (status !== 0) console.error(stderr);
process.exitCode = status ?? 1;
