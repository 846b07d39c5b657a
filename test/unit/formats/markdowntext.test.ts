import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { fromMarkdown, markdownLine, seen, toMarkdown } from '../../../src/formats/markdowntext.ts';

const html = (markdown: string) => new Marked().parse(markdown, { async: false }).trim();

/** What a browser shows of a paragraph, without what cannot be seen. */
const shown = (markdown: string) =>
  html(markdown)
    .replaceAll('\u2060', '')
    .replace(/<\/?p>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? "'");

describe('text in Markdown', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<!-- a -->',
    '</p><h1>a</h1>',
    '&lt;b&gt; &#60;b&#62; &amp;',
    '[a](javascript:alert(1))',
    '![a](http://evil.example/a.png)',
    '[a]: http://evil.example "a"',
    '[a][b] [^1] [ ] [x]',
    '<https://evil.example>',
    '*a* **a** _a_ __a__ ~a~ ~~a~~ ==a== ^a^',
    '`a` ``a`` ```a',
    '# a',
    'a #tag',
    '- a',
    '+ a',
    '1. a',
    '1) a',
    '> a',
    '| a | b |',
    '---',
    '***',
    '===',
    ': a',
    '::: a',
    ':smile: :100:',
    '$a$ $$a$$',
    '{{ a }} {% a %} {#a}',
    '\\',
    '\\*a\\*',
    'a\\b',
    '“e\u0301” 😀 שלום, 3.5 %',
  ])('%j is shown as it is', (text) => {
    expect(shown(toMarkdown(text))).toBe(text);
    expect(fromMarkdown(toMarkdown(text))).toBe(text);
    expect(shown(`> a\n> ${toMarkdown(text)}`)).toBe(`<blockquote>\na\n${text}\n</blockquote>`);
  });

  it.each([
    'https://evil.example',
    'HTTP://evil.example',
    'www.evil.example',
    'www._a.evil.example',
    'ana@desk.example',
    'a @ana b',
  ])('no link is found in %j', (text) => {
    const once = toMarkdown(text);
    expect(html(once)).not.toContain('<a');
    expect(fromMarkdown(once)).toBe(text);
    // Some programs look for links in what is shown.
    expect(html(html(once))).not.toContain('<a');
  });

  it('leaves prose readable', () => {
    const prose =
      'He said: “No (not yet) – it’s 3, or 4; well-known, isn\'t it?” / "Yes!" 5 + 6 at 10:30 … “Oh.” (Oh.) 7.';
    expect(toMarkdown(prose)).toBe(prose);
  });

  it('keeps dashes apart that some programs make one of', () => {
    expect(toMarkdown('a -- b')).toBe('a \\-- b');
  });

  it('keeps lines, paragraphs and white space at the ends of lines', () => {
    const text = 'a\n    b \\\n\n\n\tc\n \nd  ';
    expect(toMarkdown(text, '> ')).toBe('a\\\n> &#32;   b \\\\\n>\n>\n> &#9;c\\\n> &#32;\\\n> d &#32;');
    expect(fromMarkdown(toMarkdown(text))).toBe(text);
    expect(html(`> ${toMarkdown(text, '> ')}`)).not.toContain('<code>');
    expect(markdownLine(' a\n \tb\u2028c ')).toBe('a b c');
  });

  it('has no character that ends a line elsewhere', () => {
    const text = 'a\u2028b\u2029c\u0085d\u000be\u000cf\rg\u0000h';
    expect(toMarkdown(text)).toBe('a&#8232;b&#8233;c&#133;d&#11;e&#12;f&#13;g&#0;h');
    expect(fromMarkdown(toMarkdown(text))).toBe(text);
  });

  it('tells what would turn its direction, or cannot be seen', () => {
    expect(seen('a\u202eb\u2066c\u2060d')).toBe('a[U+202E]b[U+2066]c[U+2060]d');
    expect(toMarkdown('a\u202eb')).toBe('a\\[U+202E\\]b');
    expect(fromMarkdown(toMarkdown('http:\u2060//a'))).toBe('http:[U+2060]//a');
  });
});
