/**
 * Invisible, and put where programs find links in text that is no Markdown any more: in `://`, behind `www`, and behind
 * `@`.
 */
const JOINER = '\u2060';

/** Characters that turn the direction of what is read, and the joiner: they are told by their numbers. */
const TOLD = /[\u202a-\u202e\u2066-\u2069\u2060]/g;

/** A text as a report has it: what would turn its direction is seen as `[U+202E]`. */
export const seen = (text: string): string =>
  text.replace(TOLD, (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase()}]`);

/**
 * A text as Markdown that shows it as it is: nothing in it is markup, a link, an image, HTML, a mention or a formula, in
 * CommonMark and its common extensions. What a line of it ends stays a line end; all lines but the first begin with
 * `prefix`.
 */
export const toMarkdown = (text: string, prefix = ''): string =>
  seen(text)
    .split('\n')
    .map((line, i, lines) => {
      // An empty line parts paragraphs; between two others the backslash is a line end.
      const end = line !== '' && (lines[i + 1] ?? '') !== '' ? '\\' : '';
      const start = line === '' ? prefix.trimEnd() : prefix;
      return (i === 0 ? '' : start) + escapeLine(line) + end;
    })
    .join('\n');

const escapeLine = (line: string): string =>
  line
    .replace(/[\\`*_{}[\]<>#|~&$^%=@]|(?<!\d):(?=\S)|:(?=[^\s\d])|-(?=-)|(?<=[^\s\p{P}])\.(?=[^\s\p{P}])/gu, '\\$&')
    // What begins a list or a definition, or draws a line.
    .replace(/^(\s*)(?=[-+:])/, '$1\\')
    .replace(/^(\s*\d+)(?=[.)])/, '$1\\')
    .replace(/\\@(?=\S)|\\:(?=\/\/)|www(?=\\?\.)/gi, `$&${JOINER}`)
    // White space that would begin code, or be lost, and what some programs take for a line end.
    .replace(/^[ \t]|[ \t]$|[^\P{Cc}\t]|[\u2028\u2029]/gu, (space) => `&#${space.charCodeAt(0)};`);

/** The twin of `toMarkdown` without a prefix: the text as `seen` gives it. */
export const fromMarkdown = (markdown: string): string =>
  markdown
    .replaceAll(JOINER, '')
    .replace(/\\([\n!-/:-@[-`{-~])|&#(\d+);/g, (_, mark: string | undefined, code: string) =>
      mark === undefined ? String.fromCharCode(Number(code)) : mark,
    );

/** The same on one line. */
export const markdownLine = (text: string): string => toMarkdown(text.replace(/\s+/g, ' ').trim());
