import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Frame } from '@playwright/test';
import { build } from 'esbuild';
import { fragment } from '../../src/core/anchor.ts';
import type { Annotation } from '../../src/core/annotation.ts';
import type { Span } from '../../src/core/span.ts';
import { type Choices, type Exporter, exportArticle } from '../../src/formats/exporter.ts';
import { hypothesis } from '../../src/formats/hypothesis.ts';
import { w3c } from '../../src/formats/w3c.ts';
import { exportable } from '../unit/formats/exportable.ts';
import { expect, test } from './fixtures.ts';
import type { Found, Target } from './readers.ts';

/*
 * What we export for web pages, read by programs that are not ours in a web page: Apache Annotator, Recogito's text
 * annotator and the client of Hypothes.is. Only a browser is needed, no VS Code.
 */

/** What stands in the page when readers.ts is in it. */
declare const readers: typeof import('./readers.ts');

const FACES = '😀'.repeat(40);
const BUDGET = 'nothing about the budget';
const REFRAIN = `The mayor said nothing new about it, and ${BUDGET} of the year, on Monday.\n`;

const TEXT = [
  '😀 Smith said no. Smith said no again; Smith said no.\n',
  'She: “👩‍👩‍👧 Zoë and Zoe\u0308, 🇺🇦 and 🏳️‍🌈, <b>it’s</b> &amp; no.”\n\n',
  'שלום עולם אמר 12 כן, وقال أهلا كن.\u200f said no\n',
  `${FACES}said no${FACES}said no\n`,
  'About 5\u00a0000\u202f€\u2028of a sum,\ttoo\u2029next \ufeff zero\u200bwidth and \u{1d54f}\u{1d550}\u0301.\n',
  REFRAIN.repeat(3),
  'The end 🏁',
].join('');

/** The words’ nth place, from one. */
function at(words: string, nth = 1): Span {
  let start = -1;
  for (let i = 0; i < nth; i++) start = TEXT.indexOf(words, start + 1);
  if (start < 0) throw new Error(`"${words}" is not there ${nth} times`);
  return { start, end: start + words.length };
}

/** From the first of the words to the last of others. */
const through = (first: string, last: string): Span => ({ start: at(first).start, end: at(last).end });

/** What is tagged, each in its fragments. */
const TAGGED: readonly (readonly Span[])[] = [
  [at('😀')],
  // The same words again and again.
  ...[1, 2, 3, 4, 5, 6].map((nth) => [at('said no', nth)]),
  ...[1, 2, 3].map((nth) => [at('Smith', nth)]),
  ...[1, 2, 3].map((nth) => [at('no', nth)]),
  ...[1, 2, 3].map((nth) => [at(BUDGET, nth)]),
  // Around these, over their ends, and in several pieces.
  [through('Smith', 'again')],
  [through('again', 'Zoë')],
  [through('She', 'כן')],
  [at('Smith', 2), at('no again'), at('👩‍👩‍👧'), at('no', 4)],
  [at('עולם'), at('كن'), at(FACES, 2)],
  // What is more than one code point, or is a part of such.
  [at('👩‍👩‍👧 Zoë')],
  [at('👧')],
  [at('Zoe\u0308')],
  [at('\u0308')],
  [at('🇺🇦')],
  [at('🇦')],
  [at('🏳️‍🌈')],
  [at('<b>it’s</b> &amp;')],
  [at('שלום עולם אמר 12 כן, وقال')],
  [at('5\u00a0000\u202f€\u2028of')],
  [at('\u00a0')],
  [at('sum,\ttoo\u2029next \ufeff zero\u200bw')],
  [at('\u{1d550}\u0301')],
  [at('end 🏁')],
  [{ start: 0, end: TEXT.length }],
];

const ANNOTATIONS = TAGGED.map(
  (spans, i): Annotation => ({
    id: `a${i}`,
    label: 'claim',
    target: spans.map((span) => fragment(TEXT, span)),
    attributes: {},
    links: [],
  }),
);

const found = ({ start, end }: Span): Found => ({ start, words: TEXT.slice(start, end) });

/** Where the fragments of each annotation are. */
const PLACES = TAGGED.map((spans) => spans.map(found));

/** Where the words of each annotation are, from the first to the last, as the format without fragments has it. */
const WHOLES = TAGGED.map((spans) => found({ start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 }));

function exported(exporter: Exporter, annotations: readonly Annotation[], choices?: Choices) {
  const { chunk, written } = exportArticle(exporter, exportable(TEXT, annotations), choices);
  expect(written).toBe(annotations.length);
  return JSON.parse(chunk);
}

interface Item {
  readonly motivation: string;
  readonly target: Target | readonly Target[];
}

const itemsOf = (annotations: readonly Annotation[], choices?: Choices): readonly Item[] =>
  exported(w3c, annotations, choices).items;

/** The selectors of each fragment of each annotation. */
const selectorsOf = (annotations: readonly Annotation[], type: 'TextQuoteSelector' | 'TextPositionSelector') =>
  itemsOf(annotations).map(({ target }) =>
    [target].flat().flatMap(({ selector }) => selector.filter((each) => each.type === type)),
  );

let script = '';
let client = '';

test.beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'readers.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'readers',
  });
  script = outputFiles[0]?.text ?? '';
  const file = '../../node_modules/hypothesis/build/scripts/annotator.bundle.js';
  client = await readFile(path.resolve(import.meta.dirname, file), 'utf8');
});

/** The article alone, in a paragraph for each line. */
const LINES = TEXT.split(/(?<=\n)/);

/** What readers say of a frame of a page that has these paragraphs. */
async function read<T>(browser: Browser, paragraphs: readonly string[], ask: (frame: Frame) => Promise<T>): Promise<T> {
  const page = await browser.newPage();
  try {
    await page.route('**', (route) => {
      const body = route.request().url().endsWith('/page') ? '<iframe src="/article"></iframe>' : '';
      return route.fulfill({ contentType: 'text/html', body: `<!doctype html>${body}` });
    });
    await page.goto('https://desk.example/page');
    const frame = page.frames().find((each) => each.url().endsWith('/article'));
    if (!frame) throw new Error('There is no frame.');
    await frame.addScriptTag({ content: script });
    await frame.evaluate((all) => {
      for (const text of all) {
        document.body.append(Object.assign(document.createElement('p'), { textContent: text }));
      }
    }, paragraphs);
    expect(await frame.evaluate(() => document.body.textContent)).toBe(paragraphs.join(''));
    return await ask(frame);
  } finally {
    await page.close();
  }
}

const byApache = (browser: Browser, selectors: ReturnType<typeof selectorsOf>) =>
  read(browser, LINES, (frame) =>
    frame.evaluate(
      (all) => Promise.all(all.map((each) => Promise.all(each.map((one) => readers.apache(one))))),
      selectors,
    ),
  );

const byRecogito = (browser: Browser, items: readonly Item[]) =>
  read(browser, LINES, (frame) => frame.evaluate((all) => readers.recogito('news/a.txt', all), items));

const byHypothesis = (browser: Browser, annotations: readonly Annotation[], paragraphs = LINES) =>
  read(browser, paragraphs, (frame) =>
    frame.evaluate(([code, all]) => readers.hypothesis(code, all), [
      client,
      exported(hypothesis, annotations).annotations,
    ] as const),
  );

test('Apache Annotator finds positions in code points', async ({ browser }) => {
  const places = await byApache(browser, selectorsOf(ANNOTATIONS, 'TextPositionSelector'));
  expect(places).toEqual(PLACES.map((each) => each.map((one) => [one])));
});

test('Apache Annotator finds quotes by the words around them', async ({ browser }) => {
  const places = await byApache(browser, selectorsOf(ANNOTATIONS, 'TextQuoteSelector'));
  // Twice the refrain has the same around it, as far as a quote reaches: only positions tell them apart.
  const same = [1, 2].map((nth) => found(at(BUDGET, nth)));
  const all = (place: Found) => (same.some(({ start }) => start === place.start) ? same : [place]);
  expect(places).toEqual(PLACES.map((each) => each.map(all)));
});

test('Recogito finds positions in UTF-16 units', async ({ browser }) => {
  expect(await byRecogito(browser, itemsOf(ANNOTATIONS, { unit: 'utf16' }))).toEqual(PLACES);
});

test('Hypothes.is finds what is exported for it', async ({ browser }) => {
  expect(await byHypothesis(browser, ANNOTATIONS)).toEqual(WHOLES);
});

test('Hypothes.is finds it below a heading, too, where no position is right', async ({ browser }) => {
  const heading = 'Smith said no, says the 🏁 paper';
  const places = await byHypothesis(browser, ANNOTATIONS, [heading, ...LINES]);
  expect(places).toEqual(WHOLES.map(({ start, words }) => ({ start: heading.length + start, words })));
});

test('Hypothes.is finds it in paragraphs without line ends', async ({ browser }) => {
  // Over a line end its search is for similar words, and may begin or end with others.
  const within = ANNOTATIONS.filter((_, i) => !WHOLES[i]?.words.includes('\n'));
  expect(within.length).toBeGreaterThan(25);
  const bare = (text: string) => text.replaceAll('\n', '');
  const places = await byHypothesis(browser, within, LINES.map(bare));
  const wholes = WHOLES.filter(({ words }) => !words.includes('\n'));
  expect(places).toEqual(wholes.map(({ start, words }) => ({ start: bare(TEXT.slice(0, start)).length, words })));
});

test('Hypothes.is finds what was changed by what stood around it', async ({ browser }) => {
  const before = ANNOTATIONS.filter((_, i) => WHOLES[i]?.words === 'said no');
  const changed = before.map((each): Annotation => {
    const target = each.target.map((one) => ({ ...one, exact: 'says no', state: 'lost' as const }));
    return { ...each, target };
  });
  const places = await byHypothesis(browser, changed);
  expect(places).toEqual(WHOLES.filter(({ words }) => words === 'said no'));
});

test('what is lost, and a link, is nowhere', async ({ browser }) => {
  const [first, second] = ANNOTATIONS;
  if (!first || !second) throw new Error('There are no annotations.');
  // No letter of it is in the article: Hypothes.is would find similar words.
  const target = first.target.map((each) => ({ ...each, exact: 'Зникло', state: 'lost' as const }));
  const annotations = [
    { ...first, target },
    { ...second, links: [{ role: 'source', to: first.id }] },
  ];
  expect(await byApache(browser, selectorsOf(annotations.slice(0, 1), 'TextQuoteSelector'))).toEqual([[[]]]);
  expect(await byHypothesis(browser, annotations)).toEqual([undefined, WHOLES[1]]);
  const items = itemsOf(annotations, { unit: 'utf16' });
  expect(await byRecogito(browser, items)).toEqual([
    expect.stringContaining('Missing selector types: TextPositionSelector'),
    PLACES[1],
    // Its annotator would stop here: the link must be taken out first, as docs/decisions.md says.
    expect.stringContaining('thrown'),
  ]);
  expect(items.map(({ motivation }) => motivation)).toEqual(['classifying', 'classifying', 'linking']);
});
