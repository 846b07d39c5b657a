// Gets VS Code's server from npm: no install script runs and nothing is compiled.
import { createHash } from 'node:crypto';
import { access, glob, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './process.ts';

const project = import.meta.dirname;
const root = path.resolve(project, '../..');

/** The files of this folder that decide how an installation looks; `npm ci` gets copies of these and nothing else. */
const INGREDIENTS = ['package.json', 'package-lock.json', '.npmrc', 'stubs/*/*'];

/** Built-in extensions that want the network, an account, or modules that are not installed. */
const LEFT_OUT = [
  'copilot',
  'git',
  'mermaid-markdown-features',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'tunnel-forwarding',
];

export interface Host {
  /** The installation: an npm project with its node_modules. */
  readonly folder: string;
  /** VS Code's own root inside it. */
  readonly code: string;
}

/** The name of an installation made of these files: another name for any other path or content. */
export function stamp(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const name of [...files.keys()].sort()) {
    hash.update(JSON.stringify([name, files.get(name)]));
  }
  return `host-${hash.digest('hex').slice(0, 16)}`;
}

/**
 * The VS Code server, installed on first use below `.vscode-test`, where each version has a folder of its own. A folder
 * is made under another name and moved into place whole, so two first uses at once cannot see half of it.
 */
export async function installHost(log: (text: string) => void = () => {}): Promise<Host> {
  const files = await ingredients();
  const folder = path.join(root, '.vscode-test', stamp(files));
  const code = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  if (!(await exists(folder))) {
    log('Installing the VS Code server from npm (once, about 300 MB) ...');
    await install(folder, files);
  }
  await linkModules(folder, code);
  return { folder, code };
}

async function install(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const partial = `${folder}.partial-${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  try {
    for (const [name, text] of files) {
      await mkdir(path.dirname(path.join(partial, name)), { recursive: true });
      await writeFile(path.join(partial, name), text);
    }
    const npm = await run('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
      cwd: partial,
      // On Windows npm is a batch file, which only a shell can start.
      shell: process.platform === 'win32',
    });
    if (npm.code !== 0) {
      throw new Error(installFailure(npm.output));
    }
    const extensions = path.join(partial, 'node_modules', 'code-server', 'lib', 'vscode', 'extensions');
    await Promise.all(LEFT_OUT.map((name) => rm(path.join(extensions, name), { recursive: true, force: true })));
    await rename(partial, folder).catch(async (error: unknown) => {
      // Somebody else was faster.
      if (!(await exists(folder))) {
        throw error;
      }
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** What to say when `npm ci` failed: what npm said, and what the person can do. */
export function installFailure(output: string): string {
  const offline = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED)\b/.test(output);
  const advice = offline
    ? 'The npm registry could not be reached. Connect to the network and run `npm run host:install` once; after that no network is needed.'
    : 'Run `npm run host:install` to try again.';
  return `The VS Code server could not be installed from npm.\n${output.trim()}\n${advice}`;
}

/** The page loads some modules from `<VS Code's root>/node_modules`: that is where ours are. */
async function linkModules(folder: string, code: string): Promise<void> {
  const link = path.join(code, 'node_modules');
  if (await exists(link)) {
    return;
  }
  await rm(link, { force: true }); // a link to nowhere, after the repository was moved
  const target = path.relative(code, path.join(folder, 'node_modules'));
  await symlink(target, link, 'junction').catch(async (error: unknown) => {
    if (!(await exists(link))) {
      throw error;
    }
  });
}

/** The text of each ingredient by its path from this folder, with slashes. */
async function ingredients(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const name of glob(INGREDIENTS, { cwd: project })) {
    const text = await readFile(path.join(project, name), 'utf8');
    // Git may have given the file the system's line ends: the same installation all the same.
    files.set(name.replaceAll('\\', '/'), text.replaceAll('\r\n', '\n'));
  }
  return files;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
