import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countsIn } from '../host/index.ts';
import { judge, playwrightCounts, vitestCounts } from '../run.ts';
import { missingLibrary } from '../vscode-host/browser.ts';
import { installedChromium } from '../vscode-host/chromium.ts';
import { findCode } from '../vscode-host/desktop.ts';
import { linkExtension } from '../vscode-host/extension.ts';
import { parseFlags } from '../vscode-host/flags.ts';
import { installFailure, stamp } from '../vscode-host/install.ts';
import { openAddress, opener } from '../vscode-host/opener.ts';
import { choosePort, portIsFree } from '../vscode-host/port.ts';
import { once, run } from '../vscode-host/process.ts';
import { changedArticles, readArticles } from '../vscode-host/samples.ts';
import { QUIET, STILL, settingsFile, writeSettings } from '../vscode-host/settings.ts';
import { parseWish } from '../vscode-host/start.ts';
import { windowUrl } from '../vscode-host/window.ts';

let folder = '';
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'newsmark-unit-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the command line of the launcher', () => {
  it('takes what @vscode/test-electron passes', () => {
    const flags = parseFlags([
      ...['/samples', '--disable-extensions', '--no-sandbox', '--disable-updates', '--skip-welcome'],
      ...['--extensionTestsPath=/t/tests.cjs', '--extensionDevelopmentPath=/a', '--extensionDevelopmentPath=/b'],
      ...['--extensions-dir=/x', '--user-data-dir=/u'],
    ]);
    expect(flags).toEqual({
      command: undefined,
      target: '/samples',
      extensionDevelopmentPaths: ['/a', '/b'],
      extensionTestsPath: '/t/tests.cjs',
      web: false,
      disableExtensions: true,
      userData: '/u',
      extensions: '/x',
      proposals: [],
      locale: undefined,
    });
  });

  it('takes a value from the next argument, and a file: URI for a path', () => {
    const flags = parseFlags(['--extensions-dir', '/x', '--folder-uri', 'file:///a%20b', '--user-data-dir', '/u']);
    expect(flags).toMatchObject({ extensions: '/x', target: '/a b', userData: '/u' });
  });

  it('knows the web worker host', () => {
    expect(parseFlags(['--extensionDevelopmentKind=web']).web).toBe(true);
    expect(parseFlags(['--locale', 'uk']).locale).toBe('uk');
  });

  it('hands commands on without the flags of windows', () => {
    const args = ['--no-sandbox', '--install-extension', 'a.vsix', '--extensions-dir=/x', '--disable-workspace-trust'];
    expect(parseFlags(args).command).toEqual(['--install-extension', 'a.vsix', '--extensions-dir=/x']);
  });
});

describe('the address of a window', () => {
  const server = { port: 4317, token: 'secret' };
  const query = (...args: Parameters<typeof windowUrl>) => Object.fromEntries(new URL(windowUrl(...args)).searchParams);

  it('names the folder and the token', () => {
    expect(query(server, { target: '/news & more' })).toEqual({ tkn: 'secret', folder: '/news & more' });
  });

  it('names a workspace file, or an empty window', () => {
    expect(query(server, { target: '/a.code-workspace' })).toMatchObject({ workspace: '/a.code-workspace' });
    expect(query(server, {})).toMatchObject({ ew: 'true' });
  });

  it('carries the extension and its tests as files of the server', () => {
    const { payload } = query(server, {
      target: '/f',
      extensionDevelopmentPaths: ['/ä b'],
      extensionTestsPath: '/t.cjs',
      web: true,
      disableExtensions: true,
    });
    expect(JSON.parse(payload ?? '')).toEqual([
      ['extensionDevelopmentPath', 'vscode-remote://127.0.0.1:4317/%C3%A4%20b'],
      ['extensionTestsPath', 'vscode-remote://127.0.0.1:4317/t.cjs'],
      ['extensionDevelopmentKind', 'web'],
      ['disableExtensions', 'true'],
    ]);
  });
});

describe('npm start', () => {
  it('opens the samples in the browser when nothing is said', () => {
    const samples = path.resolve(import.meta.dirname, '../../samples');
    expect(parseWish([])).toMatchObject({ folder: samples, open: true });
  });

  it('takes a folder, a port and --no-open', () => {
    expect(parseWish(['--port', '5000', '--no-open', '/news'])).toEqual({
      folder: path.resolve('/news'),
      port: 5000,
      open: false,
    });
  });

  it.each([[['--port', '70000']], [['--port', 'x']], [['--port', '-1']], [['--what']], [['a', 'b']]])(
    'refuses %j',
    (args) => {
      expect(() => parseWish(args)).toThrow();
    },
  );

  it('opens the browser of the system, or the one that BROWSER names', () => {
    expect(opener('linux', {})).toEqual(['xdg-open']);
    expect(opener('darwin', {})).toEqual(['open']);
    expect(opener('win32', {})[0]).toBe('rundll32');
    expect(opener('linux', { BROWSER: 'firefox' })).toEqual(['firefox']);
  });

  it('says when no browser could be opened', async () => {
    expect(await openAddress('x', [path.join(folder, 'no-such-program')])).toBe(false);
    expect(await openAddress('x', [process.execPath, '--eval', 'process.exit(3)'])).toBe(false);
    expect(await openAddress('x', [process.execPath, '--eval', 'process.exit(0)'])).toBe(true);
  });

  it('finds desktop VS Code on the PATH', () => {
    const machine = (platform: NodeJS.Platform, PATH: string, ...files: string[]) => ({
      platform,
      env: { PATH },
      exists: (file: string) => files.includes(file),
    });
    expect(findCode(machine('linux', '/a:/b', '/b/code'))).toBe('/b/code');
    expect(findCode(machine('linux', '/a:/b'))).toBeUndefined();
    const [cmd, exe] = ['C:\\Code\\bin\\code.cmd', 'C:\\Code\\Code.exe'];
    expect(findCode(machine('win32', 'C:\\Windows;C:\\Code\\bin', cmd, exe))).toBe(exe);
    const app = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';
    expect(findCode(machine('darwin', '/usr/bin', app))).toBe(app);
  });
});

describe('a port', () => {
  it('that is in use is said to be, and another one is taken', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    const said: string[] = [];
    expect(await portIsFree(port)).toBe(false);
    expect(await choosePort(port, (text) => said.push(text))).toBe(0);
    expect(said).toEqual([expect.stringContaining(String(port))]);
    await new Promise((resolve) => server.close(resolve));
    expect(await choosePort(port, (text) => said.push(text))).toBe(port);
    expect(said).toHaveLength(1);
  });
});

describe('an installation', () => {
  it('has another name for any other content or path', () => {
    const name = stamp(new Map([['a', '1']]));
    expect(name).toMatch(/^host-[0-9a-f]{16}$/);
    expect(stamp(new Map([['a', '2']]))).not.toBe(name);
    expect(stamp(new Map([['b', '1']]))).not.toBe(name);
    expect(stamp(new Map([['a1', '']]))).not.toBe(name);
  });

  it('has the same name whatever the order of its files', () => {
    const files: [string, string][] = [
      ['a', '1'],
      ['b', '2'],
    ];
    expect(stamp(new Map(files))).toBe(stamp(new Map(files.toReversed())));
  });

  it('that failed says what npm said and what to do', () => {
    const offline = installFailure('npm error code ENOTFOUND\n');
    expect(offline).toContain('npm error code ENOTFOUND');
    expect(offline).toContain('Connect to the network');
    expect(offline).toContain('npm run host:install');
    expect(installFailure('npm error code EACCES')).not.toContain('network');
  });

  it('names no registry in its lockfile, and asks for no install script', async () => {
    const host = path.resolve(import.meta.dirname, '../vscode-host');
    expect(await readFile(path.join(host, 'package-lock.json'), 'utf8')).not.toMatch(/https?:\/\/[^"]*\.tgz/);
    expect(await readFile(path.join(host, '.npmrc'), 'utf8')).toContain('ignore-scripts=true');
  });
});

describe('a browser', () => {
  const machine = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv, ...files: string[]) => ({
    platform,
    env,
    exists: (file: string) => files.includes(file),
  });

  it('is the one that CHROMIUM_PATH names, which must exist', () => {
    const env = { CHROMIUM_PATH: '/my/chromium' };
    expect(installedChromium(machine('linux', env, '/my/chromium', '/usr/bin/chromium'))).toBe('/my/chromium');
    expect(() => installedChromium(machine('linux', env, '/usr/bin/chromium'))).toThrow('/my/chromium');
  });

  it('is else an installed one', () => {
    expect(installedChromium(machine('linux', {}, '/usr/bin/google-chrome'))).toBe('/usr/bin/google-chrome');
    expect(installedChromium(machine('linux', {}))).toBeUndefined();
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    expect(installedChromium(machine('win32', { 'ProgramFiles(x86)': 'C:\\Program Files (x86)' }, edge))).toBe(edge);
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(installedChromium(machine('darwin', {}, chrome))).toBe(chrome);
  });

  it('that lacks a library says what to install', () => {
    const error = 'chromium: error while loading shared libraries: libnspr4.so: cannot open shared object file';
    expect(missingLibrary(error)).toMatch(/libnspr4\.so is missing[\s\S]*apt-get install libexpat1 libnspr4 libnss3/);
    expect(missingLibrary('Timeout 30000ms exceeded')).toBeUndefined();
  });
});

describe('settings', () => {
  it('are quiet, and leave the colours to the person', () => {
    expect(QUIET).toMatchObject({ 'telemetry.telemetryLevel': 'off', 'chat.disableAIFeatures': true });
    expect(Object.keys(STILL)).not.toContain('workbench.colorTheme');
    expect(STILL).toMatchObject(QUIET);
  });

  it('that a person has stay as they are', async () => {
    await writeSettings(folder, { a: 1 });
    await writeSettings(folder, { a: 2 }, { keep: true });
    expect(JSON.parse(await readFile(settingsFile(folder), 'utf8'))).toEqual({ a: 1 });
    await writeSettings(folder, { a: 3 });
    expect(JSON.parse(await readFile(settingsFile(folder), 'utf8'))).toEqual({ a: 3 });
  });
});

describe('the host', () => {
  it('links an extension under the name of an installed one', async () => {
    const source = path.join(folder, 'source');
    await run(process.execPath, ['--eval', 'fs.mkdirSync(process.argv[1])', source]);
    await writeFile(path.join(source, 'package.json'), '{"publisher":"p","name":"n","version":"1.2.3"}');
    await linkExtension(source, path.join(folder, 'extensions'));
    expect(await readdir(path.join(folder, 'extensions'))).toEqual(['p.n-1.2.3']);
    expect(await realpath(path.join(folder, 'extensions', 'p.n-1.2.3'))).toBe(source);
  });

  it('gives the output and the exit code of a program', async () => {
    const program = 'console.log("out"); console.error("err"); process.exit(3)';
    const { code, output } = await run(process.execPath, ['--eval', program]);
    expect(code).toBe(3);
    expect(output).toContain('out\n');
    expect(output).toContain('err\n');
    expect(await run(path.join(folder, 'none'), [])).toMatchObject({ code: 127 });
  });

  it('cleans up once, however often it is asked to', async () => {
    let times = 0;
    const clean = once(async () => {
      times += 1;
    });
    await Promise.all([clean(), clean()]);
    expect(times).toBe(1);
  });

  it('sees when an article has other bytes', async () => {
    const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
    await Promise.all([write('a.txt', 'one\r\n'), write('b.txt', 'two'), write('c.yaml', 'x: 1')]);
    const before = await readArticles(folder);
    expect([...before.keys()].sort()).toEqual(['a.txt', 'b.txt']);
    await Promise.all([write('c.yaml', 'x: 2'), write('new.txt', 'three')]);
    expect(changedArticles(before, await readArticles(folder))).toEqual([]);
    await write('a.txt', 'one\n');
    await rm(path.join(folder, 'b.txt'));
    expect(changedArticles(before, await readArticles(folder)).sort()).toEqual(['a.txt', 'b.txt']);
  });
});

describe('the counts of npm test', () => {
  it('come from what the runners report', () => {
    expect(countsIn('ok\nnewsmark-host-tests {"passed":2,"failed":1}\nExit code: 1\n')).toEqual({
      passed: 2,
      failed: 1,
    });
    expect(countsIn('the host crashed')).toBeUndefined();
    expect(vitestCounts('{"numPassedTests":3,"numFailedTests":1,"numPendingTests":1,"numTotalTests":5}')).toEqual({
      passed: 3,
      failed: 2,
    });
    expect(playwrightCounts('{"stats":{"expected":4,"unexpected":1,"flaky":0,"skipped":2}}')).toEqual({
      passed: 4,
      failed: 3,
    });
  });

  it('are a failure when a part ended badly, said nothing or ran no test', () => {
    expect(judge(1, { passed: 5, failed: 0 })).toEqual({ passed: 5, failed: 1 });
    expect(judge(0, undefined)).toEqual({ passed: 0, failed: 1 });
    expect(judge(0, { passed: 0, failed: 0 })).toEqual({ passed: 0, failed: 1 });
    expect(judge(1, { passed: 5, failed: 2 })).toEqual({ passed: 5, failed: 2 });
    expect(judge(0, { passed: 5, failed: 0 })).toEqual({ passed: 5, failed: 0 });
  });
});
