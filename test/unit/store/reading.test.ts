import { describe, expect, it } from 'vitest';
import { type Files, sidecarOf } from '../../../src/store/files.ts';
import { Projects } from '../../../src/store/project.ts';
import { commonFolder, readArticle, toExportable } from '../../../src/store/reading.ts';

const filesOf = (contents: Readonly<Record<string, string>>): Files => ({
  read: async (uri) => (contents[uri] === undefined ? undefined : new TextEncoder().encode(contents[uri])),
  write: async () => undefined,
  delete: async () => undefined,
  list: async () => [],
});

const SIDECAR = `newsmark: 1
article:
  file: other.txt
  sha256: old
  encoding: UTF-8
annotations:
  - id: a0
    label: claim
    target:
      - exact: Smith
        suffix: " said no."
        start: 7
        end: 12
`;

const A = 'file:///desk/sub/a%20b.txt';

describe('readArticle', () => {
  it('finds the annotations in the text as it is now', async () => {
    const files = filesOf({ [A]: '\ufeff😀\r\nSmith said no.\r\n', [sidecarOf(A)]: SIDECAR });
    const { text, annotations, problems } = await readArticle(files, A, sidecarOf(A));
    expect(text).toBe('😀\nSmith said no.\n');
    expect(annotations).toMatchObject([{ id: 'a0', target: [{ start: 3, end: 8 }] }]);
    expect(problems).toEqual([]);
  });

  it('says what is missing', async () => {
    const noArticle = await readArticle(filesOf({ [sidecarOf(A)]: SIDECAR }), A, sidecarOf(A));
    expect(noArticle).toMatchObject({ annotations: [], problems: [{ code: 'no-article', values: ['a b.txt'] }] });
    expect(noArticle.parsed?.value?.annotations).toHaveLength(1);
    const noSidecar = await readArticle(filesOf({ [A]: 'x' }), A, sidecarOf(A));
    expect(noSidecar).toMatchObject({ text: 'x', annotations: [], parsed: undefined });
  });

  it('takes a sidecar that is not UTF-8 for one that cannot be read', async () => {
    const files: Files = {
      ...filesOf({}),
      read: async (uri) => (uri === A ? new Uint8Array([65]) : new Uint8Array([0xff])),
    };
    const { parsed } = await readArticle(files, A, sidecarOf(A));
    expect(parsed?.value).toBeUndefined();
    expect(parsed?.problems).toMatchObject([{ code: 'yaml-syntax' }]);
  });
});

describe('toExportable', () => {
  const files = filesOf({
    'file:///desk/newsmark.yaml': 'newsmark: 1\n',
    [A]: 'Smith said no.',
    [sidecarOf(A)]: SIDECAR,
    [sidecarOf(`${A}.ana`)]: SIDECAR,
  });

  it('names the article below the export’s folder, and hashes the text as it is', async () => {
    const project = await new Projects(files).of(A);
    const reading = await readArticle(files, A, sidecarOf(A));
    expect(await toExportable(reading, project, 'file:///desk')).toMatchObject({
      file: 'sub/a b.txt',
      stem: 'sub/a b.txt',
      root: '',
      annotator: undefined,
      sha256: '7d29f1abf099b5b6a1a501f40b13552de029dcafcffcf36cc65f5ca4af538b3d',
    });
    expect(await toExportable(reading, project, 'file://')).toMatchObject({ file: 'desk/sub/a b.txt', root: 'desk/' });
    expect(await toExportable(reading, project, 'file:///elsewhere')).toBeUndefined();
  });

  it('is the text of an article without a sidecar, and nothing where the sidecar cannot be read', async () => {
    const bare = filesOf({ 'file:///desk/newsmark.yaml': 'newsmark: 1\n', [A]: 'Smith said no.' });
    const project = await new Projects(bare).of(A);
    expect(await toExportable(await readArticle(bare, A, sidecarOf(A)), project, 'file:///desk')).toMatchObject({
      stem: 'sub/a b.txt',
      text: 'Smith said no.',
      about: { file: 'a b.txt' },
      annotator: undefined,
      annotations: [],
    });
    const broken = filesOf({ [A]: 'Smith said no.', [sidecarOf(A)]: '[' });
    expect(await toExportable(await readArticle(broken, A, sidecarOf(A)), project, 'file:///desk')).toBeUndefined();
  });

  it('says whose own sidecar it is', async () => {
    const project = await new Projects(files).of(A);
    const own = await readArticle(files, A, sidecarOf(`${A}.ana`));
    expect(await toExportable(own, project, 'file:///desk')).toMatchObject({
      file: 'sub/a b.txt',
      stem: 'sub/a b.txt.ana',
      annotator: 'ana',
    });
  });
});

describe('commonFolder', () => {
  it.each([
    [[], undefined],
    [['file:///a/b'], 'file:///a/b'],
    [['file:///a/b', 'file:///a/b/c'], 'file:///a/b'],
    [['file:///a/b/c', 'file:///a/bc'], 'file:///a'],
    [['file:///a', 'file:///b'], 'file://'],
    [['file:///a', 'other:/b'], undefined],
  ])('of %j is %j', (folders, common) => {
    expect(commonFolder(folders)).toBe(common);
  });
});
