import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/core/label.ts';
import { exportArticle } from '../../../src/formats/exporter.ts';
import { markdown } from '../../../src/formats/markdown.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said no.\n“It is,” she said,\n“late.”\n\nThe bridge fell.\n';

describe('a report in Markdown', () => {
  it('has what is known of the article, and its annotations in text order with all that they say', () => {
    const annotations = [
      annotated(TEXT, ['It is,', 'late.'], {
        id: 'b0000000',
        label: 'quote',
        attributes: { kind: 'direct', tone: ['sad', 'calm'] },
        links: [
          { role: 'source', to: 'a0000000' },
          { role: 'same', to: 'b.txt#c0000000' },
        ],
        review: { state: 'accepted', by: 'ben', at: '2026-11-22T09:00:00Z' },
        note: 'check:\nTelegram\n\n- who?',
        by: 'ana',
        created: '2026-11-21T09:00:00Z',
        modified: '2026-11-21T10:00:00Z',
        modifiedBy: 'cleo',
        suggestedBy: 'rules',
      }),
      annotated(TEXT, ['Smith'], { label: 'source' }),
    ];
    const about = {
      file: 'a.txt',
      title: 'A *bridge*',
      url: 'https://news.example/a',
      publisher: 'News',
      author: 'A. Writer',
      published: '2026-11-21',
    };
    const article = exportable(TEXT, annotations, {
      ...{ about, root: 'one/', annotator: 'Ana', codebook: { ...BUILT_IN, version: '2' } },
    });
    const { chunk, losses } = markdown.print(article);
    expect(chunk).toBe(
      [
        '# A \\*bridge\\*',
        '',
        '- File: news/a\\.txt',
        '- Address: https\\:\u2060//news\\.example/a',
        '- Publisher: News',
        '- Author: A. Writer',
        '- Published: 2026-11-21',
        '- Annotator: Ana',
        '- Codebook: 2',
        '- Source: 1',
        '- Quote: 1',
        '',
        '## 1. Line 1: Source',
        '',
        '> Smith',
        '',
        '- Id: a0000000',
        '',
        '## 2. Lines 2–3: Quote',
        '',
        '> It is, … late.',
        '',
        '- Kind: direct',
        '- tone: sad, calm',
        '- said by: 1, Smith',
        '- same claim as: one/b\\.txt\\#c0000000',
        '- Review: accepted, ben, 2026-11-22T09:00:00Z',
        '- Suggested by: rules',
        '- Annotated: ana, 2026-11-21T09:00:00Z',
        '- Changed: cleo, 2026-11-21T10:00:00Z',
        '- Note: check:\\',
        '  Telegram',
        '',
        '  \\- who?',
        '- Id: b0000000',
        '',
      ].join('\n'),
    );
    expect(losses).toEqual([]);
  });

  it('keeps the paragraphs and lines of the words', () => {
    const { chunk } = markdown.print(exportable(TEXT, [annotated(TEXT, [TEXT.slice(4, -1)])]));
    expect(chunk).toContain('\n> mith said no.\\\n> “It is,” she said,\\\n> “late.”\n>\n> The bridge fell.\n\n');
    expect(chunk).toContain('\n## 1. Lines 1–5: Claim\n');
  });

  it('puts what is not in the article last, and tells what it does not hold', () => {
    const gone = lost(annotated(TEXT, ['Smith'], { extra: { 'x-page': 1 }, conflict: [{ field: 'note' }] }));
    const changed = annotated(TEXT, ['said'], { id: 'b0000000' });
    const article = exportable(TEXT, [
      gone,
      { ...changed, target: changed.target.map((each) => ({ ...each, state: 'changed' })) },
      annotated(TEXT, ['fell'], { id: 'c0000000', label: 'my label' }),
    ]);
    const { chunk, losses, written } = exportArticle(markdown, article);
    expect(chunk.match(/^##? .*/gm)).toEqual([
      '# news/a\\.txt',
      '## 1. Line 5: my label',
      '## 2. Lost: Claim',
      '## 3. Changed: Claim',
    ]);
    expect(losses.map(({ code, id, values }) => [code, id, ...values])).toEqual([
      ['no-place', 'a0000000'],
      ['no-keys', 'a0000000', 'conflict, x-page'],
      ['no-place', 'b0000000'],
    ]);
    expect(written).toBe(3);
  });

  it('shows nothing as markup that stands in a file', () => {
    const evil = '</p><img src=x>\n![a](http://evil.example/a)\n\n# www.evil.example\n- Id: c0\n    code';
    const text = `${evil}\nmore\n`;
    const article = exportable(
      text,
      [
        annotated(text, [evil], {
          id: 'a-_b',
          label: evil,
          attributes: { [evil]: evil },
          note: evil,
          links: [{ role: evil, to: `${evil}#a` }],
          review: { state: evil, by: evil },
          by: evil,
          suggestedBy: evil,
        }),
      ],
      { file: evil, annotator: evil, about: { file: evil, title: evil, url: evil, author: evil, publisher: evil } },
    );
    const { chunk, written } = exportArticle(markdown, article);
    expect(written).toBe(1);
    const html = new Marked().parse(chunk, { async: false });
    const tags = [...new Set(Array.from(html.matchAll(/<(?!\/)([^>]*)>/g), ([, tag]) => tag))];
    expect(tags.sort()).toEqual(['blockquote', 'br', 'h1', 'h2', 'li', 'p', 'ul']);
    expect(html.match(/<(h1|h2|blockquote)>/g)).toEqual(['<h1>', '<h2>', '<blockquote>']);
  });

  it('is read back: other words, another line, or nothing at all', () => {
    const article = exportable(TEXT, [annotated(TEXT, ['Smith']), annotated(TEXT, ['fell'], { id: 'b' })]);
    const { chunk } = markdown.print(article);
    expect(markdown.untrue(chunk, article)).toEqual([]);
    expect(markdown.untrue(chunk.replace('> Smith', '> Smyth'), article)).toEqual(['a0000000']);
    expect(markdown.untrue(chunk.replace('Line 5', 'Line 4'), article)).toEqual(['b']);
    expect(markdown.untrue(chunk.replace('Line 5', 'Lost'), article)).toEqual(['b']);
    expect(markdown.untrue('', article)).toEqual(['a0000000', 'b']);
  });
});
