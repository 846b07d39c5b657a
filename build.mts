// Bundles the three doors: the extension for Node hosts, the extension for browsers, and the command line.
import { build, context } from 'esbuild';
import { commandLine, extensionForNode, extensionForWeb } from './doors.mts';

const doors = [extensionForNode, extensionForWeb, commandLine];

if (process.argv.includes('--watch')) {
  await Promise.all(doors.map(async (door) => (await context({ ...door, logLevel: 'info' })).watch()));
} else {
  await Promise.all(doors.map((door) => build(door)));
}
