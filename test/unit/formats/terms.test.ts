import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/core/label.ts';
import { Terms } from '../../../src/formats/terms.ts';
import { annotated, exportable } from './exportable.ts';

const TEXT = 'Smith said no.\n';

describe('the terms of an export', () => {
  it('are those of the codebook, in its order, and behind them what only annotations have', () => {
    const terms = new Terms();
    terms.add(
      exportable(TEXT, [
        annotated(TEXT, ['Smith'], { label: 'person', attributes: { age: '40' } }),
        annotated(TEXT, ['no'], { attributes: { verdict: 'false', 'brat:Negated': 'yes' } }),
        annotated(TEXT, ['said'], { links: [{ role: 'by', to: 'a0000000' }] }),
      ]),
    );
    expect(terms.labels.map(({ name }) => name)).toEqual(['claim', 'source', 'quote', 'person']);
    expect([...(terms.labels[0]?.attributes.keys() ?? [])]).toEqual(['verdict', 'credibility', 'brat:Negated']);
    expect(terms.labels[3]).toMatchObject({ title: 'person', colour: 'grey' });
    expect([...(terms.labels[3]?.attributes.keys() ?? [])]).toEqual(['age']);
    expect(terms.roles.map(({ name }) => name)).toEqual([...BUILT_IN.roles.map(({ name }) => name), 'by']);
  });

  it('of several codebooks are as the first says, and a label with an earlier name counts as its present one', () => {
    const [claim, ...others] = BUILT_IN.labels;
    if (!claim) throw new Error();
    const terms = new Terms();
    const own = { ...BUILT_IN, labels: [{ ...claim, title: 'Assertion', was: ['assertion'] }, ...others.slice(1)] };
    terms.add(exportable(TEXT, [annotated(TEXT, ['no'], { label: 'assertion' })], { codebook: own }));
    terms.add(exportable(TEXT, []));
    expect(terms.labels.map(({ title }) => title)).toEqual(['Assertion', 'Quote', 'Source']);
  });

  it('have the attributes and values of all codebooks', () => {
    const [claim] = BUILT_IN.labels;
    if (!claim) throw new Error();
    const withAttributes = (...attributes: (typeof claim)['attributes']) => ({
      codebook: { ...BUILT_IN, labels: [{ ...claim, attributes }] },
    });
    const terms = new Terms();
    const [kind, free] = [
      { name: 'kind', title: 'Kind' },
      { name: 'free', title: 'Free' },
    ];
    terms.add(exportable(TEXT, [], withAttributes({ ...kind, values: ['a', 'b'] }, free)));
    terms.add(
      exportable(TEXT, [], withAttributes({ ...kind, title: 'Sort', values: ['b', 'c'] }, { name: 'x', title: 'X' })),
    );
    expect([...(terms.labels[0]?.attributes.values() ?? [])]).toEqual([
      { ...kind, values: ['a', 'b', 'c'] },
      free,
      { name: 'x', title: 'X' },
    ]);
    expect(terms.labels).toHaveLength(1);
  });
});
