import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Host } from './install.ts';
import { run } from './process.ts';

export interface ServerOptions {
  readonly userData: string;
  readonly extensions: string;
  /** 0: any free port. */
  readonly port?: number;
  /**
   * Whether the page may be given a development extension and tests. VS Code ties this to its smoke tests' driver, which
   * also keeps notification toasts away.
   */
  readonly development?: boolean;
  /** Whether windows ask whether a folder is to be trusted, and are not trusted until then. */
  readonly trust?: boolean;
  /** For how many seconds a window that lost its connection may come back. */
  readonly grace?: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
  readonly log?: (text: string) => void;
}

export interface Server {
  readonly port: number;
  /** Who knows the token may open a window; nobody else on the machine, and no other page of the browser, may. */
  readonly token: string;
  /** Everything the server has printed so far. */
  output(): string;
  /** Settles when the server has ended without having been stopped. */
  readonly ended: Promise<void>;
  /** The processes in which extensions run now, one for each window. None can be named on Windows. */
  extensionHosts(): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** Starts VS Code's server on 127.0.0.1; it ends with `stop`, or when this process ends in whatever way. */
export async function startServer(host: Host, options: ServerOptions): Promise<Server> {
  const { port = 0, development = false, trust = false, grace = 5, log = () => {} } = options;
  const temp = await mkdtemp(path.join(tmpdir(), 'newsmark-server-'));
  const token = randomBytes(16).toString('hex');
  const tokenFile = path.join(temp, 'token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  const args = [
    path.join(import.meta.dirname, 'guard.ts'),
    ...['--host', '127.0.0.1', '--port', String(port), '--connection-token-file', tokenFile],
    ...['--server-data-dir', path.join(temp, 'server')],
    ...['--user-data-dir', options.userData, '--extensions-dir', options.extensions],
    ...['--reconnection-grace-time', String(grace), '--accept-server-license-terms'],
    ...['--disable-telemetry', '--disable-experiments', '--disable-update-check'],
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...(development ? ['--enable-smoke-test-driver'] : []),
    ...(options.args ?? []),
  ];
  const group = process.platform !== 'win32';
  const child = spawn(process.execPath, args, {
    env: { ...quietEnvironment(), ...options.env, NEWSMARK_SERVER: serverMain(host), TMPDIR: temp },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own, so that the extension hosts it starts end with it.
    detached: group,
  });
  const end = () => {
    kill(child, 'SIGKILL', group);
    rmSync(temp, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  process.once('exit', end);

  let output = '';
  let stopping = false;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      if (!stopping) {
        resolve();
      }
    });
  });
  const stop = async () => {
    stopping = true;
    process.removeListener('exit', end);
    await endGroup(child, group);
    await rm(temp, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const bound = await new Promise<number>((resolve, reject) => {
      const hear = (text: string) => {
        output += text;
        log(text.trimEnd());
        const ready = /Web UI available at http:\/\/[^:/]+:(\d+)/.exec(output)?.[1];
        if (ready) {
          resolve(Number(ready));
        }
      };
      child.stdout.setEncoding('utf8').on('data', hear);
      child.stderr.setEncoding('utf8').on('data', hear);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`The VS Code server ended with ${code}:\n${output}`)));
    });
    const extensionHosts = () => (group && child.pid !== undefined ? extensionHostsOf(child.pid) : Promise.resolve([]));
    return { port: bound, token, output: () => output, ended, extensionHosts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The extension hosts of a process group. */
async function extensionHostsOf(group: number): Promise<readonly number[]> {
  const { output } = await run('ps', ['-A', '-o', 'pid=,pgid=,args='], {});
  return output.split('\n').flatMap((line) => {
    const [, pid, pgid, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(pgid) === group && args.includes('--type=extensionHost') ? [Number(pid)] : [];
  });
}

/** Runs a command of the `code` command line that needs no window, such as `--install-extension`. */
export async function runCommand(
  host: Host,
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  const temp = await mkdtemp(path.join(tmpdir(), 'newsmark-command-'));
  try {
    const fixed = ['--accept-server-license-terms', '--disable-telemetry', '--server-data-dir', temp];
    return await run(process.execPath, [serverMain(host), ...fixed, ...args], { env: quietEnvironment() });
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

function serverMain(host: Host): string {
  return path.join(host.code, 'out', 'server-main.js');
}

/** This process's environment without what would reach into the server, and without an extension gallery to ask. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, XDG_RUNTIME_DIR: __, ...env } = process.env;
  return { ...env, EXTENSIONS_GALLERY: '{}' };
}

function kill(child: ChildProcess, signal: NodeJS.Signals, group: boolean): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(group ? -child.pid : child.pid, signal);
  } catch {
    // It has ended.
  }
}

/** Asks the server to end, insists after three seconds, and takes away what is left of its process group. */
async function endGroup(child: ChildProcess, group: boolean): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    kill(child, 'SIGTERM', group);
    const timer = setTimeout(() => kill(child, 'SIGKILL', group), 3000);
    await gone;
    clearTimeout(timer);
  }
  kill(child, 'SIGKILL', group);
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    stream?.destroy();
  }
}
