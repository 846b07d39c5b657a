// Finds a Chromium for the tests: the one named, one that is installed, or the one packed in an npm package.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { run } from './process.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  exists(file: string): boolean;
}

/**
 * A browser of this machine that Playwright can drive: `$CHROMIUM_PATH`, else the first of the usual places of Chromium,
 * Chrome and Edge that exists. Throws when `$CHROMIUM_PATH` names nothing, so that a slip is not passed over.
 */
export function installedChromium(machine: Machine): string | undefined {
  const named = machine.env.CHROMIUM_PATH;
  if (named && !machine.exists(named)) {
    throw new Error(`CHROMIUM_PATH names no file: ${named}`);
  }
  return named || usualPlaces(machine).find((file) => machine.exists(file));
}

function usualPlaces({ platform, env }: Machine): string[] {
  if (platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((folder) => folder);
    const programs = ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe'];
    return [...programs, 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap((program) =>
      folders.map((folder) => `${folder}\\${program}`),
    );
  }
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].map(
    (name) => `/usr/bin/${name}`,
  );
}

/** The path of a Chromium, unpacked on first use when none is installed. */
export async function findChromium(log: (text: string) => void = () => {}): Promise<string> {
  const machine = { platform: process.platform, env: process.env, exists: existsSync };
  const installed = installedChromium(machine);
  if (installed) {
    return installed;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No browser was found: install Chromium, Chrome or Edge, or set CHROMIUM_PATH to the program.');
  }
  return unpackChromium(log);
}

/**
 * The npm package unpacks into the system's temporary folder and takes whatever file lies there already, of whatever
 * version: so it gets a folder of its own, which is then moved into place whole.
 */
async function unpackChromium(log: (text: string) => void): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const home = entry.slice(0, entry.lastIndexOf(`${path.sep}build${path.sep}`));
  const { version }: { version: string } = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8'));
  const folder = path.join(root, '.vscode-test', `chromium-${version}`);
  if (!existsSync(folder)) {
    log('Unpacking Chromium (once) ...');
    const partial = `${folder}.partial-${process.pid}`;
    await mkdir(partial, { recursive: true });
    try {
      const code =
        'const { default: chromium } = await import(process.argv[1]); await chromium.executablePath(process.argv[2]);';
      const args = ['--input-type=module', '--eval', code, entry, path.join(home, 'bin')];
      const unpacked = await run(process.execPath, args, { env: { ...process.env, TMPDIR: partial } });
      if (unpacked.code !== 0) {
        throw new Error(`Chromium could not be unpacked:\n${unpacked.output}`);
      }
      await rename(partial, folder).catch((error: unknown) => {
        // Somebody else was faster.
        if (!existsSync(folder)) {
          throw error;
        }
      });
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return path.join(folder, 'chromium');
}
