// Bundles the three doors: the extension for Node hosts, the extension for browsers, and the command line.
import { type BuildOptions, build, context } from 'esbuild';

const shared: BuildOptions = {
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
  format: 'cjs',
  mainFields: ['module', 'main'],
};

const doors: BuildOptions[] = [
  {
    ...shared,
    entryPoints: ['src/extension.node.ts'],
    outfile: 'dist/extension.node.cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
  },
  {
    ...shared,
    entryPoints: ['src/extension.web.ts'],
    outfile: 'dist/extension.web.js',
    platform: 'browser',
    target: 'es2022',
    // Papa Parse asks for Node's streams where somebody reads from one.
    external: ['vscode', 'stream'],
  },
  {
    ...shared,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/newsmark.cjs',
    platform: 'node',
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    // Its module asks for its own address, which a bundle in CommonJS does not have.
    alias: { fdir: './node_modules/fdir/dist/index.cjs' },
  },
];

if (process.argv.includes('--watch')) {
  await Promise.all(doors.map(async (door) => (await context({ ...door, logLevel: 'info' })).watch()));
} else {
  await Promise.all(doors.map((door) => build(door)));
}
