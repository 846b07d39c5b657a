import { execFile, spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { EXPORTERS } from '../../../src/formats/exporters.ts';
import { lines } from './desk.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const bundle = path.join(root, 'dist/newsmark.cjs');

/** Every Node on the path: that of the repository, and an older one where the machine has it. */
const nodes = [
  ...new Set(
    [path.dirname(process.execPath), ...(process.env['PATH'] ?? '').split(path.delimiter)]
      .map((folder) => path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node'))
      .filter((file) => existsSync(file))
      .map((file) => realpathSync(file)),
  ),
];

const run = promisify(execFile);

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const newsmark = (node: string, args: readonly string[], program = bundle): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(node, [program, ...args], { cwd: root }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });

async function temporary(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'newsmark-main-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

beforeAll(async () => {
  await run(process.execPath, ['build.mts'], { cwd: root });
}, 60_000);

describe.each(nodes)('dist/newsmark.cjs under %s', (node) => {
  it('exports the samples in every format', async () => {
    const out = await temporary();
    for (const { name: format } of EXPORTERS) {
      expect(await newsmark(node, ['export', 'samples', '--format', format, '--out', out])).toMatchObject({
        // Annotations share words there, and CoNLL has one label for each; ClaimReview is for claims with a verdict.
        code: ['conll', 'claimreview'].includes(format) ? 1 : 0,
        stdout: '',
      });
    }
    const text = Array.from(await readFile(path.join(root, 'samples/kharkiv.txt'), 'utf8'));
    const records = lines<{ file: string; exact: string; start: number; end: number }>(
      await readFile(path.join(out, 'annotations.jsonl'), 'utf8'),
    ).filter(({ file }) => file === 'kharkiv.txt');
    expect(records.length).toBeGreaterThan(20);
    for (const { exact, start, end } of records) expect(text.slice(start, end).join('')).toBe(exact);
  });

  it('gives its exit codes', async () => {
    expect((await newsmark(node, ['check', 'samples'])).code).toBe(0);
    expect((await newsmark(node, ['check', 'nowhere'])).code).toBe(2);
    const broken = await temporary();
    await symlink(path.join(root, 'samples/kharkiv.txt.newsmark.yaml'), path.join(broken, 'other.txt.newsmark.yaml'));
    const { code, stdout } = await newsmark(node, ['check', broken]);
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/^.*other\.txt\.newsmark\.yaml:1:1: error: .* \[no-article\]\n/),
    ]);
  });

  it('knows its version, also through the link that npm makes', async () => {
    const folder = await temporary();
    await symlink(bundle, path.join(folder, 'newsmark'));
    const { version }: { readonly version: string } = JSON.parse(
      await readFile(path.join(root, 'package.json'), 'utf8'),
    );
    for (const program of [bundle, path.join(folder, 'newsmark')]) {
      expect(await newsmark(node, ['--version'], program)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    }
  });

  it.runIf(existsSync('/dev/full'))('says that standard output cannot be written', async () => {
    const full = await open('/dev/full', 'w');
    const child = spawn(node, [bundle, 'list', 'samples'], { cwd: root, stdio: ['ignore', full.fd, 'pipe'] });
    let told = '';
    child.stderr?.on('data', (data) => {
      told += data;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    await full.close();
    expect([code, told]).toEqual([1, 'newsmark list: standard output: no space left on device.\n']);
  });

  it('stops without a word when nobody reads on', async () => {
    const child = spawn(node, [bundle, 'list', '--json', 'samples', 'samples/kharkiv.txt'], { cwd: root });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([0, '']);
  });
});
