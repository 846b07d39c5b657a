import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../src/core/annotation.ts';
import { applyChange } from '../../../src/core/document.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import { brat } from '../../../src/formats/brat.ts';
import { fromBrat } from '../../../src/formats/bratimport.ts';
import type { ForeignAnnotation } from '../../../src/formats/importer.ts';
import { incorporate, type Way } from '../../../src/store/incorporate.ts';
import { annotated, exportable } from '../formats/exportable.ts';

const TEXT = 'Smith said no.\n';

const way = (more: Partial<Way> = {}): Way => ({
  importer: fromBrat,
  exporter: brat,
  codebook: BUILT_IN,
  root: '',
  label: (name) => name,
  random: (bytes) => new Uint8Array(bytes).fill(7),
  ...more,
});

const bring = (annotations: readonly ForeignAnnotation[], ours: readonly Annotation[], more: Partial<Way> = {}) => {
  const found = incorporate({ unit: 'codepoint', annotations }, TEXT, ours, way(more));
  return { ...found, after: applyChange(ours, found.change) };
};

const smith: ForeignAnnotation = { id: 'T1', label: 'source', target: [{ start: 0, end: 5, exact: 'Smith' }] };

/** What brat has of annotations, with this done to its lines. */
function through(ours: readonly Annotation[], edit: (lines: string) => string): readonly ForeignAnnotation[] {
  const lines = edit(brat.print(exportable(TEXT, ours)).chunk);
  const { articles } = fromBrat.read({ name: 'a.ann', bytes: new TextEncoder().encode(lines), beside: new Map() });
  return articles?.[0]?.annotations ?? [];
}

describe('bringing annotations in', () => {
  it('adds them with their ids, links and times, and says nothing that they do not say', () => {
    const said: ForeignAnnotation = {
      id: 'T2',
      label: 'quote',
      target: [{ start: 11, end: 13 }],
      links: [{ role: 'source', to: 'T1' }],
      created: '2026-11-21T10:00:00.123+01:00',
      note: ' check\r\n\ud800',
    };
    const { after, added } = bring([said, smith], []);
    expect(added).toBe(2);
    expect(after).toEqual([
      { id: 'T1', label: 'source', target: [expect.objectContaining({ exact: 'Smith' })], attributes: {}, links: [] },
      {
        id: 'T2',
        label: 'quote',
        target: [expect.objectContaining({ exact: 'no' })],
        attributes: {},
        links: [{ role: 'source', to: 'T1' }],
        created: '2026-11-21T09:00:00Z',
        note: 'check\n\ufffd',
      },
    ]);
  });

  it('leaves out what has a label that is not wanted, wherever it stands', () => {
    const gone: ForeignAnnotation = { id: 'T2', label: 'noise', target: [{ start: 0, end: 5, exact: 'Jones' }] };
    const label = (name: string) => (name === 'noise' ? undefined : name);
    expect(bring([gone, smith], [], { label })).toMatchObject({ added: 1, leftOut: 1, skipped: [] });
  });

  it('gives another id where that one is taken by other words, or cannot be one', () => {
    const ours = [annotated(TEXT, ['said'], { id: 'T1' })];
    const link: ForeignAnnotation = {
      ...smith,
      id: 'a b',
      target: [{ start: 11, end: 13 }],
      links: [{ role: 'x', to: 'T1' }],
    };
    const { after } = bring([smith, link], ours, { random: counting() });
    expect(after).toHaveLength(3);
    const [first, , last] = after;
    expect(first?.id).toMatch(/^[a-z][0-9a-z]{7}$/);
    expect(last?.id).toMatch(/^[a-z][0-9a-z]{7}$/);
    expect(last?.links).toEqual([{ role: 'x', to: first?.id }]);
  });

  it('knows those that are here already, by their ids or by label and words', () => {
    const ours = [annotated(TEXT, ['Smith'], { id: 'mine', label: 'source', note: 'kept' })];
    expect(bring([smith], ours)).toMatchObject({ added: 0, changed: 0, known: 1, after: ours });
    expect(bring([{ ...smith, id: undefined }], ours)).toMatchObject({ added: 0, known: 1, after: ours });
    expect(bring([{ ...smith, label: 'claim' }], ours)).toMatchObject({ added: 1 });
  });

  it('takes over what was changed there since it was exported, and keeps what the format does not hold', () => {
    const ours = [
      annotated(TEXT, ['Smith'], {
        label: 'source',
        attributes: { kind: 'person', 'my key': 'x' },
        review: { state: 'accepted' },
        created: '2026-11-21T09:00:00Z',
        extra: { mine: 1 },
      }),
    ];
    const theirs = through(ours, (lines) => lines.replace('person', 'media'));
    const { after, changed, conflicts } = bring(theirs, ours);
    expect([changed, conflicts]).toEqual([1, 0]);
    expect(after).toEqual([{ ...ours[0], attributes: { kind: 'media', 'my key': 'x' } }]);
    const removed = through(ours, (lines) => lines.replace(/^A1.*\n/m, ''));
    expect(bring(removed, ours).after).toEqual([{ ...ours[0], attributes: { 'my key': 'x' } }]);
  });

  it('is a conflict where something else was changed here and there', () => {
    const before = annotated(TEXT, ['Smith'], { label: 'source', attributes: { kind: 'person' } });
    const ours = [{ ...before, attributes: { kind: 'document' }, modified: '2026-11-22T09:00:00Z' }];
    const { after, conflicts } = bring(
      through([before], (lines) => lines.replace('person', 'media')),
      ours,
    );
    expect(conflicts).toBe(1);
    expect(after).toEqual([{ ...ours[0], conflict: [{ field: ['attributes', 'kind'], theirs: 'media' }] }]);
  });

  it('takes nothing away', () => {
    const ours = [annotated(TEXT, ['Smith']), annotated(TEXT, ['no'], { id: 'b0000000' })];
    expect(
      bring(
        through(ours.slice(1), (lines) => lines),
        ours,
      ).after,
    ).toEqual(ours);
    expect(bring([], ours).change.steps).toEqual([]);
  });

  it('calls labels as it is told, and leaves out those that are not wanted', () => {
    const label = (name: string) => (name === 'PER' ? 'source' : undefined);
    const { after } = bring(
      [
        { ...smith, label: 'PER' },
        { ...smith, id: 'T2', label: 'LOC' },
      ],
      [],
      { label },
    );
    expect(after.map((each) => each.label)).toEqual(['source']);
  });

  it('brings links into other articles to the project in which they are', () => {
    const links = [{ role: 'same', to: 'desk/b.txt#x' }];
    expect(bring([{ ...smith, links }], [], { root: 'desk/' }).after[0]?.links).toEqual([
      { role: 'same', to: 'b.txt#x' },
    ]);
  });
});

function counting(): Way['random'] {
  let number = 0;
  return (bytes) => Uint8Array.from({ length: bytes }, () => number++);
}
