import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/core/label.ts';
import { fromBrat } from '../../../src/formats/bratimport.ts';
import { arrive, below, inputOf, isArticleText, labelHere } from '../../../src/store/arrival.ts';
import type { Files } from '../../../src/store/files.ts';

const FOLDER = 'file:///desk';

const filesOf = (...uris: readonly string[]): Files => ({
  read: async (uri) => (uris.includes(uri) ? new Uint8Array([65]) : undefined),
  write: async () => undefined,
  delete: async () => undefined,
  list: async () => [],
});

const go = (
  article: { readonly file?: string; readonly text?: string },
  file = 'file:///in/x.jsonl',
  ...uris: string[]
) =>
  arrive(
    { unit: 'codepoint', annotations: [], ...article },
    { file, folder: FOLDER },
    ['.cas.json', '.json'],
    filesOf(...uris),
  );

describe('the article of what is imported', () => {
  it('is where its path leads below the folder', async () => {
    const uri = 'file:///desk/a%20b/c.txt';
    expect(await go({ file: 'a b/c.txt', text: 'x' }, undefined, uri)).toEqual({ uri });
  });

  it('is called as the file is, without its ending, where no path is given', async () => {
    expect(await go({}, 'file:///in/k.txt.cas.json', 'file:///desk/k.txt')).toEqual({ uri: 'file:///desk/k.txt' });
    expect(await go({}, 'file:///in/k.json', 'file:///desk/k.txt')).toEqual({ uri: 'file:///desk/k.txt' });
  });

  it('is made of its text where it is not there', async () => {
    expect(await go({ file: 'a.txt', text: 'x' })).toEqual({ uri: 'file:///desk/a.txt', text: 'x' });
    expect(await go({ file: 'a.txt', text: ' \n' })).toMatchObject({ code: 'no-such-article', values: ['a.txt'] });
    expect(await go({ file: 'a.txt' })).toMatchObject({ code: 'no-such-article' });
  });

  it('is the one that is named, whatever the file says', async () => {
    const places = { file: 'file:///in/x.jsonl', folder: FOLDER, article: 'file:///desk/named.txt' };
    expect(await arrive({ unit: 'utf16', file: '../x', annotations: [] }, places, [], filesOf())).toEqual({
      uri: places.article,
    });
  });

  it.each([
    '../a.txt',
    'a/../../b.txt',
    '/etc/passwd',
    'a//b.txt',
    './a.txt',
    'c:/a.txt',
    'a\\b.txt',
    'a\0b',
    '',
    'x\ud800',
  ])('is never outside of the folder: %j', (path) => {
    expect(below(FOLDER, path)).toBeUndefined();
  });

  it('must be text', () => {
    expect(isArticleText('Text.')).toBe(true);
    expect(isArticleText('a\0b')).toBe(false);
  });
});

it('a file is read with those beside it that belong to it', async () => {
  const files = filesOf('file:///in/A.ANN', 'file:///in/A.txt');
  const bytes = new Uint8Array([65]);
  expect(await inputOf('file:///in/A.ANN', 'A.ANN', fromBrat, files)).toEqual({
    ...{ name: 'A.ANN', bytes },
    beside: new Map([['.txt', bytes]]),
  });
  expect(await inputOf('file:///in/b.ann', 'b.ann', fromBrat, files)).toBeUndefined();
  expect((await inputOf('file:///in/A.txt', 'A.txt', fromBrat, files))?.beside).toEqual(new Map());
});

it('labels are known by their names, earlier names, titles, and names as other programs must write them', () => {
  const [claim, ...others] = BUILT_IN.labels;
  if (!claim) throw new Error();
  const codebook = {
    ...BUILT_IN,
    labels: [{ ...claim, name: 'my claim', title: 'Behauptung', was: ['assertion'] }, ...others],
  };
  for (const name of ['my claim', 'assertion', 'My Claim', 'behauptung', 'my_claim'])
    expect(labelHere(codebook, name)).toBe('my claim');
  expect(labelHere(codebook, 'SOURCE')).toBe('source');
  expect(labelHere(codebook, 'person')).toBeUndefined();
});
