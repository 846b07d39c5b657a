import path from 'node:path';
import { expect, it } from 'vitest';
import { notices } from '../../notices.mts';

const root = path.resolve(import.meta.dirname, '../..');

it('each bundled package is named once, with the text of its licence where it brings one', async () => {
  const inputs = [
    'src/a.ts',
    'node_modules/yaml/dist/a.js',
    'node_modules/yaml/dist/b.js',
    'node_modules/saxes/saxes.js',
  ];
  const text = await notices(inputs, root);
  expect(text.match(/^[a-z]+ \d+\.\d+\.\d+ \(.*\)$/gm)).toEqual([
    expect.stringMatching(/^saxes .* \(ISC\)$/),
    expect.stringMatching(/^yaml .* \(ISC\)$/),
  ]);
  expect(text).toContain('Copyright Eemeli Aro');
});
