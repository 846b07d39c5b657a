import { expect, it } from 'vitest';
import { Sheet } from '../../../src/formats/webannosheet.ts';
import { annotated, exportable } from './exportable.ts';

it('numbers what shares a row or has several, and tells relations by these numbers', () => {
  const text = 'one two';
  const links = [
    { role: 'a|b', to: 'b0000000' },
    { role: 'same', to: 'c0000000' },
    { role: 'same', to: 'a0000000' },
  ];
  const sheet = new Sheet(
    exportable(text, [
      annotated(text, ['one'], { links }),
      annotated(text, ['one two'], { id: 'b0000000', links: [{ role: 'same', to: 'a0000000' }] }),
      annotated(text, ['tw'], { id: 'c0000000' }),
    ]),
  );
  expect(sheet.losses).toEqual([]);
  expect(sheet.print().split('\n').slice(9, -1)).toEqual([
    '#Text=one two',
    '1-1\t0-3\tone\tclaim[1]|claim[2]\ta\\|b|same|same\t1-1[1_2]|1-1[1_1]|1-1[2_1]\t',
    '1-2\t4-6\ttw\tclaim[2]|claim[3]\tsame\t1-1[1_3]\t',
    '1-3\t6-7\to\tclaim[2]\t_\t_\t',
  ]);
});
