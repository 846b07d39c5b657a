import fc from 'fast-check';
import { Marked } from 'marked';
import { expect, it } from 'vitest';
import { fromMarkdown, markdownLine, seen, toMarkdown } from '../../src/formats/markdowntext.ts';
import { PIECES } from './articles.ts';

/** What means something in Markdown, or to those who look for links. */
const MARKS = [
  ...['<img src=x onerror=a>', '<a href=x>', '</p>', '<!--', '-->', '&lt;', '&#60;', '&', '<https://x.example>'],
  ...['[x](javascript:1)', '![i](http://x.example/y)', '[a]: http://x.example', '[a]', '[^1]: x', '- [ ] '],
  ...['https://x.example', 'www.x.example', 'www.', '//x.example', 'mailto:', 'a@b.example', '@a', 'x.example'],
  ...['`', '```', '~~~', '*', '**', '_', '~~', '==', '$$', '^', '\\', '|', '|-|', '{{x}}', ':', '!'],
  ...['# ', '## ', '> ', '+ ', '* ', '1. ', '1) ', '12', '.', ')', '---', '===', '***', '- Id: a0'],
  ...['\n\n', '\n\n\n', '    ', '\0', '\u202e', '\u2060'],
];

it('shows every text as text, wherever it stands', () => {
  const text = fc.array(fc.constantFrom(...PIECES, ...MARKS), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(
      text.map((pieces) => pieces.join('')),
      (wild) => {
        expect(fromMarkdown(toMarkdown(wild))).toBe(seen(wild));
        const words = wild.trim() || 'a';
        const [line, quote, note] = [markdownLine(wild), toMarkdown(words, '> '), toMarkdown(wild, '  ')];
        const report = `# ${line}\n\n- A: ${line}\n- B\n\n## 1. ${line}\n\n> ${quote}\n\n- Note: ${note}\n- C\n`;
        const html = new Marked().parse(report, { async: false });
        const tags = Array.from(html.matchAll(/<(?!\/)([^>]*)>?/g), ([, tag]) => tag ?? '');
        expect(tags.filter((tag) => tag !== 'p' && tag !== 'br')).toEqual([
          'h1',
          'ul',
          'li',
          'li',
          'h2',
          'blockquote',
          'ul',
          'li',
          'li',
        ]);
      },
    ),
    { numRuns: 3000 },
  );
});
