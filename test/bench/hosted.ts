import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Runs a measurement that needs VS Code, and prints those of its lines that match; ends this process if it fails. */
export function measure(args: readonly string[], lines: RegExp): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const found = stdout.match(lines);
  if (status !== 0 || !found) {
    console.error(stdout, stderr);
    process.exit(status || 1);
  }
  console.log(found.join('\n'));
}
