import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/core/label.ts';
import { Terms } from '../../../src/formats/terms.ts';
import { annotated, exportable } from './exportable.ts';

const TEXT = 'Smith said no.\n';

/** All that is known of labels and roles, with the order of all keys. */
const inOrder = ({ labels, roles }: Terms): string =>
  JSON.stringify([labels.map((label) => [label, [...label.attributes]]), roles]);

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

  it('are the same when they are gathered in sections', () => {
    const [claim] = BUILT_IN.labels;
    if (!claim) throw new Error();
    const kind = (...values: string[]) => ({
      ...BUILT_IN,
      labels: [{ ...claim, attributes: [{ name: 'kind', title: 'Kind', values }] }],
    });
    const name = fc.constantFrom('claim', 'person', 'place');
    const article = fc
      .record({
        codebook: fc.constantFrom(BUILT_IN, kind('a', 'b'), kind('c', 'a')),
        said: fc.array(
          fc.tuple(
            name,
            fc.dictionary(fc.constantFrom('kind', 'free', 'x'), fc.nat(300).map(String)),
            fc.constantFrom('source', 'by'),
          ),
          { maxLength: 40 },
        ),
      })
      .map(({ codebook, said }) =>
        exportable(
          TEXT,
          said.map(([label, attributes, role]) =>
            annotated(TEXT, ['no'], { label, attributes, links: [{ role, to: 'a0000000' }] }),
          ),
          { codebook },
        ),
      );
    fc.assert(
      fc.property(fc.array(fc.array(article, { maxLength: 5 }), { maxLength: 5 }), (sections) => {
        const [whole, joined] = [new Terms(), new Terms()];
        for (const each of sections.flat()) whole.add(each);
        for (const section of sections) {
          const terms = new Terms();
          for (const each of section) terms.add(each);
          joined.join(structuredClone(terms.said));
        }
        expect(inOrder(joined)).toBe(inOrder(whole));
        for (const attribute of ['kind', 'free', 'x'])
          expect(joined.valuesOf(attribute)).toEqual(whole.valuesOf(attribute));
      }),
    );
  });
});
