import { expect, it } from 'vitest';
import { bodyOf } from '../../../src/formats/webannobody.ts';
import { Spans } from '../../../src/formats/webannospans.ts';

const spansOf = (...lines: readonly string[]) => new Spans(bodyOf(['', ...lines]));

it('numbers are those of a layer, and of any layer where that is not said', () => {
  const { all, skipped } = spansOf(
    ...['#T_SP=a.A|value', '#T_SP=a.B|value', '#T_SP=a.C|ROLE_a.C:To_a.Link|uima.tcas.Annotation', '#Text=a b c'],
    ...[
      '1-1\t0-1\ta\tx[1]\ty[1]\t_\t_\t',
      '1-2\t2-3\tb\tx[1]\t_\t_\t_\t',
      '1-3\t4-5\tc\t_\t_\tr;s;t\t1-2[1];1-1;1-9\t',
    ],
  );
  expect(all.map(({ type, begin, end, label }) => [type, begin, end, label])).toEqual([
    ['a.A', 0, 3, 'x'],
    ['a.B', 0, 1, 'y'],
    ['a.C', 4, 5, undefined],
  ]);
  expect(all[2]?.links).toEqual([
    { role: 'r', to: all[0] },
    { role: 's', to: all[0] },
  ]);
  expect(skipped).toEqual([{ code: 'no-such-end', values: ['t'], line: 8 }]);
});

it('references lead to spans of ours', () => {
  const spans = spansOf('#T_SP=custom.Span|label', '#Text=ab', '1-1\t0-1\ta\tx[7]|y[8]\t', '1-2\t1-2\tb\tz\t');
  expect(['1-1[8]', '1-2', '1-1[9]', '1-9', 'x'].map((at) => spans.refer(at)?.label)).toEqual([
    'y',
    'z',
    undefined,
    undefined,
    undefined,
  ]);
});

it('chains are in the order of their numbers', () => {
  const { all } = spansOf(
    ...['#T_CH=a.L|referenceType|referenceRelation', '#Text=a b c'],
    ...['1-1\t0-1\ta\tx[1]\tend->1-3\t', '1-2\t2-3\tb\ty[1]\tis->1-1\t', '1-3\t4-5\tc\tz[1]\t*->1-2\t'],
  );
  const [x, , z] = all;
  expect(all.map(({ label, links }) => [label, links])).toEqual([
    ['x', []],
    ['y', [{ role: 'is', to: z }]],
    ['z', [{ role: 'L', to: x }]],
  ]);
});
