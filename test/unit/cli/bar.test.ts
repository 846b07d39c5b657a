import { expect, it } from 'vitest';
import { barOn } from '../../../src/cli/bar.ts';

it('a bar is drawn anew for each percent, and taken away', () => {
  const drawn: string[] = [];
  const bar = barOn((text) => drawn.push(text));
  for (const share of [0, 0.001, 0.5, 0.501, 1]) bar(share);
  bar(undefined);
  bar(undefined);
  expect(drawn.map((line) => line.replace('\r\x1b[K', ''))).toEqual([
    `${'░'.repeat(30)} 0 %`,
    `${'█'.repeat(15)}${'░'.repeat(15)} 50 %`,
    `${'█'.repeat(30)} 100 %`,
    '',
  ]);
});
