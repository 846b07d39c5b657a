import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kill, platform } from 'node:process';
import { type BrowserContext, test as base } from '@playwright/test';
import { launchBrowser } from '../vscode-host/browser.ts';
import { linkBuiltIns, linkExtension } from '../vscode-host/extension.ts';
import { type Host, installHost } from '../vscode-host/install.ts';
import { changedArticles, readArticles, samples } from '../vscode-host/samples.ts';
import { runCommand, startServer } from '../vscode-host/server.ts';
import { type Settings, STILL, writeSettings } from '../vscode-host/settings.ts';
import { windowUrl } from '../vscode-host/window.ts';
import { Workbench } from './workbench.ts';

export { expect } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '../..');

/** The folder that the window shows: a copy of the samples. */
export interface Folder {
  readonly path: string;
  /** The bytes of a file; undefined while there is none. */
  bytes(name: string): Promise<Buffer | undefined>;
  /** The text of a file; undefined while there is none. */
  text(name: string): Promise<string | undefined>;
}

interface Fixtures {
  /** Set this with `test.use` where a test edits an article itself; else the articles must keep every byte. */
  editsArticles: boolean;
  /** Set this where the window begins without a folder. */
  isEmpty: boolean;
  /** The person's settings on top of those that keep the window quiet. */
  settings: Settings;
  folder: Folder;
  vscode: Workbench;
}

interface WorkerFixtures {
  /**
   * The browser's profiles, one for each kind of window that tests ask for: they keep VS Code's own scripts, which new
   * ones would load and compile again.
   */
  profile: Map<string, BrowserContext>;
  /** The folder of another extension that is installed, too. */
  neighbour: string | undefined;
  /** Set this where windows are not trusted until a person says so; the settings must say so, too. */
  trust: boolean;
  host: {
    readonly url: (folder: string | undefined) => string;
    readonly origin: string;
    readonly userData: string;
    /** Kills the processes in which extensions run. */
    readonly crash: () => Promise<void>;
    /** Lets nothing be done by extensions while `work` goes on. */
    readonly pause: (work: () => Promise<void>) => Promise<void>;
  };
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
  profile: [async ({}, use) => use(new Map()), { scope: 'worker' }],

  context: async ({ browser, profile, contextOptions, viewport, deviceScaleFactor, host }, use) => {
    const options = { ...contextOptions, viewport, ...(deviceScaleFactor !== undefined && { deviceScaleFactor }) };
    const kind = JSON.stringify(options);
    const context = profile.get(kind) ?? (await browser.newContext(options));
    profile.set(kind, context);
    await use(context);
    await Promise.all(context.pages().map((page) => page.close()));
    await forget(context, host.origin);
  },

  neighbour: [undefined, { option: true, scope: 'worker' }],
  trust: [false, { option: true, scope: 'worker' }],

  host: [
    async ({ neighbour, trust }, use) => {
      const host = await installHost(console.log);
      const temp = await mkdtemp(path.join(tmpdir(), 'newsmark-workbench-'));
      const userData = path.join(temp, 'user-data');
      const extensions = path.join(temp, 'extensions');
      await provideExtension(host, extensions);
      if (neighbour !== undefined) await linkExtension(neighbour, extensions);
      // Beside a neighbour the others are there, too. Else the server starts without those that every window would wait for.
      const builtIns = path.join(temp, 'built-in');
      if (neighbour === undefined) await linkBuiltIns(host, builtIns);
      const args = neighbour === undefined ? ['--builtin-extensions-dir', builtIns] : [];
      const server = await startServer(host, { userData, extensions, trust, args });
      const signal = async (name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => {
        const found = await server.extensionHosts();
        if (found.length === 0 && platform !== 'win32') throw new Error('There is no extension host.');
        for (const each of found) kill(each, name);
      };
      const pause = async (work: () => Promise<void>) => {
        await signal('SIGSTOP');
        try {
          await work();
        } finally {
          await signal('SIGCONT');
        }
      };
      await use({
        userData,
        origin: new URL(windowUrl(server, {})).origin,
        url: (folder) => windowUrl(server, { target: folder }),
        crash: () => signal('SIGKILL'),
        pause,
      });
      await server.stop();
      await rm(temp, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker' },
  ],

  editsArticles: [false, { option: true }],
  isEmpty: [false, { option: true }],
  settings: [{}, { option: true }],

  folder: async ({ editsArticles }, use) => {
    const parent = await mkdtemp(path.join(tmpdir(), 'newsmark-folder-'));
    const folder = path.join(parent, 'samples');
    await cp(samples, folder, { recursive: true });
    const before = await readArticles(folder);
    const bytes = (name: string) => readFile(path.join(folder, name)).catch(() => undefined);
    await use({ path: folder, bytes, text: async (name) => (await bytes(name))?.toString('utf8') });
    const changed = editsArticles ? [] : changedArticles(before, await readArticles(folder));
    await rm(parent, { recursive: true, force: true, maxRetries: 5 });
    if (changed.length > 0) {
      throw new Error(`These articles have other bytes now: ${changed.join(', ')}`);
    }
  },

  vscode: async ({ host, folder, isEmpty, page, settings }, use, testInfo) => {
    // What the test before left: a new user's first window.
    await rm(path.join(host.userData, 'User'), { recursive: true, force: true, maxRetries: 5 });
    await writeSettings(host.userData, { ...STILL, ...settings });
    const url = host.url(isEmpty ? undefined : folder.path);
    await use(await Workbench.open(page, { url, userData: host.userData }));
    // Where only what was printed is left of a run, there is no picture of the window.
    if (testInfo.status !== testInfo.expectedStatus) console.log(await page.locator('body').ariaSnapshot());
  },
});

/** Takes away what windows have kept in a browser: their layout, their state, and what the browser allowed them. */
async function forget(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage();
  const browser = await context.newCDPSession(page);
  await browser.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await page.close();
  await context.clearPermissions();
}

/** Installs the package that NEWSMARK_VSIX names, or else links the source. */
async function provideExtension(host: Host, extensions: string): Promise<void> {
  const { NEWSMARK_VSIX: vsix } = process.env;
  if (!vsix) {
    await linkExtension(root, extensions);
    return;
  }
  const args = ['--extensions-dir', extensions, '--install-extension', path.resolve(vsix)];
  const { code, output } = await runCommand(host, args);
  if (code !== 0) {
    throw new Error(`${vsix} could not be installed:\n${output}`);
  }
}
