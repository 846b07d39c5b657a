// npm run bench [-- NAME…]: Newsmark beside its peers, each benchmark in a process of its own. The peers are installed when
// they are needed for the first time; nothing else needs them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const BENCHMARKS = ['anchor', 'revision', 'tracked', 'sidecar', 'sentences', 'tagging', 'seeing', 'corpus', 'exchange'];

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !BENCHMARKS.includes(name));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}": ${BENCHMARKS.join(', ')}.`);
  process.exit(2);
}

const { dirname } = import.meta;
const run = (command: string, args: readonly string[], shell = false): void => {
  const { status } = spawnSync(command, args, { cwd: dirname, stdio: 'inherit', shell });
  if (status !== 0) process.exit(status ?? 1);
};

// npm is a script on Windows.
if (!existsSync(path.join(dirname, 'node_modules'))) run('npm', ['ci'], process.platform === 'win32');
for (const name of wanted.length > 0 ? wanted : BENCHMARKS) {
  console.log(`\n${name}`);
  run(process.execPath, ['--expose-gc', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', `${name}.ts`]);
}
