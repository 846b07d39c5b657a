import { expect, it } from 'vitest';
import { clip } from '../../../src/formats/importer.ts';
import { bodyOf } from '../../../src/formats/webannobody.ts';
import { itemsOf, layerOf } from '../../../src/formats/webannolayers.ts';

it('the header says what the columns are', () => {
  const value = (feature: string) => ({ kind: 'value', feature, type: '' });
  expect(layerOf('#T_SP=my.A|FE|ROLE_my.A:Roles_my.ALink|my.B')).toEqual({
    kind: 'span',
    type: 'my.A',
    columns: [
      value('FE'),
      { kind: 'role', feature: 'Roles', type: '' },
      { kind: 'target', feature: 'Roles', type: 'my.B' },
    ],
  });
  expect(layerOf('#T_RL=my.R|x|BT_my.A')?.columns).toEqual([value('x'), { kind: 'source', feature: '', type: 'my.A' }]);
  expect(layerOf('#T_CH=my.C|referenceType|referenceRelation')?.columns[1]?.kind).toBe('chain');
  expect(layerOf('#T_SP=my.A')?.columns).toEqual([value('')]);
  expect([layerOf('#T_XX=my.A'), layerOf('#T_SP='), layerOf('#T_SP=|')]).toEqual([undefined, undefined, undefined]);
});

it('items have numbers behind them', () => {
  expect(itemsOf('a[1]|1-2[0_3]|b\\]|c\\\\[4]|d[x]')).toEqual([
    { value: 'a', number: 1, other: 0 },
    { value: '1-2', number: 0, other: 3 },
    { value: 'b\\]', number: 0, other: 0 },
    { value: 'c\\\\', number: 4, other: 0 },
    { value: 'd', number: 0, other: 0 },
  ]);
});

it('the text is that of the sentences, with what is known of what stood between them', () => {
  const row = (name: string, place: string, words: string) => `${name}\t${place}\t${words}\t`;
  const { text, rows } = bodyOf([
    ...['#Newsmark={"before":"\\u2028 "}', '#Text=a b', row('1-1', '2-3', 'a'), row('1-2', '4-5', 'b'), ''],
    ...['#Text=c', row('2-1', '5-6', 'c'), '', '#Text=d', row('3-1', '9-10', 'd'), ''],
    ...['#Newsmark={"before":"\\n\\n"}', '#Newsmark={"after":"\\n!"}', '#Text=e', '#Text=f', row('4-1', '12-13', 'e')],
  ]);
  expect(text).toBe('\u2028 a bc\n  d\n\ne\nf\n!');
  expect(rows.map(({ name, begin, end, line }) => [name, begin, end, line])[1]).toEqual(['1-2', 4, 5, 4]);
  expect(clip('x'.repeat(81))).toHaveLength(80);
});

it('a token is believed where its words stand at its place in the sentence', () => {
  const { rows, skipped, sentences } = bodyOf([
    ...['#Text=  a\\tb \\\\', '1-1\t2-3\ta\t', '1-2\t3-4\tb\t', '1-3\t6-7\t\\\\\t', '1-4\t900-901\tx\t', ''],
    ...['1-5\t4-5\tb\t'],
  ]);
  expect(sentences).toEqual([{ begin: 0, text: '  a\tb \\' }]);
  expect(rows.map(({ name }) => name)).toEqual(['1-1', '1-3', '1-5']);
  expect(skipped).toEqual([
    { code: 'other-words', values: ['\t', 'b'], line: 3 },
    { code: 'other-words', values: ['', 'x'], line: 5 },
  ]);
});
