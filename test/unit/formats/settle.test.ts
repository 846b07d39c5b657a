import { describe, expect, it } from 'vitest';
import { settleSource, undecided } from '../../../src/formats/settle.ts';
import { parse } from '../../../src/formats/sidecar.ts';

const SOURCE = `newsmark: 1
# ours
article:
  file: a.txt
  title: Mine
  conflict:
    - field: title
      theirs: Theirs   # so
    - field: url
      theirs: https://example.org
annotator: Ana
x-team: 1
conflict:
  - field: annotator
    theirs: Ben
  - field: x-team
annotations: []
`;

const told = (source: string) =>
  undecided(source).map(({ part, dispute, place }) => [part, place?.line, dispute.code, ...dispute.values]);

describe('what is undecided in a file', () => {
  it('has its place and both values', () => {
    expect(told(SOURCE)).toEqual([
      ['root', 14, 'conflict-field', 'annotator', 'Ana', 'Ben'],
      ['root', 16, 'conflict-field-theirs', 'x-team', '1'],
      ['article', 7, 'conflict-field', 'title', 'Mine', 'Theirs'],
      ['article', 9, 'conflict-field-ours', 'url', 'https://example.org'],
    ]);
  });

  it('is nothing in a file that cannot be read', () => {
    expect(undecided('newsmark: 2\nconflict: [x]\n')).toEqual([]);
  });

  it('is settled one by one, and nothing else is touched', () => {
    const all = undecided(SOURCE);
    const mine = all.reduce(
      (source, { part, dispute }) => settleSource(source, part, dispute.entry, 'ours') ?? '',
      SOURCE,
    );
    expect(mine).toBe(
      'newsmark: 1\n# ours\narticle:\n  file: a.txt\n  title: Mine\n  # so\nannotator: Ana\nx-team: 1\nannotations: []\n',
    );
    const theirs = all.reduce(
      (source, { part, dispute }) => settleSource(source, part, dispute.entry, 'theirs') ?? '',
      SOURCE,
    );
    expect(theirs).toContain('# ours\n');
    expect(parse(theirs).value).toEqual({
      article: { file: 'a.txt', title: 'Theirs', url: 'https://example.org' },
      annotations: [],
      annotator: 'Ben',
    });
  });

  it.each([
    { field: 'title', theirs: 7 },
    { field: 'sha256', theirs: 'x' },
    { field: ['a', 'b'], theirs: 'x' },
    { field: 'title', deleted: 'theirs' },
    'odd',
  ])('can be given up for ours, but %j not be taken', (entry) => {
    const source = `newsmark: 1\narticle:\n  title: Mine\n  conflict: [${JSON.stringify(entry)}]\n`;
    expect(told(source)).toEqual([['article', 4, 'conflict']]);
    expect(settleSource(source, 'article', entry, 'theirs')).toBeUndefined();
    expect(settleSource(source, 'article', entry, 'ours')).toBe('newsmark: 1\narticle:\n  title: Mine\n');
  });

  it('is not there a second time', () => {
    const [one] = undecided(SOURCE);
    const settled = settleSource(SOURCE, 'root', one?.dispute.entry ?? '', 'ours') ?? '';
    expect(settleSource(settled, 'root', one?.dispute.entry ?? '', 'ours')).toBeUndefined();
  });
});
