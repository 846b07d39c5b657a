import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, type IRawGrammar, parseRawGrammar, Registry } from 'vscode-textmate';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/**
 * YAML's grammar comes with VS Code, not with a package. This one stands in for it: enough rules to show that
 * Newsmark's words win over YAML's, and that comments and block scalars stay YAML's.
 */
const YAML = {
  scopeName: 'source.yaml',
  patterns: [
    { match: '(?<=^|\\s)#.*$', name: 'comment.line.yaml' },
    {
      begin: '^( *)[\\w-]+: [|>]-?$',
      end: '^(?!\\1 |\\s*$)',
      contentName: 'string.unquoted.block.yaml',
    },
    { match: '[\\w-]+(?=:)', name: 'entity.name.tag.yaml' },
    { begin: '"', end: '"', name: 'string.quoted.double.yaml' },
    { match: '[^\\s:"#-][^:#]*', name: 'string.unquoted.plain.out.yaml' },
  ],
};

const grammars: Record<string, () => string> = {
  'text.news': () => read('syntaxes/news.tmLanguage.json'),
  'newsmark.region.injection': () => read('syntaxes/sidecar.tmLanguage.json'),
  'newsmark.words.injection': () => read('syntaxes/sidecar-words.tmLanguage.json'),
  'source.yaml': () => JSON.stringify(YAML),
};

const registry = new Registry({
  onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
  loadGrammar: async (name): Promise<IRawGrammar | null> => {
    const text = grammars[name]?.();
    return text === undefined ? null : parseRawGrammar(text, `${name}.json`);
  },
  getInjections: (name) => (name === 'source.yaml' ? ['newsmark.region.injection', 'newsmark.words.injection'] : []),
});

async function load(name: string): Promise<IGrammar> {
  const grammar = await registry.loadGrammar(name);
  if (!grammar) throw new Error(`no grammar ${name}`);
  return grammar;
}

let news: IGrammar;
let yaml: IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM({ data: readFileSync(wasm) });
  news = await load('text.news');
  yaml = await load('source.yaml');
});

interface Token {
  readonly line: number;
  readonly text: string;
  readonly scopes: readonly string[];
}

function tokenise(grammar: IGrammar, text: string): Token[] {
  let state = INITIAL;
  return text.split(/\r\n|\n|\r/).flatMap((line, index) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      line: index + 1,
      text: line.slice(startIndex, endIndex),
      scopes,
    }));
  });
}

/** What a letter in a picture stands for. */
const LETTERS: readonly (readonly [letter: string, scope: string])[] = [
  ['q', 'string.quoted.double.news'],
  ['q', 'string.quoted.other.news'],
  ['s', 'string.quoted.single.news'],
  ['^', 'punctuation.definition.string'],
  ['H', 'markup.heading.headline.news'],
  ['B', 'markup.italic.byline.news'],
  ['P', 'entity.name.type.place.news'],
  ['A', 'entity.other.agency.news'],
  ['-', 'punctuation.separator.dateline.news'],
  ['a', 'support.function.attribution.news'],
];

const letterOf = (scope: string): string | undefined => LETTERS.find(([, known]) => scope.startsWith(known))?.[0];

/** Each line with the letters of its colours below it, the innermost colour of each place. A line without colours has nothing below it. */
function picture(text: string): string {
  const rows = text.split('\n').map(() => '');
  for (const token of tokenise(news, text)) {
    const letter = token.scopes.map(letterOf).findLast((found) => found !== undefined) ?? ' ';
    rows[token.line - 1] += letter.repeat(token.text.length);
  }
  const drawn = text.split('\n').flatMap((line, index) => [line, rows[index]?.trimEnd() ?? '']);
  return drawn.filter((line, index) => index % 2 === 0 || line !== '').join('\n');
}

/** Takes the letters away again, so that a test is one picture: what to tokenise, and what comes out. */
function expectPicture(drawn: string): void {
  const wanted = drawn.replace(/^\n|\n\s*$/g, '').replace(/^ {6}/gm, '');
  const text = wanted
    .split('\n')
    .filter((line) => !/^[qs^HBPAa -]+$/.test(line))
    .join('\n');
  expect(picture(text)).toBe(wanted);
}

const words = (grammar: IGrammar, text: string, scope: string): string[] =>
  tokenise(grammar, text)
    .filter((token) => token.scopes.some((one) => one.startsWith(scope)))
    .map((token) => token.text);

describe('an article', () => {
  it('is in one piece where it is read from right to left', () => {
    const lines = ['הגשר נפתח', '', 'הדובר אמר: "הגשר פתוח." said Ann.', '12 «نعم» قال', 'Ann said “הגשר” is open.'];
    expect(tokenise(news, lines.join('\n')).map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5]);
  });

  it('has a headline, a byline and a dateline', () =>
    expectPicture(`
      Road bridge doesn’t reopen
      HHHHHHHHHHHHHHHHHHHHHHHHHH

      By the Regional Desk
      BBBBBBBBBBBBBBBBBBBB

      KYIV, Sept. 11 (Reuters) — The army said it “won’t stop”.
      PPPPPPPPPPPPPP AAAAAAAAA -          aaaa    ^qqqqqqqqqq^
    `));

  it('has them in German and Ukrainian, too', () => {
    expectPicture(`
      Brücke bleibt zu
      HHHHHHHHHHHHHHHH
      Von Unserer Redaktion
      BBBBBBBBBBBBBBBBBBBBB
      Berlin/Kiew (dpa) – Der Minister sagte: „Wir bleiben.“ Danach ‚nie‘.
      PPPPPPPPPPP AAAAA -              aaaaa  ^qqqqqqqqqqqq^        ^sss^
    `);
    expectPicture(`
      Київ. 11 вересня. УНІАН. Міністр заявив: «Так». За словами мера, ні.
      PPPPPPPPPPPPPPPPP                aaaaaa  ^qqq^  aaaaaaaaaa
    `);
  });

  it('has no headline if its first line is a sentence, or long', () => {
    expectPicture(`
      The bridge is open.
      By contrast, the road is closed.
    `);
    expectPicture(`
      He told us to “stop.”
         aaaa       ^qqqqq^
    `);
    expect(words(news, `${'word '.repeat(40)}\nbody`, 'markup.heading')).toEqual([]);
  });

  it('takes prose that begins like a byline or a dateline for prose', () => {
    expectPicture(`
      x
      H
      By Monday the city fell
      The Army — all of it — left
      By The Bridge stood a guard.
    `);
  });
});

describe('a quotation', () => {
  it('does not begin or end at an apostrophe', () =>
    expectPicture(`
      x
      H
      Russia's and Putin’s, the soldiers' '90s, 'twas rock 'n' roll, ‘90s, don’t, the soldiers’ boots
    `));

  it('may be straight', () =>
    expectPicture(`
      x
      H
      He is 6'2" tall, has a 5" gun and said "it's mine", then 'no, it isn't' and "he 'lied'".
                                        aaaa ^qqqqqqqqq^       ^ssssssssssss^     ^qqqssssss^
    `));

  it('holds one of the other kind', () =>
    expectPicture(`
      x
      H
      “He said ‘no’ to the soldiers’ wives,” she added. ‘It’s a “thing” now’ he says.
      ^qqqqqqqqssssqqqqqqqqqqqqqqqqqqqqqqqq^     aaaaa  ^sssssssqqqqqqqssss^    aaaa
    `));

  it('is not hidden by an inner one that stays open', () =>
    expectPicture(`
      x
      H
      “He said ‘no to that,” she added. “And we ‘never,” he said.
      ^qqqqqqqqqqqqqqqqqqqq^     aaaaa  ^qqqqqqqqqqqqqq^    aaaa
    `));

  it('is French, Spanish, German or Japanese', () =>
    expectPicture(`
      x
      H
      « Oui », a-t-il dit. »Nein«, sagte sie. 「はい」
      ^qqqqq^              ^qqqq^  aaaaa      ^qq^
    `));

  it('goes on over the lines of its paragraph', () =>
    expectPicture(`
      x
      H
      She said: “The bridge is
          aaaa  ^qqqqqqqqqqqqq
      closed, and it stays
      qqqqqqqqqqqqqqqqqqqq
      closed.” Nobody denied it.
      qqqqqqq^        aaaaaa
    `));

  it('ends with its paragraph', () => {
    expectPicture(`
      x
      H
      She said: “The bridge is
          aaaa  ^qqqqqqqqqqqqq

      She said no more.
          aaaa
    `);
    expectPicture(`
      x
      H
      She said: "The bridge
          aaaa  ^qqqqqqqqqq

      She said no more.
          aaaa
    `);
  });

  it('ends before a paragraph that opens another, and before one that is a long line', () => {
    expectPicture(`
      x
      H
      “We came,
      ^qqqqqqqq
      “we saw,” he said.
      ^qqqqqqq^    aaaa
    `);
    const long = `It was said ${'that the bridge is open and '.repeat(8)}so on`;
    expect(words(news, `x\n“We came\n${long}`, 'string.quoted').join('')).toBe('“We came');
  });

  it('does not begin in a long line that never closes it', () => {
    const long = `It was said: “that ${'the bridge is open and '.repeat(8)}so on`;
    expect(words(news, `x\n${long}\nshe said`, 'string.quoted')).toEqual([]);
    expect(words(news, `x\n${long}\nshe said`, 'support.function')).toEqual(['said', 'said']);
  });
});

describe('attribution', () => {
  it('is said in four languages, at a sentence’s beginning, too', () => {
    const text =
      'x\nAccording to him, she claimed and denied it; allegedly. Laut dpa hieß es so, teilte mit. Нібито сказала, повідомили. По словам мэра, заявил.';
    expect(words(news, text, 'support.function')).toEqual(
      'According to|claimed|denied|allegedly|Laut|hieß es|teilte mit|Нібито|сказала|повідомили|По словам|заявил'.split(
        '|',
      ),
    );
  });

  it('is a whole word', () => {
    expect(
      words(
        news,
        'x\nunsaid, said-so, saidst, aforesaid, Blaulicht, сказаний, ad-claimed, claimant',
        'support.function',
      ),
    ).toEqual([]);
  });
});

describe('the samples', () => {
  it('kharkiv.txt', () => {
    const text = read('samples/kharkiv.txt');
    expect(words(news, text, 'string.quoted').join('')).toBe(
      '“Gray Zone,”“achieve the stated goals of liberating Donbas.”' +
        '“A hasty retreat will inevitably lead to heavy losses by the retreating troops in equipment and munitions and — most sensitive of all — in people,”',
    );
    expect(words(news, text, 'support.function')).toEqual(
      'say|say|suggesting that|rumored|According|reportedly|According to|confirmed|said|reportedly|reportedly'.split(
        '|',
      ),
    );
    expect([words(news, text, 'markup'), words(news, text, 'meta.dateline')]).toEqual([[], []]);
  });

  it('pokrovsk.txt', () => {
    const text = read('samples/pokrovsk.txt');
    expect(words(news, text, 'string.quoted').join('')).toBe(
      '“hopeless”“the only connection between the right and left hand is through dodging your own side’s fire.”“unacceptable”',
    );
    expect(words(news, text, 'support.function')).toEqual(
      'revealed|describing|said|claiming|According to|added|warned|stated|reported|described|reported|stated|responded|warning'.split(
        '|',
      ),
    );
    expect([words(news, text, 'markup'), words(news, text, 'meta.dateline')]).toEqual([[], []]);
  });
});

describe('a word', () => {
  const { pattern, flags } = JSON.parse(read('language-configuration.json')).wordPattern;

  it('keeps its apostrophes, hyphens and marks, and a number its separators', () => {
    const text =
      "“Don’t,” the soldiers' Buk-M3 — it's re\u00ADopened (1,200.5 tonnes) in Čáslav: Z\u0301a, клю́ч, 2014’s end.Next";
    expect(text.match(new RegExp(pattern, `${flags}g`))).toEqual(
      "Don’t the soldiers Buk-M3 it's re\u00ADopened 1,200.5 tonnes in Čáslav Z\u0301a клю́ч 2014’s end Next".split(' '),
    );
  });
});

describe('a long line', () => {
  const hostile = [
    '“',
    '„',
    '«',
    '» a',
    '"',
    ' "a',
    '‘',
    '‚',
    '›',
    "'",
    " 'a",
    'a’',
    ' ‘a ',
    '「',
    '“‘',
    '“a ‘b ',
    'said ',
    'A, ',
    'Aa (b) ',
    ' ',
    '. ',
    '🙏',
  ];

  // A pattern whose work grows with more than the line's length would not come to the end within the test's time.
  it.each(hostile)('of %j is tokenised to its end', (unit) => {
    const line = unit.repeat(Math.ceil(20_000 / unit.length));
    const { tokens, stoppedEarly } = news.tokenizeLine(line, INITIAL);
    expect(stoppedEarly).toBe(false);
    expect(tokens.at(-1)?.endIndex).toBeGreaterThanOrEqual(line.length);
  });

  it('of prose is tokenised to its end', () => {
    const sentence = 'The ministry said “the bridge is open”, and the mayor’s office denied it. ';
    const line = sentence.repeat(270);
    expect(line.length).toBeGreaterThan(19_900);
    expect(words(news, line, 'support.function')).toEqual(Array.from({ length: 270 }, () => ['said', 'denied']).flat());
  });
});

describe('a sidecar', () => {
  const colours = (text: string): string[] =>
    tokenise(yaml, text).flatMap(({ line, text: word, scopes }) => {
      const scope = scopes.findLast((one) => one.endsWith('.newsmark') && !one.startsWith('meta.'));
      return scope ? [`${line} ${word} = ${scope.replace('.newsmark', '')}`] : [];
    });

  const SIDECAR = `# by hand
newsmark: 1
article:
  file: a.txt
annotations:
  # label: quote
  - id: g3v9kq2x
    label: quote
    target:
      - exact: The bridge is open
        start: 1
        end: 19
        state: changed
      - exact: "he said \\"no\\""
        state: lost
    attributes:
      verdict: disputed
    note: |-
      label: claim
      to: g3v9kq2x
    links:
      - role: source
        to: p8m2hx0r
      - role: same
        to: more/b c.txt#p8m2hx0r
    review:
      state: accepted
    conflict:
      - field: [attributes, verdict]
        theirs: confirmed
`;

  it('has its labels, ids, words, states, verdicts, links and conflicts coloured', () => {
    expect(colours(SIDECAR)).toEqual([
      '7 g3v9kq2x = entity.name.function.id',
      '8 quote = entity.name.type.label',
      '10 The bridge is open = markup.bold.exact',
      '13 changed = markup.changed.state',
      '14 he said  = markup.bold.exact',
      '14 \\" = markup.bold.exact',
      '14 no = markup.bold.exact',
      '14 \\" = markup.bold.exact',
      '15 lost = markup.deleted.state',
      '17 disputed = variable.other.enummember.verdict',
      '23 p8m2hx0r = markup.underline.link',
      '25 more/b c.txt#p8m2hx0r = markup.underline.link',
      '27 accepted = markup.inserted.state',
      '28 conflict = invalid.illegal.conflict',
    ]);
  });

  it('leaves every other YAML file alone', () => {
    expect(colours(SIDECAR.replace('newsmark: 1', 'version: 1'))).toEqual([]);
    expect(colours(`---\nfile: b\n---\nlabel: x\nlist:\n  - id: abc\n    newsmark: 1\n    label: x\n`)).toEqual([]);
  });

  it('ends with its document', () => {
    expect(colours('newsmark: 1\nannotations:\n  - label: quote\n---\nannotations:\n  - label: quote\n')).toEqual([
      '3 quote = entity.name.type.label',
    ]);
  });

  it('shows the samples’ own labels', () => {
    expect(words(yaml, read('samples/newsmark.yaml'), 'entity.name.type.label.newsmark')).toEqual(
      'claim|source|quote|source|supports|contradicts|same'.split('|'),
    );
    const labels = words(yaml, read('samples/kharkiv.txt.newsmark.yaml'), 'entity.name.type.label.newsmark');
    expect([...new Set(labels)]).toEqual(['claim', 'source', 'quote']);
  });
});
