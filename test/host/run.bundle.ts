import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { run } from '../vscode-host/process.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Where the tests run: in Node, in a web worker, or in Node beside the packaged and installed extension. */
export type Kind = 'node' | 'web' | 'vsix';

export function isKind(text: string): text is Kind {
  return text === 'node' || text === 'web' || text === 'vsix';
}

/** Bundles the test files, and what runs them, into one file of the folder; gives its path. */
export async function bundleTests(kind: Kind, files: readonly string[], folder: string): Promise<string> {
  const web = kind === 'web';
  const outfile = path.join(folder, 'tests.cjs');
  const index = path.join(import.meta.dirname, web ? 'index.web.ts' : 'index.node.ts');
  const imports = files.map((file) => `() => import(${JSON.stringify(file)})`);
  await build({
    stdin: {
      contents: `import { runTests } from ${JSON.stringify(index)};\nexport const run = () => runTests([${imports}]);`,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: web ? 'browser' : 'node',
    external: web ? ['vscode'] : ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

/**
 * Copies what is packaged, with a manifest that has no "main": where both are given, VS Code's server takes that one and
 * runs the extension in Node.
 */
export async function copyPackage(folder: string): Promise<void> {
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const list = await run(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: root });
  if (list.code !== 0) {
    throw new Error(`The files of the package could not be listed:\n${list.output}`);
  }
  for (const name of list.output.split('\n').filter((line) => line.trim() !== '')) {
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  const { main: _, ...manifest } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
}
