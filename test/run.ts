// npm test: everything, part by part; `node test/run.ts unit host` only the parts named. What a part prints is shown when
// it fails. The last line is `N passed, N failed`: single tests, and one each for the parts that are one check.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Counts, countsIn } from './host/index.ts';

const root = path.resolve(import.meta.dirname, '..');

/** How long a part may take, in milliseconds. */
const LIMIT = 30 * 60_000;

interface Part {
  readonly name: string;
  /** The program and its arguments; `report` is a file that it may write. */
  command(report: string): readonly [string, ...string[]];
  readonly env?: (report: string) => NodeJS.ProcessEnv;
  /**
   * How many tests passed and failed, from what the part printed and the text of its report; undefined when it did not
   * say. A part without this is one check.
   */
  readonly counts?: (printed: string, report: string) => Counts | undefined;
  /** Run only when it is named: another part runs the same tests. */
  readonly isExtra?: true;
}

const node = (...args: string[]) => [process.execPath, ...args] as const;
const biome = (...args: string[]) => node('node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', ...args);
// On Windows npm is a batch file.
const npm = (...args: string[]) =>
  process.platform === 'win32' ? (['cmd', '/c', 'npm', ...args] as const) : (['npm', ...args] as const);

const parts: readonly Part[] = [
  { name: 'format', command: () => biome('--linter-enabled=false', '--assist-enabled=false') },
  { name: 'lint', command: () => biome('--formatter-enabled=false') },
  { name: 'types', command: () => node('node_modules/typescript/bin/tsc', '-b') },
  { name: 'build', command: () => node('build.mts') },
  {
    name: 'unit',
    command: (report) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      return node('node_modules/vitest/vitest.mjs', 'run', ...reporters);
    },
    counts: (_, report) => vitestCounts(report),
  },
  // The same tests as `vsix`, with the extension from this folder and not from its package.
  { name: 'host', command: () => node('test/host/run.ts', 'node'), counts: countsIn, isExtra: true },
  { name: 'web', command: () => node('test/host/run.ts', 'web'), counts: countsIn },
  {
    name: 'ukrainian',
    command: () => node('test/host/run.ts', 'web', '--locale=uk', 'test/host/language/uk.test.ts'),
    counts: countsIn,
  },
  { name: 'package', command: () => npm('run', 'package') },
  { name: 'vsix', command: () => node('test/host/run.ts', 'vsix'), counts: countsIn },
  {
    name: 'workbench',
    command: () => node('node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'),
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    counts: (_, report) => playwrightCounts(report),
  },
];

/** The counts in Vitest's JSON report. A test that was skipped counts as failed. */
export function vitestCounts(report: string): Counts | undefined {
  if (report === '') {
    return undefined;
  }
  const { numPassedTests: passed, numTotalTests: total }: Record<'numPassedTests' | 'numTotalTests', number> =
    JSON.parse(report);
  return { passed, failed: total - passed };
}

/** The counts in Playwright's JSON report. A test that was skipped counts as failed. */
export function playwrightCounts(report: string): Counts | undefined {
  if (report === '') {
    return undefined;
  }
  const { stats }: { stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> } = JSON.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
}

/**
 * What a part counts for. A part that ended badly has a failure even when no test of it failed, and a part that ran no
 * test at all has failed.
 */
export function judge(code: number, counts: Counts | undefined): Counts {
  if (!counts || counts.passed + counts.failed === 0) {
    return { passed: 0, failed: 1 };
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

interface Ended {
  readonly code: number;
  readonly printed: string;
}

let interrupt: () => void = () => process.exit(130);

/** Runs a program to its end and leaves nothing of it running; one that takes too long is ended. */
function runProgram([program, ...args]: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Promise<Ended> {
  const group = process.platform !== 'win32';
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: group });
  const kill = (signal: NodeJS.Signals) => {
    try {
      process.kill(group && child.pid ? -child.pid : (child.pid ?? 0), signal);
    } catch {
      // Nothing is left.
    }
  };
  let printed = '';
  const end = (why: string) => {
    printed += `${why}\n`;
    kill('SIGTERM');
    setTimeout(() => kill('SIGKILL'), 5000).unref();
  };
  interrupt = () => end('Interrupted.');
  const timer = setTimeout(() => end(`It did not end in ${LIMIT / 60_000} minutes.`), LIMIT);
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  return new Promise((resolve) => {
    const done = (code: number) => {
      clearTimeout(timer);
      interrupt = () => process.exit(130);
      resolve({ code, printed });
    };
    child.on('error', (error) => {
      printed += `${error.message}\n`;
      done(127);
    });
    child.on('close', async (code) => {
      await groupGone(child.pid);
      kill('SIGKILL');
      done(code ?? 1);
    });
  });
}

/** Waits until what a program has started has ended too, as it cleans up after itself, but not for long. */
async function groupGone(group: number | undefined): Promise<void> {
  const deadline = Date.now() + 5000;
  while (group && process.platform !== 'win32' && Date.now() < deadline) {
    try {
      process.kill(-group, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function runPart(part: Part, folder: string): Promise<Counts> {
  process.stdout.write(part.name.padEnd(10));
  const report = path.join(folder, `${part.name}.json`);
  const start = performance.now();
  const env = { ...process.env, NO_COLOR: '1', ...part.env?.(report) };
  const { code, printed } = await runProgram(part.command(report), env);
  const text = existsSync(report) ? readFileSync(report, 'utf8') : '';
  const check = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  const { passed, failed } = part.counts ? judge(code, part.counts(printed, text)) : check;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${failed === 0 ? 'ok    ' : 'FAILED'} ${passed} passed, ${failed} failed, ${seconds} s`);
  if (failed > 0) {
    console.log(`${printed.trimEnd()}\n`);
  }
  return { passed, failed };
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. The parts: ${parts.map((part) => part.name).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      interrupted = true;
      interrupt();
    });
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'newsmark-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  let passed = 0;
  let failed = 0;
  for (const part of parts.filter(({ name, isExtra }) => (names.length === 0 ? !isExtra : names.includes(name)))) {
    const counts = await runPart(part, folder);
    if (interrupted) {
      process.exit(130);
    }
    passed += counts.passed;
    failed += counts.failed;
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (import.meta.main) {
  await main(process.argv.slice(2));
}
