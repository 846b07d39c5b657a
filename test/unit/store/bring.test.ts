import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/core/label.ts';
import { fromBrat } from '../../../src/formats/bratimport.ts';
import type { ForeignArticle } from '../../../src/formats/importer.ts';
import { bring, type Doer, type Meant } from '../../../src/store/bring.ts';
import type { Make } from '../../../src/store/closed.ts';
import type { Files } from '../../../src/store/files.ts';
import { Shelves } from '../../../src/store/shelves.ts';

const TEXT = 'Smith said no.\n';
const project = { root: 'file:///desk/sub', codebook: BUILT_IN, problems: [], isArticle: () => true };

const meant = (more: Partial<ForeignArticle> = {}): Meant => ({
  importer: fromBrat,
  file: 'file:///in/a.ann',
  folder: 'file:///desk',
  foreign: {
    ...{
      file: 'sub/a.txt',
      unit: 'codepoint',
      annotations: [{ label: 'PER', target: [{ exact: 'Smith' }], links: [{ role: 'x', to: 'sub/b.txt#c' }] }],
    },
    ...more,
  },
});

const files: Files = {
  read: async (uri) => (uri === 'file:///desk/sub/a.txt' ? new Uint8Array() : undefined),
  write: async () => undefined,
  delete: async () => undefined,
  list: async () => [],
};

/** What is done to articles of which one is there. */
const doer = (changes: unknown[], more: Partial<Doer> = {}): Doer => ({
  files,
  shelves: new Shelves(files, async () => []),
  random: (bytes) => new Uint8Array(bytes),
  projectOf: async () => project,
  change: async (uri: string, make: Make, text) => {
    changes.push([
      uri,
      make({ text: TEXT, annotations: [] }).steps.map(({ after }) => [after?.label, ...(after?.links ?? [])]),
      text,
    ]);
    return { isChanged: true };
  },
  label: () => 'source',
  ...more,
});

describe('bringing one article in', () => {
  it('changes it by what the file says, with the labels and links of its project', async () => {
    const changes: unknown[] = [];
    expect(await bring(meant(), doer(changes))).toMatchObject({ found: { added: 1, skipped: [] } });
    expect(changes).toEqual([['file:///desk/sub/a.txt', [['source', { role: 'x', to: 'b.txt#c' }]], undefined]]);
  });

  it('makes and annotates nothing but articles, whatever a file calls them, unless a person names one', async () => {
    const changes: unknown[] = [];
    const strict = doer(changes, { projectOf: async () => ({ ...project, isArticle: (uri) => uri.endsWith('.txt') }) });
    for (const file of ['.vscode/tasks.json', 'newsmark.yaml', '.git/hooks/post-checkout'])
      expect(await bring(meant({ file, text: TEXT }), strict)).toMatchObject({ skip: { code: 'not-article' } });
    expect(changes).toEqual([]);
    await bring({ ...meant(), article: 'file:///desk/readme.md' }, strict);
    expect(changes).toMatchObject([['file:///desk/readme.md', [['source', {}]], undefined]]);
  });

  it('gives the text of an article that is to be made', async () => {
    const changes: unknown[] = [];
    await bring(meant({ file: 'new.txt', text: TEXT }), doer(changes));
    expect(changes).toMatchObject([['file:///desk/new.txt', [['source', { role: 'x' }]], TEXT]]);
  });

  it('does nothing where there is no article, where its text is none, or the sidecar is not to be written', async () => {
    const changes: unknown[] = [];
    expect(await bring(meant({ file: 'gone.txt' }), doer(changes))).toMatchObject({
      skip: { code: 'no-such-article' },
    });
    expect(await bring(meant({ file: 'new.txt', text: 'a\0b' }), doer(changes))).toEqual({
      skip: { code: 'no-text', values: [] },
    });
    expect(changes).toEqual([]);
    const refused = { code: 'newer-version', severity: 'error', values: ['2'] } as const;
    const found = await bring(meant(), doer(changes, { change: async () => ({ isChanged: false, refused }) }));
    expect(found).toMatchObject({ refused: { code: 'newer-version' } });
  });
});
