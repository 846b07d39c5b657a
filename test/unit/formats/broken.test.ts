import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Annotations, applyChange } from '../../../src/core/document.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import { CodePoints, toText } from '../../../src/core/text.ts';
import { exporterOf } from '../../../src/formats/exporters.ts';
import { type ForeignFragment, type Importer, type Skip, skipSentence } from '../../../src/formats/importer.ts';
import { IMPORTERS, importerOf } from '../../../src/formats/importers.ts';
import { place } from '../../../src/store/foreign.ts';
import { incorporate, type Way } from '../../../src/store/incorporate.ts';

/*
 * Every importer with every kind of damage, done to its golden files (golden.test.ts). Whatever a file holds, it is read
 * without an exception and in good time; it is broken as a whole with a reason, or some of it is skipped with a reason;
 * and what comes of the rest stands on the words that the file gives.
 *
 * UIMA CAS JSON, doccano and REFI-QDA give no words beside places, only a whole text (passages of REFI-QDA have names,
 * which people change): there a place that was shifted within that text is another annotation, which nobody can tell from
 * one that was meant.
 */

const GOLDEN = path.resolve(import.meta.dirname, '../../fixtures/golden');
const golden = (name: string): Promise<Buffer> => readFile(path.join(GOLDEN, name));

const utf8 = new TextEncoder();
const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** A golden file, with the article that it is about where it is about one. */
interface Sample {
  readonly importer: Importer;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly beside: ReadonlyMap<string, Uint8Array>;
}

const AWKWARD = 'awkward.txt';
const TEXTS = new Map<string, string>();
for (const file of [AWKWARD, 'desk/no. 2 & co.txt']) TEXTS.set(file, toText(textOf(await golden(`project/${file}`))));
const TEXT = TEXTS.get(AWKWARD) ?? '';

async function sample(format: string, name: string, beside: Readonly<Record<string, string>> = {}): Promise<Sample> {
  const importer = importerOf(format);
  if (!importer) throw new Error(format);
  const files = Object.entries(beside).map(async ([ending, file]) => [ending, await golden(file)] as const);
  return {
    importer,
    name: path.basename(name),
    bytes: await golden(name),
    beside: new Map(await Promise.all(files)),
  };
}

/** A REFI-QDA project with something done to its `project.qde`. */
const inArchive =
  (damage: (text: string) => string) =>
  (bytes: Uint8Array): Uint8Array => {
    const files = unzipSync(bytes);
    const project = textOf(files['project.qde'] ?? new Uint8Array());
    return zipSync({ ...files, 'project.qde': utf8.encode(damage(project)) });
  };

const SAMPLES: readonly Sample[] = await Promise.all([
  sample('jsonl', 'jsonl/annotations.jsonl'),
  sample('csv', 'csv/annotations.csv'),
  sample('tsv', 'tsv/annotations.tsv'),
  sample('w3c', 'w3c/awkward.txt.jsonld'),
  sample('brat', 'brat/awkward.ann', { '.txt': 'brat/awkward.txt' }),
  sample('doccano', 'doccano/annotations.doccano.jsonl'),
  sample('label-studio', 'label-studio/annotations.label-studio.json'),
  sample('cas', 'cas/awkward.txt.cas.json'),
  sample('webanno', 'webanno/awkward.txt.webanno.tsv'),
  sample('refi-qda', 'refi-qda/annotations.qdpx'),
  sample('hypothesis', 'hypothesis/awkward.txt.hypothesis.json'),
]);

/** What does something to the text of a file; of an archive to what is in it. */
const onText = ({ importer, bytes }: Sample, damage: (text: string) => string): Uint8Array =>
  importer.name === 'refi-qda' ? inArchive(damage)(bytes) : utf8.encode(damage(textOf(bytes)));

/** Nothing but spaces. */
const TOO_BIG = Buffer.alloc(256 * 1024 * 1024 + 1, ' ');

const NESTED = [
  ['[', ']'],
  ['{"a":', '}'],
  ['[{"target":[', ']}]'],
  ['<Code name="a">', '</Code>'],
  ['"', '"'],
] as const;

/** What stands for the numbers of places in each format. */
const PLACES: Readonly<Record<string, RegExp>> = {
  jsonl: /(?<="(?:start|end)":)\d+/g,
  csv: /(?<=""(?:start|end)"":)\d+|(?<=[^0-9],)\d+(?=,\d+,\d+,\d+,)|(?<=[^0-9],\d+,)\d+(?=,\d+,\d+,)/g,
  tsv: /(?<="(?:start|end)":)\d+|(?<=[^0-9\t]\t)\d+(?=\t\d+\t\d+\t\d+\t)|(?<=[^0-9\t]\t\d+\t)\d+(?=\t\d+\t\d+\t)/g,
  w3c: /(?<="(?:start|end)": )\d+/g,
  brat: /(?<=^T\d+\t\S+ [\d ;]*)\b\d+/gm,
  doccano: /(?<="(?:start|end)_offset":)\d+/g,
  'label-studio': /(?<="(?:start|end)":)\d+/g,
  cas: /(?<="(?:begin|end)":)\d+/g,
  webanno: /(?<=^\d+-\d+\t(?:\d+-)?)\d+(?=[-\t])/gm,
  'refi-qda': /(?<=(?:start|end)Position=")\d+/g,
  hypothesis: /(?<="(?:start|end)": )\d+/g,
};

const points = new CodePoints(TEXT);

/** An offset into the longer article, in UTF-16 where the format counts code points, else in code points. */
const otherUnit = (format: string, offset: number): string =>
  String(
    ['doccano', 'cas', 'webanno', 'hypothesis'].includes(format) ? points.fromUtf16(offset) : points.toUtf16(offset),
  );

let number = 0;
const random = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => (number++ * 31 + i * 7) % 256);

const bare = (words: string): string => toText(words).replace(/[\s\p{Cc}\ufeff]/gu, '');

/** What a fragment of a file says its words are, if need be by its place in the text that the file has. */
function wordsOf({ exact, start = 0, end = 0, pieces }: ForeignFragment, text: string): readonly string[] {
  if (pieces) return [pieces.map((each) => wordsOf(each, text)[0]).join('')];
  if (exact !== undefined) return [exact];
  const points = new CodePoints(text);
  const last = points.toUtf16(Number.MAX_SAFE_INTEGER);
  const at = (offset: number) => Math.min(points.toUtf16(offset), last);
  return [text.slice(start, end), text.slice(at(start), at(end))];
}

const characters = new Intl.Segmenter();

/** Whether words are others, but for characters that are cut at their ends; or begin them. */
function isWithin(words: string, others: string): boolean {
  const at = words === '' ? -1 : others.indexOf(words);
  const parts = Array.from(characters.segment(others), ({ index }) => index);
  return at >= 0 && at < (parts[1] ?? others.length);
}

function wayOf(importer: Importer): Way {
  const exporter = exporterOf(importer.name);
  if (!exporter) throw new Error(`${importer.name} has no exporter`);
  return { importer, exporter, codebook: BUILT_IN, root: '', label: (label) => label, random };
}

/** The annotations of both articles when what is in a file has come to those that are there. */
function onto({ importer, name, beside }: Sample, bytes: Uint8Array, ours: ReadonlyMap<string, Annotations>) {
  const all = new Map(ours);
  for (const article of importer.read({ name, bytes, beside }).articles ?? []) {
    const file = TEXTS.has(article.file ?? '') ? (article.file ?? '') : AWKWARD;
    const before = all.get(file) ?? [];
    const { change } = incorporate(article, TEXTS.get(file) ?? '', before, wayOf(importer));
    all.set(file, applyChange(before, change));
  }
  return all;
}

interface Came {
  readonly broken?: Skip;
  /** Ids with words and places. */
  readonly came: readonly { readonly id: string | undefined; readonly words: readonly string[] }[];
  readonly skipped: readonly Skip[];
}

/** So long (ms) a file may take. Nothing is measured by this: it ends what would go on for minutes. */
const MOST_TIME = 20_000;

/** Reads a file and brings in what is in it. All that must hold of it is asked for, whatever the file. */
function take({ importer, name, beside }: Sample, bytes: Uint8Array, files = beside): Came {
  const since = performance.now();
  const { articles, broken, skipped = [] } = importer.read({ name, bytes, beside: files });
  const lines = bytes.length < 1_000_000 ? textOf(bytes).split('\n').length : bytes.length;
  const all = [...(broken ? [broken] : []), ...skipped];
  const came = (articles ?? []).flatMap((article) => {
    const text = TEXTS.get(article.file ?? '') ?? TEXT;
    const { placed, skipped: unplaced } = place(article, text);
    all.push(...unplaced);
    for (const { said, target } of placed) {
      const given = said.target.flatMap((each) => wordsOf(each, article.text ?? text)).map(bare);
      for (const { exact, start, end, state } of target) {
        if (state) continue;
        expect(text.slice(start, end)).toBe(exact);
        // Fragments that lie over one another are made one, and none of them ends within a character.
        if (!given.some((each) => isWithin(each, bare(exact)))) expect(given).toContain(bare(exact));
      }
    }
    const { change } = incorporate(article, text, [], wayOf(importer));
    expect(change.steps).toHaveLength(placed.length);
    return placed.map(({ said, target }) => ({ id: said.id, words: target.map(({ exact }) => exact) }));
  });
  for (const skip of all) {
    expect(skipSentence(skip)).not.toMatch(/\{\d\}|undefined–|\[object/);
    expect(skip.values.join('').length).toBeLessThan(300);
    if (importer.name !== 'refi-qda' && skip.line !== undefined) {
      expect(skip.line).toBeGreaterThan(0);
      expect(skip.line).toBeLessThanOrEqual(lines);
    }
  }
  expect(performance.now() - since).toBeLessThan(MOST_TIME);
  return { ...(broken ? { broken } : {}), came, skipped: all };
}

const whole = new Map(SAMPLES.map((each) => [each.importer, take(each, each.bytes)]));

/** How much of the undamaged file comes in. */
const wordsIn = (came: Came['came']): readonly string[] => came.map(({ words }) => words.join(' … '));

describe.each(SAMPLES.map((each) => [each.importer.name, each] as const))('%s', (name, each) => {
  const { importer, bytes } = each;
  const known = whole.get(importer);
  /** There are places without words. */
  const isWordless = ['cas', 'doccano', 'refi-qda'].includes(name);

  it('has a golden file that is read whole', () => {
    expect(known?.broken).toBeUndefined();
    expect(known?.skipped.map(skipSentence)).toEqual([]);
    expect(known?.came.length).toBeGreaterThan(8);
  });

  it('may end anywhere', () => {
    const step = Math.max(7, Math.round(bytes.length / 120));
    for (let length = 0; length < bytes.length; length += step) {
      const { broken, came } = take(each, bytes.slice(0, length));
      expect(broken || came.length <= (known?.came.length ?? 0)).toBeTruthy();
    }
  });

  it('is not guessed at where it is not UTF-8', () => {
    const text = textOf(bytes);
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    const wrong = name === 'refi-qda' ? [] : [utf16.subarray(2), utf16, Buffer.from(text, 'latin1')];
    const half = bytes.length >> 1;
    // The bytes of one character, cut; what is no byte of UTF-8; half of a surrogate pair; and more bytes than are needed.
    for (const some of [[0xc3], [0xff], [0xed, 0xa0, 0x80], [0xc0, 0xaf]])
      wrong.push(Buffer.from([...bytes.slice(0, half), ...some, ...bytes.slice(half)]));
    for (const broken of wrong) {
      const { came, ...read } = take(each, broken);
      expect(came).toEqual([]);
      if (name !== 'refi-qda') expect(read.broken?.code).toMatch(/^not-(utf8|format)$/);
    }
    expect(take(each, utf16).broken?.code).toBe(name === 'refi-qda' ? 'not-utf8' : 'not-utf8');
  });

  it('may be empty', () => {
    for (const empty of [
      '',
      '\ufeff',
      ' ',
      '\n',
      '\r\n\r\n',
      '\0',
      '[]',
      '{}',
      'null',
      '""',
      '0',
      '[null]',
      '[[]]',
      '<a/>',
    ])
      expect(take(each, utf8.encode(empty)).came).toEqual([]);
  });

  it('may have Windows line ends', () => {
    const { came, broken } = take(
      each,
      onText(each, (text) => text.replace(/\r?\n/g, '\r\n')),
    );
    expect(broken).toBeUndefined();
    expect(wordsIn(came)).toEqual(wordsIn(known?.came ?? []));
  });

  it('may have NUL characters anywhere', () => {
    const step = Math.max(7, Math.round(bytes.length / 30));
    for (let at = 0; at < bytes.length; at += step) {
      take(each, Buffer.from([...bytes.slice(0, at), 0, ...bytes.slice(at)]));
      take(each, bytes.with(at, 0));
    }
    take(
      each,
      onText(each, (text) => text.replaceAll(' ', '\0')),
    );
  });

  it('may have lost any piece, or have one twice', () => {
    const step = Math.max(11, Math.round(bytes.length / 30));
    for (let at = 0; at < bytes.length; at += step) {
      const [from, to] = [bytes.slice(0, at), bytes.slice(at + step)];
      take(each, Buffer.from([...from, ...to]));
      take(each, Buffer.from([...from, ...bytes.slice(at, at + step), ...bytes.slice(at)]));
    }
  });

  describe('with offsets that are', () => {
    const of = PLACES[name] ?? /(?!)/g;
    const shift = (by: (offset: number) => string) =>
      onText(each, (text) => text.replace(of, (offset) => by(Number(offset))));

    it.each<[string, (offset: number) => string]>([
      ['one too small', (n) => String(n - 1)],
      ['one too large', (n) => String(n + 1)],
      ['far beyond the end', (n) => String(n + 100_000)],
      ['negative', (n) => String(-1 - n)],
      ['larger than any text', () => '9007199254740993'],
      ['infinite', () => '1e999'],
      ['no whole numbers', (n) => `${n}.5`],
      ['nought', () => '0'],
      ['of the unit that the format does not have', (n) => otherUnit(name, n)],
    ])('%s', (what, by) => {
      const damaged = shift(by);
      const { came, broken } = take(each, damaged);
      if (broken || isWordless) return;
      expect(textOf(damaged)).not.toBe(textOf(bytes));
      const right = new Set(wordsIn(known?.came ?? []));
      for (const words of wordsIn(came)) expect([what, [...right]]).toEqual([what, expect.arrayContaining([words])]);
    });
  });

  it('takes nothing away from what is here, and moves it to no other words', () => {
    const here = onto(each, bytes, new Map());
    const places = PLACES[name] ?? /(?!)/g;
    const shifted = [-1, 1, 7].map((by) => onText(each, (text) => text.replace(places, (n) => String(Number(n) + by))));
    const half = bytes.slice(0, bytes.length >> 1);
    for (const damaged of [...shifted, half, onText(each, (text) => text.replaceAll('a', '\0'))]) {
      for (const [file, annotations] of onto(each, damaged, here)) {
        const text = TEXTS.get(file) ?? '';
        const now = new Map(annotations.map((annotation) => [annotation.id, annotation]));
        for (const { id, target } of here.get(file) ?? []) {
          expect([...now.keys()]).toContain(id);
          const found = now.get(id)?.target ?? [];
          for (const { start, end, exact, state } of found) if (!state) expect(text.slice(start, end)).toBe(exact);
          if (!isWordless) expect(found.map(({ exact }) => exact)).toEqual(target.map(({ exact }) => exact));
        }
      }
    }
  });

  it('is refused where it is too big', () => {
    expect(take(each, TOO_BIG).broken?.code).toBe('too-big');
  });

  it('may be one line of 30 MB', () => {
    take(each, Buffer.alloc(30_000_000, 'a'));
    // Time grows with the length: these take up to five seconds at 30 MB.
    for (const one of [...'[{"', '\t', '1', ';', '{"a":', '<a>'])
      take(each, utf8.encode(one.repeat(200_000 / one.length)));
    // Within a file as it should be: one name, value or text of that size.
    const long = (text: string) => text.replaceAll(/Smith(?= said no\. 😀|"|\t|,|$)/g, 'Smith'.repeat(20_000));
    take(each, onText(each, long));
  });

  it('may be nested without end', () => {
    for (const [open, close] of NESTED) {
      const [opened, closed] = [open.repeat(30_000), close.repeat(30_000)];
      take(each, utf8.encode(opened));
      take(each, utf8.encode(opened + closed));
      take(
        each,
        onText(each, (text) => text.replace(/(?<=": ?|,)"[^"]*"(?=[,}\n])|(?<=>)(?=<)/, `${opened}${closed}`)),
      );
    }
  });
});

const isJson = (each: Sample): boolean => /json/.test(each.name);

describe.each(SAMPLES.filter(isJson).map((each) => [each.importer.name, each] as const))('JSON of %s', (_, each) => {
  it('may have any value anywhere', () => {
    const text = textOf(each.bytes);
    const isLines = each.name.endsWith('.jsonl');
    const values: unknown[] = isLines
      ? text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [JSON.parse(text)];
    for (const [k, where] of shapesOf(values).entries()) {
      // A few of them here, the others at the next places.
      for (const other of OTHERS.filter((_, i) => (i + k) % 9 === 0)) {
        const damaged = values.map((value, i) => (where[0] === i ? withAt(value, where.slice(1), other) : value));
        const written = damaged.map((value) => JSON.stringify(value).replaceAll(`"${DEEP}"`, DEEP_JSON));
        take(each, utf8.encode(written.join('\n')));
      }
    }
  });
});

/** Values for any place in a JSON file. Without a value, the key is missing. */
const DEEP = '@@deep@@';
const DEEP_JSON = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
const OTHERS: readonly unknown[] = [
  ...[undefined, null, true, 0, -1, 1.5, 2 ** 53, '', ' ', '0', '\ud800', '__proto__', '../../x', DEEP],
  ...[
    [],
    {},
    [null],
    [[]],
    { ['__proto__']: 1 },
    { length: -1 },
    { start: 0, end: 5 },
    { toString: 1, valueOf: 1 },
    ['a', 'b'],
  ],
];

/** One path for each place in values that has another kind of path, as if all items of a list were one. */
function shapesOf(value: unknown): readonly (readonly (string | number)[])[] {
  const paths = new Map<string, readonly (string | number)[]>();
  const walk = (each: unknown, path: readonly (string | number)[]): void => {
    const shape = path.map((key) => (typeof key === 'number' ? '*' : key)).join('/');
    if (!paths.has(shape) && path.length > 0) paths.set(shape, path);
    if (typeof each !== 'object' || each === null) return;
    for (const [key, inner] of Object.entries(each)) walk(inner, [...path, Array.isArray(each) ? Number(key) : key]);
  };
  walk(value, []);
  return [...paths.values()];
}

/** The value with another one at a path. */
function withAt(value: unknown, [key, ...more]: readonly (string | number)[], other: unknown): unknown {
  if (key === undefined) return other ?? null;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = more.length > 0 ? withAt(copy[key], more, other) : other;
  return copy;
}

it('every importer is here', () => {
  expect(SAMPLES.map(({ importer }) => importer)).toEqual(IMPORTERS);
});

describe('brat', () => {
  const brat = SAMPLES.find(({ importer }) => importer.name === 'brat') as Sample;
  const read = (lines: string, text?: string | Uint8Array) =>
    take(
      brat,
      utf8.encode(lines),
      new Map(text === undefined ? [] : [['.txt', typeof text === 'string' ? utf8.encode(text) : text]]),
    );

  it('has no words over a line end but where they are the article’s', () => {
    const at = TEXT.indexOf('no.\n🇺🇦');
    const start = new CodePoints(TEXT).fromUtf16(at);
    const words = (written: string) => wordsIn(read(`T1\tclaim ${start} ${start + 4}\t${written}\n`).came);
    expect(words('no. 🇺')).toEqual([]);
    expect(words('no.\n🇺')).toEqual([]);
    expect(read(`T1\tclaim ${start} ${start + 4}\tno.\n🇺\n`).skipped.map(({ code, line }) => [code, line])).toEqual([
      ['bad-line', 2],
      ['other-words', 1],
    ]);
  });

  it('has no fragments whose words are not as long as their places', () => {
    expect(read('T1\tclaim 0 5;6 7\tMayor\nT2\tclaim 0 5;28 29\tMayor :\n').skipped).toMatchObject([
      { code: 'bad-line', line: 1 },
      { code: 'other-words', line: 2 },
    ]);
  });

  it('has a text beside it that is none, or is another one', () => {
    const lines = textOf(brat.bytes);
    const all = wordsIn(whole.get(brat.importer)?.came ?? []);
    const text = TEXT.replace('Mayor', 'The mayor');
    expect(wordsIn(read(lines).came)).toEqual(all);
    expect(wordsIn(read(lines, '').came)).toEqual(all.filter((words) => words === ''));
    expect(wordsIn(read(lines, Buffer.from(TEXT, 'utf16le')).came)).toEqual(all);
    for (const other of [text, TEXT.slice(0, 200), TEXT.replaceAll('\n', '\r\n'), TEXT.replaceAll(' ', '\0')])
      for (const words of wordsIn(read(lines, other).came)) expect(all).toContain(words);
  });
});
