// npm run start:desktop: the installed desktop VS Code, with this extension and the folder given (`samples` when none is).
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildExtension } from './extension.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  exists(file: string): boolean;
}

/** The installed VS Code: a program to start without a shell; undefined when there is none. */
export function findCode({ platform, env, exists }: Machine): string | undefined {
  const windows = platform === 'win32';
  const { join } = windows ? path.win32 : path.posix;
  const folders = (env.PATH ?? env.Path ?? '').split(windows ? ';' : ':').filter((folder) => folder !== '');
  // On Windows the `code` of the PATH is a batch file, which only a shell can start; the program is one folder up.
  const places = windows
    ? folders.filter((folder) => exists(join(folder, 'code.cmd'))).map((folder) => join(folder, '..', 'Code.exe'))
    : folders.map((folder) => join(folder, 'code'));
  if (platform === 'darwin') {
    places.push('/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code');
  }
  return places.find((file) => exists(file));
}

async function start(folder: string): Promise<void> {
  const code = findCode({ platform: process.platform, env: process.env, exists: existsSync });
  if (!code) {
    throw new Error(
      [
        'Desktop VS Code was not found: there is no `code` on the PATH.',
        'In VS Code run "Shell Command: Install \'code\' command in PATH" from the Command Palette (macOS),',
        'or install it from https://code.visualstudio.com. `npm start` needs no VS Code: it opens one in the browser.',
      ].join('\n'),
    );
  }
  await buildExtension(root);
  const child = spawn(code, [`--extensionDevelopmentPath=${root}`, folder], { stdio: 'ignore', detached: true });
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
}

if (import.meta.main) {
  await start(path.resolve(process.argv[2] ?? path.join(root, 'samples'))).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
