// Bundles the three doors: the extension for Node hosts, the extension for browsers, and the command line.
import { writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';
import { commandLine, extensionForNode, extensionForWeb } from './doors.mts';
import { notices } from './notices.mts';

const doors = [extensionForNode, extensionForWeb, commandLine];

if (process.argv.includes('--watch')) {
  await Promise.all(doors.map(async (door) => (await context({ ...door, logLevel: 'info' })).watch()));
} else {
  const built = await Promise.all(doors.map((door) => build({ ...door, metafile: true })));
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await writeFile('dist/NOTICES.txt', await notices(inputs, import.meta.dirname));
}
