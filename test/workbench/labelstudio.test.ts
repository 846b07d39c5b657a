import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Annotation } from '../../src/core/annotation.ts';
import { applyChange } from '../../src/core/document.ts';
import { BUILT_IN, type Codebook } from '../../src/core/label.ts';
import { contentOf, Export } from '../../src/formats/exporter.ts';
import type { ForeignArticle } from '../../src/formats/importer.ts';
import { attributeOf, TEXT as OBJECT } from '../../src/formats/labelcontrol.ts';
import { labelStudio } from '../../src/formats/labelstudio.ts';
import { fromLabelStudio } from '../../src/formats/labelstudioimport.ts';
import { incorporate, type Way } from '../../src/store/incorporate.ts';
import { annotated, exportable, lost } from '../unit/formats/exportable.ts';
import { expect, test } from './fixtures.ts';

// Programs that other people annotate with read what is exported for them: here the front end of Label Studio as npm has
// it, in a page of its own, without a server.

const TEXT = [
  '😀 Smith  said: “we lie, 👩‍👩‍👧”,\tagain',
  'and 🇺🇦 cafe\u0301 again.\u2028Next',
  '',
  'שלום: $5 for <b>A</b> &amp; B\u00a0C \\n \ufeffend.',
  '',
].join('\n');

const codebook: Codebook = {
  ...BUILT_IN,
  labels: [
    ...BUILT_IN.labels,
    {
      ...{ name: 'a, "b" & <c>', title: 'A', colour: 'blue', was: [] },
      attributes: [{ name: 'цена $', title: 'Price', values: ['$5', '$text', 'a,\nb', '"<&'] }],
    },
  ],
};

const ANNOTATIONS: readonly Annotation[] = [
  annotated(TEXT, ['“we lie, 👩‍👩‍👧”,\tagain\nand 🇺🇦 cafe\u0301', 'Next\n\nשלום'], {
    label: 'quote',
    note: 'first\n\nsecond 😀',
    attributes: { kind: ['direct', 'mixed'], speaker: ['Smith', 'two\nlines'], 'my key': 'x y' },
    links: [
      { role: 'source', to: 'b0' },
      { role: 'same', to: 'other.txt#b0' },
      { role: 'supports', to: 'b0' },
      { role: 'contradicts', to: 'c0' },
      { role: 'my role', to: 'a0000000' },
    ],
    ...{ by: 'ana', created: '2026-11-21T21:05:00Z', modified: '2026-11-21T21:06:12Z', modifiedBy: 'ben' },
    review: { state: 'accepted', by: 'ben', at: '2026-11-22T09:00:00Z' },
  }),
  annotated(TEXT, ['Smith'], { id: 'b0', label: 'source', attributes: { kind: 'person', entity: 'شركة' } }),
  // Within the quote, over its end, and on the same words as another.
  annotated(TEXT, ['lie'], {
    ...{ id: 'c0', note: 'sure?', attributes: { verdict: 'false', credibility: '6' } },
    links: [{ role: 'same', to: 'b0' }],
  }),
  annotated(TEXT, ['cafe\u0301 again.\u2028Next\n\nשלום: $5'], { id: 'd0', label: 'my label', suggestedBy: 'rules' }),
  annotated(TEXT, ['Smith'], {
    id: 'e0',
    label: 'a, "b" & <c>',
    attributes: { 'цена $': ['$5', '$text', 'a,\nb', '"<&'] },
  }),
  annotated(TEXT, ['<b>A</b> &amp; B\u00a0C \\n \ufeffend'], { id: 'f0', attributes: { verdict: 'not listed' } }),
  annotated(TEXT, ['😀'], { id: 'g0', label: '$text' }),
  lost(annotated(TEXT, ['again.'], { id: 'lost' })),
];
const PLACED = ANNOTATIONS.filter(({ id }) => id !== 'lost');

/** What is read of the front end's own state. Its ids end with that of the list of annotations. */
interface Store {
  readonly annotationStore: {
    readonly annotations: readonly [Shown];
    /** The parts of the configuration. Text is ready when its regions are shown. */
    readonly names: ReadonlyMap<string, { readonly isReady?: boolean }>;
    readonly validation: readonly unknown[] | null;
  };
}

interface Shown {
  readonly regions: readonly {
    readonly cleanId: string;
    readonly startOffset: number;
    readonly endOffset: number;
    readonly text: string;
    readonly results: readonly {
      readonly type: string;
      readonly from_name: { readonly name: string };
      readonly mainValue: readonly string[];
    }[];
    /** Of the page, once the region is shown. */
    readonly _spans?: readonly Element[];
  }[];
  readonly relationStore: {
    readonly relations: readonly {
      readonly node1: { readonly cleanId: string };
      readonly node2: { readonly cleanId: string };
      readonly direction: string;
      readonly relations: { selectedValues(): readonly string[] };
    }[];
  };
  selectArea(region: Shown['regions'][number]): void;
  serializeAnnotation(): readonly object[];
}

declare global {
  interface Window {
    /** The front end's. */
    Htx: Store;
    LabelStudio: new (root: string, options: object) => unknown;
  }
}

interface Task {
  readonly data: object;
  readonly annotations: readonly { readonly result: readonly object[] }[];
}

/** What Newsmark writes for Label Studio. */
function written(): { readonly task: Task; readonly config: string } {
  const running = new Export(labelStudio);
  const { pieces } = running.add(exportable(TEXT, ANNOTATIONS, { codebook, root: 'news/' }));
  const all = [...pieces, ...running.end()];
  const textOf = (ending: string) =>
    new TextDecoder().decode(contentOf(all.filter(({ name }) => name.endsWith(ending))));
  return { task: JSON.parse(textOf('.json'))[0], config: textOf('.xml') };
}

/** Shows a task in Label Studio. The page gets nothing but the front end's script. */
async function show(page: Page, { task, config }: ReturnType<typeof written>): Promise<void> {
  const script = createRequire(import.meta.url).resolve('@heartexlabs/label-studio');
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><p id="root">' });
    return pathname === '/main.js' ? route.fulfill({ path: script }) : route.abort();
  });
  await page.goto('http://localhost/');
  await page.addStyleTag({ path: path.join(path.dirname(script), '../css/main.css') });
  await page.addScriptTag({ url: '/main.js' });
  // As its server hands out what was imported: with numbers.
  const annotations = task.annotations.map((each, i) => ({ ...each, id: String(i + 1) }));
  await page.evaluate(
    (options) => {
      new window.LabelStudio('root', options);
    },
    { config, task: { ...task, id: 1, annotations }, interfaces: ['side-column'] },
  );
  await page.waitForFunction((name) => window.Htx?.annotationStore.names.get(name)?.isReady, OBJECT);
}

async function read(page: Page) {
  const { regions, ...rest } = await page.evaluate(() => {
    const { annotations, validation } = window.Htx.annotationStore;
    const [{ regions, relationStore }] = annotations;
    return {
      errors: validation?.map(String) ?? [],
      regions: regions.map(({ cleanId, startOffset, endOffset, text, results, _spans: spans = [] }) => ({
        id: cleanId,
        ...{ start: startOffset, end: endOffset, text },
        shown: spans.map(({ textContent }) => textContent).join(''),
        says: results.map(({ from_name, mainValue }) => [from_name.name, [...mainValue]] as const),
      })),
      relations: relationStore.relations.map(({ node1, node2, direction, relations }) => ({
        ...{ from: node1.cleanId, to: node2.cleanId, direction },
        roles: [...relations.selectedValues()],
      })),
    };
  });
  const named = (says: (typeof regions)[number]['says']) =>
    Object.fromEntries(says.map(([control, values]) => [attributeOf(control), values]));
  return { ...rest, regions: regions.map((region) => ({ ...region, says: named(region.says) })) };
}

/** Version 1.4 leaves line ends out of the words of a region. */
const inOneLine = (words: string): string => words.replaceAll('\n', '');

/** The regions of an annotation. Label Studio counts code points. */
const regionsOf = ({ id, label, target, attributes, note }: Annotation) =>
  target.map(({ start, end, exact }, i) => ({
    id: i === 0 ? id : `${id}.${i + 1}`,
    start: Array.from(TEXT.slice(0, start)).length,
    end: Array.from(TEXT.slice(0, end)).length,
    ...{ text: inOneLine(exact), shown: inOneLine(exact) },
    says: {
      label: [label],
      ...(i === 0 && Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, [value].flat()]))),
      ...(i === 0 && note !== undefined && { note: [note] }),
    },
  }));

const way: Way = {
  ...{ importer: fromLabelStudio, exporter: labelStudio, codebook, root: 'news/', label: (name) => name },
  random: (bytes) => new Uint8Array(bytes),
};

/** What comes in of what Label Studio saves. */
async function saved(page: Page, { data }: Task): Promise<ForeignArticle> {
  const result = await page.evaluate(() => window.Htx.annotationStore.annotations[0].serializeAnnotation());
  const bytes = new TextEncoder().encode(JSON.stringify([{ data, annotations: [{ result }] }]));
  const { articles: [article] = [], skipped } = fromLabelStudio.read({ name: 'tasks.json', bytes, beside: new Map() });
  expect(skipped).toEqual([]);
  if (!article) throw new Error('Nothing was read.');
  return article;
}

test('Label Studio reads what is exported for it, and gives it back as it was', async ({ browser }) => {
  const page = await browser.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('requestfailed', (request) => wrong.push(request.url()));
  const { task, config } = written();
  await show(page, { task, config });

  await test.step('each region is on its words, with its label, values and note, and relations have their roles', async () => {
    const { errors, regions, relations } = await read(page);
    expect(errors).toEqual([]);
    expect(regions).toEqual(PLACED.flatMap(regionsOf));
    expect(relations).toEqual([
      { from: 'a0000000', to: 'b0', direction: 'right', roles: ['source', 'supports'] },
      { from: 'a0000000', to: 'c0', direction: 'right', roles: ['contradicts'] },
      { from: 'a0000000', to: 'a0000000', direction: 'right', roles: ['my role'] },
      { from: 'c0', to: 'b0', direction: 'right', roles: ['same'] },
    ]);
  });

  await test.step('what it saves is what was exported', async () => {
    const article = await saved(page, task);
    const came = applyChange([], incorporate(article, TEXT, [], way).change);
    expect([...came].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(PLACED);
    expect(incorporate(article, TEXT, ANNOTATIONS, way)).toMatchObject({
      ...{ change: { steps: [] }, known: PLACED.length, added: 0, changed: 0, conflicts: 0, skipped: [] },
    });
  });

  await test.step('who chooses a region sees what its label can have and what it has; what they change is all that changes', async () => {
    await page.evaluate(() => {
      const [annotation] = window.Htx.annotationStore.annotations;
      const claim = annotation.regions.find(({ cleanId }) => cleanId === 'c0');
      if (claim) annotation.selectArea(claim);
    });
    await expect(page.getByRole('checkbox', { name: 'false' })).toBeChecked();
    await expect(page.getByRole('checkbox', { name: 'confirmed' })).not.toBeChecked();
    await expect(page.getByRole('checkbox', { name: 'person' })).toBeHidden();
    await expect(page.getByTestId('textarea-region')).toHaveText('sure?');
    await page.getByRole('checkbox', { name: 'confirmed' }).check();
    const { change } = incorporate(await saved(page, task), TEXT, ANNOTATIONS, way);
    const before = ANNOTATIONS.find(({ id }) => id === 'c0');
    const attributes = { ...before?.attributes, verdict: ['confirmed', 'false'] };
    expect(change.steps).toEqual([{ before, after: { ...before, attributes } }]);
  });

  expect(wrong).toEqual([]);
  await page.close();
});
