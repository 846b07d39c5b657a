import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJson } from '../manifest.ts';
import { wordsIn } from './words.ts';

const root = path.resolve(import.meta.dirname, '../..');
const table = (file: string): Readonly<Record<string, string>> => readJson(file) as Record<string, string>;

/** How many forms a text about a number of things has: VS Code's languages, and CLDR's forms of whole numbers. */
const LANGUAGES = [
  ['de', 2],
  ['uk', 3],
] as const;

const words = wordsIn(root);
const manifest = table('package.nls.json');

const placeholders = (text: string): readonly string[] => [...new Set(text.match(/\{\d\}/g))].sort();

/** What must be the same in every language: links, icons, and names of files, keys and settings. */
const fixed = (text: string): readonly string[] =>
  (text.match(/\(command:[^)]*\)|\$\([^)]*\)|`+[^`]+`+/g) ?? []).sort();

/** White space and line ends that tell how a text is put together with others. */
const shape = (text: string): readonly unknown[] => [
  /^\s*/.exec(text)?.[0],
  /\s*$/.exec(text)?.[0],
  text.split('\n').length,
];

describe('the words of the manifest', () => {
  it('stand in package.nls.json, each of them, and no others', () => {
    const source = readFileSync(path.join(root, 'package.json'), 'utf8');
    const keys = Array.from(source.matchAll(/"%([^"%]+)%"/g), ([, key]) => key ?? '');
    expect([...new Set(keys)].sort()).toEqual(Object.keys(manifest).sort());
  });
});

describe('the words of the code', () => {
  it('are either about a number of things or not', () => {
    const counted = new Set(words.filter(({ isCounted }) => isCounted).map(({ text }) => text));
    expect(counted.size).toBeGreaterThan(15);
    expect(words.filter(({ text, isCounted }) => !isCounted && counted.has(text))).toEqual([]);
  });
});

it('every translation is tested', () => {
  const files = globSync(['l10n/bundle.l10n.*.json', 'package.nls.*.json'], { cwd: root });
  const expected = LANGUAGES.flatMap(([language]) => [
    `l10n/bundle.l10n.${language}.json`,
    `package.nls.${language}.json`,
  ]);
  expect(files.map((file) => file.replaceAll(path.sep, '/')).sort()).toEqual(expected.sort());
});

describe.each(LANGUAGES)('the translation %s', (language, forms) => {
  const code = table(`l10n/bundle.l10n.${language}.json`);
  const own = table(`package.nls.${language}.json`);

  it('has every text of the code and of the manifest, and no others', () => {
    expect(Object.keys(code).sort()).toEqual([...new Set(words.map(({ text }) => text))].sort());
    expect(Object.keys(own).sort()).toEqual(Object.keys(manifest).sort());
  });

  it('keeps placeholders, links, icons and code', () => {
    const pairs = [
      ...words.filter(({ isCounted }) => !isCounted).map(({ text }) => [text, code[text] ?? ''] as const),
      ...Object.entries(manifest).map(([key, text]) => [text, own[key] ?? ''] as const),
    ];
    const broken = pairs.filter(
      ([from, to]) =>
        JSON.stringify([placeholders(from), fixed(from), shape(from)]) !==
        JSON.stringify([placeholders(to), fixed(to), shape(to)]),
    );
    expect(broken).toEqual([]);
  });

  it('has all forms of texts about a number of things', () => {
    const broken = words
      .filter(({ isCounted }) => isCounted)
      .flatMap(({ text }) => {
        const all = (code[text] ?? '').split('|');
        // The form for 1 needs no number where it is for 1 alone.
        const needed = (i: number) => placeholders(text).filter((each) => i > 0 || language === 'uk' || each !== '{0}');
        const isWhole = all.every((form, i) => needed(i).every((each) => form.includes(each)));
        return all.length === forms && isWhole ? [] : [code[text]];
      });
    expect(broken).toEqual([]);
  });

  it('is in that language', () => {
    const isSame = Object.entries(code).filter(([text, translated]) => text === translated && /\p{L}{4,}/u.test(text));
    // Terms and names that are the same.
    expect(isSame.length).toBeLessThan(20);
  });
});
