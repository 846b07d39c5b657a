import { expect, it } from 'vitest';
import { makeDesk } from './desk.ts';

const TEXT = 'Smith said no.\nThe bridge fell.\n';

it('newsmark stats counts labels, values, roles, states, reviews and people', async () => {
  const desk = await makeDesk({ 'none.txt': TEXT });
  await desk.article('a.txt', TEXT, ['Smith', 'no'], {
    attributes: { verdict: 'false', topic: ['war', 'bridges'] },
    links: [{ role: 'same', to: 'a1' }],
    review: { state: 'accepted' },
    by: 'ana',
  });
  await desk.article('b.txt', TEXT, ['The bridge fell.'], { label: 'quote', attributes: { topic: 'war' } });
  await desk.write('b.txt', 'Something else.\n');
  const { code, out, err } = await desk.run(['stats', '.']);
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')).toEqual([
    '3 annotations in 2 articles, 2 reviewed; 1 article without.',
    'labels',
    '  claim        2',
    '  quote        1',
    'claim.verdict',
    '  false        2',
    'claim.topic',
    '  war          2',
    '  bridges      2',
    'quote.topic',
    '  war          1',
    'links',
    '  same         2',
    'words',
    '  lost         1',
    'annotators',
    '  ana          2',
    '',
  ]);
  expect(JSON.parse((await desk.run(['stats', '.', '--json'])).out)).toEqual({
    articles: { annotated: 2, without: 1 },
    annotations: 3,
    labels: { claim: 2, quote: 1 },
    attributes: { 'claim.verdict': { false: 2 }, 'claim.topic': { war: 2, bridges: 2 }, 'quote.topic': { war: 1 } },
    links: { same: 2 },
    states: { lost: 1 },
    reviewed: 2,
    annotators: { ana: 2 },
  });
});

it('newsmark stats names the most frequent values, and says of sidecars that cannot be read which', async () => {
  const desk = await makeDesk({ 'b.txt': TEXT, 'b.txt.newsmark.yaml': 'newsmark: 2\n' });
  await desk.article('a.txt', TEXT, ['Smith'], {
    attributes: { entity: Array.from({ length: 25 }, (_, i) => `e${i}`) },
  });
  const { code, out, err } = await desk.run(['stats', '.']);
  expect(code).toBe(1);
  expect(out).toContain('  e19');
  expect(out).not.toContain('  e20');
  expect(out).toContain('  and others: 5\n');
  expect(err).toContain('b.txt.newsmark.yaml:1:');
});
