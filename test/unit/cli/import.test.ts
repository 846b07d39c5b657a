import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { IMPORTERS } from '../../../src/formats/importers.ts';
import { parse } from '../../../src/formats/sidecar.ts';
import { Desk, lines, makeDesk } from './desk.ts';

const GOLDEN = path.resolve(import.meta.dirname, '../../fixtures/golden');

const TEXT = '😀 Smith said no.\nThe bridge fell.\n';
const ANN = 'T1\tPerson 2 7\tSmith\nT2\tquote 13 15\tno\nR1\tsource Arg1:T2 Arg2:T1\n#1\tAnnotatorNotes T2\tcheck\n';

const annotationsIn = async (desk: Desk, article: string) => {
  const { value } = parse(await desk.read(`${article}.newsmark.yaml`));
  return value?.annotations.map(({ id, label, target, note, links }) => ({
    ...{ id, label, note, links: links.map(({ role, to }) => `${role} ${to}`) },
    words: target.map(({ exact, start, end, state }) => [exact, start, end, state ?? 'here']),
  }));
};

const region = (text: string, start: number, end: number) => ({
  ...{ id: 'r', from_name: 'label', to_name: 'text', type: 'labels' },
  value: { start, end, text, labels: ['claim'] },
});

describe('newsmark import', () => {
  it('brings a folder of brat to articles that are made of its texts, and tells what it did', async () => {
    const desk = await makeDesk({
      'brat/a.txt': TEXT.replaceAll('\n', '\r\n'),
      'brat/sub/b.txt': TEXT,
      'brat/sub/b.ann': '',
    });
    await desk.write('brat/a.ann', ANN);
    await desk.write('news/newsmark.yaml', 'newsmark: 1\n');
    const { code, out, err } = await desk.run(['import', 'brat', '--into', 'news', '--map', 'Person=source']);
    expect([code, out]).toEqual([0, '']);
    expect(err).toBe(
      '2 annotations of 2 articles: 2 added, 0 changed, 0 known already, 0 conflicts, 0 skipped.\n2 articles made.\n',
    );
    expect(await desk.files('news')).toEqual(['a.txt', 'a.txt.newsmark.yaml', 'newsmark.yaml', 'sub/b.txt']);
    expect(await readFile(desk.path('news/a.txt'), 'utf8')).toBe(TEXT.replaceAll('\n', '\r\n'));
    expect(await annotationsIn(desk, 'news/a.txt')).toEqual([
      { id: 'T1', label: 'source', note: undefined, links: [], words: [['Smith', 2, 7, 'here']] },
      { id: 'T2', label: 'quote', note: 'check', links: ['source T1'], words: [['no', 13, 15, 'here']] },
    ]);
    expect((await desk.run(['check', 'news'])).err).toBe('2 annotations in 1 sidecar checked: no problems.\n');
  });

  it('reads standard input, once, and says where in it something is wrong', async () => {
    const desk = await makeDesk({ 'news/a.txt': TEXT });
    const of = (text: string) => ({ input: async () => new TextEncoder().encode(text) });
    const line = '{"file":"a.txt","id":"x1","label":"source","exact":"Smith","start":2,"end":7}\n';
    const args = ['import', '-', '--format', 'jsonl', '--into', 'news'];
    expect(await desk.run(args, of(`${line}{"label": None}\n`))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^-:2:11: error: This is not JSON/),
    });
    expect(await desk.files('news')).toEqual(['a.txt']);
    expect(await desk.run(args, of(line))).toMatchObject({ code: 0 });
    expect(await annotationsIn(desk, 'news/a.txt')).toMatchObject([{ id: 'x1', words: [['Smith', 2, 7, 'here']] }]);
    expect(await desk.run(['import', '-'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Say of which format standard input is: --format FORMAT.'),
    });
    expect(await desk.run([...args, '-'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Standard input can be read only once.'),
    });
  });

  it('puts nothing of one text into the article of another, as a name may lead there', async () => {
    const doccano = (...texts: readonly string[]) =>
      texts.map((text) => `${JSON.stringify({ text, label: [[0, 5, 'claim']] })}\n`).join('');
    const desk = await makeDesk({ 'all.jsonl': doccano('Smith said no.', 'Smith is here.'), 'news/b.txt': 'Smith.' });
    const args = ['--format', 'doccano', '--into', 'news'];
    const { code, err } = await desk.run(['import', 'all.jsonl', ...args]);
    expect([code, err.match(/Nothing says which article this is about/g)?.length]).toEqual([1, 2]);
    const input = async () => new TextEncoder().encode(doccano('Smith said no.'));
    expect((await desk.run(['import', '-', ...args], { input })).code).toBe(1);
    expect(await desk.files('news')).toEqual(['b.txt']);
    const named = ['--article', 'news/b.txt'];
    expect((await desk.run(['import', '-', ...args, ...named], { input })).code).toBe(0);
  });

  it('makes one article of two files with the same text', async () => {
    const item = (end: number) => JSON.stringify({ text: TEXT, label: [[3, end, 'claim']] });
    const desk = await makeDesk({
      'in/ana.doccano.jsonl': item(8),
      'in/ben.doccano.jsonl': item(13),
      'news/b.txt': 'Other.',
    });
    const { err } = await desk.run(['import', 'in', '--format', 'doccano', '--into', 'news']);
    expect(err).toContain('2 added');
    expect(err).toContain('1 article made.');
    expect(await desk.files('news')).toEqual(['ana.txt', 'ana.txt.newsmark.yaml', 'b.txt']);
  });

  it('stops while it waits for standard input', async () => {
    const desk = await makeDesk();
    const stop = new AbortController();
    const input = async () => {
      stop.abort();
      throw new Error('The operation was aborted');
    };
    const { code, err } = await desk.run(['import', '-', '--format', 'jsonl'], { input, signal: stop.signal });
    expect([code, err]).toEqual([130, '']);
  });

  it('says which file is none', async () => {
    const desk = await makeDesk({ 'sub.txt/a': '', 'a.jsonl': '{"file":"sub.txt","label":"claim","exact":"x"}\n' });
    const { code, err } = await desk.run(['import', 'a.jsonl']);
    expect([code, err]).toEqual([1, expect.stringContaining('sub.txt: illegal operation on a directory.')]);
  });

  it('takes nothing for one annotation because two people number theirs from 1', async () => {
    const desk = await makeDesk({ 'a.txt': TEXT });
    await desk.write('ana.csv', 'file,id,label,exact,note\na.txt,1,claim,Smith,my careful note\n');
    await desk.write('ben.csv', 'file,id,label,exact\na.txt,1,quote,bridge\n');
    await desk.write('ben.jsonl', '{"file":"a.txt","id":1,"label":"quote","exact":"fell","start":29,"end":33}\n');
    for (const name of ['ana.csv', 'ben.csv', 'ben.jsonl'])
      expect((await desk.run(['import', name])).err).toContain('1 added, 0 changed');
    const annotations = await annotationsIn(desk, 'a.txt');
    expect(annotations?.map(({ note, words }) => [words[0]?.[0], note])).toEqual([
      ['Smith', 'my careful note'],
      ['bridge', undefined],
      ['fell', undefined],
    ]);
  });

  it('takes nothing away that a table has no column for', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith', 'bridge'], { note: '- see also', attributes: { verdict: 'disputed' } });
    const before = await desk.read('a.txt.newsmark.yaml');
    const { out } = await desk.run(['export', '.', '--format', 'csv']);
    const rows = parseCsv(out, { columns: true }) as Record<string, string>[];
    const columns = ['file', 'id', 'label', 'exact', 'start', 'end', 'sha256'];
    const table = (names: readonly string[]) =>
      [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))]
        .map((cells) => `${cells.join(',')}\n`)
        .join('');
    for (const names of [columns, [...columns, 'note']]) {
      await desk.write('less.csv', table(names));
      const { code, err } = await desk.run(['import', 'less.csv']);
      expect([code, err]).toEqual([0, expect.stringContaining('0 added, 0 changed, 2 known already, 0 conflicts')]);
      expect(await desk.read('a.txt.newsmark.yaml')).toBe(before);
    }
    await desk.write('less.csv', table([...columns, 'note']).replace("'- see also", 'seen'));
    await desk.run(['import', 'less.csv']);
    expect((await annotationsIn(desk, 'a.txt'))?.map(({ note }) => note)).toEqual(['seen', '- see also']);
  });

  it('finds words of a table by what stands before them, and knows the attributes of the codebook', async () => {
    const desk = await makeDesk({ 'a.txt': 'No, said he. He said no.\nno\n' });
    await desk.write('a.csv', 'file,label,exact,prefix,verdict,mood\na.txt,claim,no,said ,disputed,grim\n');
    const { code, err } = await desk.run(['import', 'a.csv']);
    expect([code, err]).toEqual([0, expect.stringContaining('1 added')]);
    const { value } = parse(await desk.read('a.txt.newsmark.yaml'));
    expect(value?.annotations[0]).toMatchObject({
      target: [{ start: 21, end: 23 }],
      attributes: { verdict: 'disputed', 'csv:mood': 'grim' },
    });
    await desk.write('b.csv', 'file,label,exact\na.txt,claim,no\n');
    expect((await desk.run(['import', 'b.csv'])).err).toContain('The words "no" stand in the article 2 times.');
  });

  it('takes columns of a table for those that a person says', async () => {
    const desk = await makeDesk({ 'a.txt': TEXT });
    await desk.write('a.txt.csv', 'Zitat;Art;Anmerkung\r\nThe bridge fell.;claim;b = c\r\n;;\r\n');
    const columns = ['exact=Zitat', 'label=Art', 'note=Anmerkung'].flatMap((each) => ['--column', each]);
    const { code, err } = await desk.run(['import', 'a.txt.csv', ...columns]);
    expect([code, err]).toEqual([0, expect.stringContaining('1 added')]);
    expect(await annotationsIn(desk, 'a.txt')).toMatchObject([{ label: 'claim', note: 'b = c' }]);
  });

  it('does nothing the second time', async () => {
    const desk = await makeDesk({ 'a.txt': TEXT, 'a.ann': ANN });
    expect((await desk.run(['import', 'a.ann'])).code).toBe(0);
    const before = await desk.read('a.txt.newsmark.yaml');
    const { err } = await desk.run(['import', 'a.ann']);
    expect(err).toContain('2 annotations of 1 article: 0 added, 0 changed, 2 known already, 0 conflicts, 0 skipped.\n');
    expect(await desk.read('a.txt.newsmark.yaml')).toBe(before);
  });

  it('brings back what another program changed in an export, and keeps comments and what the format lacks', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, ['Smith', 'The bridge fell.'], { review: { state: 'accepted' } });
    const sidecar = (await desk.read('a.txt.newsmark.yaml')).replace('annotations:\n', 'annotations:\n  # mine\n');
    await desk.write('a.txt.newsmark.yaml', sidecar);
    await desk.run(['export', '.', '--format', 'brat', '--out', 'out']);
    await desk.write('out/a.ann', (await desk.read('out/a.ann')).replace('T1\tclaim', 'T1\tsource'));
    const { code, err } = await desk.run(['import', 'out/a.ann', '--into', '.']);
    expect([code, err]).toEqual([
      0,
      '2 annotations of 1 article: 0 added, 1 changed, 1 known already, 0 conflicts, 0 skipped.\n',
    ]);
    const after = await desk.read('a.txt.newsmark.yaml');
    expect(after.replace(/^ *modified: .*\n/gm, '')).toBe(sidecar.replace('label: claim', 'label: source'));
  });

  it('finds the articles of records by their paths, and of a file without one by its own name', async () => {
    const desk = await makeDesk({ 'sub/a.txt': TEXT, 'b.txt': TEXT });
    await desk.write(
      'in/x.jsonl',
      `${JSON.stringify({ file: 'sub/a.txt', label: 'claim', exact: 'The bridge fell.' })}\n`,
    );
    await desk.write('in/b.txt.csv', 'label,exact,start,end\nsource,Smith,2,7\n');
    expect((await desk.run(['import', 'in', '--into', '.'])).err).toMatch(/^2 annotations of 2 articles: 2 added/);
    expect(await annotationsIn(desk, 'sub/a.txt')).toMatchObject([{ words: [['The bridge fell.', 17, 33, 'here']] }]);
    expect(await annotationsIn(desk, 'b.txt')).toMatchObject([{ label: 'source', words: [['Smith', 2, 7, 'here']] }]);
    const one = await desk.run(['import', 'in/b.txt.csv', '--article', 'sub/a.txt']);
    expect(one.err).toMatch(/^1 annotation of 1 article: 1 added/);
  });

  it('finds the article of a web page by the address in its sidecar, below the folder', async () => {
    const desk = await makeDesk({ 'out/a.txt': TEXT });
    const addresses = {
      a: 'https://news.example/bridge/',
      'sub/b': 'https://news.example/x',
      c: 'https://news.example/x',
    };
    for (const [name, url] of Object.entries(addresses)) {
      await desk.article(`in/${name}.txt`, TEXT, []);
      const sidecar = await desk.read(`in/${name}.txt.newsmark.yaml`);
      await desk.write(`in/${name}.txt.newsmark.yaml`, sidecar.replace(/^article:\n/m, `article:\n  url: ${url}\n`));
    }
    const row = (uri: string) => ({
      ...{ uri, tags: ['claim'] },
      target: [{ source: uri, selector: [{ type: 'TextQuoteSelector', exact: 'Smith' }] }],
    });
    const uris = ['https://news.example/bridge#c1', 'https://news.example/x', 'https://news.example/y'];
    await desk.write('page.hypothesis.json', JSON.stringify({ annotations: uris.map(row) }, undefined, 1));
    const { code, err } = await desk.run(['import', 'page.hypothesis.json', '--into', 'in']);
    expect(code).toBe(1);
    expect(err.split('\n')).toEqual([
      expect.stringMatching(
        /: Several articles here have the address https:\/\/news\.example\/x: c\.txt, sub\/b\.txt\. /,
      ),
      expect.stringMatching(/: No sidecar here gives its article the address https:\/\/news\.example\/y\. /),
      '3 annotations of 3 articles: 1 added, 0 changed, 0 known already, 0 conflicts, 2 skipped.',
      '',
    ]);
    const items = uris.slice(0, 1).map((source) => ({
      body: [{ type: 'TextualBody', purpose: 'tagging', value: 'source' }],
      target: { source, selector: { type: 'TextQuoteSelector', exact: 'bridge' } },
    }));
    await desk.write('page.jsonld', JSON.stringify({ items }));
    await desk.write('y.hypothesis.json', JSON.stringify({ annotations: [row('https://news.example/y')] }));
    const alone = ['import', 'y.hypothesis.json', '--into', 'in'];
    expect((await desk.run(alone)).err).toMatch(/ has|address https:\/\/news\.example\/y, .* y\.txt\. /);
    // An article of another address is not it, whatever its name.
    await desk.article('in/y.txt', TEXT, []);
    const other = await desk.read('in/y.txt.newsmark.yaml');
    await desk.write('in/y.txt.newsmark.yaml', other.replace(/^article:\n/m, 'article:\n  url: https://z.example\n'));
    expect((await desk.run(alone)).err).toMatch(/address https:\/\/news\.example\/y\. /);
    await desk.write('in/y.txt.newsmark.yaml', other);
    expect((await desk.run(alone)).code).toBe(0);
    expect((await desk.run(['import', 'page.jsonld', '--into', 'in'])).code).toBe(0);
    expect((await annotationsIn(desk, 'in/a.txt'))?.map(({ words }) => words[0]?.[0])).toEqual(['Smith', 'bridge']);
  });

  it.each([
    ['label-studio', { data: { text: TEXT }, predictions: [{ result: [region('Smith', 2, 7)] }] }],
    ['doccano', { text: TEXT, label: [[3, 8, 'claim']] }],
  ])('finds the article of an item of %s without a path by its text', async (format, item) => {
    const desk = await makeDesk({ 'news/a.txt': TEXT.replaceAll('\n', '\r\n'), 'news/b.txt': `${TEXT}More.\n` });
    await desk.write('items.json', JSON.stringify([item]));
    const command = ['import', 'items.json', '--format', format, '--into', 'news'];
    expect(await desk.run(command)).toMatchObject({ code: 0, err: expect.stringContaining('1 added') });
    expect(await annotationsIn(desk, 'news/a.txt')).toMatchObject([{ words: [['Smith', 2, 7, 'here']] }]);
    await desk.write('news/b.txt', TEXT);
    const { code, err } = await desk.run(command);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('Several articles here have the text of this one: a.txt, b.txt.'),
    ]);
    expect(await desk.files('news')).toEqual(['a.txt', 'a.txt.newsmark.yaml', 'b.txt']);
  });

  it('tells what is skipped with file, line and reason, and brings the rest', async () => {
    const desk = await makeDesk({ 'a.txt': TEXT });
    const rows = [
      { file: 'a.txt', label: 'claim', exact: 'Smith', start: 2, end: 7 },
      { file: 'a.txt', label: 'claim', exact: 'Jones', start: 2, end: 7 },
      { file: 'a.txt', label: '', exact: 'Smith' },
      { file: 'gone.txt', label: 'claim', exact: 'Smith' },
      { file: '../../etc/passwd', label: 'claim', exact: 'Smith' },
      { file: 'a.txt', label: 'claim', start: 'x', end: 7 },
    ];
    await desk.write('x.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const { code, err } = await desk.run(['import', 'x.jsonl']);
    expect(code).toBe(1);
    expect(err.split('\n')).toEqual([
      'x.jsonl:3:1: error: It has no label. [no-label]',
      'x.jsonl:6:1: error: The line cannot be read: start: Invalid type: Expected number but received "x" [bad-line]',
      'x.jsonl:2:1: error: At its place stand other words: "Smith", not "Jones". [other-words]',
      'x.jsonl:4:1: error: There is no article gone.txt here, and its text did not come along. [no-such-article]',
      'x.jsonl:5:1: error: The path ../../etc/passwd is none, or leads out of the folder. [bad-path]',
      '4 annotations of 3 articles: 1 added, 0 changed, 0 known already, 0 conflicts, 5 skipped.',
      '',
    ]);
    expect(await desk.files()).toEqual(['a.txt', 'a.txt.newsmark.yaml', 'x.jsonl']);
  });

  it('writes nothing when a file is broken, when all must fit and something does not, or on a dry run', async () => {
    const desk = await makeDesk({ 'a.txt': TEXT, 'a.ann': ANN });
    await desk.write('in/good.csv', 'file,label,exact\na.txt,claim,Smith\n');
    await desk.write('in/half.jsonl', '{"file": "a.txt", "label": "claim", "ex');
    const broken = await desk.run(['import', 'in', '--into', '.']);
    expect([broken.code, broken.err]).toEqual([
      1,
      expect.stringMatching(
        /^in\/half\.jsonl:1:37: error: This is not JSON: the text in double quotes .* \[not-format\]\nNothing was written\.\n$/,
      ),
    ]);
    await desk.write('b.ann', `${ANN}T3\tquote 13 99\tnowhere\n`);
    await desk.write('b.txt', TEXT);
    expect((await desk.run(['import', 'b.ann', '--strict'])).err).toMatch(/b\.ann:5:1: .*\nNothing was written\.\n$/s);
    const dry = await desk.run(['import', 'a.ann', '--dry-run', '--json']);
    expect(lines(dry.out)).toEqual([
      {
        ...{
          annotations: 2,
          articles: 1,
          added: 2,
          changed: 0,
          known: 0,
          leftOut: 0,
          made: 0,
          conflicts: 0,
          skipped: 0,
        },
        ...{ labels: { Person: 1 }, attributes: {}, values: {} },
      },
    ]);
    expect((await desk.files()).filter((name) => name.endsWith('.yaml'))).toEqual([]);
    // What is tried before it is done is not told twice.
    const { err } = await desk.run(['import', 'a.ann', '--strict']);
    expect(err).toMatch(/^2 annotations of 1 article: 2 added, /);
  });

  it('names labels that the codebook lacks, and leaves out what is not wanted', async () => {
    const desk = await makeDesk({ 'a.txt': TEXT, 'a.ann': ANN });
    const { err } = await desk.run(['import', 'a.ann', '--map', 'quote=']);
    expect(err).toContain('1 added');
    expect(err).toContain('Labels that the codebook does not have: Person (1).');
    expect(err).toContain('1 annotation left out, as --map says.\n');
    expect(await annotationsIn(desk, 'a.txt')).toMatchObject([{ label: 'Person' }]);
    // What is not wanted is not looked for either.
    await desk.write('a.ann', ANN.replace('13 15\tno', '13 99\tgone'));
    const { code, out } = await desk.run(['import', 'a.ann', '--map', 'quote=', '--map', 'Person=', '--json']);
    expect([code, lines(out)]).toEqual([0, [expect.objectContaining({ added: 0, known: 0, leftOut: 2, skipped: 0 })]]);
  });

  it('hints once at what else the codebook lacks, the most frequent first, and keeps it', async () => {
    const desk = await makeDesk({ 'a.txt': 'a b c d e f g\n' });
    const rows = [
      'claim,a,maybe,x,1',
      'claim,b,maybe,,',
      'claim,c,perhaps,,',
      'claim,d,disputed,,1',
      'claim,e,disputed,,1',
    ];
    const labels = ['p', 'q', 'r', 's', 't', 'u', 'q\u001b[1m'].map((label, i) => `${label},${'abcdefg'[i]},,,`);
    const table = (...more: string[]) => `${['label,exact,verdict,mood,sure', ...more].join('\n')}\n`;
    await desk.write('a.txt.csv', table(...rows));
    const { code, err } = await desk.run(['import', 'a.txt.csv']);
    expect(code).toBe(0);
    expect(err.split('\n').slice(1)).toEqual([
      'Attributes that the codebook does not have: csv:sure (3), csv:mood (1). They are kept.',
      'Values that the codebook does not have: verdict: maybe (2), verdict: perhaps (1). They are kept.',
      '',
    ]);
    expect((await desk.run(['import', 'a.txt.csv'])).err).toMatch(/^.*5 known already.*\n$/);
    await desk.write('b.csv', table(...labels, 'u,a,,,'));
    const dry = await desk.run(['import', 'b.csv', '--article', 'a.txt', '--dry-run']);
    expect(dry.code).toBe(0);
    expect(dry.err).toContain(
      'Labels that the codebook does not have: u (2), p (1), q (1), r (1), s (1) and 2 more. Say',
    );
    await desk.write('c.csv', table('q\u001b[1m,a,,,', 'claim,b,maybe,x,'));
    const { out } = await desk.run(['import', 'c.csv', '--article', 'a.txt', '--dry-run', '--json']);
    expect(lines(out)).toEqual([
      expect.objectContaining({ labels: { 'q\u001b[1m': 1 }, attributes: {}, values: {}, known: 1 }),
    ]);
    const text = await desk.run(['import', 'c.csv', '--article', 'a.txt', '--dry-run']);
    expect(text.err).toContain('Labels that the codebook does not have: q\\u001b[1m (1).');
  });

  it('leaves a sidecar alone that cannot be read', async () => {
    const desk = await makeDesk({ 'a.txt': TEXT, 'a.ann': ANN, 'a.txt.newsmark.yaml': 'newsmark: 2\n' });
    const { code, err } = await desk.run(['import', 'a.ann']);
    expect([code, err]).toEqual([1, expect.stringContaining('a.txt.newsmark.yaml:1:')]);
    expect(await desk.read('a.txt.newsmark.yaml')).toBe('newsmark: 2\n');
  });

  it.each(IMPORTERS.map(({ name, extensions: [ending = ''] }) => [name, ending] as const))(
    'writes nothing of a file of %s that is broken, and nothing in a dry run',
    async (name, ending) => {
      const desk = await makeDesk();
      await cp(path.join(GOLDEN, 'project'), desk.path('in/project'), { recursive: true });
      const files = (await new Desk(GOLDEN).files(name)).map((file) => `${name}/${file}`);
      for (const file of files) await cp(path.join(GOLDEN, file), desk.path(`in/${path.basename(file)}`));
      const [first = ''] = files.filter((file) => file.endsWith(ending)).map((file) => `in/${path.basename(file)}`);
      const state = async () =>
        Promise.all((await desk.files()).map(async (file) => [file, await readFile(desk.path(file), 'base64')]));
      const before = await state();
      const command = ['import', first, '--format', name, '--into', 'in/project'];
      const dry = await desk.run([...command, '--dry-run']);
      expect(dry.err).toContain('Nothing was written: this was a dry run.\n');
      expect(await state()).toEqual(before);
      await writeFile(desk.path(first), Buffer.concat([await readFile(desk.path(first)), Buffer.of(0xff)]).subarray(1));
      const broken = await state();
      const { code, err } = await desk.run(command);
      expect([code, err]).toEqual([1, expect.stringMatching(/\[(?:not-utf8|not-format)\]\nNothing was written\.\n$/)]);
      expect(await state()).toEqual(broken);
    },
  );

  it.each([
    [['import', 'x.json'], 'Say of which format x.json is: --format FORMAT.'],
    [['import', 'x.json', '--format', 'xml'], 'There is no format "xml" to import.'],
    [['import', 'no.ann'], 'There is no file or folder no.ann.'],
    [['import', '.'], 'There is no file to import in .'],
    [['import', 'x.json', '--format', 'w3c', '--into', 'no'], 'There is no folder no.'],
    [['import', 'x.json', '--format', 'w3c', '--map', 'a'], '--map is THEIRS=OURS, not a.'],
    [['import', 'x.txt', '--format', 'csv', '--column', 'exact'], '--column is OURS=THEIRS, not exact.'],
    [['import', 'x.txt', '--format', 'csv', '--column', 'exact=b'], 'x.txt: The table has no column "b".'],
    [
      ['import', 'x.txt', '--format', 'csv', '--column', 'words=a'],
      'CSV has no column "words" that --column could name. Columns: file, ',
    ],
    [
      ['import', 'x.txt', '--format', 'csv', '--column', 'note=a', '--column', 'exact=a'],
      '--column names a column twice.',
    ],
    [
      ['import', 'x.txt', '--format', 'csv', '--column', 'note=a', '--column', 'note=label'],
      '--column names a column twice.',
    ],
    [['import', 'x.json', '--format', 'w3c', '--column', 'exact=a'], 'W3C Web Annotation has no column "exact" that'],
  ])('answers wrong use with 2: %j', async (args, said) => {
    const desk = await makeDesk({ 'x.json': '[]', 'x.txt': 'label,a\nclaim,no\n' });
    const { code, out, err } = await desk.run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });
});
