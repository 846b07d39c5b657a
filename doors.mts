import type { BuildOptions } from 'esbuild';

const shared: BuildOptions = {
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
  format: 'cjs',
  mainFields: ['module', 'main'],
};

export const extensionForNode: BuildOptions = {
  ...shared,
  entryPoints: ['src/extension.node.ts'],
  outfile: 'dist/extension.node.cjs',
  platform: 'node',
  target: 'node20',
  external: ['vscode'],
};

export const extensionForWeb: BuildOptions = {
  ...shared,
  entryPoints: ['src/extension.web.ts'],
  outfile: 'dist/extension.web.js',
  platform: 'browser',
  target: 'es2022',
  // Papa Parse asks for Node's streams where somebody reads from one.
  external: ['vscode', 'stream'],
};

export const commandLine: BuildOptions = {
  ...shared,
  entryPoints: ['src/cli/main.ts'],
  outfile: 'dist/newsmark.cjs',
  platform: 'node',
  target: 'node20',
  banner: { js: '#!/usr/bin/env node' },
  // Its module asks for its own address, which a bundle in CommonJS does not have.
  alias: { fdir: './node_modules/fdir/dist/index.cjs' },
};
