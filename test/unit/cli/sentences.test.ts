import { describe, expect, it } from 'vitest';
import { lines, makeDesk } from './desk.ts';

const TEXT = 'By J. Doe\n\n😀 Dr. Ada left. “Why?” he\tasked.\n';

describe('newsmark sentences', () => {
  it('prints them with their places, also of articles without a sidecar', async () => {
    const desk = await makeDesk({ 'a.txt': TEXT, 'sub/b.news': 'One. Two.', 'README.md': 'No. Not this.' });
    const { code, out, err } = await desk.run(['sentences', '.']);
    expect(out.replaceAll('\\', '/')).toBe(
      [
        'a.txt:1:1: By J. Doe',
        'a.txt:3:1: 😀 Dr. Ada left.',
        'a.txt:3:18: “Why?” he asked.',
        'sub/b.news:1:1: One.',
        'sub/b.news:1:6: Two.',
        '',
      ].join('\n'),
    );
    expect(err).toBe('5 sentences in 2 articles.\n');
    expect(code).toBe(0);
  });

  it('gives places in code points as JSON', async () => {
    const desk = await makeDesk({ 'a.txt': `\ufeff${TEXT.replaceAll('\n', '\r\n')}` });
    const { out } = await desk.run(['sentences', '--json', 'a.txt']);
    const text = Array.from(TEXT);
    expect(lines(out)).toEqual([
      { file: 'a.txt', start: 0, end: 9 },
      { file: 'a.txt', start: 11, end: 26 },
      { file: 'a.txt', start: 27, end: 43 },
    ]);
    expect(text.slice(11, 26).join('')).toBe('😀 Dr. Ada left.');
  });

  it('prints those of standard input, also beside articles', async () => {
    const desk = await makeDesk({ 'a.txt': 'Three.' });
    const input = async () => new TextEncoder().encode('\ufeffOne.\r\nTwo.');
    const { code, out, err } = await desk.run(['sentences', 'a.txt', '-'], { input });
    expect(out).toBe('-:1:1: One.\n-:2:1: Two.\na.txt:1:1: Three.\n');
    expect([code, err]).toEqual([0, '3 sentences in 2 articles.\n']);
  });

  it('says what is wrong with standard input', async () => {
    const desk = await makeDesk();
    const { code, err } = await desk.run(['sentences', '-'], { input: async () => Uint8Array.of(65, 0) });
    expect([code, err]).toEqual([
      1,
      '-:1:1: error: The article is not a text file: it holds a NUL character. [not-text]\n0 sentences in 1 article.\n',
    ]);
  });

  it('takes the language from the sidecar', async () => {
    const desk = await makeDesk();
    await desk.write('a.txt', 'Es war die Abb. Er ging.');
    const before = await desk.run(['sentences', 'a.txt']);
    await desk.write('a.txt.newsmark.yaml', 'newsmark: 1\narticle:\n  file: a.txt\n  language: de\nannotations: []\n');
    const after = await desk.run(['sentences', 'a.txt']);
    expect(before.err).toBe('2 sentences in 1 article.\n');
    expect(after.err).toBe('1 sentence in 1 article.\n');
  });

  it('takes a named sidecar for its article, and goes on after what it cannot read', async () => {
    const desk = await makeDesk({ 'a.txt': 'a\0b', 'b.txt': 'One.', 'b.txt.newsmark.yaml': '[' });
    await desk.write('gone.txt.newsmark.yaml', 'newsmark: 1\narticle:\n  file: gone.txt\nannotations: []\n');
    const { code, out, err } = await desk.run(['sentences', 'a.txt', 'b.txt.newsmark.yaml', 'gone.txt.newsmark.yaml']);
    expect(out).toBe('b.txt:1:1: One.\n');
    expect(err).toContain('a.txt:1:1: error: ');
    expect(err).toMatch(/gone\.txt\.newsmark\.yaml:1:1: error: .* \[no-article\]/);
    expect(err).toContain('1 sentence in 3 articles.\n');
    expect(code).toBe(1);
  });
});
