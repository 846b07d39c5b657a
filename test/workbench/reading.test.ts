import type { Page } from '@playwright/test';
import { parse } from 'yaml';
import { Sentences } from '../../src/language/sentences.ts';
import { expect, test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

/** What a person does at one sentence, with the keys of tagging mode. `L`: Shift+L; `R`: Shift+R, link to the nearest source. */
interface Stop {
  readonly keys: string;
  /** Words of the annotations that come of it, in that order; undefined for the whole sentence. */
  readonly made: readonly (readonly [label: string, words?: string | readonly string[]])[];
  /** Which of those has a link, counted from 0, and to which source's words. */
  readonly link?: readonly [number, string];
  readonly note?: readonly [number, string];
  readonly verdict?: readonly [number, string];
}

const BLOGGER = 'A Russian war blogger';
const THE_BLOGGER = 'The blogger';
const HE = 'He';
const quoteOf = (source: string): Stop => ({ keys: 'qR', made: [['quote']], link: [0, source] });
const from = (words: string, keys: string, more: Partial<Stop> = {}): Stop => ({
  keys: `${keys}sqR`,
  made: [['source', words], ['quote']],
  link: [1, words],
  ...more,
});
const CLAIM: Stop = { keys: 'c', made: [['claim']] };
const AGAIN: Stop = { keys: '.', made: [['claim']] };
const BOTH: Stop = { keys: '.q', made: [['claim'], ['quote']] };

const STOPS: readonly Stop[] = [
  from(BLOGGER, 'LLLL'),
  quoteOf(BLOGGER),
  from(THE_BLOGGER, 'LL', { note: [1, 'In substance.\nNo link to the post.'] }),
  quoteOf(THE_BLOGGER),
  quoteOf(THE_BLOGGER),
  quoteOf(THE_BLOGGER),
  from(HE, 'L'),
  {
    keys: "LqllLL'",
    made: [['quote', [HE, 'stated that']]],
    note: [0, 'Broken, for the test of it'],
  },
  CLAIM,
  AGAIN,
  AGAIN,
  { keys: 'cv2', made: [['claim']], verdict: [0, 'confirmed'] },
  BOTH,
  CLAIM,
  { keys: 'cv3', made: [['claim']], verdict: [0, 'disputed'], note: [0, 'Which day?'] },
  BOTH,
  CLAIM,
  AGAIN,
  { ...CLAIM, note: [0, 'Opinion.'] },
  AGAIN,
  from('European nations', 'LL'),
  from('Both the European Union', 'LLLL', { note: [1, 'Ask both'] }),
  from('Putin’s spokesperson Dmitry Peskov', 'LLLL'),
];

/** Counts the keys that a person presses. */
class Keys {
  readonly #vscode: Workbench;
  readonly #page: Page;
  tagging = 0;
  moving = 0;
  writing = 0;

  constructor(vscode: Workbench) {
    this.#vscode = vscode;
    this.#page = vscode.page;
  }

  /** From one sentence to another. */
  async move(...keys: readonly string[]): Promise<void> {
    this.moving += keys.length;
    await this.#vscode.press(...keys);
  }

  async tag(keys: string): Promise<void> {
    for (const key of keys) {
      this.tagging++;
      await this.#vscode.press('LR'.includes(key) ? `Shift+${key}` : key);
      if (key === 'v') await this.#vscode.quick.row('disputed').waitFor();
      if ('123'.includes(key)) await this.#vscode.quick.widget.waitFor({ state: 'hidden' });
    }
  }

  /** A note, with its key and the one that saves it. */
  async note(text: string): Promise<void> {
    await this.#vscode.press('e');
    await this.#vscode.note.opened('');
    for (const [i, line] of text.split('\n').entries()) {
      if (i > 0) await this.#vscode.press('Enter');
      await this.#page.keyboard.type(line);
    }
    await this.#vscode.press('Control+Enter');
    await this.#vscode.note.closed();
    this.writing += [...text].length + 2;
  }
}

test('a whole article is tagged with keys alone', async ({ vscode, folder }) => {
  test.setTimeout(180_000);
  const article = (await folder.text('pokrovsk.txt')) ?? '';
  const sentences = new Sentences().of(article).map(({ start, end }) => article.slice(start, end));
  expect(sentences).toHaveLength(STOPS.length);
  const sidecar = () => folder.text('pokrovsk.txt.newsmark.yaml');
  const count = () => sidecar().then((text) => text?.match(/^ {2}- id:/gm)?.length);
  const keys = new Keys(vscode);

  await vscode.openFile('pokrovsk.txt');
  await expect(vscode.statusItem('no annotations')).toBeVisible();
  await vscode.press('Control+Home', 'Control+;', 'Control+;');
  await expect(vscode.statusItem(/^\s*Tagging$/)).toBeVisible();
  let made = 0;
  for (const [i, stop] of STOPS.entries()) {
    if (i > 0) await keys.move('j');
    await keys.tag(stop.keys);
    if (stop.note) await keys.note(stop.note[1]);
    made += stop.made.length;
    await expect.poll(count).toBe(made);
  }

  await test.step('the sidecar is exactly as expected', async () => {
    const said = async () => plain(parse((await sidecar()) ?? '').annotations);
    // The last link may still be on its way to the disk.
    await expect.poll(said).toEqual(expected(article, sentences));
  });

  await test.step('ten steps back and forth', async () => {
    const before = await sidecar();
    for (let i = 0; i < 10; i++) await vscode.press('u');
    await expect.poll(count).toBeLessThan(made);
    for (let i = 0; i < 10; i++) await vscode.press('Shift+U');
    await expect.poll(sidecar).toBe(before);
  });

  const links = STOPS.filter(({ link }) => link).length;
  const notes = STOPS.filter(({ note }) => note).length;
  expect([made, links, notes]).toEqual([31, 10, 5]);
  const each = keys.tagging / made;
  console.log(
    `${made} annotations, ${links} links: ${keys.tagging} keys, ${each.toFixed(2)} each; ${keys.moving} between sentences; ${notes} notes: ${keys.writing} keys`,
  );
  expect(each).toBeLessThanOrEqual(2.5);
});

interface Said {
  readonly id: string;
  readonly created: string;
  readonly modified?: string;
  readonly links?: readonly { readonly role: string; readonly to: string }[];
}

/** Without what nobody can foresee: ids by their number in the file, and no times. */
function plain(annotations: readonly Said[]): unknown {
  const number = new Map(annotations.map(({ id }, i) => [id, i]));
  return annotations.map(({ id: _id, created, modified, links, ...rest }) => {
    expect(created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    return {
      ...rest,
      ...(links && { links: links.map(({ role, to }) => ({ role, to: number.get(to) })) }),
      isModified: modified !== undefined,
    };
  });
}

/** What the sidecar must say: places in code points, and what stands around them. */
function expected(article: string, sentences: readonly string[]): unknown {
  const points = Array.from(article);
  const offset = (utf16: number) => Array.from(article.slice(0, utf16)).length;
  let at = 0;
  const all = STOPS.flatMap(({ made, link, note, verdict }, i) => {
    const sentence = sentences[i] ?? '';
    const begin = article.indexOf(sentence, at);
    at = begin + sentence.length;
    return made.map(([label, words = sentence], j) => {
      const target = [words].flat().map((exact) => {
        const start = offset(article.indexOf(exact, begin));
        const end = start + Array.from(exact).length;
        const prefix = points.slice(Math.max(0, start - 32), start).join('');
        const suffix = points.slice(end, end + 32).join('');
        return { exact, ...(prefix && { prefix }), start, end, ...(suffix && { suffix }) };
      });
      return {
        label,
        target,
        ...(verdict?.[0] === j && { attributes: { verdict: verdict[1] } }),
        ...(note?.[0] === j && { note: note[1] }),
        ...(link?.[0] === j && { links: [{ role: 'source', to: link[1] }] }),
        isModified: target.length > 1 || [verdict, note, link].some((each) => each?.[0] === j),
      };
    });
  });
  return all.map((each) => {
    if (!('links' in each)) return each;
    const links = each.links.map(({ role, to }) => ({
      role,
      to: all.findLastIndex(({ label, target }) => label === 'source' && target[0]?.exact === to),
    }));
    return { ...each, links };
  });
}
