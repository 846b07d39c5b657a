// Does what the `code` program of desktop VS Code does for extension tests, with VS Code's server and a browser without a
// window: @vscode/test-electron starts it as `vscodeExecutablePath`. Exit codes: what the tests gave; 1 when something
// broke; 124 when they did not end in VSCODE_HOST_TIMEOUT_MS; 130 when interrupted. VSCODE_HOST_VERBOSE=1 tells all.
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import type { Browser } from '@playwright/test';
import { launchBrowser } from './browser.ts';
import { type Flags, parseFlags } from './flags.ts';
import { type Host, installHost } from './install.ts';
import { Output } from './output.ts';
import { once, onInterrupt } from './process.ts';
import { runCommand, type Server, startServer } from './server.ts';
import { STILL, writeSettings } from './settings.ts';
import { type Window, windowUrl } from './window.ts';

const verbose = process.env.VSCODE_HOST_VERBOSE
  ? (source: string, text: string) => console.error(`[${source}] ${text}`)
  : () => {};

/** VS Code's own chatter, between which the output of tests in a web worker comes. */
const CHATTER =
  /^(?:DialogService: |No search provider |Resolv|Creating a socket|Updating additional|Ignoring |Loading development|Request to |\[(?:reconnection|AgentHost|AccountPolicy|Service Worker|DefaultAccount|chat|onWill-handler))/;

/** Opens a window and gives the exit code when the workbench says that its tests have ended. */
async function runWindow(host: Host, flags: Flags): Promise<number> {
  const { web, extensionTestsPath } = flags;
  const temp = await mkdtemp(path.join(tmpdir(), 'newsmark-code-'));
  const output = new Output((bytes) => process.stdout.write(bytes));
  let server: Server | undefined;
  let browser: Browser | undefined;
  const clean = once(async () => {
    await browser?.close().catch(() => {});
    await server?.stop();
    output.close();
    await rm(temp, { recursive: true, force: true });
  });
  onInterrupt(clean);
  try {
    const userData = path.resolve(flags.userData ?? path.join(temp, 'user-data'));
    await writeSettings(userData, STILL, { keep: true });
    server = await startServer(host, {
      userData,
      extensions: path.resolve(flags.extensions ?? path.join(temp, 'extensions')),
      development: true,
      env:
        extensionTestsPath && !web
          ? { NEWSMARK_OUTPUT: output.file, NEWSMARK_TESTS: path.resolve(extensionTestsPath) }
          : {},
      args: flags.proposals.map((id) => `--enable-proposed-api=${id}`),
      log: (text) => verbose('server', text),
    });
    browser = await launchBrowser();
    const code = await showWindow(server, browser, flags);
    if (code === 0 && extensionTestsPath && !web && !output.finished) {
      // VS Code gives 0 when its extension host crashes.
      console.error('The extension host ended before the tests did.');
      return 1;
    }
    return code;
  } finally {
    await clean();
  }
}

async function showWindow(server: Server, browser: Browser, flags: Flags): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => verbose('page error', String(error)));
  page.on('console', (message) => verbose('page', message.text()));
  const crashed = new Promise<number>((resolve) => {
    page.on('crash', () => {
      console.error('The page of VS Code crashed.');
      resolve(1);
    });
  });
  // The web workbench calls these two functions of its page when it runs extension tests.
  await page.exposeFunction('codeAutomationLog', (level: string, args: unknown[]) => {
    verbose(`log ${level}`, args.map(String).join(' '));
    // A web worker has no file to print into: its output comes here.
    if (flags.web && !CHATTER.test(String(args[0]))) {
      process.stdout.write(`${format(...args)}\n`);
    }
  });
  let exit: (code: number) => void = () => {};
  const exited = new Promise<number>((resolve) => {
    exit = resolve;
  });
  await page.exposeFunction('codeAutomationExit', exit);
  if (flags.locale !== undefined) await page.addInitScript(setLanguage, flags.locale);
  await page.goto(windowUrl(server, { ...flags, ...target(flags.target), extensionTestsPath: testsPath(flags) }));
  const limit = Number(process.env.VSCODE_HOST_TIMEOUT_MS ?? 600_000);
  const late = new Promise<number>((resolve) => {
    setTimeout(() => {
      console.error(`The tests did not end in ${limit} ms.`);
      resolve(124);
    }, limit).unref();
  });
  const code = await Promise.race([exited, crashed, late]);
  await hostEnded(server);
  return code;
}

/** In the page: what VS Code takes for the language of its language pack. Its own words stay English without one. */
function setLanguage(language: string): void {
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => language, set: () => {} });
}

function testsPath({ web, extensionTestsPath }: Flags): string | undefined {
  return extensionTestsPath && !web ? path.join(import.meta.dirname, 'tests.ts') : extensionTestsPath;
}

function target(file: string | undefined): Pick<Window, 'target' | 'file'> {
  if (file === undefined) {
    return {};
  }
  const isFolder = existsSync(file) && statSync(file).isDirectory();
  return isFolder || file.endsWith('.code-workspace') ? { target: file } : { target: undefined, file };
}

/** Waits, not too long, until the extension host has ended by itself: it writes its coverage when it does. */
async function hostEnded(server: Server): Promise<void> {
  const deadline = Date.now() + 3000;
  while (!server.output().includes('Extension Host Process exited') && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function main(args: readonly string[]): Promise<number> {
  const flags = parseFlags(args);
  const host = await installHost((text) => console.error(text));
  if (flags.command) {
    const { code, output } = await runCommand(host, flags.command);
    process.stdout.write(output);
    return code;
  }
  return runWindow(host, flags);
}

const code = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
// @vscode/test-electron drops what is still in the pipe at the moment this process ends.
setTimeout(() => process.exit(code), 150);
