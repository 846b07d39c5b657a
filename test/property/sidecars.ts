import type { Annotation, AttributeValue, Fragment, Link, Review } from '../../src/core/annotation.ts';
import { newId } from '../../src/core/annotation.ts';
import type { Extra } from '../../src/core/value.ts';
import type { Sidecar } from '../../src/formats/sidecar.ts';
import type { Dice } from './dice.ts';

const WORDS = [
  'retreat',
  'Izyum',
  'no',
  '“heavy losses”',
  'it’s',
  '6',
  '2022-09-11',
  'a: b',
  'x # y',
  '- z',
  '😀',
  'нет',
  '',
  '{',
  '[a',
  "l'été",
];

const phrase = (dice: Dice): string => Array.from({ length: 1 + dice.below(4) }, () => dice.pick(...TWO)).join(' ');
const TWO = ['retreat', ...WORDS] as const;

const words = (dice: Dice): string => phrase(dice).trim() || 'x';

const id = (dice: Dice): string => newId(Uint8Array.from({ length: 8 }, () => dice.below(256)));

const note = (dice: Dice): string =>
  dice.pick(
    words(dice),
    `${words(dice)}\n${words(dice)}`,
    `Check:\n- one\n\n- two`,
    'a\n  b',
    'a\nb\n',
    'tab\there',
    '\nfirst blank',
  );

const time = (dice: Dice): string => `2026-11-${10 + dice.below(20)}T09:00:00Z`;

export function extra(dice: Dice): Extra | undefined {
  if (dice.chance(0.8)) return undefined;
  const value = dice.pick<Extra[string]>('y', 7, -0.5, true, null, [], {}, ['a', 'b'], {
    deep: { list: [1, { two: 'no' }] },
  });
  return Object.fromEntries([[dice.pick('x-page', 'x-no', '__proto__', 'constructor', 'x y'), value]]);
}

function fragments(dice: Dice, from: number): Fragment[] {
  let at = from;
  return Array.from({ length: dice.pick(1, 1, 1, 2) }, () => {
    const start = at + dice.below(30);
    const exact = words(dice);
    at = start + exact.length + 1;
    return defined<Fragment>({
      exact,
      prefix: dice.pick('', phrase(dice)),
      start,
      end: start + exact.length,
      suffix: dice.pick('', `${phrase(dice)}\n`),
      state: dice.pick(undefined, undefined, undefined, 'changed', 'lost'),
      extra: extra(dice),
    });
  });
}

const attributes = (dice: Dice): Record<string, AttributeValue> =>
  Object.fromEntries(
    dice
      .shuffle(['kind', 'verdict', 'credibility', 'no'])
      .slice(0, dice.below(4))
      .map((name) => [name, dice.pick<AttributeValue>('direct', '6', 'false', ['a', 'no'], words(dice))]),
  );

const link = (dice: Dice): Link =>
  defined<Link>({
    role: dice.pick('source', 'supports'),
    to: dice.pick(id(dice), `b/c.txt#${id(dice)}`),
    extra: extra(dice),
  });

const review = (dice: Dice): Review =>
  defined<Review>({ state: 'accepted', by: dice.pick(undefined, 'ben'), at: dice.pick(undefined, time(dice)) });

export const annotation = (dice: Dice, from = 0): Annotation =>
  defined<Annotation>({
    id: id(dice),
    label: dice.pick('claim', 'source', 'quote'),
    target: fragments(dice, from),
    attributes: attributes(dice),
    note: dice.chance(0.5) ? note(dice) : undefined,
    links: Array.from({ length: dice.pick(0, 0, 1, 2) }, () => link(dice)),
    review: dice.chance(0.2) ? review(dice) : undefined,
    suggestedBy: dice.pick(undefined, undefined, 'rules'),
    modified: dice.pick(undefined, time(dice)),
    by: dice.pick(undefined, 'ana'),
    created: dice.pick(undefined, time(dice)),
    extra: extra(dice),
  });

export const sidecar = (dice: Dice): Sidecar =>
  defined<Sidecar>({
    article: defined({
      file: 'kharkiv.txt',
      sha256: dice.pick(undefined, 'd429'),
      length: dice.pick(undefined, 4741),
      title: dice.pick(undefined, words(dice)),
      extra: extra(dice),
    }),
    annotations: Array.from({ length: dice.below(5) }, (_, i) => annotation(dice, i * 20)),
    annotator: dice.pick(undefined, undefined, 'Ana'),
    extra: extra(dice),
  });

/** What was said differently: the ids of annotations (or '' for the file) with their keys; '*' for all of one. */
export interface Change {
  readonly wanted: Sidecar;
  readonly touched: ReadonlySet<string>;
}

/** Changes one thing of a sidecar. */
export function change(dice: Dice, before: Sidecar): Change {
  const { annotations } = before;
  const index = dice.below(annotations.length);
  const one = annotations[index];
  const action = one ? dice.below(15) : dice.pick(0, 1);
  if (action === 0 || !one) {
    const added = annotation(dice, dice.below(100));
    const at = dice.below(annotations.length + 1);
    return {
      wanted: { ...before, annotations: annotations.toSpliced(at, 0, added) },
      touched: new Set([':annotations']),
    };
  }
  if (action === 1) {
    const article = { ...before.article, sha256: `${dice.below(1000)}ab`, length: dice.below(1000) };
    return { wanted: { ...before, article }, touched: new Set([':article']) };
  }
  if (action === 2) {
    return { wanted: { ...before, annotations: annotations.toSpliced(index, 1) }, touched: new Set([`${one.id}:*`]) };
  }
  const [key, after] = edited(dice, one, action);
  return { wanted: { ...before, annotations: annotations.with(index, after) }, touched: new Set([`${one.id}:${key}`]) };
}

function edited(dice: Dice, one: Annotation, action: number): [string, Annotation] {
  const [name = 'kind'] = dice.shuffle(['kind', 'verdict', ...Object.keys(one.attributes)]);
  switch (action) {
    case 3:
      return ['label', { ...one, label: dice.pick('claim', 'no', words(dice)) }];
    case 4:
      return ['note', { ...one, note: note(dice) }];
    case 5:
      return ['note', { ...one, note: undefined }];
    case 6:
      return [
        'attributes',
        { ...one, attributes: { ...one.attributes, [name]: dice.pick<AttributeValue>(words(dice), ['x', 'y']) } },
      ];
    case 7:
      return [
        'attributes',
        { ...one, attributes: Object.fromEntries(Object.entries(one.attributes).filter(([key]) => key !== name)) },
      ];
    case 8:
      return ['links', { ...one, links: [...one.links, link(dice)] }];
    case 9:
      return ['links', { ...one, links: one.links.toSpliced(dice.below(one.links.length + 1), 1) }];
    case 10:
      return ['review', { ...one, review: dice.pick(undefined, review(dice)) }];
    case 11:
      return ['modified', { ...one, modified: dice.pick(undefined, time(dice)) }];
    case 12:
      return [
        'conflict',
        { ...one, conflict: dice.pick(undefined, [{ field: ['attributes', 'kind'], theirs: words(dice) }]) },
      ];
    case 13:
      return ['target', { ...one, target: fragments(dice, 50) }];
    default: {
      const by = 1 + dice.below(9);
      const moved = (each: Fragment): Fragment => ({
        ...each,
        start: each.start + by,
        end: each.end + by,
        prefix: phrase(dice),
        suffix: '',
      });
      return ['target', { ...one, target: one.target.map(moved) }];
    }
  }
}

/** The same object without the keys that have no value. */
export function defined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
