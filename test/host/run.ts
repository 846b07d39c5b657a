// Runs test/host/*.test.ts inside VS Code, on a copy of the samples:
//   node test/host/run.ts node|web|vsix [--locale=LANGUAGE] [FILE...]
// in its Node extension host, in its web worker extension host, or against the packaged dist/newsmark.vsix as a user
// installs it. VS Code's server from npm is the host; VSCODE_HOST=desktop downloads desktop VS Code instead.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cp, glob, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { buildExtension } from '../vscode-host/extension.ts';
import { run } from '../vscode-host/process.ts';
import { changedArticles, readArticles, samples } from '../vscode-host/samples.ts';
import { STILL, writeSettings } from '../vscode-host/settings.ts';
import { type Counts, countsIn } from './index.ts';
import { bundleTests, copyPackage, isKind, type Kind } from './run.bundle.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** How long a run may take, in milliseconds: a host that hangs must not hang its caller. */
const LIMIT = 300_000;

async function main(kind: Kind, args: readonly string[]): Promise<Counts> {
  const flags = args.filter((arg) => arg.startsWith('--locale='));
  const files = await testFiles(args.filter((arg) => !flags.includes(arg)));
  const folders = makeFolders();
  await cp(samples, folders.samples, { recursive: true });
  const before = { copy: await readArticles(folders.samples), original: await readArticles(samples) };
  const counts = await runIn(kind, files, folders, flags);
  const changed = [
    ...changedArticles(before.copy, await readArticles(folders.samples)),
    ...changedArticles(before.original, await readArticles(samples)),
  ];
  if (changed.length > 0) {
    throw new Error(`The tests changed these articles: ${changed.join(', ')}`);
  }
  return counts;
}

/** The test files named, or all of them. */
async function testFiles(names: readonly string[]): Promise<string[]> {
  const files = names.length > 0 ? names.map((name) => path.resolve(name)) : [];
  if (names.length === 0) {
    for await (const name of glob('*.test.ts', { cwd: import.meta.dirname })) {
      files.push(path.join(import.meta.dirname, name));
    }
  }
  return files.sort();
}

interface Folders {
  readonly work: string;
  readonly profile: string;
  readonly samples: string;
}

/** Folders of this run alone; they go when this process ends. */
function makeFolders(): Folders {
  mkdirSync(path.join(root, '.vscode-test'), { recursive: true });
  // Below the root, so that the bundle of the tests finds mocha.
  const work = mkdtempSync(path.join(root, '.vscode-test', 'run-'));
  // Elsewhere, with a short path: desktop VS Code makes a socket there.
  const profile = mkdtempSync(path.join(tmpdir(), 'newsmark-'));
  process.once('exit', () => {
    for (const folder of [work, profile]) {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
  process.once('SIGTERM', () => process.exit(143));
  return { work, profile, samples: path.join(profile, 'samples') };
}

async function runIn(
  kind: Kind,
  files: readonly string[],
  folders: Folders,
  flags: readonly string[],
): Promise<Counts> {
  const vscode = await vscodeProgram();
  const userData = path.join(folders.profile, 'user-data');
  const extensions = path.join(folders.profile, 'extensions');
  await writeSettings(userData, STILL);
  const extensionTestsPath = await bundleTests(kind, files, folders.work);
  const launchArgs = [folders.samples, `--user-data-dir=${userData}`, `--extensions-dir=${extensions}`, ...flags];
  let extensionDevelopmentPath = root;
  if (kind === 'vsix') {
    await install(vscode, [`--user-data-dir=${userData}`, `--extensions-dir=${extensions}`]);
    // VS Code runs tests only beside a development extension: this one is empty.
    extensionDevelopmentPath = folders.work;
    const empty = { name: 'tests', publisher: 'newsmark', version: '0.0.0', engines: { vscode: '*' } };
    await writeFile(path.join(folders.work, 'package.json'), JSON.stringify(empty));
  } else {
    await buildExtension(root);
    launchArgs.push('--disable-extensions');
  }
  if (kind === 'web') {
    extensionDevelopmentPath = folders.work;
    await copyPackage(folders.work);
    launchArgs.push('--extensionDevelopmentKind=web');
  }

  let printed = '';
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      printed += chunk;
      process.stdout.write(chunk, done);
    },
  });
  const failure = await runTests({
    vscodeExecutablePath: vscode,
    extensionDevelopmentPath,
    extensionTestsPath,
    launchArgs,
    extensionTestsEnv: { VSCODE_HOST_TIMEOUT_MS: String(LIMIT) },
    stdout,
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const counts = countsIn(printed);
  if (!counts) {
    throw new Error(`The tests did not come to their end. ${failure ?? ''}`);
  }
  if (counts.passed + counts.failed === 0) {
    throw new Error('There was no test to run.');
  }
  if (failure && counts.failed === 0) {
    throw failure;
  }
  return counts;
}

/** The server's launcher is a shell script, which Windows does not start: there desktop VS Code is the host. */
async function vscodeProgram(): Promise<string> {
  const desktop = process.env.VSCODE_HOST === 'desktop' || process.platform === 'win32';
  return desktop ? downloadAndUnzipVSCode() : path.join(root, 'test/vscode-host/code');
}

/** Installs dist/newsmark.vsix, or what NEWSMARK_VSIX names, as a user would. */
async function install(vscode: string, profile: readonly string[]): Promise<void> {
  const args = [
    ...profile,
    '--install-extension',
    path.resolve(process.env.NEWSMARK_VSIX ?? path.join(root, 'dist/newsmark.vsix')),
  ];
  const windows = process.platform === 'win32';
  const cli = resolveCliPathFromVSCodeExecutablePath(vscode);
  const installed = await run(windows ? `"${cli}"` : cli, args, { shell: windows });
  if (installed.code !== 0) {
    throw new Error(`The package could not be installed:\n${installed.output}`);
  }
}

if (import.meta.main) {
  const [kind = 'node', ...args] = process.argv.slice(2);
  try {
    if (!isKind(kind)) {
      throw new Error('Usage: node test/host/run.ts node|web|vsix [--locale=LANGUAGE] [FILE...]');
    }
    const { failed } = await main(kind, args);
    process.exitCode = failed === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
