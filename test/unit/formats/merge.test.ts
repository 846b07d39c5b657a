import { describe, expect, it } from 'vitest';
import { countConflicts, mergeSidecars, mergeSources } from '../../../src/formats/merge.ts';
import { type About, parse, type Sidecar } from '../../../src/formats/sidecar.ts';

const sidecar = (article: Partial<About>, more: Partial<Sidecar> = {}): Sidecar => ({
  article: { file: 'a.txt', ...article },
  annotations: [],
  ...more,
});

describe('the keys of a file', () => {
  it('are merged one by one, with what cannot be decided beside them', () => {
    const base = sidecar({ title: 'old', url: 'u' }, { annotator: 'Ana', extra: { 'x-a': 1, 'x-b': 1 } });
    const ours = sidecar({ title: 'ours' }, { annotator: 'Ben', extra: { 'x-a': 2, 'x-b': 1 } });
    const theirs = sidecar({ title: 'theirs', url: 'v', author: 'w' }, { extra: { 'x-a': 3 } });
    const merged = mergeSidecars(base, ours, theirs);
    expect(merged).toEqual({
      article: {
        file: 'a.txt',
        title: 'ours',
        author: 'w',
        extra: {
          conflict: [
            { field: 'title', theirs: 'theirs' },
            { field: 'url', theirs: 'v' },
          ],
        },
      },
      annotations: [],
      annotator: 'Ben',
      extra: { conflict: [{ field: 'annotator' }, { field: 'x-a', theirs: 3 }], 'x-a': 2 },
    });
    expect(countConflicts(merged)).toBe(4);
    expect(mergeSidecars(base, merged, theirs)).toEqual(merged);
  });

  it('lose what one side has decided', () => {
    const entry = { field: 'title', theirs: 'x' };
    const base = sidecar({ extra: { conflict: [entry] } }, { extra: { conflict: [entry], 'x-a': 1 } });
    expect(mergeSidecars(base, sidecar({}), base)).toEqual(sidecar({}));
  });

  it.each([
    [
      { sha256: 'a', length: 1 },
      { sha256: 'a', length: 1 },
      { sha256: 'a', length: 1 },
    ],
    [{ sha256: 'a', length: 1 }, { sha256: 'b', length: 1 }, {}],
    [{ sha256: 'a', length: 1 }, { sha256: 'a', length: 2 }, {}],
    [{ sha256: 'a', length: 1 }, {}, {}],
  ])('say nothing of the text when the sides are for different ones: %j, %j', (ours, theirs, merged) => {
    for (const base of [ours, theirs, {}]) {
      expect(mergeSidecars(sidecar(base), sidecar(ours), sidecar(theirs))).toEqual(sidecar(merged));
    }
  });
});

const item = (id: string, more = '', start = 2 * (id.charCodeAt(0) - 97)) =>
  `  - id: ${id}\n    label: claim\n    target:\n      - exact: ${id}\n        start: ${start}\n        end: ${start + 1}\n${more}`;
const HEAD = 'newsmark: 1\narticle:\n  file: a.txt\n';
const file = (...items: string[]) => `${HEAD}annotations:\n${items.join('')}`;

const merged = (base: string, ours: string, theirs: string) => mergeSources(base, ours, theirs, 'a.txt').text;

describe('the bytes of a file', () => {
  it('are ours where both say the same, and theirs where they brought something', () => {
    const ours = file(item('b').replace('label: claim', "label:   'claim' # hand-made"));
    const theirs = file(item('a', "    note:  'n'   # new\n"), item('b'), '  # for c\n', item('c'));
    expect(merged(file(item('b')), ours, theirs)).toBe(
      file(
        item('a', "    note:  'n'   # new\n"),
        item('b').replace('label: claim', "label:   'claim' # hand-made"),
        '  # for c\n',
        item('c'),
      ),
    );
  });

  it('keep our line ends, byte order mark and indentation', () => {
    const crlf = (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`;
    const flat = (text: string) => text.replaceAll(/^ {2}(?=[ -])/gm, '');
    const base = file(item('b'));
    const theirs = file(item('a', '    # why\n    note: n\n'), item('b'));
    const ours = crlf(flat(`${base}  # end\n`).replace('file: a.txt', '  file: a.txt'));
    const text = merged(base, ours, theirs) ?? '';
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.startsWith('\ufeffnewsmark')).toBe(true);
    expect(text).toContain('\r\n- id: a\r\n');
    expect(text).toContain('\r\n  # why\r\n');
  });
});

describe('comments', () => {
  const base = file(item('b', '    note: old # base\n'));

  it('of theirs come where only they have changed them', () => {
    const theirs = file('  # above\n', item('b', '    note: new # base\n    # below\n'));
    const ours = file(item('b', '    note: old # base\n    by: ana\n'));
    expect(merged(base, ours, theirs)).toBe(
      file('  # above\n', item('b', '    note: new # base\n    by: ana\n    # below\n')),
    );
  });

  it('of both stand above one another where both have changed them', () => {
    const ours = file('  # ours\n', item('b', '    note: old # base\n'));
    const theirs = file('  # theirs\n', item('b', '    note: old # base\n    by: ben\n'));
    expect(merged(base, ours, theirs)).toBe(
      file('  # theirs\n  # ours\n', item('b', '    note: old # base\n    by: ben\n')),
    );
  });

  it('that belong to no annotation go to the top', () => {
    const ours = `# ours\n${base}`;
    const theirs = `# theirs\n${base.replace('a.txt', 'a.txt # file')}`;
    expect(merged(base, ours, theirs)).toBe(`# theirs\n# file\n# ours\n${base}`);
    const mark = `\ufeff${ours}`.replaceAll('\n', '\r\n');
    expect(merged(base, mark, theirs)?.startsWith('\ufeff# theirs\r\n# file\r\n# ours\r\n')).toBe(true);
  });

  it('that were written at an annotation which the other side removed stay', () => {
    const noted = file('  # mine\n', item('b', '    note: old # base\n'));
    expect(merged(base, noted, file(item('c')))).toBe(`# mine\n${file(item('c'))}`);
    expect(merged(base, file(item('c')), noted)).toBe(`# mine\n${file(item('c'))}`);
  });

  it('that were moved or removed do not come back', () => {
    const twice = file('  # x\n', item('b'), item('c'));
    expect(merged(twice, file(item('b'), item('c')), file(item('b'), '  # x\n', item('c', '    note: so\n')))).toBe(
      file(item('b'), item('c', '    note: so\n')),
    );
  });
});

describe('lines that cannot be read', () => {
  const odd = item('b', '    note: [a]\n');

  it('stay in the file of the side that has them', () => {
    expect(merged(file(item('b')), file(item('b'), item('c')), file(item('a'), odd))).toBe(
      file(item('a'), odd, item('c')),
    );
    expect(merged(file(item('b')), file(item('a'), odd), file(item('b'), item('c')))).toBe(
      file(item('a'), odd, item('c')),
    );
  });

  it('stay where both sides have them from the base', () => {
    const lines = `${odd}${item('b')}  - note: no id\n`;
    expect(merged(file(lines), file(lines, item('c')), file(item('a'), lines))).toBe(file(item('a'), lines, item('c')));
  });

  it.each([
    [odd, odd],
    [item('b') + item('b', '    note: one\n'), item('b') + item('b', '    note: two\n')],
    ['  - note: one\n', '  - note: two\n'],
  ])('are not merged when both sides bring some', (one, two) => {
    const { text, problems } = mergeSources(file(item('d')), file(item('a'), one), file(two, item('c')), 'a.txt');
    expect([text, problems?.length]).toEqual([undefined, 1]);
  });

  it('of other keys are looked at, too', () => {
    const article = (length: string) => file(item('b')).replace('a.txt', `a.txt\n  length: ${length}`);
    const [one, two] = [article('one'), article('two')];
    expect(merged(file(item('b')), one, two)).toBeUndefined();
    expect(merged(one, one.replace('claim', 'quote'), `${one}x-a: 1\n`)).toBe(
      `${one.replace('claim', 'quote')}x-a: 1\n`,
    );
  });
});

it('takes what aliases stand for', () => {
  const theirs = `${file(item('b', '    note: &n "x y"\n'), item('c', '    note: *n\n'))}`;
  const ours = file(item('a'), item('b'));
  expect(parse(merged(file(item('b')), ours, theirs) ?? '').value?.annotations.map(({ note }) => note)).toEqual([
    undefined,
    'x y',
    'x y',
  ]);
});

it('puts annotations into files of every shape that has none', () => {
  const theirs = file('  # for b\n', item('b'));
  for (const ours of [
    '',
    '# empty\n',
    HEAD,
    `${HEAD}annotations:\n`,
    `${HEAD}annotations: []\n`,
    `${HEAD}annotations: # none\n`,
  ]) {
    const text = merged(`${HEAD}x-a: 1\n`, ours, theirs) ?? '';
    expect(parse(text).value?.annotations.map(({ id }) => id)).toEqual(['b']);
    for (const comment of [...(ours.match(/#.*/g) ?? []), '# for b']) expect(text).toContain(comment);
  }
});
