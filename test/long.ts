// npm run test:long: what `npm test` plays in a short form, in full, part by part; `npm run test:long tracking merge` only
// the parts named. About an hour. The last line is `N passed, N failed`, by parts.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

interface Part {
  readonly name: string;
  readonly what: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const script = (file: string, ...args: string[]) => ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', file, ...args];
const vitest = (...files: string[]) => [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--testTimeout=3600000',
  ...files.map((file) => `test/property/${file}.test.ts`),
];

const parts: readonly Part[] = [
  { name: 'kill', what: '1,000 kills', args: script('test/faults/run.ts', '1000', '7') },
  { name: 'faults', what: '5,000 runs over a disk that fails', args: vitest('faults'), env: { FAULT_RUNS: '5000' } },
  { name: 'strings', what: '100,000 strings', args: vitest('scalar'), env: { SCALAR_RUNS: '100000' } },
  {
    name: 'edits',
    what: '10,000 edits of hand-formatted files',
    args: vitest('splice', 'patch'),
    env: { SPLICE_RUNS: '10000', PATCH_RUNS: '10000' },
  },
  {
    name: 'merge',
    what: '10,000 merges',
    args: vitest('merge'),
    env: { MERGE_RUNS: '10000' },
  },
  { name: 'tracking', what: '1,000,000 edits', args: vitest('tracked'), env: { TRACKED_EDITS: '1000000' } },
  { name: 'undo', what: '10,000 actions with undo and redo', args: vitest('undo'), env: { UNDO_STEPS: '10000' } },
  { name: 'git', what: '90 repositories', args: vitest('git'), env: { GIT_RUNS: '90' } },
  { name: 'fuzz', what: '30 minutes', args: script('test/fuzz/sidecar.ts', '30') },
];

const names = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const part of parts.filter(({ name }) => names.length === 0 || names.includes(name))) {
  console.log(`${part.name}: ${part.what}`);
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, part.args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...part.env },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const lines = `${stdout}${stderr}`.trimEnd().split('\n');
  console.log((status === 0 ? lines.slice(-8) : lines).map((line) => `  ${line}`).join('\n'));
  console.log(`  ${status === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  if (status === 0) passed++;
  else failed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
