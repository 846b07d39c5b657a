import { describe, expect, it } from 'vitest';
import { EARLIER, look } from '../../../src/store/past.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const sidecar = (...words: readonly [id: string, exact: string, start: number][]): Uint8Array =>
  bytes(
    [
      'newsmark: 1',
      'annotations:',
      ...words.map(
        ([id, exact, start]) =>
          `  - { id: ${id}, label: claim, target: [{ exact: "${exact}", start: ${start}, end: ${start + [...exact].length} }] }`,
      ),
      '',
    ].join('\n'),
  );

const TEXT = '🙂 It rained. Nobody was there.\n';

describe('an earlier text', () => {
  it('has the annotations of the sidecar of its time, in UTF-16', () => {
    const past = look('git:/a', TEXT, sidecar(['aaaaaaaa', 'It rained', 2]), sidecar(['bbbbbbbb', 'Nobody', 13]));
    expect(past.annotations.map(({ id }) => id)).toEqual(['aaaaaaaa']);
    expect(past.at(3).map(({ id }) => id)).toEqual(['aaaaaaaa']);
    expect(past.at(2)).toEqual([]);
    expect(past.refused).toBe(EARLIER);
  });

  it('without a sidecar of its time has those of the present one that are found in it', () => {
    const now = sidecar(['aaaaaaaa', 'Nobody was there', 40], ['bbbbbbbb', 'The sky is green today', 80]);
    for (const then of [undefined, bytes(''), bytes('newsmark: 1\nannotations: [')]) {
      const past = look('git:/a', TEXT, then, now);
      expect(past.annotations.map(({ id, target }) => [id, target[0]?.start])).toEqual([['aaaaaaaa', 14]]);
    }
  });

  it('has none where there is no sidecar, or none that can be read', () => {
    expect(look('git:/a', TEXT, undefined, undefined).annotations).toEqual([]);
    expect(look('git:/a', TEXT, bytes('\ufffd: ['), Uint8Array.of(0xff)).annotations).toEqual([]);
  });
});
