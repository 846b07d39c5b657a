import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../src/core/annotation.ts';
import { claimReview } from '../../../src/formats/claimreview.ts';
import { exportArticle } from '../../../src/formats/exporter.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said that the bridge fell.\nThe ministry said\u2028“e\u0301 </script><b>”.\n';

const claim = (words: readonly string[], more: Partial<Annotation> = {}) =>
  annotated(TEXT, words, { attributes: { verdict: 'false' }, ...more });

const reviews = (chunk: string) => JSON.parse(chunk);

describe('ClaimReview', () => {
  it('has a review for each claim with a verdict: its words, the verdict, who said it and where', () => {
    const links = [
      { role: 'source', to: 's0000000' },
      { role: 'source', to: 'm0000000' },
      { role: 'source', to: 'd0000000' },
      { role: 'source', to: 's2000000' },
    ];
    const attributes = { kind: 'person', entity: 'J. Smith' };
    const article = exportable(
      TEXT,
      [
        annotated(TEXT, ['Smith'], { id: 's0000000', label: 'source', attributes }),
        annotated(TEXT, ['Smith'], { id: 's2000000', label: 'source', attributes }),
        annotated(TEXT, ['The ministry'], { id: 'm0000000', label: 'source', attributes: { kind: 'organisation' } }),
        annotated(TEXT, ['bridge'], { id: 'd0000000', label: 'source', attributes: { kind: 'document' } }),
        claim(['the bridge fell'], {
          attributes: { verdict: 'disputed', 'review-url': 'https://desk.example/1' },
          links,
        }),
      ],
      {
        about: {
          file: 'a.txt',
          title: 'A bridge',
          url: 'https://news.example/a',
          publisher: 'News',
          author: 'A. Writer',
          published: '2026-11-21',
          language: 'en',
        },
      },
    );
    const { chunk, losses } = claimReview.print(article);
    expect(reviews(chunk)).toEqual([
      {
        '@context': 'https://schema.org',
        '@type': 'ClaimReview',
        identifier: 'a0000000',
        url: 'https://desk.example/1',
        claimReviewed: 'the bridge fell',
        reviewRating: { '@type': 'Rating', alternateName: 'disputed' },
        itemReviewed: {
          '@type': 'Claim',
          author: [
            { '@type': 'Person', name: 'J. Smith' },
            { '@type': 'Organization', name: 'The ministry' },
            { name: 'bridge' },
          ],
          appearance: {
            '@type': 'CreativeWork',
            url: 'https://news.example/a',
            headline: 'A bridge',
            author: { name: 'A. Writer' },
            publisher: { '@type': 'Organization', name: 'News' },
            datePublished: '2026-11-21',
          },
        },
      },
    ]);
    expect(losses.map(({ code, id }) => [code, id])).toEqual([
      ['not-claim', 's0000000'],
      ['not-claim', 's2000000'],
      ['not-claim', 'm0000000'],
      ['not-claim', 'd0000000'],
    ]);
  });

  it('leaves out, and tells, claims without a verdict, with the one that every claim begins with, and all else', () => {
    const article = exportable(TEXT, [
      claim(['bridge'], { attributes: {} }),
      claim(['bridge'], { id: 'b0000000', attributes: { verdict: 'unverified' } }),
      claim(['bridge'], { id: 'c0000000', attributes: { verdict: ' ' } }),
      claim(['bridge'], { id: 'd0000000', label: 'quote', attributes: { verdict: 'false' } }),
    ]);
    const { chunk, losses, written } = exportArticle(claimReview, article);
    expect([chunk, written]).toEqual(['[]\n', 0]);
    expect(losses.map(({ code, id }) => [code, id])).toEqual([
      ['no-verdict', 'a0000000'],
      ['no-verdict', 'b0000000'],
      ['no-verdict', 'c0000000'],
      ['not-claim', 'd0000000'],
    ]);
  });

  it('rates by numbers only where the order of the verdicts is said to be a scale', () => {
    const verdicts = ['confirmed', 'disputed', 'false', 'other', ['false', 'disputed']] as const;
    const article = exportable(
      TEXT,
      verdicts.map((verdict, i) => claim(['bridge'], { id: `v${i}`, attributes: { verdict } })),
    );
    const ratings = (rating: string) =>
      reviews(claimReview.print(article, { rating }).chunk).map(
        ({ reviewRating: { alternateName, ...numbers } }: { reviewRating: Record<string, unknown> }) =>
          ['ratingValue', 'worstRating', 'bestRating'].reduce(
            (told, key) => (key in numbers ? `${told} ${numbers[key]}` : told),
            alternateName,
          ),
      );
    const others = ['other', 'false, disputed'];
    expect(ratings('name')).toEqual(['confirmed', 'disputed', 'false', ...others]);
    expect(ratings('falling')).toEqual(['confirmed 3 1 3', 'disputed 2 1 3', 'false 1 1 3', ...others]);
    expect(ratings('rising')).toEqual(['confirmed 1 1 3', 'disputed 2 1 3', 'false 3 1 3', ...others]);
  });

  it('invents no address, and tells what is demanded and what a page for everybody has no place for', () => {
    const annotation = claim(['the bridge fell'], {
      attributes: { verdict: 'false', 'review-url': 'javascript:alert(1)', credibility: '3' },
      note: 'ask Ben',
      by: 'ana',
      links: [{ role: 'source', to: 'news/b.txt#s0000000' }],
      extra: { 'x-page': 1 },
    });
    const about = { file: 'a.txt', url: 'https://[a', language: 'en' };
    const { chunk, losses } = claimReview.print(exportable(TEXT, [annotation], { about }));
    expect(reviews(chunk)).toEqual([
      {
        '@context': 'https://schema.org',
        '@type': 'ClaimReview',
        identifier: 'a0000000',
        claimReviewed: 'the bridge fell',
        reviewRating: { '@type': 'Rating', alternateName: 'false' },
        itemReviewed: { '@type': 'Claim' },
      },
    ]);
    expect(losses.map(({ code, values }) => [code, ...values])).toEqual([
      ['no-keys', 'note, by, attributes, links, x-page'],
      ['incomplete', 'url'],
    ]);
  });

  it('does not say that the article has words that are no longer in it', () => {
    const about = { file: 'a.txt', url: 'https://news.example/a' };
    const article = exportable(TEXT, [lost(claim(['the bridge fell'])), claim(['Smith', 'fell'], { id: 'b' })], {
      about,
    });
    const { chunk, losses, written } = exportArticle(claimReview, article);
    const [gone, here] = reviews(chunk);
    expect([gone.claimReviewed, gone.itemReviewed]).toEqual(['gone', { '@type': 'Claim' }]);
    expect([here.claimReviewed, here.itemReviewed.appearance.url]).toEqual(['Smith … fell', about.url]);
    expect(losses.map(({ code, id }) => [code, id])).toContainEqual(['no-place', 'a0000000']);
    expect(written).toBe(2);
  });

  it('stands in a page as it is, whatever the words are', () => {
    const words = TEXT.slice(TEXT.indexOf('The'), -1);
    const { chunk, losses } = exportArticle(claimReview, exportable(TEXT, [claim([words])]));
    expect(chunk).not.toContain('<');
    expect(reviews(chunk)[0].claimReviewed).toBe(words);
    expect(losses.map(({ code }) => code)).toEqual(['incomplete']);
  });

  it('is read back: other words, another verdict, or nothing at all', () => {
    const article = exportable(TEXT, [claim(['Smith']), claim(['bridge'], { id: 'b' })]);
    const { chunk } = exportArticle(claimReview, article);
    expect(claimReview.untrue(chunk, article)).toEqual([]);
    expect(claimReview.untrue(chunk.replace('"Smith"', '"Smyth"'), article)).toEqual(['a0000000']);
    expect(claimReview.untrue(chunk.replace('"false"', '"true"'), article)).toEqual(['a0000000']);
    expect(claimReview.untrue('[]', article)).toEqual(['a0000000', 'b']);
  });
});
