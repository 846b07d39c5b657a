// npm start: VS Code in the person's browser, with this extension and the folder given (`samples` when none is).
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension, linkExtension } from './extension.ts';
import { installHost } from './install.ts';
import { openAddress, opener } from './opener.ts';
import { choosePort } from './port.ts';
import { once, onInterrupt } from './process.ts';
import { type Server, startServer } from './server.ts';
import { QUIET, writeSettings } from './settings.ts';
import { windowUrl } from './window.ts';

const root = path.resolve(import.meta.dirname, '../..');

const USAGE = `Usage: npm start -- [--port NUMBER] [--no-open] [FOLDER]
Opens FOLDER (samples when not given) in VS Code, in your browser, with this extension.
  --port NUMBER  the port of 127.0.0.1 to use; a free one when it is taken
  --no-open      only print the address`;

export interface Wish {
  readonly folder: string;
  readonly port: number;
  readonly open: boolean;
}

/** The browser keeps the layout of a window by its address: the same port each time keeps it from one start to the next. */
const PORT = 4317;

/** Reads the arguments of `npm start --`. Throws an Error that says what is wrong with them. */
export function parseWish(args: readonly string[]): Wish | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: String(PORT) },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    return 'help';
  }
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new Error(`--port wants a number from 0 to 65535, not ${values.port}`);
  }
  if (positionals.length > 1) {
    throw new Error(`One folder, please, not ${positionals.length}.`);
  }
  const folder = positionals[0] ?? path.join(root, 'samples');
  return { folder: path.resolve(folder), port: Number(values.port), open: !values['no-open'] };
}

async function start({ folder, port, open }: Wish): Promise<void> {
  if (!(existsSync(folder) && statSync(folder).isDirectory())) {
    throw new Error(`There is no folder ${folder}`);
  }
  await buildExtension(root);
  const host = await installHost((text) => console.log(text));

  const extensions = await mkdtemp(path.join(tmpdir(), 'newsmark-extensions-'));
  let server: Server | undefined;
  const clean = once(async () => {
    await server?.stop();
    await rm(extensions, { recursive: true, force: true });
  });
  onInterrupt(clean, 0);
  try {
    await linkExtension(root, extensions);
    const userData = path.join(root, '.vscode-test', 'start', 'user-data');
    await writeSettings(userData, QUIET, { keep: true });
    server = await startServer(host, {
      userData,
      extensions,
      port: await choosePort(port, (text) => console.log(text)),
      // A laptop that slept a while finds its window again.
      grace: 600,
    });
  } catch (error) {
    await clean();
    throw error;
  }
  void server.ended.then(async () => {
    console.error('The VS Code server has ended by itself.');
    await clean();
    process.exit(1);
  });
  // The samples show at once what the product is.
  const file = folder === path.join(root, 'samples') ? path.join(folder, 'kharkiv.txt') : undefined;
  const address = windowUrl(server, { target: folder, file });
  console.log(`VS Code with Newsmark and ${folder}:\n\n  ${address}\n\nCtrl+C ends it.`);
  if (open && !(await openAddress(address, opener(process.platform, process.env)))) {
    console.log('No browser could be opened: please open the address above by hand.');
  }
}

async function main(): Promise<void> {
  let wish: Wish | 'help';
  try {
    wish = parseWish(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (wish === 'help') {
    console.log(USAGE);
    return;
  }
  await start(wish).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}

if (import.meta.main) {
  await main();
}
