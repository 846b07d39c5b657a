// `npm run bench exchange`: what an export of a corpus costs, format by format, on the command line as people run it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXPORTERS } from '../../src/formats/exporters.ts';
import { print } from '../../src/formats/sidecar.ts';
import { sha256, toSidecar } from '../../src/store/article.ts';
import { tagged } from './tagged.ts';
import { compose } from './texts.ts';

const ANNOTATIONS = 25;
const LENGTH = 5000;
const FOLDERS = 100;
/** So many articles differ from one another; the others are like one of them. */
const DIFFERENT = 50;
/** Each figure is the median of so many runs. */
const RUNS = 3;

const root = path.resolve(import.meta.dirname, '../..');

/** An article of 5 KB with 25 annotations. */
async function pair(seed: number) {
  const text = compose('prose', seed, LENGTH);
  const annotations = tagged(text, ANNOTATIONS, ['claim', 'source', 'quote']).map((annotation, k) => ({
    ...annotation,
    ...(annotation.label === 'claim' && { attributes: { verdict: 'unverified' }, note: 'Check the original.' }),
    ...(annotation.label === 'quote' && {
      links: [{ role: 'source', to: `a${(k - 1).toString(36).padStart(7, '0')}` }],
    }),
  }));
  const about = { file: 'article.txt', sha256: await sha256(text) };
  return { text, sidecar: print(toSidecar({ article: about, annotations: [] }, about, annotations, text)) };
}

async function make(folder: string, count: number): Promise<number> {
  const pairs = await Promise.all(Array.from({ length: DIFFERENT }, (_, seed) => pair(seed)));
  let size = 0;
  for (let i = 0; i < count; i++) {
    const within = path.join(folder, `folder-${i % FOLDERS}`);
    const { text, sidecar } = pairs[i % DIFFERENT] ?? { text: '', sidecar: '' };
    size += Buffer.byteLength(text);
    await mkdir(within, { recursive: true });
    await writeFile(path.join(within, `article-${i}.txt`), text);
    await writeFile(path.join(within, `article-${i}.txt.newsmark.yaml`), sidecar);
  }
  return size;
}

interface Cost {
  readonly seconds: number;
  /** The most memory that the process had, in bytes. */
  readonly memory: number;
}

/** Runs the program as people do; the process says at its end how much memory it had at most. */
function run(args: readonly string[], cwd: string, node: readonly string[] = []): Promise<Cost> {
  const program = path.join(root, 'dist', 'newsmark.cjs');
  const report = `import { isMainThread } from 'node:worker_threads';
    if (isMainThread) process.on('exit', () => process.stderr.write('\\npeak ' + process.resourceUsage().maxRSS));`;
  const hook = `data:text/javascript,${encodeURIComponent(report)}`;
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, '--import', hook, program, ...args], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let told = '';
    child.stderr.on('data', (data) => {
      told += data;
    });
    child.on('close', (code) => {
      const peak = /\npeak (\d+)/.exec(told)?.[1];
      if (code !== 0 || peak === undefined) reject(new Error(`newsmark ${args.join(' ')} ended with ${code}: ${told}`));
      else resolve({ seconds: (performance.now() - begin) / 1000, memory: Number(peak) * 1024 });
    });
  });
}

const median = (all: readonly number[]): number =>
  all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

async function measure(format: string, folder: string, size: number, runs: number): Promise<Cost> {
  const costs: Cost[] = [];
  let written = 0;
  for (let i = 0; i < runs; i++) {
    const out = path.join(folder, '..', 'out');
    costs.push(await run(['export', '.', '--format', format, '--out', out], folder));
    written = await sizeOf(out);
    await rm(out, { recursive: true });
  }
  const cost = {
    seconds: median(costs.map(({ seconds }) => seconds)),
    memory: median(costs.map(({ memory }) => memory)),
  };
  const speed = `${mb(size / cost.seconds)}/s of text`;
  console.log(
    `${format.padEnd(14)} ${cost.seconds.toFixed(1)} s  ${speed.padEnd(20)} peak ${mb(cost.memory)}  writes ${mb(written)}`,
  );
  return cost;
}

/** Node lets its heap grow while there is memory, so that the peak alone does not say how much is needed. */
const SMALL_HEAP = ['--max-old-space-size=48', '--max-semi-space-size=8'] as const;

async function leastMemory(folder: string): Promise<number> {
  const out = path.join(folder, '..', 'out');
  const { memory } = await run(['export', '.', '--format', 'jsonl', '--out', out], folder, SMALL_HEAP);
  await rm(out, { recursive: true });
  return memory;
}

async function main(): Promise<void> {
  spawnSync(process.execPath, ['build.mts'], { cwd: root, stdio: 'inherit' });
  const temp = await mkdtemp(path.join(tmpdir(), 'newsmark-exchange-'));
  try {
    for (const count of [1000, 10_000]) {
      const folder = path.join(temp, `corpus-${count}`);
      const size = await make(folder, count);
      console.log(`\n${count} articles, ${mb(size)}, ${count * ANNOTATIONS} annotations; median of ${RUNS} runs`);
      for (const { name } of EXPORTERS) await measure(name, folder, size, RUNS);
      console.log(`jsonl with ${SMALL_HEAP.join(' ')}: peak ${mb(await leastMemory(folder))}`);
    }
  } finally {
    await rm(temp, { recursive: true });
  }
}

await main();
