import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../src/core/annotation.ts';
import { patch } from '../../../src/formats/patch.ts';
import { parse, print, type Sidecar } from '../../../src/formats/sidecar.ts';
import { type Removed, spliceByItems } from '../../../src/formats/splice.ts';

const annotation = (id: string, start = 0): Annotation => ({
  id,
  label: 'claim',
  target: [{ exact: 'x', prefix: '', suffix: '', start, end: start + 1 }],
  attributes: {},
  links: [],
});

const NOW: Sidecar = {
  article: { file: 'a.txt', length: 9 },
  annotations: ['a', 'b', 'c'].map((id) => annotation(id)),
};
const SOURCE = print(NOW);

/** The file after its annotations became others. */
function patched(
  wish: (annotations: readonly Annotation[]) => readonly Annotation[],
  source = SOURCE,
  removed: Removed = new Map(),
): string | undefined {
  const { value } = parse(source, 'a.txt');
  return value && spliceByItems(source, { ...value, annotations: wish(value.annotations) }, removed, value);
}

const labelled = (id: string, label: string) => (all: readonly Annotation[]) =>
  all.map((each) => (each.id === id ? { ...each, label } : each));

describe('a patch', () => {
  it('changes, takes out and puts in', () => {
    const wanted = [annotation('a', 5), annotation('n'), annotation('c')];
    expect(patched(() => wanted)).toBe(print({ ...NOW, annotations: wanted }));
  });

  it('goes on from what it has written', () => {
    let now: Sidecar = parse(SOURCE, 'a.txt').value ?? NOW;
    let text: string | undefined = SOURCE;
    for (let step = 0; step < 5; step++) {
      const wanted: Sidecar = {
        ...now,
        article: { ...now.article, length: 10 ** step },
        annotations: now.annotations.toSpliced(step % 3, step % 2, annotation(`n${step}`), annotation(`m${step}`)),
      };
      text = spliceByItems(text ?? '', wanted, new Map(), now);
      expect(text).toBe(print(wanted));
      now = wanted;
    }
  });

  it('gives what was taken out back as it was', () => {
    const source = SOURCE.replace('  - id: c', '      # deep\n  - id: c').replace('- id: b\n', '- id: b # why\n');
    const removed: Removed = new Map();
    const without = patched((all) => all.filter(({ id }) => id !== 'a'), source, removed);
    expect(without).toBe(
      source.replace(print({ ...NOW, annotations: [annotation('a')] }).split('annotations:\n')[1] ?? '', ''),
    );
    expect(patched((all) => [annotation('a'), ...all], without, removed)).toBe(source);
  });

  it('needs a file of which it is known that it says this', () => {
    const rewriting = {
      item: (lines: readonly string[]) => lines,
      frame: () => undefined,
      removed: () => undefined,
      remove: () => {},
    };
    const wanted = { ...NOW, annotations: labelled('a', 'quote')(NOW.annotations) };
    expect(patch(SOURCE, NOW, wanted, rewriting)).toBeUndefined();
    expect(patch(SOURCE, parse(SOURCE).value ?? NOW, wanted, rewriting)).toBe(print(wanted));
    const wrong = { ...rewriting, item: () => ['  - id: a', '    label: claim'] };
    const hand = SOURCE.replace('label: claim', "label: 'claim'");
    expect(patch(hand, parse(hand).value ?? NOW, wanted, wrong)).toBeUndefined();
    expect(patch(`${SOURCE}\n`, parse(SOURCE).value ?? NOW, wanted, rewriting)).toBeUndefined();
  });

  it('keeps the order of keys that mean the same in another one', () => {
    const source = SOURCE.replace(
      'end: 1\n',
      'end: 1\n    attributes:\n      kind: direct\n      verdict: confirmed\n',
    );
    const wish = (all: readonly Annotation[]) =>
      all.map((each) => ({
        ...each,
        label: 'quote',
        attributes: Object.fromEntries(Object.entries(each.attributes).reverse()),
      }));
    expect(patched(wish, source)).toBe(source.replaceAll('claim', 'quote'));
  });

  it('keeps the comments and the hand of what is changed', () => {
    const source = SOURCE.replace('label: claim\n', 'label:  claim   # c\n').replace('  - id: b', '\n  # b\n  - id: b');
    expect(patched(labelled('a', 'quote'), source)).toBe(source.replace('label:  claim ', 'label: quote '));
    expect(patched(labelled('b', 'quote'), source)).toBe(source.replace(/b\n {4}label: claim/, 'b\n    label: quote'));
  });

  it.each([
    ['the first annotation is put in', print({ ...NOW, annotations: [] }), () => [annotation('a')]],
    ['the last one is taken out', SOURCE, () => []],
    ['annotations change places', SOURCE, (all: readonly Annotation[]) => all.toReversed()],
    ['two get the same id', SOURCE, (all: readonly Annotation[]) => [...all, annotation('a')]],
    [
      'a comment stands where one goes',
      SOURCE.replace('  - id: b', '  # c\n  - id: b'),
      (all: readonly Annotation[]) => all.slice(1),
    ],
    ['a blank line stands where one comes', `${SOURCE}\n`, (all: readonly Annotation[]) => [...all, annotation('n')]],
    ['a text cannot be written', SOURCE, labelled('a', '\ud800')],
    ['an item cannot be read', SOURCE.replace('start: 0', 'start: -1'), labelled('b', 'quote')],
    ['the file has CRLF', SOURCE.replaceAll('\n', '\r\n'), labelled('b', 'quote')],
    ['the last line has no end', SOURCE.slice(0, -1), labelled('b', 'quote')],
  ])('leaves it to others when %s', (_what, source, wish) => {
    expect(patched(wish, source)).toBeUndefined();
  });
});
