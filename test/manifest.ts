import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** A JSON file of the extension. */
export const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

/** package.json as VS Code has it: its words, which stand in package.nls.json, put in. */
export function readManifest(): unknown {
  const words = new Map(Object.entries(readJson('package.nls.json') as Record<string, string>));
  const source = readFileSync(path.join(root, 'package.json'), 'utf8');
  return JSON.parse(source, (_, value: unknown) => {
    const key = typeof value === 'string' ? /^%(.+)%$/.exec(value)?.[1] : undefined;
    return key === undefined ? value : words.get(key);
  });
}
