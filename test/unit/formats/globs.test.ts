import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/core/label.ts';
import { isGlob, matcher } from '../../../src/formats/globs.ts';

describe('the built-in globs', () => {
  const isArticle = matcher(BUILT_IN.articles);

  it.each(['a.txt', 'a/b/c.txt', 'a.news', 'x.article', 'Харків/новини.txt', 'a b.txt', '[1].txt'])(
    'take %s',
    (path) => {
      expect(isArticle(path)).toBe(true);
    },
  );

  it.each(['a.md', 'a.TXT.newsmark.yaml', 'a.txt.newsmark.yaml', 'newsmark.yaml', 'txt', '.hidden/a.txt', '.a.txt'])(
    'leave %s',
    (path) => {
      expect(isArticle(path)).toBe(false);
    },
  );

  it.each([
    'README.txt',
    'a/readme.txt',
    'LICENSE.txt',
    'licence.txt',
    'requirements.txt',
    'x/CMakeLists.txt',
    'robots.txt',
  ])('leave %s, which is no article', (path) => {
    expect(isArticle(path)).toBe(false);
  });

  it.each(['node_modules/a/b.txt', 'a/node_modules/b.txt', '.git/description.txt'])(
    'leave %s, where nobody keeps articles',
    (path) => {
      expect(isArticle(path)).toBe(false);
    },
  );
});

describe('a project’s own globs', () => {
  it('may take Markdown, and still no README', () => {
    const isArticle = matcher(['**/*.md']);
    expect(['a.md', 'b/c.md', 'README.md', 'docs/Changelog.md', 'readme-not.md'].filter(isArticle)).toEqual([
      'a.md',
      'b/c.md',
      'readme-not.md',
    ]);
  });

  it('may name a folder, or one file', () => {
    const isArticle = matcher(['2022/*.txt', 'one.asc']);
    expect(['2022/a.txt', '2022/x/a.txt', '2023/a.txt', 'one.asc'].filter(isArticle)).toEqual([
      '2022/a.txt',
      'one.asc',
    ]);
  });

  it('that are no globs match nothing', () => {
    expect(matcher([])('a.txt')).toBe(false);
    expect(matcher([''])('a.txt')).toBe(false);
    expect(matcher(['a'.repeat(100_000), '*.txt'])('a.txt')).toBe(true);
    expect(matcher(['[', '{', '!', '\\', '*.txt'])('a.txt')).toBe(true);
  });
});

describe('isGlob', () => {
  it.each(['**/*.txt', 'a/**/b-*-*/**/*.{txt,news}', '2022-??-[0-9]*.txt', '!drafts/**', 'a+b.txt', '{a,b}/{c,d}.txt'])(
    'takes %s',
    (glob) => {
      expect(isGlob(glob)).toBe(true);
    },
  );

  it.each([
    '',
    'a'.repeat(2000),
    '*a*a*a*a',
    '**/**/**/**/a',
    '+(a|aa)',
    '(a+)+b',
    '{a,aa}+b',
    '[a]+b',
    '{a,}?',
    '{a,}{a,}{a,}{a,}{a,}',
  ])('refuses %s', (glob) => {
    expect(isGlob(glob)).toBe(false);
  });

  it('takes none that is slow', () => {
    const paths = [`${'a'.repeat(250)}!`, `${'a/'.repeat(120)}!`, `${'ab'.repeat(60)}/${'ba'.repeat(60)}!`];
    const globs = [
      '*a*a*a',
      '**/*a*a*a/**/*a*a*a/**',
      '**/*a*b*a/*b*a*b',
      '{a,aa}{a,aa}{a,aa}{a,}*a*a*',
      '**a**a**',
      '[a-b]*[ab]*[ab]*c',
    ];
    for (const glob of globs.filter(isGlob)) for (const path of paths) matcher([glob])(path);
    expect(globs.filter(isGlob)).toEqual(globs);
  });
});
