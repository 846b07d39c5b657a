import { chmod, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/formats/sidecar.ts';
import { makeDesk } from './desk.ts';
import { makeRepository } from './repository.ts';

const NAME = 'a.txt.newsmark.yaml';

/** An annotation with lines of its own; those of later letters stand later. */
const item = (id: string, more = '') => {
  const start = 2 * (id.charCodeAt(0) - 97);
  return `  - id: ${id}\n    label: claim\n    target:\n      - exact: ${id}\n        start: ${start}\n        end: ${start + 1}\n${more}`;
};

/** A sidecar with annotations by id. */
const sidecar = (annotations: Readonly<Record<string, string>>, article = '  length: 5\n') =>
  `newsmark: 1\narticle:\n  file: a.txt\n${article}annotations:\n${Object.entries(annotations)
    .map(([id, more]) => item(id, more))
    .join('')}`;

const BASE = sidecar({ b: '    note: old\n' });
const OURS = sidecar({ a: '', b: '    note: ours\n' }, '  length: 6\n');
const THEIRS = sidecar({ b: '    note: theirs\n    # why\n', c: '' }, '  length: 7\n');

/** What comes of all three. */
const MERGED = sidecar(
  { a: '', b: '    note: ours\n    conflict:\n      - field: note\n        theirs: theirs\n', c: '' },
  '',
);

const marked = (ours: string, theirs: string, base?: string, end = '\n') =>
  `newsmark: 1\narticle:\n  file: a.txt\nannotations:\n<<<<<<< HEAD\n${ours}${base === undefined ? '' : `||||||| 1234567\n${base}`}=======\n${theirs}>>>>>>> other (why: so)\n`.replaceAll(
    '\n',
    end,
  );

const ids = (text: string) => parse(text).value?.annotations.map(({ id }) => id);
const conflicts = (text: string) => parse(text).value?.annotations.flatMap(({ conflict }) => conflict ?? []);

describe('newsmark merge, as git’s driver', () => {
  const args = ['merge', 'base', 'ours', 'theirs', `news/${NAME}`];

  it('writes what both sides did into ours', async () => {
    const desk = await makeDesk({ base: BASE, ours: OURS, theirs: THEIRS });
    const { code, out, err } = await desk.run(args);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toBe(`news/${NAME}: 1 conflict. Ours stands, and theirs beside it under "conflict".\n`);
    const text = await desk.read('ours');
    const lines = text.split('\n').filter((line) => line.trim() !== '# why');
    expect(lines.join('\n')).toBe(MERGED);
    expect(text).toContain('# why\n');
    expect(await desk.files()).toEqual(['base', 'ours', 'theirs']);
    expect([await desk.read('base'), await desk.read('theirs')]).toEqual([BASE, THEIRS]);
  });

  it('takes a side as it stands when the other did nothing', async () => {
    for (const [ours, theirs] of [
      [BASE, THEIRS],
      [THEIRS, BASE],
      [THEIRS, THEIRS],
    ] as const) {
      const desk = await makeDesk({ base: BASE, ours, theirs });
      expect(await desk.run(args)).toEqual({ code: 0, out: '', err: '' });
      expect(await desk.read('ours')).toBe(THEIRS);
    }
  });

  it('merges files that both sides added, for which git’s base is empty', async () => {
    const desk = await makeDesk({ base: '', ours: sidecar({ a: '' }), theirs: sidecar({ c: '' }) });
    expect((await desk.run(args)).code).toBe(0);
    expect(ids(await desk.read('ours'))).toEqual(['a', 'c']);
  });

  it('needs no base that can be read', async () => {
    const desk = await makeDesk({ base: '{', ours: sidecar({ a: '' }), theirs: sidecar({ c: '' }) });
    expect((await desk.run(args)).code).toBe(0);
    expect(ids(await desk.read('ours'))).toEqual(['a', 'c']);
  });

  it.each([
    ['is no YAML', `${OURS}{\n`, 'ours: line '],
    ['is of a newer version', OURS.replace('newsmark: 1', 'newsmark: 2'), 'format 2'],
    ['is not UTF-8', `${OURS}# \xff`, 'UTF-8'],
    ['has marks', marked(item('a'), item('c')), 'left its marks'],
  ])('leaves a file that %s to git, which leaves its own marks', async (_what, ours, why) => {
    const desk = await makeDesk({ base: BASE, theirs: THEIRS });
    await writeFile(desk.path('ours'), ours, 'latin1');
    const { code, err } = await desk.run(args);
    expect(code).toBe(1);
    expect(err).toContain(`news/${NAME} is merged line by line: `);
    expect(err).toContain(why);
    const text = await desk.read('ours');
    expect(text).toContain('<<<<<<< ours\n');
    for (const word of ['note: ours', 'note: theirs', 'id: c'])
      if (ours.includes('note: ours')) expect(text).toContain(word);
  });

  it('merges lines that it cannot read as git would, when one side alone has them', async () => {
    const desk = await makeDesk({ base: BASE, ours: BASE, theirs: THEIRS });
    const broken = THEIRS.replace('    # why\n', '    by: [a, b]\n');
    await desk.write('ours', BASE.replace('newsmark: 1', '# top\nnewsmark: 1'));
    await desk.write('theirs', broken);
    // Theirs is then the file that is written to.
    expect((await desk.run(args)).code).toBe(0);
    expect(await desk.read('ours')).toBe(`# top\n${broken.replace('  length: 7\n', '')}`);
  });

  it('leaves ours alone, with 1, where git is missing too', async () => {
    const desk = await makeDesk({ base: BASE, ours: `${OURS}{\n`, theirs: THEIRS });
    const { PATH } = process.env;
    process.env['PATH'] = desk.folder;
    try {
      const { code, err } = await desk.run(args);
      expect(code).toBe(1);
      expect(err).toContain('newsmark merge: Git was not found.');
    } finally {
      process.env['PATH'] = PATH;
    }
    expect(await desk.read('ours')).toBe(`${OURS}{\n`);
  });
});

describe('newsmark merge --resolve', () => {
  const resolve = ['merge', '--resolve', NAME];

  it.each([
    ['merge', undefined, '\n'],
    ['diff3', item('z'), '\n'],
    ['zdiff3, with CRLF', '', '\r\n'],
  ])('mends a file outside git by its marks: %s', async (_style, base, end) => {
    const source = marked(
      item('a') + item('b', '    note: ours\n'),
      item('b', '    note: theirs\n') + item('c'),
      base,
      end,
    );
    const desk = await makeDesk({ [NAME]: source });
    const check = await desk.run(['check', NAME]);
    expect([check.code, check.out]).toEqual([1, expect.stringContaining(`${NAME}:5:1: error: Git could not merge`)]);
    const { code, err } = await desk.run(resolve);
    expect(code).toBe(0);
    expect(err).toContain('1 conflict.');
    expect(err).toContain('1 sidecar looked at: 1 mended.\n');
    const text = await desk.read(NAME);
    expect(ids(text)).toEqual(['a', 'b', 'c']);
    expect(conflicts(text)).toEqual([{ field: 'note', theirs: 'theirs' }]);
    expect(
      text.split('\n').every((line, i, all) => line.endsWith('\r') === (end === '\r\n') || i === all.length - 1),
    ).toBe(true);
  });

  it('leaves marks alone that do not fit together, and files without marks', async () => {
    const odd = marked(item('a'), item('c')).replace('=======\n', '');
    const desk = await makeDesk({ [NAME]: odd, 'b.txt.newsmark.yaml': BASE, 'b.txt': 'b' });
    const { code, err } = await desk.run(['merge', '--resolve', '.']);
    expect(code).toBe(1);
    expect(err).toContain(`${NAME}: its marks do not fit together: mend it by hand.\n`);
    expect(err).toContain('2 sidecars looked at: 0 mended, 1 left as they are.\n');
    expect(await desk.read(NAME)).toBe(odd);
    expect(await desk.read('b.txt.newsmark.yaml')).toBe(BASE);
  });

  it('tells programs of each file that had marks', async () => {
    const odd = marked(item('a'), item('c')).replace('=======\n', '');
    const desk = await makeDesk({ [NAME]: odd, 'b.txt.newsmark.yaml': marked(item('a'), item('c')), 'b.txt': 'b' });
    const { code, out, err } = await desk.run(['merge', '--resolve', '--json', '.']);
    const told = out
      .trimEnd()
      .split('\n')
      .map((line): { file: string; merged: boolean } => JSON.parse(line));
    expect(told.map(({ file, merged }) => [file, merged])).toEqual(
      [
        [NAME, false],
        ['b.txt.newsmark.yaml', true],
      ].toSorted(),
    );
    expect([code, err]).toEqual([1, '2 sidecars looked at: 1 mended, 1 left as they are.\n']);
    expect((await desk.run(['merge', '--json', 'a', 'b', 'c', 'd'])).code).toBe(2);
  });

  it('leaves a file alone whose sides cannot be read', async () => {
    const odd = marked(item('a', '    note: {\n'), item('c'));
    const desk = await makeDesk({ [NAME]: odd });
    const { code, err } = await desk.run(resolve);
    expect([code, err]).toEqual([1, expect.stringContaining('ours cannot be merged: line ')]);
    expect(await desk.read(NAME)).toBe(odd);
  });

  /** A repository in which a merge has left its marks. */
  async function conflicted(style = 'merge') {
    const repository = await makeRepository({ 'a.txt': 'a\n', [NAME]: BASE });
    const { desk } = repository;
    await repository.git('config', 'merge.conflictStyle', style);
    await repository.commit();
    await repository.git('branch', 'other');
    await repository.commit({ [NAME]: OURS });
    await repository.git('checkout', '-q', 'other');
    await repository.commit({ [NAME]: THEIRS });
    await repository.git('checkout', '-q', 'main');
    expect(await repository.tries('merge', '-q', 'other')).toBe(false);
    expect(await desk.read(NAME)).toContain('<<<<<<<');
    return repository;
  }

  it.each(['merge', 'diff3', 'zdiff3'])('takes both sides and the base from git: %s', async (style) => {
    const { desk } = await conflicted(style);
    const { code, err } = await desk.run(['merge', '--resolve', '.']);
    expect([code, err]).toEqual([0, expect.not.stringContaining('may be back')]);
    const text = await desk.read(NAME);
    expect(text.replace('    # why\n', '')).toBe(MERGED);
    expect(await desk.run(['merge', '--resolve', '.'])).toEqual({
      code: 0,
      out: '',
      err: '1 sidecar looked at: 0 mended.\n',
    });
  });

  it('keeps what somebody wrote into the file since', async () => {
    const { desk } = await conflicted();
    await desk.write(NAME, `${await desk.read(NAME)}${item('d', '    note: since\n')}`);
    expect((await desk.run(resolve)).code).toBe(0);
    const text = await desk.read(NAME);
    expect(ids(text)).toEqual(['a', 'b', 'c', 'd']);
    expect(conflicts(text)).toEqual([{ field: 'note', theirs: 'theirs' }]);
  });

  it('mends what git has left without marks because its driver was not there', async () => {
    const repository = await makeRepository({ 'a.txt': 'a\n', [NAME]: BASE });
    const { desk } = repository;
    await desk.write('.gitattributes', '*.newsmark.yaml merge=newsmark\n');
    await repository.git('config', 'merge.newsmark.driver', 'no-such-program-here %O %A %B %P');
    await repository.commit();
    await repository.git('branch', 'other');
    await repository.commit({ [NAME]: OURS });
    await repository.git('checkout', '-q', 'other');
    await repository.commit({ [NAME]: THEIRS });
    await repository.git('checkout', '-q', 'main');
    expect(await repository.tries('merge', '-q', 'other')).toBe(false);
    expect(await desk.read(NAME)).toBe(OURS);
    expect((await desk.run(resolve)).code).toBe(0);
    expect((await desk.read(NAME)).replace('    # why\n', '')).toBe(MERGED);
  });

  it('goes by the marks where git is missing, and says so', async () => {
    const { desk } = await conflicted();
    const { PATH } = process.env;
    process.env['PATH'] = desk.folder;
    try {
      const { code, err } = await desk.run(resolve);
      expect([code, err]).toEqual([0, expect.stringContaining('Git was not found.')]);
    } finally {
      process.env['PATH'] = PATH;
    }
    expect(ids(await desk.read(NAME))).toEqual(['a', 'b', 'c']);
  });

  it('keeps the mode of the file', async () => {
    const desk = await makeDesk({ [NAME]: marked(item('a'), item('c')) });
    await chmod(desk.path(NAME), 0o600);
    await desk.run(resolve);
    expect((await stat(desk.path(NAME))).mode & 0o777).toBe(0o600);
  });
});
