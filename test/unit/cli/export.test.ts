import { mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { blockingFiles, diskFiles } from '../../../src/disk/files.ts';
import { EXPORTERS } from '../../../src/formats/exporters.ts';
import { lines, makeDesk, sidecarText } from './desk.ts';

const TEXT = '😀 Smith said no.\r\nThe bridge fell.\r\n';

describe('newsmark export', () => {
  it('says that the codebook is broken by which the labels are meant', async () => {
    const desk = await makeDesk({ 'newsmark.yaml': 'newsmark: 1\nlabels:\n  x: [\n' });
    await desk.article('a.txt', 'Smith said no.\n', ['Smith']);
    await desk.article('sub/b.txt', 'Smith said no.\n', ['Smith']);
    for (const args of [
      ['export', '.', '--format', 'csv'],
      ['list', '.'],
      ['stats', '.'],
    ]) {
      const { code, err } = await desk.run(args);
      expect([code, err.match(/^newsmark\.yaml:4:1: error: /gm)?.length]).toEqual([1, 1]);
    }
  });

  it('writes one file for all articles, and tells what it wrote', async () => {
    const desk = await makeDesk();
    await desk.article('b/b.txt', TEXT, ['Smith']);
    await desk.article('a.txt', TEXT, ['The bridge fell.', 'Smith']);
    const { code, out, err } = await desk.run(['export', '.', '--format', 'jsonl', '--out', 'new/out']);
    expect([code, out]).toEqual([0, '']);
    expect(err.replaceAll('\\', '/')).toBe(
      '3 annotations of 2 articles: 3 written to new/out/annotations.jsonl (paths relative to .), 0 left out.\n',
    );
    expect(await desk.files('new/out')).toEqual(['annotations.jsonl']);
    expect(lines(await desk.read('new/out/annotations.jsonl'))).toMatchObject([
      { file: 'a.txt', id: 'a0', exact: 'The bridge fell.', start: 17, end: 33 },
      { file: 'a.txt', id: 'a1', exact: 'Smith', start: 2, end: 7 },
      { file: 'b/b.txt', id: 'a0', exact: 'Smith', start: 2, end: 7 },
    ]);
  });

  it('writes to standard output what is one file, and tells the rest on standard error', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith']);
    const { code, out, err } = await desk.run(['export', 'a.txt', '--format', 'jsonl']);
    expect([code, err]).toEqual([
      0,
      '1 annotation of 1 article: 1 written to standard output (paths relative to .), 0 left out.\n',
    ]);
    expect(lines(out)).toMatchObject([{ id: 'a0', start: 2, end: 7 }]);
    expect(await desk.files()).toEqual(['a.txt', 'a.txt.newsmark.yaml']);
  });

  it('says that a codebook holds no annotations, which is no fault', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith', 'bridge']);
    const args = ['export', '.', '--format', 'qdc', '--strict', '--out', 'out'];
    const { code, err } = await desk.run(args);
    expect([code, err.replaceAll('\\', '/')]).toEqual([
      0,
      '2 annotations of 1 article: only the labels written to out/annotations.qdc, as the format holds no annotations.\n',
    ]);
    const { out } = await desk.run([...args, '--json']);
    expect(lines(out)).toEqual([{ articles: 1, annotations: 2, written: 0, losses: {} }]);
    const nothing = await makeDesk({ 'a.txt': TEXT });
    expect((await nothing.run(args)).err).toBe('0 annotations of 0 articles: nothing was written, 0 left out.\n');
  });

  it('takes texts without annotations only where they are asked for, each once', async () => {
    const desk = await makeDesk({
      'newsmark.yaml': 'newsmark: 1\n',
      'b.txt': `\ufeff${TEXT}`,
      'c.txt': 'Ann.\n',
      'c.txt.ana.newsmark.yaml': await sidecarText('c.txt', 'Ann.\n', ['Ann']),
      'notes.md': 'Bo.\n',
      'sub/d.txt': '',
    });
    await desk.article('a.txt', TEXT, ['Smith']);
    const textsOf = async (...args: readonly string[]) => {
      const { code, out, err } = await desk.run(['export', ...args, '-f', 'prodigy']);
      const read = lines<{ text: string; meta: { source: string }; spans: unknown[] }>(out);
      return [
        code,
        err.split('\n').at(-2)?.split(':')[0],
        ...read.map(({ meta, spans }) => [meta.source, spans.length]),
      ];
    };
    const [a, b, c, d] = [
      ['a.txt', 1],
      ['b.txt', 0],
      ['c.txt', 0],
      ['sub/d.txt', 0],
    ];
    expect(await textsOf('.')).toEqual([0, '1 annotation of 1 article', a]);
    expect(await textsOf('.', '--all')).toEqual([0, '1 annotation of 4 articles', a, b, c, d]);
    expect(await textsOf('sub', 'b.txt', '--all')).toEqual([0, '0 annotations of 2 articles', b, d]);
    expect(await textsOf('.', 'c.txt.ana.newsmark.yaml', '--all')).toEqual([
      0,
      '2 annotations of 4 articles',
      a,
      b,
      ['c.txt', 1],
      d,
    ]);
    const named = await desk.run(['export', 'notes.md', 'b.txt', '--all', '-f', 'brat', '-o', 'out']);
    expect([named.code, named.err]).toEqual([0, expect.stringMatching(/^0 annotations of 2 articles: /)]);
    expect(await desk.files('out')).toEqual(expect.arrayContaining(['b.ann', 'b.txt', 'notes.md.ann', 'notes.md.txt']));
    expect([await desk.read('out/b.txt'), await desk.read('out/b.ann')]).toEqual([TEXT.replaceAll('\r', ''), '']);
    await desk.write('e.txt', 'a\0b');
    expect((await desk.run(['export', '.', '-f', 'csv'])).code).toBe(0);
    expect(await desk.run(['export', '.', '-f', 'csv', '--all'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^e\.txt:1:1: error: /),
    });
  });

  it('writes a text without annotations in every format', async () => {
    const desk = await makeDesk({ 'newsmark.yaml': 'newsmark: 1\n', 'a.txt': TEXT, 'empty.txt': '' });
    for (const { name } of EXPORTERS) {
      const args = ['export', '.', '--all', '--strict', '--format', name, '--out', name];
      expect(await desk.run(args)).toMatchObject({ code: 0, err: expect.stringContaining('of 2 articles: ') });
      await rm(desk.path(name), { recursive: true });
    }
  });

  it('does not take the texts that it has written for articles', async () => {
    const desk = await makeDesk({ 'newsmark.yaml': 'newsmark: 1\n', 'in/a.txt': TEXT, 'in/b.txt': TEXT });
    const countOf = async (...args: readonly string[]) =>
      (await desk.run(['export', ...args, '--all'])).err.split(':')[0]?.slice('0 annotations of '.length);
    for (let i = 0; i < 2; i++) expect(await countOf('.', '-f', 'brat', '-o', 'in/out')).toBe('2 articles');
    expect(await desk.files('in/out')).toEqual(expect.arrayContaining(['in/a.txt', 'in/b.txt']));
    expect(await countOf('in/**/*.txt', '-f', 'brat', '-o', 'in/out')).toBe('2 articles');
    expect(await countOf('in/out', '-f', 'doccano', '-o', 'in/out')).toBe('2 articles');
    expect(await countOf('in', '-f', 'doccano', '-o', 'in')).toBe('4 articles');
    expect(await countOf('in/*.txt', '-f', 'doccano', '-o', '.')).toBe('2 articles');
    expect(await countOf('.', '-f', 'csv')).toBe('4 articles');
  });

  it('takes short names of its options', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith']);
    const long = await desk.run(['export', '.', '--format', 'csv', '--out', 'out']);
    expect(await desk.run(['export', '.', '-f', 'csv', '-o', 'out'])).toEqual(long);
    expect(await desk.run(['export', '.', '-fcsv', '-oout'])).toEqual(long);
  });

  it('counts in the unit that is asked for', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith']);
    await desk.run(['export', '.', '--format', 'w3c', '--unit', 'utf16', '--out', 'out']);
    const [item] = JSON.parse(await desk.read('out/a.txt.jsonld')).items;
    expect(item.target.selector[1]).toEqual({ type: 'TextPositionSelector', start: 3, end: 8 });
  });

  it('begins a table with one byte order mark where Excel is to read it, and takes it back', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', 'Сміт: «Ні».\n', ['Сміт']);
    await desk.article('b.txt', TEXT, ['Smith']);
    for (const format of ['csv', 'tsv']) {
      const args = ['export', '.', '-f', format, '-o'];
      const { err } = await desk.run([...args, 'plain']);
      expect((await desk.run([...args, 'plain', '--encoding', 'utf-8'])).err).toBe(err);
      const table = await desk.read(`plain/annotations.${format}`);
      expect(table).toMatch(/^file[,\t]id/);
      await desk.run([...args, 'excel', '--encoding', 'utf-8-sig']);
      expect(await desk.read(`excel/annotations.${format}`)).toBe(`\ufeff${table}`);
      const { out } = await desk.run(['export', '.', '-f', format, '--encoding', 'utf-8-sig']);
      expect(out).toBe(`\ufeff${table}`);
      const again = await desk.run(['import', `excel/annotations.${format}`, '--into', '.']);
      expect([again.code, again.err]).toEqual([0, expect.stringContaining('0 added, 0 changed, 2 known already')]);
    }
    const nothing = await makeDesk({ 'a.txt': 'x' });
    await nothing.run(['export', '.', '-f', 'csv', '-o', 'out', '--encoding', 'utf-8-sig']);
    expect(await nothing.read('out/annotations.csv')).toMatch(/^\ufefffile,[^\n]*\r\n$/);
  });

  it('fails for any loss where it is to be strict, and tells each as JSON', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith'], { suggestedBy: 'rules' });
    const args = ['export', '.', '--format', 'w3c', '--out', 'out', '--json'];
    expect((await desk.run(args)).code).toBe(0);
    const { code, out } = await desk.run([...args, '--strict']);
    expect(code).toBe(1);
    expect(lines(out)).toEqual([
      {
        code: 'no-keys',
        message: 'Written without what the format cannot hold: suggestedBy.',
        file: 'a.txt',
        id: 'a0',
      },
      { articles: 1, annotations: 1, written: 1, losses: { 'no-keys': 1 } },
    ]);
    expect((await desk.run(['export', '.', '--format', 'jsonl', '--out', 'out', '--strict'])).code).toBe(0);
  });

  it('shows how far it is where somebody looks on', async () => {
    const desk = await makeDesk();
    for (const name of ['a', 'b', 'c', 'd']) await desk.article(`${name}.txt`, TEXT, ['Smith']);
    const shown: (number | undefined)[] = [];
    await desk.run(['export', '.', '--format', 'csv', '--out', 'out'], { bar: (share) => shown.push(share) });
    expect(shown).toEqual([0, 0.25, 0.5, 0.75, undefined]);
  });

  it('writes an empty file where nothing is annotated', async () => {
    const desk = await makeDesk({ 'a.txt': TEXT });
    const { code, err } = await desk.run(['export', '.', '--format', 'csv', '--out', 'out']);
    expect([code, err.replaceAll('\\', '/')]).toEqual([
      0,
      '0 annotations of 0 articles: 0 written to out/annotations.csv, 0 left out.\n',
    ]);
    expect(await desk.read('out/annotations.csv')).toMatch(/^file,id,label,[^\n]*\r\n$/);
  });

  it('writes W3C annotations beside one another as the articles lie', async () => {
    const desk = await makeDesk({ 'unannotated.txt': 'x' });
    await desk.article('a b.txt', TEXT, ['Smith']);
    await desk.article('sub/deep/c.txt', TEXT, []);
    const { code, err } = await desk.run(['export', '.', '--format', 'w3c', '--out', 'out']);
    expect([code, err]).toEqual([
      0,
      '1 annotation of 2 articles: 1 written to out (2 files, paths relative to .), 0 left out.\n',
    ]);
    expect(await desk.files('out')).toEqual(['a b.txt.jsonld', 'sub/deep/c.txt.jsonld']);
    const page = JSON.parse(await desk.read('out/a b.txt.jsonld'));
    expect(page.items).toMatchObject([{ id: 'a%20b.txt#a0', target: { source: 'a%20b.txt' } }]);
  });

  it('starts paths at the projects that the articles belong to', async () => {
    const desk = await makeDesk({ 'one/newsmark.yaml': 'newsmark: 1\n', 'two/newsmark.yaml': 'newsmark: 1\n' });
    await desk.article('one/a.txt', TEXT, ['Smith'], { links: [{ role: 'same', to: 'b.txt#a0' }] });
    await desk.article('two/a.txt', TEXT, ['Smith']);
    await desk.run(['export', 'one', '--format', 'jsonl', '--out', 'out']);
    expect(lines(await desk.read('out/annotations.jsonl'))).toMatchObject([
      { file: 'a.txt', links: [{ to: 'b.txt#a0' }] },
    ]);
    await desk.run(['export', 'one', 'two', '--format', 'jsonl', '--out', 'out']);
    expect(lines(await desk.read('out/annotations.jsonl'))).toMatchObject([
      { file: 'one/a.txt', links: [{ to: 'one/b.txt#a0' }] },
      { file: 'two/a.txt' },
    ]);
  });

  it('tells what has no place, what was left out, and why', async () => {
    const desk = await makeDesk({ 'gone.txt.newsmark.yaml': await sidecarText('gone.txt', TEXT, ['Smith', 'no.']) });
    await desk.article('a.txt', TEXT, ['Smith', 'bridge']);
    await desk.write('a.txt', TEXT.replace('Smith', 'Smyth'));
    await desk.write('not.txt', 'a\0b');
    await desk.write('not.txt.newsmark.yaml', await sidecarText('not.txt', TEXT, ['Smith']));
    const { code, err } = await desk.run(['export', 'a.txt', 'gone.txt', 'not.txt', '--format', 'csv', '--out', 'out']);
    expect(code).toBe(1);
    expect(err.replaceAll('\\', '/').split('\n')).toEqual([
      'gone.txt.newsmark.yaml:1:1: error: The article gone.txt is not there. [no-article]',
      'not.txt:1:1: error: The article is not a text file: it holds a NUL character. [not-text]',
      '5 annotations of 3 articles: 2 written to out/annotations.csv (paths relative to .), 3 left out.',
      '  1 of them: Written without a place: the words are not in the article as it is now. (a.txt#a0)',
      '  3 of them: Left out: the article cannot be read. (gone.txt#a0, gone.txt#a1, not.txt#a0)',
      '',
    ]);
    expect((await desk.read('out/annotations.csv')).split('\r\n')).toHaveLength(4);
  });

  it('replaces its own files as a whole and leaves all others alone', async () => {
    const desk = await makeDesk({ 'out/annotations.jsonl': 'old\n'.repeat(1000), 'out/mine.csv': 'mine' });
    await desk.article('a.txt', TEXT, ['Smith']);
    await desk.run(['export', '.', '--format', 'jsonl', '--out', 'out']);
    expect(lines(await desk.read('out/annotations.jsonl'))).toHaveLength(1);
    expect(await desk.read('out/mine.csv')).toBe('mine');
    expect(await desk.files('out')).toEqual(['annotations.jsonl', 'mine.csv']);
  });

  it('leaves the old file when it is stopped midway, and nothing half', async () => {
    const desk = await makeDesk({ 'out/annotations.jsonl': 'old\n' });
    await desk.article('a.txt', TEXT, ['Smith']);
    await desk.article('b.txt', TEXT, ['Smith']);
    const stop = new AbortController();
    const files = {
      ...diskFiles,
      read: (uri: string) => {
        if (uri.endsWith('/b.txt')) stop.abort();
        return diskFiles.read(uri);
      },
    };
    await desk.article('c.txt', TEXT, ['Smith']);
    expect(
      (await desk.run(['export', '.', '--format', 'jsonl', '--out', 'out'], { files, signal: stop.signal })).code,
    ).toBe(130);
    expect(await readdir(desk.path('out'))).toEqual(['annotations.jsonl']);
    expect(await desk.read('out/annotations.jsonl')).toBe('old\n');
  });

  it.each([
    'export . --format jsonl --out out',
    'export . --format parquet --out out',
    'export . --format w3c --out out',
    'stats .',
    'sentences .',
  ])('hears a signal though it reads and writes without a pause: newsmark %s', async (command) => {
    const desk = await makeDesk();
    for (let i = 0; i < 20; i++) await desk.article(`${i}.txt`, TEXT, ['Smith']);
    const stop = new AbortController();
    const files = {
      ...blockingFiles,
      read: (uri: string) => {
        if (uri.endsWith('/0.txt')) setImmediate(() => stop.abort());
        return blockingFiles.read(uri);
      },
    };
    expect((await desk.run(command.split(' '), { files, signal: stop.signal })).code).toBe(130);
    expect(await desk.files()).toHaveLength(40);
  });

  it('says what the system refused', async () => {
    const desk = await makeDesk({ 'file.txt': 'x' });
    await desk.article('a.txt', TEXT, ['Smith']);
    await mkdir(desk.path('out/annotations.csv'), { recursive: true });
    const onFolder = await desk.run(['export', '.', '--format', 'csv', '--out', 'out']);
    expect(onFolder.code).toBe(1);
    expect(onFolder.err.replaceAll('\\', '/')).toMatch(
      /^newsmark export: out\/annotations\.csv: [^\n/]*(directory|permitted)[^\n/]*\.\n$/,
    );
    expect(await readdir(desk.path('out'))).toEqual(['annotations.csv']);
    for (const format of ['csv', 'brat']) {
      const belowFile = await desk.run(['export', '.', '--format', format, '--out', 'file.txt/sub']);
      expect(belowFile.code).toBe(1);
      expect(belowFile.err.replaceAll('\\', '/')).toMatch(/^newsmark export: file\.txt\/sub: [^\n/]*\.\n$/);
    }
    const intoFile = await desk.run(['export', '.', '--format', 'csv', '--out', 'file.txt']);
    expect([intoFile.code, intoFile.err]).toEqual([
      2,
      expect.stringContaining('file.txt is a file. Say a folder: --out DIR.'),
    ]);
  });

  it('never writes out of the folder through a symbolic link', async () => {
    const desk = await makeDesk({ 'private/keep.csv': 'keep' });
    await desk.article('articles/sub/a.txt', TEXT, ['Smith']);
    await mkdir(desk.path('out'));
    await symlink(desk.path('private'), desk.path('out/sub'));
    await symlink(desk.path('private/keep.csv'), desk.path('out/annotations.csv'));
    const folderLink = await desk.run(['export', 'articles', 'articles/sub/a.txt', '--format', 'w3c', '--out', 'out']);
    expect(folderLink.code).toBe(0);
    await desk.write('articles/newsmark.yaml', 'newsmark: 1\n');
    const refused = await desk.run(['export', 'articles', '--format', 'w3c', '--out', 'out']);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('a symbolic link leads out of')]);
    expect((await desk.run(['export', 'articles', '--format', 'csv', '--out', 'out'])).code).toBe(0);
    expect(await desk.files('private')).toEqual(['keep.csv']);
    expect(await desk.read('private/keep.csv')).toBe('keep');
    expect(await desk.read('out/annotations.csv')).toContain('Smith');
  });

  it('says so of a file whose name would colour the terminal', async () => {
    const desk = await makeDesk({ 'a\u001b[31m.txt': 'Smith.\r\n' });
    const { code, err } = await desk.run(['export', '.', '--all', '--format', 'brat', '--out', '.']);
    expect([code, err]).toEqual([2, expect.stringContaining('a\\u001b[31m.txt is an article')]);
  });

  it('takes nothing that it has written itself for articles, also where a symbolic link leads there', async () => {
    const desk = await makeDesk({ 'real/a.txt': 'Smith.\n' });
    await symlink(desk.path('real'), desk.path('link'));
    for (let i = 0; i < 2; i++) {
      const { err } = await desk.run(['export', 'link', '--all', '--format', 'brat', '--out', 'real/out']);
      expect(err).toContain('0 annotations of 1 article: ');
    }
  });

  it('never replaces an article', async () => {
    const desk = await makeDesk({
      'newsmark.yaml': 'newsmark: 1\narticles: ["**/*.txt", "**/*.csv"]\n',
      'annotations.csv': 'an article',
    });
    await desk.article('a.txt', TEXT, ['Smith']);
    const { code, err } = await desk.run(['export', '.', '--format', 'csv', '--out', '.']);
    expect([code, err]).toEqual([2, expect.stringContaining('is an article')]);
    expect(await desk.read('annotations.csv')).toBe('an article');
  });

  it('changes no article and no sidecar', async () => {
    const desk = await makeDesk({ 'newsmark.yaml': 'newsmark: 1\n' });
    // One of the formats is for claims with a verdict only.
    await desk.article('a.txt', `\ufeff${TEXT}`, ['Smith', 'bridge'], { attributes: { verdict: 'false' } });
    await desk.write('a.txt', `\ufeffKharkiv.\r\n${TEXT}`);
    const names = await desk.files();
    const before = await Promise.all(names.map((name) => readFile(desk.path(name))));
    for (const { name } of EXPORTERS)
      expect((await desk.run(['export', '.', '--format', name, '--out', 'out'])).code).toBe(0);
    await desk.run(['check', '.']);
    await desk.run(['list', '.']);
    expect(await Promise.all(names.map((name) => readFile(desk.path(name))))).toEqual(before);
    expect((await desk.files()).filter((name) => !name.startsWith('out/'))).toEqual(names);
  });
});
