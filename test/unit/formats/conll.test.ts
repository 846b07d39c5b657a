import { describe, expect, it } from 'vitest';
import { conll } from '../../../src/formats/conll.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said no.\nWe left\n';

const article = exportable(TEXT, [
  annotated(TEXT, ['Smith'], { label: 'source' }),
  annotated(TEXT, ['no.\nWe'], { id: 'b0000000', label: 'my quote' }),
  annotated(TEXT, ['left'], { id: 'c0000000', label: 'my quote' }),
]);

describe('CoNLL', () => {
  it.each([
    [
      'conll2003',
      [
        '😀 _ O O',
        'Smith _ O I-source',
        'said _ O O',
        'no _ O I-my_quote',
        '. _ O I-my_quote',
        '',
        'We _ O I-my_quote',
        'left _ O B-my_quote',
      ],
    ],
    [
      'iob2-tab',
      [
        '😀\tO',
        'Smith\tB-source',
        'said\tO',
        'no\tB-my_quote',
        '.\tI-my_quote',
        '',
        'We\tB-my_quote',
        'left\tB-my_quote',
      ],
    ],
    [
      'label-studio',
      [
        '😀 -X- _ O',
        'Smith -X- _ B-source',
        'said -X- _ O',
        'no -X- _ B-my_quote',
        '. -X- _ I-my_quote',
        '',
        'We -X- _ B-my_quote',
        'left -X- _ B-my_quote',
      ],
    ],
    [
      'bioes',
      [
        '😀\tO',
        'Smith\tS-source',
        'said\tO',
        'no\tB-my_quote',
        '.\tE-my_quote',
        '',
        'We\tS-my_quote',
        'left\tS-my_quote',
      ],
    ],
  ])('%s', (dialect, lines) => {
    const { chunk, losses } = conll.print(article, { dialect });
    expect(chunk).toBe(`${lines.join('\n')}\n\n`);
    expect(conll.untrue(chunk, article, { dialect })).toEqual([]);
    expect(losses.map(({ code, values, id }) => [code, id, ...values])).toEqual([
      ['renamed', 'b0000000', 'my quote', 'my_quote'],
      ['pieces', 'b0000000', '2'],
      ['renamed', 'c0000000', 'my quote', 'my_quote'],
    ]);
  });

  it('is CoNLL 2003 where nothing else is said', () => {
    expect(conll.choices?.[0]?.values[0]?.value).toBe('conll2003');
    expect(conll.print(article).chunk).toBe(conll.print(article, { dialect: 'conll2003' }).chunk);
    expect(conll.print(article, { dialect: 'toString' }).chunk).toBe(conll.print(article).chunk);
  });

  it('writes the longest of those that share words, then the first, and tells what else is lost', () => {
    const text = 'one two three four five\u0085\u0001 six';
    const { chunk, losses } = conll.print(
      exportable(text, [
        annotated(text, ['one two'], { id: 'short000' }),
        annotated(text, ['two three']),
        annotated(text, ['five\u0085\u0001'], { id: 'first000', label: 'x', note: 'n', attributes: { a: 'b' } }),
        annotated(text, ['five\u0085\u0001'], { id: 'second00' }),
        annotated(text, ['two', 'four'], { id: 'pieces00' }),
        annotated(text, ['three', ' six'], { id: 'pieces01' }),
        annotated(text, [' six'], {
          id: 'space000',
          links: [{ role: 'same', to: 'short000' }],
          extra: { 'x-mine': 1 },
        }),
        annotated(text, [' '], { id: 'blank000' }),
        lost(annotated(text, ['one'], { id: 'gone0000' })),
      ]),
      { dialect: 'bioes' },
    );
    expect(chunk).toBe(
      'one\tO\ntwo\tB-claim\nthree\tE-claim\nfour\tO\nfive\tB-x\n\ufffd\tI-x\n\ufffd\tE-x\nsix\tS-claim\n\n',
    );
    expect(losses.map(({ code, values, id }) => [code, id, ...values])).toEqual([
      ['unplaced', 'gone0000'],
      ['one-label', 'pieces01'],
      ['one-label', 'short000'],
      ['one-label', 'pieces00'],
      ['no-keys', 'first000', 'attributes, note'],
      ['one-label', 'second00'],
      ['trimmed', 'space000'],
      ['no-keys', 'space000', 'links, x-mine'],
      ['only-space', 'blank000'],
    ]);
  });

  it('sees what is not true', () => {
    const { chunk } = conll.print(article);
    expect(conll.untrue(chunk.replace('said _ O O', 'said _ O I-source'), article)).toEqual(['a0000000']);
    expect(conll.untrue(chunk.replace('Smith _ O I-source', 'Smith _ O O'), article)).toEqual(['a0000000']);
    expect(conll.untrue(chunk.replace('left _ O B-', 'left _ O I-'), article)).toEqual(['b0000000', 'c0000000']);
    expect(conll.untrue(chunk.replace('. _ O I-my_quote', '. _ O O'), article)).toEqual(['b0000000']);
    expect(conll.untrue(chunk.replace('Smith', 'Smyth'), article)).toEqual(['a0000000', 'b0000000', 'c0000000']);
    expect(conll.untrue('', article)).toEqual(['a0000000', 'b0000000', 'c0000000']);
  });
});
