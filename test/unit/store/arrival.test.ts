import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/core/label.ts';
import { fromBrat } from '../../../src/formats/bratimport.ts';
import type { ForeignArticle } from '../../../src/formats/importer.ts';
import { arrive, below, inputOf, isArticleText, labelHere } from '../../../src/store/arrival.ts';
import type { Files } from '../../../src/store/files.ts';
import { Shelves } from '../../../src/store/shelves.ts';

const FOLDER = 'file:///desk';

const filesOf = (...uris: readonly string[]): Files => ({
  read: async (uri) => (uris.includes(uri) ? new Uint8Array([65]) : undefined),
  write: async () => undefined,
  delete: async () => undefined,
  list: async () => [],
});

const NONE = new Shelves(filesOf(), async () => []);

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
    NONE,
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

  describe('of which the file knows no path', () => {
    const url = 'https://news.example/a';
    const shelves = (texts: readonly string[], addresses: readonly string[] = []): Shelves =>
      Object.assign(new Shelves(filesOf(), async () => []), {
        withText: async (_folder: string, text: string) => (text === 'The text.' ? texts : []),
        withAddress: async (_folder: string, address: string) => (address === url ? addresses : []),
      });
    const find = (
      article: Partial<ForeignArticle>,
      found: Shelves,
      there: readonly string[] = ['file:///desk/a.txt', 'file:///desk/b%20b.txt', 'file:///desk/x.txt'],
    ) => {
      const places = { file: 'file:///in/x.json', folder: FOLDER };
      return arrive({ unit: 'utf16', annotations: [], ...article }, places, ['.json'], filesOf(...there), found);
    };
    const [a, b, x] = ['file:///desk/a.txt', 'file:///desk/b%20b.txt', 'file:///desk/x.txt'];

    it('is the only one with the text', async () => {
      expect(await find({ text: 'The text.' }, shelves([a]))).toEqual({ uri: a });
      expect(await find({ text: 'The text.', about: { url } }, shelves([a], [b]))).toEqual({ uri: a });
      expect(await find({ text: 'Another text.', about: { url } }, shelves([a], [b]), [])).toEqual({
        ...{ uri: x, text: 'Another text.' },
      });
      expect(await find({ file: 'x.txt', text: 'The text.' }, shelves([a]))).toEqual({ uri: x });
    });

    it('is else the only one with the address', async () => {
      expect(await find({ about: { url } }, shelves([], [a]))).toEqual({ uri: a });
      expect(await find({ about: { url }, text: ' ' }, shelves([], [a]))).toEqual({ uri: a });
      expect(await find({ about: { url: 'https://news.example/b' } }, shelves([], [a]))).toEqual({ uri: x });
      expect(await find({ about: { url: 'https://news.example/b' } }, shelves([], [a]), [])).toEqual({
        ...{ code: 'no-such-address', values: ['https://news.example/b', 'x.txt'] },
      });
    });

    it('is not guessed where there are several, but for the one that is called as the file is', async () => {
      expect(await find({ text: 'The text.' }, shelves([a, b]))).toEqual({
        ...{ code: 'several-texts', values: ['a.txt, b b.txt'] },
      });
      expect(await find({ about: { url } }, shelves([], [a, b]))).toEqual({
        ...{ code: 'several-addresses', values: [url, 'a.txt, b b.txt'] },
      });
      expect(await find({ text: 'The text.' }, shelves([a, x]))).toEqual({ uri: x });
      expect(await find({ about: { url } }, shelves([], [a, x]))).toEqual({ uri: x });
    });
  });

  it('is the one that is named, whatever the file says', async () => {
    const places = { file: 'file:///in/x.jsonl', folder: FOLDER, article: 'file:///desk/named.txt' };
    expect(await arrive({ unit: 'utf16', file: '../x', annotations: [] }, places, [], filesOf(), NONE)).toEqual({
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
