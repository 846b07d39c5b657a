import { describe, expect, it } from 'vitest';
import { exportArticle } from '../../../src/formats/exporter.ts';
import { hypothesis } from '../../../src/formats/hypothesis.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said no.\n“It is,” she said, “late.”\n';

const annotations = (chunk: string) => JSON.parse(chunk).annotations;

describe('Hypothes.is', () => {
  it('gives the label and the values as tags, the note as text, and positions in UTF-16 units', () => {
    const annotation = annotated(TEXT, ['Smith'], {
      attributes: { verdict: 'false', entity: ['a', 'b'] },
      note: 'check',
      by: 'ana',
      created: '2026-11-21T09:00:00Z',
      modified: '2026-11-21T10:00:00Z',
    });
    const about = { file: 'a.txt', url: 'https://example.org/a', title: 'A' };
    const { chunk, losses } = hypothesis.print(exportable(TEXT, [annotation], { about }));
    expect(annotations(chunk)).toEqual([
      {
        id: 'a0000000',
        uri: 'https://example.org/a',
        document: { title: ['A'] },
        text: 'check',
        tags: ['claim', 'verdict: false', 'entity: a', 'entity: b'],
        user: 'acct:ana@newsmark',
        user_info: { display_name: 'ana' },
        created: '2026-11-21T09:00:00Z',
        updated: '2026-11-21T10:00:00Z',
        permissions: { read: ['group:__world__'] },
        target: [
          {
            source: 'https://example.org/a',
            selector: [
              { type: 'TextQuoteSelector', exact: 'Smith', prefix: '😀 ', suffix: ' said no.\n“It is,” she said, “la' },
              { type: 'TextPositionSelector', start: 3, end: 8 },
            ],
          },
        ],
      },
    ]);
    expect(losses).toEqual([]);
  });

  it('writes several fragments as one piece, and says so', () => {
    const { chunk, losses } = hypothesis.print(exportable(TEXT, [annotated(TEXT, ['It is,', 'late.'])]));
    expect(annotations(chunk)[0].target[0].selector).toMatchObject([
      { exact: 'It is,” she said, “late.' },
      { start: 19, end: 43 },
    ]);
    expect(annotations(chunk)[0].uri).toBe('news/a.txt');
    expect(losses).toEqual([{ code: 'one-piece', values: [], file: 'news/a.txt', id: 'a0000000' }]);
  });

  it('names an account for everybody, by which the client lets people choose whose annotations they import', () => {
    const [first] = [annotated(TEXT, ['Smith'])];
    const article = exportable(TEXT, [first, { ...first, by: '' }, { ...first, by: 'Zoë @desk' }], {
      annotator: 'ben',
    });
    const users = annotations(hypothesis.print(article).chunk).map(({ user }: { user: string }) => user);
    expect(users).toEqual(['acct:ben@newsmark', 'acct:anonymous@newsmark', 'acct:Zoë %40desk@newsmark']);
    for (const user of users) expect(user).toMatch(/^acct:[^@]+@newsmark$/);
    const [nobody] = annotations(hypothesis.print(exportable(TEXT, [first])).chunk);
    expect(nobody.user).toBe('acct:anonymous@newsmark');
    expect(nobody.user_info).toBeUndefined();
  });

  it('leaves lost annotations without a position, and tells what it does not hold', () => {
    const long = 'x'.repeat(1001);
    const annotation = annotated(TEXT, ['Smith'], {
      attributes: { entity: [long, 'b'] },
      links: [{ role: 'same', to: 'b0000000' }],
      review: { state: 'accepted' },
      extra: { 'x-page': 1 },
    });
    const { chunk, losses } = hypothesis.print(exportable(TEXT, [lost(annotation)]));
    const [item] = annotations(chunk);
    expect(item.target[0].selector).toEqual([
      { type: 'TextQuoteSelector', exact: 'gone', prefix: '😀 ', suffix: ' said no.\n“It is,” she said, “la' },
    ]);
    const pieces = hypothesis.print(exportable(TEXT, [lost(annotated(TEXT, ['Smith', 'no.']), 1)])).chunk;
    expect(annotations(pieces)[0].target[0].selector).toEqual([
      { type: 'TextQuoteSelector', exact: 'Smith … gone', prefix: '😀 ', suffix: '\n“It is,” she said, “late.”\n' },
    ]);
    expect(item.tags).toEqual(['claim', 'entity: b']);
    expect(losses).toEqual([
      { code: 'no-place', values: [], file: 'news/a.txt', id: 'a0000000' },
      { code: 'no-keys', values: ['links, review, attributes, x-page'], file: 'news/a.txt', id: 'a0000000' },
    ]);
  });

  it('is read back: a wrong position, other words, or nothing at all', () => {
    const article = exportable(TEXT, [annotated(TEXT, ['Smith']), annotated(TEXT, ['It is,', 'late.'], { id: 'b' })]);
    const { chunk } = exportArticle(hypothesis, article);
    expect(hypothesis.untrue(chunk, article)).toEqual([]);
    expect(hypothesis.untrue(chunk.replace('"start": 3', '"start": 2'), article)).toEqual(['a0000000']);
    expect(hypothesis.untrue(chunk.replace('she said, “late.', 'he said, “late.'), article)).toEqual(['b']);
    expect(hypothesis.untrue('{"annotations":[]}', article)).toEqual(['a0000000', 'b']);
  });
});
