import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/core/label.ts';
import { Projects } from '../../../src/store/project.ts';
import { Memory } from './memory.ts';

const ARTICLE = 'file:///desk/2022/a.txt';
const CODEBOOK = 'newsmark: 1\nlabels: {rumour: }\narticles: ["2022/*.txt"]\n';

function project(files: Record<string, string | Uint8Array> = {}) {
  const memory = new Memory();
  for (const [uri, content] of Object.entries(files)) memory.put(uri, content);
  return { memory, projects: new Projects(memory) };
}

describe('a project', () => {
  it('begins at the nearest codebook upwards', async () => {
    const { projects } = project({ 'file:///newsmark.yaml': 'newsmark: 1\n', 'file:///desk/newsmark.yaml': CODEBOOK });
    const { root, codebook, file, problems, isArticle } = await projects.of(ARTICLE, 'file:///other');
    expect({ root, file, problems }).toEqual({
      root: 'file:///desk',
      file: 'file:///desk/newsmark.yaml',
      problems: [],
    });
    expect(codebook.labels.map(({ name }) => name)).toEqual(['rumour']);
    expect(isArticle(ARTICLE)).toBe(true);
    expect(isArticle('file:///desk/b.txt')).toBe(false);
    expect(isArticle('file:///2022/a.txt')).toBe(false);
  });

  it('may begin at the top', async () => {
    const { projects } = project({ 'file:///newsmark.yaml': 'newsmark: 1\n' });
    expect((await projects.of(ARTICLE)).root).toBe('file://');
  });

  it('without a codebook begins where it is told, or beside the article', async () => {
    const { projects } = project();
    expect(await projects.of(ARTICLE, 'file:///desk')).toMatchObject({
      root: 'file:///desk',
      codebook: BUILT_IN,
      file: undefined,
    });
    expect((await projects.of(ARTICLE)).root).toBe('file:///desk/2022');
  });

  it('is looked for once, until something changed', async () => {
    const { memory, projects } = project();
    await projects.of(ARTICLE);
    const asked = memory.calls.length;
    await projects.of('file:///desk/2022/b.txt');
    expect(memory.calls.length).toBe(asked);
    memory.put('file:///desk/newsmark.yaml', CODEBOOK);
    projects.forget();
    expect((await projects.of(ARTICLE)).root).toBe('file:///desk');
  });

  it('does without a codebook that cannot be read from the disk', async () => {
    const { memory, projects } = project({ 'file:///desk/newsmark.yaml': CODEBOOK });
    memory.fail(({ uri }) => uri.endsWith('newsmark.yaml'));
    expect((await projects.of(ARTICLE)).codebook).toBe(BUILT_IN);
  });
});

describe('a codebook with a mistake', () => {
  const FILE = 'file:///desk/newsmark.yaml';

  it('is told; before there was a good one the built-in one serves', async () => {
    const { projects } = project({ [FILE]: 'newsmark: 1\nlabels: [a]\n' });
    const { codebook, problems, file } = await projects.of(ARTICLE);
    expect(codebook).toBe(BUILT_IN);
    expect(problems.map(({ code }) => code)).toEqual(['wrong-type']);
    expect(file).toBe(FILE);
  });

  it.each<[string, string | Uint8Array]>([
    ['a mistake', 'newsmark: 1\nlabels: [a]\n'],
    ['bytes that are no UTF-8', Uint8Array.of(0x61, 0xff)],
    ['a glob that is none', 'newsmark: 1\narticles: [""]\n'],
  ])('leaves the last good one in force: %s', async (_what, content) => {
    const { memory, projects } = project({ [FILE]: CODEBOOK });
    await projects.of(ARTICLE);
    memory.put(FILE, content);
    projects.forget();
    const { codebook, problems } = await projects.of(ARTICLE);
    expect(codebook.labels.map(({ name }) => name)).toEqual(['rumour']);
    expect(problems).toHaveLength(1);
  });
});
